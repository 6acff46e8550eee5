"""The last step: ids in the order of the text, themes, school, pin and language of each statement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Action, PartialDate, Statement
from kg.rules.doing import find_people, with_doer
from kg.rules.found import GROUPS, Found
from kg.rules.note import Note
from kg.rules.struck import left_of
from kg.rules.themes import make_labels
from kg.stemming import words
from kg.text import guess_language
from kg.vocabulary import Iri

#: Letter of an id by kind; numbers count from 1 in the order of the text.
LETTERS = {
    "question": "q",
    "insight": "i",
    "decision": "d",
    "action": "a",
    "obstacle": "o",
    "factor": "f",
    "publication": "p",
    "school": "s",
}


_BRIN = re.compile(r"\d{2}[A-Z]{2}(?:\d{2})?")


@dataclass(frozen=True, slots=True)
class _Place:
    """What a block says of all its statements."""

    pin: str
    school: str
    tags: tuple[str, ...]


def finished(note: Note, found: Found, held: PartialDate | None = None) -> tuple[Statement, ...]:
    """Give the statements of a note in the order of the text, complete; `held` is the day of its meeting."""
    ordered = sorted(_standing(note, found), key=lambda one: (one.span, one.kind))
    counts: Counter[str] = Counter()
    ids: dict[str, str] = {}
    for statement in ordered:
        letter = LETTERS[statement.kind]
        counts[letter] += 1
        ids[statement.id] = f"{letter}{counts[letter]}"
    places = _places(note)
    starts = [block.span.start for block in note.document.blocks]
    speakers = _speaking_schools(note)
    labels = make_labels(note.context.themes)
    if any(isinstance(one, Action) for one in ordered):
        people = find_people(note)
        ordered = [with_doer(note, one, people, held) if isinstance(one, Action) else one for one in ordered]
    done = []
    for statement in ordered:
        block = max(bisect_right(starts, statement.span.start) - 1, 0)
        place = places[block] if places else _Place("", "", ())
        language = _language(note, statement)
        themes = (*labels[language].find(words(statement.text)), *_tagged(place.tags, labels))
        done.append(
            replace(
                statement,
                id=ids[statement.id],
                answers=tuple(ids[answer] for answer in statement.answers if answer in ids),
                language=language,
                themes=tuple(dict.fromkeys(themes)),
                pin=place.pin if place.pin and _is_last(note, statement, block) else "",
                school=statement.school or place.school or speakers.get(statement.span.start, ""),
            )
        )
    return tuple(done)


def _standing(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the statements without what was struck out in them; what is struck out says nothing any more."""
    text, struck = note.document.text, note.document.struck
    for statement in found:
        span = left_of(statement.span, struck, text) if struck else statement.span
        if span == statement.span:
            yield statement
        elif span is not None and span.start < span.end:
            yield replace(statement, span=span, text=span.of(text))


def _language(note: Note, statement: Statement) -> str:
    language = guess_language(statement.text, note.document.language)
    return language if language in ("nl", "en") else "nl"


def _tagged(tags: tuple[str, ...], labels: object) -> tuple[Iri, ...]:
    found: list[Iri] = []
    for tag in tags:
        said = words(tag.replace("-", " ").replace("_", " "))
        for language in ("nl", "en"):
            found.extend(labels[language].find(said))  # type: ignore[index]
    return tuple(found)


def _is_last(note: Note, statement: Statement, block: int) -> bool:
    return GROUPS[statement.kind] == "said" and statement.span.end == note.spans[block].end


def _places(note: Note) -> list[_Place]:
    """Give for each block its pin, school and tags; a block of fields alone speaks for those below its heading."""
    known = {school.brin for school in note.context.schools}
    names = {school.name.casefold(): school.brin for school in note.context.schools}
    named = note.document.metadata.get("school", "")
    whole = names.get(named.casefold(), named)
    places: list[_Place] = []
    school, heading = whole, None
    tags: tuple[str, ...] = ()
    for index, block in enumerate(note.document.blocks):
        if block.heading != heading:
            school, tags, heading = whole, (), block.heading
        trailers = note.trailers[index]
        if not note.of_block[index] and (trailers.school or trailers.tags):
            school, tags = trailers.school or school, (*tags, *trailers.tags)
        own = trailers.school or school
        own = own if own in known or _BRIN.fullmatch(own) else names.get(own.casefold(), "")
        places.append(_Place(trailers.pin, own, (*tags, *trailers.tags)))
    return places


def _speaking_schools(note: Note) -> dict[int, str]:
    """Give the BRIN of the school whose name stands before the colon, by where its sentence begins."""
    names = {name.casefold(): one.brin for one in note.context.schools for name in (one.name, one.brin)}
    return {one.span.start: names[one.speaker.casefold()] for one in note.sentences if one.speaker.casefold() in names}
