"""Questions that may be the same one in other words: proposed to a person, never joined by the machine."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from kg.stemming import stem, words
from kg.text import FUNCTION_WORDS, same_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.vocabulary import Iri

#: Likeness from which two questions are put side by side. Below it, two questions on one subject come up as well.
ALIKE = 0.7

#: A word that more questions than this have in common brings no pairs: it is the subject of the table.
_COMMON = 50


@dataclass(frozen=True, slots=True)
class Alike:
    """Two questions that may be one: `score` in [0, 1], `because` the words that they share, sorted."""

    left: Iri
    right: Iri
    score: float
    because: tuple[str, ...]


class WordIndex:
    """Texts by the words that they hold, so that only those that share some are compared."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._totals: list[int] = []
        self._having: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for order, text in enumerate(texts):
            found = Counter(same_wording(text).split())
            self._totals.append(found.total())
            for word, count in found.items():
                self._having[word].append((order, count))

    def likeness(self, text: str) -> list[tuple[int, float]]:
        """Give the texts that share words with this one, by their order, with the share in common (Dice).

        >>> WordIndex(["samen lezen", "alleen"]).likeness("samen schrijven")
        [(0, 0.5)]
        """
        found = Counter(same_wording(text).split())
        shared: dict[int, int] = defaultdict(int)
        for word, count in found.items():
            for order, other in self._having.get(word, ()):
                shared[order] += min(count, other)
        return [(n, 2 * both / (found.total() + self._totals[n])) for n, both in sorted(shared.items())]


def find_alike(questions: Mapping[Iri, tuple[str, str]]) -> list[Alike]:
    """Give the pairs of questions that may be the same, by IRI. `questions` maps an IRI to its text and language.

    The score is Dice's coefficient over the stems of content words; a stem that few questions have weighs more.
    Source: Dice 1945; weights as inverse document frequency, Sparck Jones 1972.

    >>> from kg.vocabulary import Iri
    >>> pair = {Iri("urn:a"): ("Hoe volgen we leerlingen?", "nl"), Iri("urn:b"): ("Hoe volg je een leerling?", "nl")}
    >>> [(found.left, found.because) for found in find_alike(pair)]
    [('urn:a', ('leerlingen', 'volgen'))]
    """
    stems = {iri: _stems(text, language) for iri, (text, language) in sorted(questions.items())}
    having: dict[str, list[Iri]] = defaultdict(list)
    for iri, found in stems.items():
        for one in found:
            having[one].append(iri)
    weight = {one: log(1 + len(stems) / len(iris)) for one, iris in having.items()}
    pairs = {
        (left, right)
        for iris in having.values()
        if len(iris) <= _COMMON
        for number, left in enumerate(iris)
        for right in iris[number + 1 :]
    }
    alike = (_compare(left, right, stems, weight) for left, right in sorted(pairs))
    return [found for found in alike if found.score >= ALIKE]


def _stems(text: str, language: str) -> dict[str, str]:
    """Give the stems of the content words of a text, each with the word as it stands."""
    small = {word for group in FUNCTION_WORDS.values() for word in group}
    return {stem(word, language): word for word in reversed(words(text)) if word not in small}


def _compare(left: Iri, right: Iri, stems: Mapping[Iri, Mapping[str, str]], weight: Mapping[str, float]) -> Alike:
    shared = stems[left].keys() & stems[right].keys()
    total = sum(weight[one] for iri in (left, right) for one in sorted(stems[iri]))
    score = 2 * sum(weight[one] for one in sorted(shared)) / total if total else 0.0
    return Alike(left, right, round(score, 2), tuple(sorted(stems[left][one] for one in shared)))
