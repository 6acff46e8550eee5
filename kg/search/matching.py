"""How well each text of an index fits what is looked for: BM25 over all its segments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kg.search.segment import Segment

#: How soon a word that is repeated stops to count, and how far a long text is held against it.
#: Source: Robertson and Zaragoza 2009; chosen on collections of English abstracts, docs/searching.md.
K1, B = 1.2, 0.75

#: A weight of a word is a whole number of these, so that sums are exact and do not depend on their order.
_UNIT = 1 << 12

#: A part of a score is a whole number of these, for the same reason.
_FINE = (1 << 16) - 1

#: A stem is common when one in so many texts has it. There are at most a few hundred of them.
_COMMON = 6

#: Texts of which the best score is looked at together.
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that fits: its segment, its place there, its name, and how well it fits: 1 is the best that can be."""

    segment: int
    doc: int
    iri: str
    score: float


@dataclass(slots=True, eq=False)
class Matcher:
    """An index made ready for questions. It remembers what common words gave, which changes no answer.

    `dead` are the texts of each segment that are gone; `total` is the number of texts that are there. `terms` are those
    of all segments, sorted; `widths` in how many texts each stands, `rarities` what it weighs; `places` where those of
    each segment stand there. `marks` has a place for each term, -1 between two uses.
    """

    segments: tuple[Segment, ...]
    dead: tuple[NDArray[np.int64], ...]
    total: int
    slowness: tuple[NDArray[np.float64], ...]
    terms: NDArray[np.uint64]
    widths: NDArray[np.int64]
    rarities: NDArray[np.float64]
    places: tuple[NDArray[np.int32], ...]
    marks: NDArray[np.int32]
    sums: tuple[NDArray[np.float64], ...]
    _spread: dict[tuple[int, int], NDArray[np.uint16]] = field(default_factory=dict)

    def iris(self) -> list[str]:
        """Give the names of all texts that are there, sorted."""
        pairs = zip(self.segments, self.dead, strict=True)
        return sorted(s.iri(doc) for s, gone in pairs for doc in np.setdiff1d(np.arange(len(s)), gone).tolist())

    def place(self, number: int) -> int:
        """Give where a term is among all terms, -1 where no text has it."""
        at = int(np.searchsorted(self.terms, np.uint64(number)))
        return at if at < len(self.terms) and self.terms[at] == number and self.widths[at] else -1

    def rarity(self, place: int) -> float:
        """Give the weight of a term: that of one that no text has is the greatest."""
        return float(self.rarities[place]) if place >= 0 else float(_rarity(np.zeros(1), self.total)[0])

    def is_common(self, place: int) -> bool:
        """Tell whether many texts have a stem."""
        return place >= 0 and int(self.widths[place]) * _COMMON > self.total

    def everywhere(self, at: int, number: int) -> NDArray[np.uint16]:
        """Give what a stem adds to the score of each text of a segment, in whole numbers, and behind these the most."""
        if (at, number) not in self._spread:
            docs, _, parts = _postings(self, at, np.array([number], np.uint64))
            spread = np.zeros(len(self.segments[at]) + 1, np.uint16)
            spread[docs] = parts
            spread[-1] = parts.max(initial=0)
            self._spread[at, number] = spread
        return self._spread[at, number]


