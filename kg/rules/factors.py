"""Obstacles and enabling factors that a note states, with the level at which they work."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Factor, Insight, Obstacle, Question, Statement
from kg.rules.found import Found, make
from kg.rules.marks import level_of
from kg.rules.note import Note, Sentence
from kg.rules.questions import is_question_block


def find_factors(note: Note, found: Found) -> Iterator[Statement]:
    """Yield what hinders or helps: stated as such, or below a heading that says so. A question about it is none."""
    for index, sentences in enumerate(note.of_block):
        block = note.document.blocks[index]
        if block.kind in ("heading", "code") or is_question_block(note, index):
            continue
        kind = _announced(note, index)
        for sentence in sentences[:1] if kind else sentences:
            said = found.at(sentence.span)
            if said is not None and said.confidence == 1:  # a writer who marks a line says what it is
                continue
            made = kind or _stated(sentence, found)
            if made and not sentence.plain.rstrip().endswith(("?", ":", "?'")):
                level = level_of((*_words_above(note, index), *sentence.words))
                rule, confidence = ("announced", 0.9) if kind else ("stated-factor", 0.6)
                yield make(made, note, sentence.span, rule, level=level, confidence=confidence)


def _announced(note: Note, index: int) -> type[Obstacle | Factor] | None:
    """Give what the heading or line above a block announces; one that asks for both announces neither."""
    hinders, helps = note.under(index, "section-obstacle"), note.under(index, "section-factor")
    if hinders and helps:
        return None
    return Obstacle if hinders else Factor if helps else None


def _stated(sentence: Sentence, found: Found) -> type[Obstacle | Factor] | None:
    """Give what a sentence states; what somebody asks or plans states nothing."""
    said = found.at(sentence.span)
    if said is not None and not isinstance(said, (Insight, Question)):
        return None
    if isinstance(said, Question) and said.rule != "stated":
        return None
    if sentence.has("obstacle"):
        return Obstacle
    return Factor if sentence.has("factor") else None


def _words_above(note: Note, index: int) -> tuple[str, ...]:
    """Give the words of the heading and introducing line of a block, where they name a level."""
    sections = (note.leads[index], *note.titles[index][:1])
    return tuple(word for section in sections for word in section.text.lower().split())
