"""A note, excerpt by excerpt, to a model; its answers to statements that wait for a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.llm.cache import keep, recall
from kg.llm.chat import ask, key_of
from kg.llm.excerpts import make_excerpts
from kg.llm.failures import UnusableError
from kg.model import Action, Decision, Factor, Insight, Issue, Obstacle, Question, Statement
from kg.text import guess_language, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.llm.chat import Model
    from kg.llm.checking import Checked, Found
    from kg.llm.excerpts import Excerpt
    from kg.model import Document

#: Most excerpts of one note that are sent, about 300,000 characters: no slip may cost a day of asking.
MOST = 50

#: The rule that a statement of a model names.
RULE = "llm"

#: Share of words in common from which a proposal says the same as a statement of the rules.
_SAME = 0.5

_CLASSES: Mapping[str, type[Statement]] = {
    cls.kind: cls for cls in (Question, Insight, Decision, Action, Obstacle, Factor)
}


@dataclass(slots=True)
class Asking:
    """A model, the folder where its answers are kept, and whether it turned out not to answer at all."""

    model: Model
    folder: Path
    is_down: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model proposes for one note, in the order of the text, and how that went.

    `asked` counts excerpts that were sent, `cached` those whose answer was kept, `failed` those without an answer,
    `known` proposals that repeat a statement of the rules, `dropped` those that did not hold, by reason.
    """

    statements: tuple[Statement, ...] = ()
    asked: int = 0
    cached: int = 0
    failed: int = 0
    known: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def propose(document: Document, read: Sequence[Statement], asking: Asking) -> Proposed:
    """Give what a model proposes beside what the rules read from a note (`read`).

    A proposal that answers a question which the rules found as well names that one.
    """
    excerpts = make_excerpts(document)
    counts: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    issues = [_too_long()] if len(excerpts) > MOST else []
    found: list[tuple[Excerpt, Checked]] = []
    for excerpt in excerpts[:MOST]:
        checked = _answer(document, excerpt, asking, counts, issues)
        if checked is not None:
            found.append((excerpt, checked))
            dropped.update(dict(checked.dropped))
    statements, known = _new_ones(document, found, read)
    return Proposed(
        statements, counts["asked"], counts["cached"], counts["failed"], known, dropped, tuple(dict.fromkeys(issues))
    )


def _too_long() -> Issue:
    message = f"the language model is asked about the first {MOST} parts of this note only"
    return Issue(message, hint="split the note", is_error=False)


def _answer(
    document: Document, excerpt: Excerpt, asking: Asking, counts: Counter[str], issues: list[Issue]
) -> Checked | None:
    """Give what is kept or comes in; a server that failed as such is not asked again."""
    key = key_of(asking.model, excerpt, document.language)
    checked = recall(asking.folder, key, excerpt)
    if checked is not None:
        counts["cached"] += 1
        return checked
    if asking.is_down:
        counts["failed"] += 1
        return None
    counts["asked"] += 1
    try:
        checked = ask(asking.model, excerpt, document.language)
    except UnusableError as error:
        counts["failed"] += 1
        asking.is_down = error.is_lasting
        issues.append(error.issue(document.position(excerpt.pieces[0].start).line))
        return None
    if not keep(asking.folder, key, checked):
        hint = "free some space or check who may write here; the next time the model is asked again"
        issues.append(Issue("the answer of the language model could not be kept", hint=hint, is_error=False))
    return checked


def _new_ones(
    document: Document, found: Iterable[tuple[Excerpt, Checked]], read: Sequence[Statement]
) -> tuple[tuple[Statement, ...], int]:
    """Give the statements that the rules do not have, with ids m1, m2, ..., and how many they do have."""
    made = [
        ((part, number), _statement(document, excerpt, one))
        for part, (excerpt, checked) in enumerate(found)
        for number, one in enumerate(checked.found)
    ]
    pairs = {at: _same_as(statement, read) for at, statement in made}
    new = sorted((one for one in made if not pairs[one[0]]), key=lambda one: (one[1].span, one[1].kind))
    ids = {at: same for at, same in pairs.items() if same} | {at: f"m{n}" for n, (at, _) in enumerate(new, 1)}
    answers = {
        (part, number): tuple(ids[part, other] for other in one.answers)
        for part, (_, checked) in enumerate(found)
        for number, one in enumerate(checked.found)
    }
    statements = tuple(replace(statement, id=ids[at], answers=answers[at]) for at, statement in new)
    return statements, len(made) - len(new)


def _statement(document: Document, excerpt: Excerpt, one: Found) -> Statement:
    span = excerpt.locate(one.span)
    if span is None:
        raise ValueError(f"{one.span} lies in no block")  # `check` and `from_row` see to it
    text = span.of(document.text)
    extra: dict[str, Any] = {}
    if one.kind == "question":
        extra = {"question_type": one.type}
    elif one.kind in ("obstacle", "factor"):
        extra = {"level": one.type or None}
    return _CLASSES[one.kind](
        id="", text=text, span=span, rule=RULE, confidence=one.confidence,
        language=guess_language(text, document.language), **extra,
    )  # fmt: skip


def _same_as(proposal: Statement, read: Iterable[Statement]) -> str:
    """Give the id of the statement of the rules that says the same at the same place, or ''."""
    words = set(tokens(proposal.text))
    for one in read:
        overlaps = one.span.start < proposal.span.end and proposal.span.start < one.span.end
        if one.kind == proposal.kind and overlaps:
            others = set(tokens(one.text))
            if len(words & others) >= _SAME * len(words | others):
                return one.id
    return ""
