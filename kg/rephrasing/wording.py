"""A wording of a question: its words with the terms that stand for each, and what it asks, of whom and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.rephrasing.phrases import named_in
from kg.stemming import words
from kg.terms.analysis import terms_of_word, tongue_of
from kg.terms.asking import question_terms
from kg.terms.bridge import concepts_in, make_bridge
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Theme
    from kg.rephrasing.phrases import Named

#: Groups of lists of which two that differ tell two questions apart.
MARKS = ("aspects", "directions", "actors", "sectors", "negation")

#: Groups whose lists are other words for one thing.
_SAME = ("same", "actors", "sectors")

#: Groups whose words only say what is asked: the marks tell that, so they are no content.
_ASKING = ("aspects", "directions", "negation")

#: The group of words that tell little apart.
_COMMON = "common"

#: The language whose name of a concept stands for it in comparing.
_FIRST = "nl"

#: What a question asks that asks for yes or no.
_WHETHER = "effect"

#: How sure it is that a term means what the word says: itself, another word of its list, a word that a concept led to.
OWN, LISTED, BRIDGED = 1.0, 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Unit:
    """A content word as it stands, with the terms by which it is known and how sure each is, from 0 to 1.

    `own` are the term of the word itself and those of the parts of a compound.
    A common word is one that every other question in this field has.
    """

    word: str
    terms: Mapping[str, float]
    own: tuple[str, ...]
    is_common: bool = False

    @property
    def term(self) -> str:
        """Give the term of the word itself."""
        return self.own[0]


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


def make_wording(text: str, language: str, themes: Sequence[Theme] = ()) -> Wording:
    """Give a text as it is compared. Labels of themes lead from a word to others, in both languages.

    >>> made = make_wording("Hoe verlaag je de werkdruk van leraren?", "nl")
    >>> [unit.word for unit in made.units], sorted(made.marks["actors"]), sorted(made.marks["directions"])
    (['werkdruk', 'leraren'], ['teacher'], ['down'])
    """
    folded = [fold(word) for word in words(text)]
    named = list(named_in(folded))
    marks = {mark: frozenset(found.name for found in named if found.group == mark) for mark in MARKS}
    if not marks["aspects"] and text.rstrip().endswith("?") and not _opens(named):
        marks["aspects"] = frozenset((_WHETHER,))
    units = _units(text, language, themes, named)
    terms: dict[str, float] = {}
    for unit in units:
        for term, sure in (*unit.terms.items(), *((part, OWN) for part in unit.own)):
            terms[term] = max(sure, terms.get(term, 0.0))
    numbers = frozenset(word for word in folded if word.isdecimal())
    return Wording(units, terms, marks, numbers, language)


def _opens(named: Iterable[Named]) -> bool:
    """Tell whether the first word asks for more than yes or no."""
    return any(found.group == "openers" and found.at[0] == 0 for found in named)


def _units(text: str, language: str, themes: Sequence[Theme], named: Iterable[Named]) -> tuple[Unit, ...]:
    """Give the content words; those that only say what is asked count where there are no others."""
    standing = words(text)
    own: dict[str, list[str]] = defaultdict(list)
    for wanted in question_terms(text, language, ()):
        if not wanted.via:
            own[wanted.word].append(wanted.term)
    listed: dict[str, list[str]] = defaultdict(list)
    for group, name, word in _by_word(standing, named):
        if group in _SAME:
            listed[word].append(f"{group}:{name}")
    asking = {word for group, _, word in _by_word(standing, named) if group in _ASKING}
    common = {word for group, _, word in _by_word(standing, named) if group == _COMMON}
    led = _led(standing, language, themes)
    telling = [word for word in own if word not in asking or listed[word]]
    return tuple(
        Unit(
            word,
            led[word] | dict.fromkeys(listed[word], LISTED) | {own[word][0]: OWN},
            tuple(own[word]),
            word in common,
        )
        for word in telling or own
    )


def _led(standing: Sequence[str], language: str, themes: Sequence[Theme]) -> dict[str, dict[str, float]]:
    """Give for each word the concepts that it names, alone or with its neighbours, and their names in other languages.

    A name of several words leads to none of them: `education` is not what `personalised education` is about.
    """
    folded = [fold(word) for word in standing]
    tongue = tongue_of(folded, language)
    led: dict[str, dict[str, float]] = defaultdict(dict)
    for found in concepts_in(folded, tongue, make_bridge(tuple(themes))):
        terms = {f"concept:{found.concept.name(_FIRST)}": LISTED}
        for other, labels in found.concept.labels:
            for bare in ([*words(fold(label))] for label in labels if other != tongue):
                terms |= dict.fromkeys(terms_of_word(bare[0], other)[:1], BRIDGED) if len(bare) == 1 else {}
        for word in standing[found.start : found.end]:
            led[word] |= terms
    return led


def _by_word(standing: Sequence[str], named: Iterable[Named]) -> Iterator[tuple[str, str, str]]:
    """Yield for each list that is named its group, its name, and each word that names it."""
    return ((found.group, found.name, standing[position]) for found in named for position in found.at)
