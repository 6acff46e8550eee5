"""The bridge between languages: concepts with labels in Dutch and English, found in the words of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Theme
from kg.stemming import stem, words
from kg.text import fold

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that has a name in more than one language: its labels by language, the preferred one first."""

    labels: tuple[tuple[str, tuple[str, ...]], ...]

    def name(self, language: str) -> str:
        """Give its preferred label in a language, or in the first that it has.

        >>> Concept((("en", ("reading",)), ("nl", ("lezen",)))).name("nl")
        'lezen'
        """
        labels = dict(self.labels)
        return labels.get(language, self.labels[0][1])[0]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Concepts by language and by the stems of a label; `longest` is the most words that a label has."""

    filed: Mapping[str, Mapping[_Key, tuple[Concept, ...]]]
    longest: int


def make_bridge(themes: tuple[Theme, ...]) -> Bridge:
    """Give the concepts of the themes, ready to be found."""
    return _made(tuple((theme.iri, tuple(sorted(theme.labels.items()))) for theme in themes))


@lru_cache(maxsize=4)
def _made(themes: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]) -> Bridge:
    concepts = [Concept(labels) for _, labels in themes if labels]
    filed: dict[str, dict[_Key, tuple[Concept, ...]]] = {}
    for concept in concepts:
        for language, labels in concept.labels:
            for label in labels:
                key = tuple(stem(word, language) for word in words(fold(label)))
                held = filed.setdefault(language, {}).setdefault(key, ())
                filed[language][key] = held if concept in held else (*held, concept)
    return Bridge(filed, max((len(key) for found in filed.values() for key in found), default=0))


def concepts_in(folded: Sequence[str], tongue: str, bridge: Bridge) -> Iterator[tuple[int, int, Concept]]:
    """Yield the concepts that a text names, with first and last word (end exclusive); the longest label wins."""
    stems = [stem(word, tongue) for word in folded]
    filed = bridge.filed.get(tongue, {})
    at = 0
    while at < len(stems):
        fits = (n for n in range(min(bridge.longest, len(stems) - at), 0, -1) if tuple(stems[at : at + n]) in filed)
        size = next(fits, 0)
        for concept in filed[tuple(stems[at : at + size])] if size else ():
            yield at, at + size, concept
        at += size or 1
