"""Schools of the register that a note names: by BRIN, or by name in whichever spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kg.model import SchoolMention, Statement
from kg.records import School
from kg.rules.cues import load_words
from kg.rules.found import Found, make
from kg.rules.mentions import is_said
from kg.rules.note import Note
from kg.text import Span, fold

_WORD = re.compile(r"\w+")
_LONGEST = 10  # words of a name that are looked at
_SHORTEST = 4  # characters: shorter names are words as well; a BRIN has four

#: The words of each form of a name, and the BRIN of whose it is.
_Names = Mapping[tuple[str, ...], str]


def find_schools(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the first place where each form of a school's name, or its BRIN, stands in the note."""
    del found
    if not note.context.schools:
        return
    names, text = _names(note.context.schools), note.document.text
    words = [(place.span(), _folded(place.group())) for place in _WORD.finditer(text)]
    seen: set[tuple[str, ...]] = set()
    at = 0
    while at < len(words):
        form, brin = _longest(names, words, at)
        (start, _), (last, end) = words[at][0], words[at + max(1, len(form)) - 1][0]
        if not brin or not any(char.isupper() or char.isdigit() for char in text[last:end]):
            at += 1
            continue
        if form not in seen and is_said(note, start):
            seen.add(form)
            yield make(SchoolMention, note, Span(start, end), "school-name", school=brin)
        at += len(form)


def _longest(names: _Names, words: Sequence[tuple[tuple[int, int], str]], at: int) -> tuple[tuple[str, ...], str]:
    """Give the words of the longest name that begins at a word, and whose it is."""
    here = tuple(word for _, word in words[at : at + _LONGEST])
    return next(((here[:end], names[here[:end]]) for end in range(len(here), 0, -1) if here[:end] in names), ((), ""))


@lru_cache(maxsize=4)
def _names(schools: tuple[School, ...]) -> _Names:
    """Give all forms of the names of schools; a form that two schools share names neither."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for school in schools:
        for form in _forms(school):
            owners[form].add(school.brin)
    return {form: min(brins) for form, brins in owners.items() if len(brins) == 1}


def _forms(school: School) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name, the same without the sort of school, and the BRIN."""
    name = tuple(_folded(word) for word in _WORD.findall(school.name))
    name = name[:_LONGEST]
    if len("".join(name)) >= _SHORTEST:
        yield name
    sorts = load_words("schools")
    bare = name
    while bare and bare[0] in sorts:
        bare = bare[1:]
    if bare != name and len("".join(bare)) >= _SHORTEST:
        if len(bare) > 1:
            yield bare
        yield from ((sort, *bare) for sort in sorted(sorts))
    if len(school.brin) >= _SHORTEST:
        yield (_folded(school.brin),)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word)
