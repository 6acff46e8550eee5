"""A wording of a question: its content words with the terms that stand for each, and what it asks, of whom and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.rephrasing.phrases import named_in
from kg.stemming import stem, words
from kg.text import COMMON_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.rephrasing.phrases import Named

#: Groups of lists of which two that differ tell two questions apart.
MARKS = ("aspects", "directions", "actors", "sectors", "negation")

#: Groups whose lists are other words for one thing.
_SAME = ("same", "actors", "sectors")

#: Groups whose words only say what is asked: the marks tell that, so they are no content.
_ASKING = ("aspects", "directions", "negation")

#: How sure it is that a term means what the word says: itself, another word of its list, a word that a concept led to.
OWN, LISTED, BRIDGED = 1.0, 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Unit:
    """A content word as it stands, with the terms by which it is known and how sure each is, from 0 to 1.

    The first term is that of the word itself.
    """

    word: str
    terms: Mapping[str, float]

    @property
    def term(self) -> str:
        """Give the term of the word itself."""
        return next(iter(self.terms))


@dataclass(frozen=True, slots=True)
class Wording:
    """A question to be compared. `marks` has for each of MARKS the lists that it names; `numbers` its figures.

    `terms` are those of all units together, each with the most that a word gives it.
    """

    units: tuple[Unit, ...]
    terms: Mapping[str, float]
    marks: Mapping[str, frozenset[str]]
    numbers: frozenset[str]
    language: str


def make_wording(text: str, language: str) -> Wording:
    """Give a text as it is compared.

    >>> made = make_wording("Hoe verlaag je de werkdruk van leraren?", "nl")
    >>> [unit.word for unit in made.units], sorted(made.marks["actors"]), sorted(made.marks["directions"])
    (['werkdruk', 'leraren'], ['teacher'], ['down'])
    """
    standing = words(text)
    folded = [fold(word) for word in standing]
    named = list(named_in(folded))
    marks = {mark: frozenset(found.name for found in named if found.group == mark) for mark in MARKS}
    units = _units(standing, folded, language, named)
    terms: dict[str, float] = {}
    for unit in units:
        for term, sure in unit.terms.items():
            terms[term] = max(sure, terms.get(term, 0.0))
    numbers = frozenset(word for word in folded if word.isdecimal())
    return Wording(units, terms, marks, numbers, language)


def _units(standing: Sequence[str], folded: Sequence[str], language: str, named: Iterable[Named]) -> tuple[Unit, ...]:
    listed: dict[int, list[str]] = defaultdict(list)
    asking: set[int] = set()
    for found in named:
        for position in found.at:
            if found.group in _SAME:
                listed[position].append(f"{found.group}:{found.name}")
            elif found.group in _ASKING:
                asking.add(position)
    content = [n for n, word in enumerate(folded) if word not in COMMON_WORDS]
    telling = [n for n in content if n not in asking or n in listed]
    units: dict[str, Unit] = {}
    for n in telling or content:
        terms = {stem(folded[n], language): OWN} | dict.fromkeys(listed[n], LISTED)
        units.setdefault(next(iter(terms)), Unit(standing[n], terms))
    return tuple(units.values())
