"""A wording of a question: its words with the terms that stand for each, and what it asks, of whom and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.rephrasing.phrases import named_in
from kg.stemming import words
from kg.terms.analysis import index_term, opening_words, terms_of_word, tongue_of
from kg.terms.asking import TONGUES
from kg.terms.bridge import concepts_in, label_terms, make_bridge
from kg.terms.cognates import cognates
from kg.terms.compounds import split_compound
from kg.terms.stems import index_stem
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.rephrasing.phrases import Named
    from kg.terms.bridge import Bridge, Found

#: Groups of lists of which two that differ tell two questions apart.
MARKS = ("aspects", "directions", "actors", "sectors", "negation")

#: Groups whose lists are other words for one thing.
_SAME = ("same", "actors", "sectors")

#: How lists begin of which a word says whom or where a question is about.
_WHO_WHERE = ("actors:", "sectors:")

#: Groups whose words only say what is asked: the marks tell that, so they are no content.
_ASKING = ("aspects", "directions", "negation")

#: The group of words that tell little apart.
_COMMON = "common"

#: What a question asks that asks for yes or no.
_WHETHER = "effect"

#: How sure it is that a term means what the word says: itself, a concept or list that it is in, a word of another
#: language by that concept or by its spelling.
OWN, LISTED, BRIDGED = 1.0, 0.9, 0.8

#: The language whose name of a concept stands for it.
_FIRST = "nl"

#: Terms by which a word is known, and how sure each is, from 0 to 1.
Terms = dict[str, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """A content word as it stands, the terms by which it is known, and those of each part of a compound.

    `key` is what its rarity is counted by: the concept that it names, else its own term. A common word is one that
    every other question in this field has; the subject is what a question is about, not whom or where.
    """

    word: str
    key: str
    terms: Mapping[str, float]
    parts: tuple[Mapping[str, float], ...] = ()
    is_common: bool = False
    is_subject: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """A question to be compared. `marks` has for each of MARKS the lists that it names; `numbers` its figures.

    `terms` are those of all units and their parts together, each with the most that a word gives it.
    """

    units: tuple[Unit, ...]
    terms: Mapping[str, float]
    marks: Mapping[str, frozenset[str]]
    numbers: frozenset[str]
    language: str


def make_wording(text: str, language: str, bridge: Bridge | None = None, *, is_name: bool = False) -> Wording:
    """Give a text as it is compared. A bridge leads from a word to others for it, in both languages.

    In a name no word only asks, and only what a concept or a spelling has in common makes two words the same.

    >>> made = make_wording("Hoe verlaag je de werkdruk van leraren?", "nl")
    >>> [unit.word for unit in made.units], sorted(made.marks["actors"]), sorted(made.marks["directions"])
    (['werkdruk', 'leraren'], ['teacher'], ['down'])
    """
    standing = words(text)
    folded = ["".join(fold(word).split()) for word in standing]
    tongue = tongue_of(folded, language)
    named = list(named_in(folded))
    marks = {mark: frozenset(found.name for found in named if found.group == mark) for mark in MARKS}
    if not marks["aspects"] and text.rstrip().endswith("?") and not _opens(named):
        marks["aspects"] = frozenset((_WHETHER,))
    kept = [found for found in named if found.group == _COMMON] if is_name else named
    concepts = list(concepts_in(folded, tongue, bridge or make_bridge(())))
    units = tuple(_units(standing, _Said(folded, tongue, kept, concepts)))
    terms: Terms = {}
    for unit in units:
        for found in (unit.terms, *unit.parts):
            terms |= {term: max(sure, terms.get(term, 0.0)) for term, sure in found.items()}
    return Wording(units, terms, marks, frozenset(word for word in folded if word.isdecimal()), tongue)


def _opens(named: Iterable[Named]) -> bool:
    """Tell whether the first word asks for more than yes or no."""
    return any(found.group == "openers" and found.at[0] == 0 for found in named)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says, word by word: the lists and the concepts that it names, by the places of their words."""

    folded: Sequence[str]
    tongue: str
    named: Sequence[Named]
    concepts: Sequence[Found]

    def lists(self, groups: Iterable[str]) -> dict[int, list[str]]:
        """Give the lists of some groups that each word names."""
        found: dict[int, list[str]] = defaultdict(list)
        for one in self.named:
            for at in one.at if one.group in groups else ():
                found[at].append(f"{one.group}:{one.name}")
        return found

    def telling(self) -> list[int]:
        """Give the places of the content words; those that only ask count where there are no others."""
        opening = opening_words().get(self.tongue, frozenset())
        content = [at for at, word in enumerate(self.folded) if terms_of_word(word, self.tongue)]
        asking, listed = self.lists(_ASKING), self.lists(_SAME)
        chosen = [at for at in content if (at not in asking and self.folded[at] not in opening) or at in listed]
        return chosen or content


def _units(standing: Sequence[str], said: _Said) -> Iterator[Unit]:
    """Yield the content words, each once."""
    listed, common = said.lists(_SAME), said.lists((_COMMON,))
    seen: set[str] = set()
    for at in said.telling():
        own, *_ = terms_of_word(said.folded[at], said.tongue)
        if own in seen:
            continue
        seen.add(own)
        alone, phrase, parts = _terms(at, said)
        concept = next((term for term in alone if term.startswith("concept:")), own)
        terms = alone | ({} if at in common else phrase) | dict.fromkeys(listed[at], LISTED) | {own: OWN}
        is_subject = at not in common and not any(name.startswith(_WHO_WHERE) for name in listed[at])
        yield Unit(standing[at], concept, terms, parts, at in common, is_subject)


def _terms(at: int, said: _Said) -> tuple[Terms, Terms, tuple[Terms, ...]]:
    """Give the terms of the concepts that a word names alone, of those that it names with others, and of its parts."""
    word = said.folded[at]
    here = [found for found in said.concepts if found.start <= at < found.end]
    stem = index_stem(word, said.tongue)
    alone: Terms = {} if here else _loans(word, said.tongue)
    phrase: Terms = {}
    for found in here:
        if found.end - found.start > 1:
            phrase |= _of_concept(found, said.tongue)
        elif found.key == (stem,):
            alone |= _of_concept(found, said.tongue)
    pieces = split_compound(word) if said.tongue == "nl" and len(terms_of_word(word, "nl")) > 1 else ()
    return alone, phrase, tuple(_part(piece, here) for piece in pieces if terms_of_word(piece, "nl"))


def _part(piece: str, here: Sequence[Found]) -> Terms:
    stem = index_stem(piece, "nl")
    terms: Terms = {}
    for found in here:
        if stem in found.key:
            terms |= _of_concept(found, "nl")
    return (terms or _loans(piece, "nl")) | {index_term(piece, "nl"): OWN}


def _of_concept(found: Found, tongue: str) -> Terms:
    """Give the concept, and its names in other languages; a name of several words leads to none of them."""
    terms = {f"concept:{found.concept.name(_FIRST)}": LISTED}
    for other, labels in found.concept.labels:
        for label in labels if other != tongue else ():
            own = label_terms(label, other)
            terms |= {own[0]: BRIDGED} if len(own) == 1 else {}
    return terms


def _loans(word: str, tongue: str) -> Terms:
    """Give how the other language may spell a word that names no concept: it may be a loan word, or a name."""
    others = [other for other in TONGUES if other != tongue] if tongue in TONGUES else []
    return {index_term(spelled, other): BRIDGED for other in others for spelled in cognates(word, tongue)}
