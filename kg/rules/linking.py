"""Which question an insight answers, where neither list, heading nor reply says so: candidates, weighed as in scoring."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Insight, Question, Statement
from kg.rules.found import Found
from kg.rules.note import Note
from kg.rules.scoring import Weights
from kg.stemming import stem
from kg.text import FUNCTION_WORDS

#: Sentences before an insight in which its question is sought.
REACH = 14
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
    said = sorted((one for one in found if one.kind in ("question", "insight", "decision", "action")), key=_start)
    starts = [sentence.span.start for sentence in note.sentences]
    questions: list[tuple[int, Question]] = []
    for order, statement in enumerate(said):
        at = bisect_right(starts, statement.span.start) - 1
        if isinstance(statement, Question):
            questions = [*questions[-1:], (at, statement)]
        if not isinstance(statement, Insight):
            continue
        above = _above(note, found, at)
        near = [(place, one) for place, one in questions if at - place <= REACH]
        if above and all(one.id != above.id for _, one in near):
            near.insert(0, (bisect_right(starts, above.span.start) - 1, above))
        for rank, (place, question) in enumerate(reversed(near)):
            between = [one.kind for one in said[max(0, order - REACH) : order] if one.span.start > question.span.start]
            names = [f"rank:{rank}", *_pair(note, at, place, (statement, question)), *_between(between)]
            if above and above.id == question.id:
                names.append("above")
            if linked.get(statement.id) == question.id:
                names += ["linked", f"linked:{statement.rule}"]
            yield Pair(statement, question, tuple(names))


def link(note: Note, found: Found, linked: dict[str, str], weights: Weights) -> None:
    """Give each insight the question that it most probably answers, or none."""
    best: dict[str, tuple[float, Pair]] = {}
    for pair in pairs(note, found, linked):
        (chance,) = weights.probabilities(list(pair.features))
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
    if here.heading != there.heading and there.kind != "heading":
        yield "other-section"
    if insight.speaker:
        yield "same-speaker" if insight.speaker == question.speaker else "other-speaker"
    if insight.has("yes-no"):
        yield "yes-no"
    shared = len(_subjects(two[0].text, insight.language) & _subjects(two[1].text, question.language))
    yield f"shared:{min(shared, 3)}"


def _between(kinds: list[str]) -> Iterator[str]:
    yield f"insights:{min(kinds.count('insight'), 3)}"
    if any(kind in ("decision", "action") for kind in kinds):
        yield "settled"


def _subjects(text: str, language: str) -> set[str]:
    words = (word.strip(".,:;?!()'\"").lower() for word in text.split())
    common = FUNCTION_WORDS[language]
    return {stem(word, language) for word in words if len(word) >= _SHORT and word not in common}
