"""The bridge between languages: concepts with labels in Dutch and English, found in the words of a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.model import Theme
from kg.stemming import words
from kg.terms.analysis import index_term, stop_words
from kg.terms.compounds import split_compound
from kg.terms.stems import index_stem
from kg.text import fold

_Key = tuple[str, ...]
_Labels = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that has names in more than one language: its labels by language, the preferred one first."""

    labels: _Labels

    def name(self, language: str) -> str:
        """Give its preferred label in a language, or in the first that it has.

        >>> Concept((("en", ("reading",)), ("nl", ("lezen",)))).name("nl")
        'lezen'
        """
        labels = dict(self.labels)
        return labels.get(language, self.labels[0][1])[0]


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that a text names: `start` and `end` (exclusive) of the words that name it, and their `key`."""

    start: int
    end: int
    concept: Concept
    key: _Key


@dataclass(frozen=True, slots=True)
class Bridge:
    """Concepts by language and by the stems of a label; `longest` is the most words that a label has."""

    filed: Mapping[str, Mapping[_Key, tuple[Concept, ...]]]
    longest: int


def make_bridge(themes: Sequence[Theme]) -> Bridge:
    """Give the concepts of the glossary and of the themes, ready to be found."""
    return _made(tuple((theme.iri, tuple(sorted(theme.labels.items()))) for theme in themes))


def label_key(label: str, language: str) -> _Key:
    """Give the stems of the words of a label, without those that carry no meaning.

    >>> label_key("regie over het leren", "nl")
    ('regi', 'leren')
    """
    return tuple(index_stem(word, language) for word in _telling(label, language))


def _telling(label: str, language: str) -> list[str]:
    small = stop_words().get(language, frozenset())
    found = words(fold(label))
    return [word for word in found if word not in small] or found


@lru_cache(maxsize=20_000)
def label_terms(label: str, language: str) -> tuple[str, ...]:
    """Give the index terms of a label, in the languages that have rules of their own and in others.

    >>> label_terms("regie over het leren", "nl")
    ('nl:regi', 'nl:leren')
    """
    return tuple(index_term(word, language) for word in _telling(label, language))


def concepts_in(folded: Sequence[str], tongue: str, bridge: Bridge) -> Iterator[Found]:
    """Yield the concepts that a text names, in order; where labels overlap, the longest wins.

    `folded` are the words of the text in lower case without accents. Stop words within a phrase do not count, and a
    Dutch compound that is no label itself names what its parts name.
    """
    small = stop_words().get(tongue, frozenset())
    places = [(at, index_stem(word, tongue)) for at, word in enumerate(folded) if word not in small or len(folded) == 1]
    filed = bridge.filed.get(tongue, {})
    here = 0
    while here < len(places):
        key = _longest(tuple(stem for _, stem in places[here : here + bridge.longest]), filed)
        first, last = places[here][0], places[here + max(len(key), 1) - 1][0] + 1
        yield from (Found(first, last, concept, key) for concept in filed.get(key, ()))
        if not key and tongue == "nl":
            yield from _in_parts(folded[first], first, filed)
        here += max(len(key), 1)


def has_label(word: str, tongue: str, bridge: Bridge) -> bool:
    """Tell whether one word in lower case without accents is a label by itself."""
    return (index_stem(word, tongue),) in bridge.filed.get(tongue, {})


def _longest(stems: _Key, filed: Mapping[_Key, tuple[Concept, ...]]) -> _Key:
    """Give the longest label that the stems begin with, or ()."""
    return next((stems[:size] for size in range(len(stems), 0, -1) if stems[:size] in filed), ())


def _in_parts(word: str, at: int, filed: Mapping[_Key, tuple[Concept, ...]]) -> Iterator[Found]:
    """Yield the concepts that the parts of a compound name: two parts together before each alone."""
    stems = tuple(index_stem(part, "nl") for part in split_compound(word))
    here = 0
    while here < len(stems):
        key = _longest(stems[here:], filed)
        yield from (Found(at, at + 1, concept, key) for concept in filed.get(key, ()))
        here += max(len(key), 1)


@lru_cache(maxsize=4)
def _made(themes: tuple[tuple[str, _Labels], ...]) -> Bridge:
    concepts = [*_glossary(), *(Concept(labels) for _, labels in themes if labels)]
    filed: dict[str, dict[_Key, tuple[Concept, ...]]] = {}
    for concept in concepts:
        for language, labels in concept.labels:
            for key in dict.fromkeys(label_key(label, language) for label in labels):
                held = filed.setdefault(language, {}).get(key, ())
                if key:
                    filed[language][key] = (*held, concept)
    return Bridge(filed, max((len(key) for found in filed.values() for key in found), default=0))


@lru_cache(maxsize=1)
def _glossary() -> tuple[Concept, ...]:
    sections = tomllib.loads(files("kg.terms").joinpath("data", "glossary.toml").read_text("utf-8"))
    pairs = (pair for section in sections.values() for pair in section.items())
    return tuple(Concept((("en", _labels(english)), ("nl", _labels(dutch)))) for dutch, english in pairs)


def _labels(listed: str) -> tuple[str, ...]:
    return tuple(label.strip() for label in listed.split(","))
