"""Visit notes: what a school answers to each research question, whole, and what the visitors thought of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from kg.model import Insight, Question, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence
from kg.text import Span

#: Headings of what visitors think of what they saw, in Dutch and English.
_REFLECTION = re.compile(
    r"\W{0,4}(?:(?:onze|eigen|korte|our) )?(?:reflecties?|terugblik|(?:na)?beschouwing|wat (?:ons )?opvalt|wat opviel|"
    r"reflections?|what we noticed|looking back)\b",
    re.IGNORECASE,
)


def find_visit_answers(note: Note, found: Found) -> Iterator[Statement]:
    """Yield all that stands below a question of a visit note, each paragraph and item whole, up to the next heading.

    What a writer marked in it, and questions in it, stay what they are and part the answer.
    """
    if note.document.source.folder != "schools":
        return
    question: Question | None = None
    for index, block in enumerate(note.document.blocks):
        own = found.question_in(note.spans[index])
        is_line = (
            own is not None and own.span.end >= note.spans[index].end - 1 and own.span.start == _start(note, index)
        )
        if block.kind == "heading" or (is_line and own is not None and own.rule in ("asked", "unmarked")):
            question = own
        elif question is not None:
            yield from _answers(note, found, index, question)


def find_reflections(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the paragraphs and items of a visit note below a heading such as `Reflectie`, each whole."""
    if note.document.source.folder != "schools":
        return
    for index, block in enumerate(note.document.blocks):
        if block.kind not in ("heading", "code") and _is_reflection(note, index):
            for run in _free_runs(note, found, index):
                yield make(Insight, note, _span(run), "reflection", confidence=0.8)


def _start(note: Note, index: int) -> int:
    sentences = note.of_block[index]
    return sentences[0].span.start if sentences else note.spans[index].start


def _is_reflection(note: Note, index: int) -> bool:
    return any(_REFLECTION.match(section.text) for section in note.titles[index])


def _answers(note: Note, found: Found, index: int, question: Question) -> Iterator[Statement]:
    for run in _free_runs(note, found, index):
        if not all(one.has("empty-answer") for one in run):
            yield make(Insight, note, _span(run), "below", answers=(question.id,), confidence=0.9)


def _free_runs(note: Note, found: Found, index: int) -> Iterator[list[Sentence]]:
    """Yield the sentences of a block that follow each other and of which nothing was said yet."""
    for is_free, run in groupby(note.of_block[index], key=found.is_free):
        if is_free:
            yield list(run)


def _span(run: list[Sentence]) -> Span:
    return Span(run[0].span.start, run[-1].span.end)