def saturated(counts: NDArray[Any], slowness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give what a count is worth, from 0 to 1: the second time that a word is said tells less than the first."""
    return counts / (counts + slowness)


def _rarity(widths: NDArray[Any], total: int) -> NDArray[np.float64]:
    """Give the weight of terms by the number of texts that have them.

    Source: Robertson and Zaragoza 2009, with 1 added as in Lucene, so that it is never below 0.
    """
    return np.asarray(np.log1p((total - widths + 0.5) / (widths + 0.5)))


def make_matcher(segments: Sequence[Segment], dead: Sequence[Sequence[int]]) -> Matcher:
    """Give an index ready for questions, from its segments and the texts of each that are gone."""
    lost = tuple(np.array(sorted(docs), np.int64) for docs in dead)
    total = sum(len(segment) - len(docs) for segment, docs in zip(segments, lost, strict=True))
    length = sum(_length(segment, docs) for segment, docs in zip(segments, lost, strict=True))
    mean = length / total if total and length else 1.0
    terms = np.unique(np.concatenate([np.zeros(0, np.uint64), *(segment.terms for segment in segments)]))
    places = tuple(np.searchsorted(terms, segment.terms).astype(np.int32) for segment in segments)
    widths = np.zeros(len(terms), np.int64)
    for segment, docs, place in zip(segments, lost, places, strict=True):
        widths[place] += _widths(segment, docs)
    return Matcher(
        segments=tuple(segments),
        dead=lost,
        total=total,
        slowness=tuple(np.asarray(K1 * (1 - B + B / mean * s.lengths), np.float64) for s in segments),
        terms=terms,
        widths=widths,
        rarities=_rarity(widths, total),
        places=places,
        marks=np.full(len(terms), -1, np.int32),
        sums=tuple(np.zeros(len(segment) + -len(segment) % _BLOCK) for segment in segments),
    )


def _length(segment: Segment, dead: NDArray[np.int64]) -> int:
    return int(segment.lengths.sum(dtype=np.int64)) - int(segment.lengths[dead].sum(dtype=np.int64))


def _widths(segment: Segment, dead: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give in how many texts each term of a segment stands, those that are gone left out."""
    widths = segment.widths.astype(np.int64)
    if len(dead):
        gone = [segment.words[segment.heads[doc] : segment.heads[doc + 1]] for doc in dead]
        widths = widths - np.bincount(np.concatenate(gone), minlength=len(widths))
    return widths


def best_fitting(matcher: Matcher, weights: Mapping[int, float], best: float, most: int) -> list[Hit]:
    """Give the texts that fit best, at most so many, by score and then by name.

    `weights` has the weight of each stem by its number, rarity and all; `best` is the score that counts as 1. Stems
    that many texts have add little: they are looked up only in texts that could still come among the best.
    """
    whole = {number: round(weight * _UNIT) for number, weight in weights.items()}
    common = {number: weight for number, weight in whole.items() if matcher.is_common(matcher.place(number))}
    common = common if len(common) < len(whole) else {}
    others = [(number, weight) for number, weight in whole.items() if number not in common]
    tops = [_sum(matcher, at, others) for at in range(len(matcher.segments))]
    bar = _reached(tops, most)
    docs: list[NDArray[np.int64]] = []
    values: list[NDArray[np.float64]] = []
    for at, found in enumerate(matcher.sums):
        added = [(matcher.everywhere(at, number), float(weight)) for number, weight in common.items()]
        here = _above(found, tops[at], bar - sum(int(parts[-1]) * weight for parts, weight in added))
        here = here[here < len(matcher.segments[at])]
        docs.append(here)
        values.append(np.asarray(sum((parts[here] * weight for parts, weight in added), found[here])))
    least = _reached(values, most)
    hits = []
    for at, (here, reached) in enumerate(zip(docs, values, strict=True)):
        kept = reached >= least
        for doc, value in zip(here[kept].tolist(), reached[kept].tolist(), strict=True):
            hits.append(Hit(at, doc, matcher.segments[at].iri(doc), value / (best * _UNIT * _FINE)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.iri))[:most]


def _sum(matcher: Matcher, at: int, weights: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """Add up the score of each text of a segment, below all for one that is gone; give the best of each block."""
    found = matcher.sums[at]
    found.fill(0)
    docs, sizes, parts = _postings(matcher, at, np.array([number for number, _ in weights], np.uint64))
    np.add.at(found, docs, parts * np.repeat(np.array([weight for _, weight in weights], float), sizes))
    found[matcher.dead[at]] = -np.inf
    return np.asarray(found.reshape(-1, _BLOCK).max(axis=1))


def _postings(
    matcher: Matcher, at: int, numbers: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], list[int], NDArray[np.float64]]:
    """Give the texts of a segment that have each of some stems, how many these are, and what it adds to each."""
    segment = matcher.segments[at]
    stems = len(segment.starts) - 1
    places = np.searchsorted(segment.terms[:stems], numbers).tolist()
    known = [place < stems and segment.terms[place] == n for place, n in zip(places, numbers, strict=True)]
    spans = [
        slice(*segment.starts[place : place + 2].tolist()) if is_known else slice(0, 0)
        for place, is_known in zip(places, known, strict=True)
    ]
    docs = np.concatenate([np.zeros(0, np.uint16), *(segment.docs[span] for span in spans)]).astype(np.int64)
    counts = np.concatenate([np.zeros(0, np.uint8), *(segment.counts[span] for span in spans)])
    parts = np.rint(saturated(counts, matcher.slowness[at][docs]) * _FINE)
    return docs, [span.stop - span.start for span in spans], parts


def _reached(scores: Sequence[NDArray[np.float64]], most: int) -> float:
    """Give the score that so many reach, at least the lowest that there is."""
    whole = np.concatenate([np.zeros(0), *scores])
    return max(1.0, float(np.partition(whole, -most)[-most]) if len(whole) > most else 0.0)


def _above(found: NDArray[np.float64], tops: NDArray[np.float64], bar: float) -> NDArray[np.int64]:
    """Give the places with a score from `bar`, looked for only in blocks that have one."""
    blocks = np.flatnonzero(tops >= bar)
    row, column = np.nonzero(found.reshape(-1, _BLOCK)[blocks] >= bar)
    return np.asarray(blocks[row] * _BLOCK + column)
