"""Which question an insight answers, where neither heading nor reply says so: candidates, weighed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Insight, Question, Statement
from kg.rules.found import Found
from kg.rules.note import Note
from kg.rules.scoring import Weights
from kg.stemming import stem
from kg.text import FUNCTION_WORDS

#: Sentences before an insight in which its question is sought.
REACH = 14
_SAID = ("question", "insight", "decision", "action")
#: Rules by which a writer says what a passage is: what it answers is then told by its place alone.
_STATED = frozenset(("mark", "sign", "column"))
_GAPS = (1, 2, 3, 5, 8)  # sentences: upper bounds of the bins
_SHORT = 4  # letters: shorter words are no subject


@dataclass(frozen=True, slots=True)
class Pair:
    """An insight, a question that it may answer, and what is known of the two together."""

    insight: Insight
    question: Question
    features: tuple[str, ...]


def pairs(note: Note, found: Found, linked: dict[str, str]) -> Iterator[Pair]:
    """Yield for each insight the two questions before it and the one above it; `linked` is what rules linked."""
    said = sorted((one for one in found if one.kind in _SAID), key=_start)
    asked = {one.id: one for one in said if isinstance(one, Question)}
    starts = [sentence.span.start for sentence in note.sentences]
    last: list[Question] = []
    for order, statement in enumerate(said):
        if isinstance(statement, Question):
            last = [*last[-1:], statement]
        if isinstance(statement, Insight) and not statement.answers:
            at = bisect_right(starts, statement.span.start) - 1
            above = _above(note, found, at)
            far = [one for one in (above, asked.get(linked.get(statement.id, ""))) if one and one not in last]
            for rank, question in enumerate((*reversed(last), *dict.fromkeys(far))):
                place = bisect_right(starts, question.span.start) - 1
                if question not in far and (at - place > REACH or _is_elsewhere(note, at, place)):
                    continue
                between = [one.kind for one in said[max(0, order - REACH) : order] if _start(one) > _start(question)]
                names = [f"rank:{rank}", *_pair(note, at, place, (statement, question)), *_between(between)]
                names += ["above"] if above is question else []
                names += ["linked", f"linked:{statement.rule}"] if linked.get(statement.id) == question.id else []
                yield Pair(statement, question, tuple(names))


def link(note: Note, found: Found, linked: dict[str, str], weights: Weights) -> None:
    """Give each insight the question that it most probably answers, or none."""
    stated = {one.id for one in found if one.rule in _STATED or note.document.source.folder == "schools"}
    for one in [one for one in found if one.id in stated and one.id in linked]:
        found.update(one, answers=(linked[one.id],))
    best: dict[str, tuple[float, Pair]] = {}
    for pair in pairs(note, found, linked):
        (chance,) = weights.probabilities(list(pair.features))
        if found.trace is not None:
            found.trace.links[pair.insight.id, pair.question.id] = (chance, pair.features)
        if chance > best.get(pair.insight.id, (0.0, pair))[0]:
            best[pair.insight.id] = (chance, pair)
    least = weights.least["nl" if note.document.language == "nl" else "en"][0]
    for chance, pair in best.values():
        found.update(pair.insight, answers=(pair.question.id,) if chance >= least else ())


def _start(statement: Statement) -> int:
    return statement.span.start


def _above(note: Note, found: Found, at: int) -> Question | None:
    """Give the question in the items that a sentence is nested in, or in the heading above it."""
    block = note.document.blocks[note.sentences[at].block]
    parent = block.parent
    while parent is not None:
        question = found.question_in(note.spans[parent])
        if question is not None:
            return question
        parent = note.document.blocks[parent].parent
    return found.question_in(note.spans[block.heading]) if block.heading is not None else None


def _is_elsewhere(note: Note, at: int, place: int) -> bool:
    """Tell whether two sentences stand below different headings, of which none is the question itself."""
    here, there = note.block(note.sentences[at]), note.block(note.sentences[place])
    return here.heading != there.heading and there.kind != "heading"


def _pair(note: Note, at: int, place: int, two: tuple[Insight, Question]) -> Iterator[str]:
    insight, question = note.sentences[at], note.sentences[place]
    yield "bias"
    yield f"gap:{next((str(most) for most in _GAPS if at - place <= most), 'more')}"
    blocks = insight.block - question.block
    yield f"blocks:{min(blocks, 4)}"
    here, there = note.block(insight), note.block(question)
    yield f"in:{here.kind}<{there.kind}"
    yield f"insight:{two[0].rule}"
    yield f"question:{two[1].rule}"
    if insight.speaker:
        yield "same-speaker" if insight.speaker == question.speaker else "other-speaker"
    if insight.has("yes-no"):
        yield "yes-no"
    shared = len(_subjects(two[0].text, insight.language) & _subjects(two[1].text, question.language))
    yield f"shared:{min(shared, 3)}"


def _between(kinds: Sequence[str]) -> Iterator[str]:
    yield f"insights:{min(kinds.count('insight'), 3)}"
    if any(kind in ("decision", "action") for kind in kinds):
        yield "settled"


@lru_cache(maxsize=1_000)
def _subjects(text: str, language: str) -> frozenset[str]:
    words = (word.strip(".,:;?!()'\"").lower() for word in text.split())
    common = FUNCTION_WORDS[language]
    return frozenset(stem(word, language) for word in words if len(word) >= _SHORT and word not in common)
