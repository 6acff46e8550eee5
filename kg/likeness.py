"""What may be the same in other words: two questions, proposed to a person; a mention and the publication it names."""

from __future__ import annotations

import re
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


#: A title that is named as such is known from so many words and characters on; in other words it takes more.
_NAMED, _WITHIN = (2, 10), (4, 20)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?=[a-z]?\b)")


@dataclass(frozen=True, slots=True)
class Known:
    """What a mention may be known by: the title of a publication, the names of its authors, its year."""

    iri: Iri
    title: str
    authors: str = ""
    issued: str = ""


class Library:
    """The publications of a library by their titles, and by first author and year; what two of them share is none."""

    def __init__(self, publications: Iterable[Known]) -> None:
        titles: dict[str, set[Iri]] = defaultdict(set)
        cited: dict[tuple[str, str], set[Iri]] = defaultdict(set)
        self._families: dict[Iri, set[str]] = {}
        for one in publications:
            for title in (one.title, *(part for part in one.title.split(": ")[:1] if part != one.title)):
                titles[same_wording(title)].add(one.iri)
            families = [same_wording(name.partition(",")[0]) for name in one.authors.split("; ") if name]
            self._families[one.iri] = {family for name in families for family in (name, name.split(" ")[-1]) if name}
            if families and families[0]:
                cited[families[0].split(" ")[-1], one.issued[:4]].add(one.iri)
        self._titles = {title: next(iter(iris)) for title, iris in titles.items() if title and len(iris) == 1}
        self._cited = {key: next(iter(iris)) for key, iris in cited.items() if len(iris) == 1}
        self._starts: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for title in sorted(self._titles):
            if _is_long(title, _WITHIN):
                self._starts[tuple(title.split(" ")[: _WITHIN[0]])].append(title)

    def find(self, title: str, text: str) -> Iri | None:
        """Give the publication that a mention with this title and wording means, or None.

        >>> library = Library([Known("urn:p", "Samen leren lezen: een gids", "Voorbeeld, Vera", "2020")])
        >>> library.find("", "de gids Samen leren lezen, een gids"), library.find("", "Voorbeeld (2020)")
        ('urn:p', 'urn:p')
        >>> library.find("Samen leren", "Samen leren")
        """
        named = same_wording(title)
        if named in self._titles and _is_long(named, _NAMED):
            return self._titles[named]
        return self._within(text) or self._by_author(text)

    def _within(self, text: str) -> Iri | None:
        said = same_wording(text).split(" ")
        for at in range(len(said) - _WITHIN[0] + 1):
            for title in self._starts.get(tuple(said[at : at + _WITHIN[0]]), ()):
                size = title.count(" ") + 1
                if said[at : at + size] == title.split(" "):
                    return self._titles[title]
        return None

    def _by_author(self, text: str) -> Iri | None:
        """Give the publication of the first author and year in a citation, where all others it names wrote it too."""
        year = _YEAR.search(text)
        names = re.findall(r"(?<!\w)[A-Z][\w'’-]+", text[: year.start()]) if year else []
        if not year or not names:
            return None
        found = self._cited.get((same_wording(names[0]).split(" ")[-1], year.group()))
        return found if found and all(same_wording(name) in self._families[found] for name in names) else None


def _is_long(title: str, least: tuple[int, int]) -> bool:
    return title.count(" ") + 1 >= least[0] and len(title) >= least[1]
