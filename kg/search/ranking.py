"""Which publications fit a question, how well, and through which of its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.search.lexicon import AS_IT_STANDS, STANDING_FROM, term_number
from kg.search.matching import Hit, Matcher, best_fitting, saturated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.terms.asking import Wanted

#: Publications that are compared with each other; of how many each takes the scores of its neighbours into account;
#: the share of these in its score; and what its own counts for among them, as a likeness: one that stands alone keeps
#: its own. Publications on one subject answer the same questions (van Rijsbergen 1979, the cluster hypothesis; Diaz
#: 2005, regularised scores). Chosen on collections of English abstracts, docs/searching.md.
COMPARED, NEIGHBOURS, SHARE, OWN = 100, 15, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A publication that fits: how well, in [0, 1], and the words that say so, the strongest first."""

    iri: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """The terms of some texts: whose it is, its place among all terms, and what it is worth there."""

    owners: NDArray[np.int64]
    places: NDArray[np.int32]
    parts: NDArray[np.float64]


def rank(matcher: Matcher, wanted: Sequence[Wanted], most: int) -> list[Found]:
    """Give the publications that fit best, at most so many; one in which no word stands does not fit.

    A score of 1 would be a text that says nothing but the words of the question, over and over.
    """
    places = {one.term: matcher.place(term_number(one.term)) for one in wanted}
    worth = {one.term: one.weight * matcher.rarity(places[one.term]) for one in wanted}
    best = _best(wanted, worth, {term for term, place in places.items() if place >= 0})
    if best <= 0:
        return []
    stems = {term_number(term): value for term, value in worth.items() if not term.startswith(AS_IT_STANDS)}
    hits = best_fitting(matcher, stems, best, max(COMPARED, most))
    held = _held(matcher, hits)
    matches = _matches(matcher, held, [places[one.term] for one in wanted])
    exact = np.zeros(len(hits))
    for one, (owners, parts) in zip(wanted, matches, strict=True):
        if one.term.startswith(AS_IT_STANDS):
            exact[owners] += parts * (worth[one.term] / best)
    scores = np.array([hit.score for hit in hits]) + np.round(exact, 9)
    scores[:COMPARED] = _beside_neighbours(matcher, held, scores[:COMPARED])
    scores[COMPARED:] = np.minimum(scores[COMPARED:], scores[:COMPARED].min(initial=1.0))
    scores = np.minimum(np.round(scores, 4), 1.0)
    order = sorted(range(len(hits)), key=lambda n: (-scores[n], hits[n].iri))[:most]
    because = _because(order, wanted, matches, worth)
    return [Found(hits[n].iri, float(scores[n]), because[n]) for n in order]


def _best(wanted: Iterable[Wanted], worth: Mapping[str, float], there: Collection[str]) -> float:
    """Give the most that a text can reach: every word said, in the way that weighs most.

    A word can be said in Dutch, in English, or by the label of a concept. It counts by what can be found (`there`):
    only where no text has it in any way by itself, as a word that is rarer than all others.
    """
    ways: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in wanted:
        known = one.term in there
        way = one.term if one.via else one.term[:3] if one.term.startswith("nl:") else ""
        ways[one.word][f"{known:d}{way}"] += worth[one.term]
    most = {word: max(of.items(), key=_known_first)[1] for word, of in ways.items()}
    return sum(_phrases_once(most).values())


def _known_first(way: tuple[str, float]) -> tuple[str, float]:
    """Order ways of saying a word: one that some text has comes before one that none has."""
    return way[0][0], way[1]


def _phrases_once(most: Mapping[str, float]) -> dict[str, float]:
    """Give each phrase, or its words, whichever weighs more."""
    kept = dict(most)
    for phrase in most:
        inside = [word for word in phrase.split() if word != phrase and word in kept]
        if inside and sum(kept[word] for word in inside) >= kept[phrase]:
            del kept[phrase]
        elif inside:
            kept = {word: value for word, value in kept.items() if word not in inside}
    return kept


def _held(matcher: Matcher, hits: Sequence[Hit]) -> _Held:
    """Give the terms of texts, in no order."""
    found = [_Held(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0))]
    for at, segment in enumerate(matcher.segments):
        own = [(n, hit.doc) for n, hit in enumerate(hits) if hit.segment == at]
        if not own:
            continue
        numbers, docs = np.array(own, np.int64).T
        ends = segment.heads[docs + 1]
        sizes = ends - segment.heads[docs]
        spans = [slice(end - size, end) for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)]
        words = np.concatenate([segment.words[span] for span in spans])
        tallies = np.concatenate([segment.tallies[span] for span in spans])
        parts = saturated(tallies, np.repeat(matcher.slowness[at][docs], sizes))
        found.append(_Held(np.repeat(numbers, sizes), matcher.places[at][words], parts))
    whole: list[Any] = [np.concatenate([getattr(one, name) for one in found]) for name in _Held.__slots__]
    return _Held(*whole)


def _matches(
    matcher: Matcher, held: _Held, wanted: Sequence[int]
) -> list[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Give for each term, by its place, the texts that have it, and what it is worth there."""
    known = [place for place in wanted if place >= 0]
    matcher.marks[known] = np.arange(len(known))
    marks = matcher.marks[held.places]
    matcher.marks[known] = -1
    at = np.flatnonzero(marks >= 0)
    at = at[np.argsort(marks[at], kind="stable")]
    ends = np.searchsorted(marks[at], np.arange(len(known) + 1))
    found = {place: at[ends[n] : ends[n + 1]] for n, place in enumerate(known)}
    none = np.zeros(0, np.int64)
    return [(held.owners[found.get(place, none)], held.parts[found.get(place, none)]) for place in wanted]


def _because(
    order: Sequence[int],
    wanted: Iterable[Wanted],
    matches: Iterable[tuple[NDArray[np.int64], NDArray[np.float64]]],
    worth: Mapping[str, float],
) -> dict[int, tuple[str, ...]]:
    """Give for some texts the words that say why, the strongest first."""
    strength: dict[int, dict[str, float]] = {text: defaultdict(float) for text in order}
    for one, (owners, parts) in zip(wanted, matches, strict=True):
        for text, part in zip(owners.tolist(), parts.tolist(), strict=True):
            if text in strength:
                strength[text][one.via or one.word] += worth[one.term] * part
    return {text: tuple(sorted(of, key=lambda word: (-round(of[word], 9), word))) for text, of in strength.items()}


def _beside_neighbours(matcher: Matcher, held: _Held, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give scores that are partly those of the publications most alike.

    Among few hits neighbours are far and tell little, so that their share grows with the square of the number of hits.
    """
    near = NEIGHBOURS * len(scores) // COMPARED
    if not near:
        return scores
    likeness = _likeness(matcher, held, len(scores))
    bar = np.partition(likeness, -near, axis=1)[:, -near][:, None]
    likeness[likeness < bar] = 0
    around: Any = (likeness @ scores + OWN * scores) / (likeness.sum(axis=1) + OWN)
    share = SHARE * (len(scores) / COMPARED) ** 2
    return np.asarray((1 - share) * scores + share * around * (scores.max() / around.max()))


def _likeness(matcher: Matcher, held: _Held, count: int) -> NDArray[np.float64]:
    """Give how alike texts are, each with each: the cosine of their stems, weighed as in a score; 0 with itself."""
    stems = int(np.searchsorted(matcher.terms, np.uint64(STANDING_FROM)))
    compared = np.flatnonzero((held.places < stems) & (held.owners < count))
    owners, places = held.owners[compared], held.places[compared]
    worth = held.parts[compared] * matcher.rarities[places]
    worth /= np.sqrt(np.bincount(owners, worth * worth, count))[owners]
    ordered = np.sort(places)
    shared = ordered[1:][ordered[1:] == ordered[:-1]]
    shared = shared[np.flatnonzero(np.diff(shared, prepend=-1))]
    matcher.marks[shared] = np.arange(len(shared))
    columns = matcher.marks[places]
    matcher.marks[shared] = -1
    kept = columns >= 0
    table = np.zeros((count, len(shared)), np.float32)
    table[owners[kept], columns[kept]] = worth[kept]
    found: Any = np.round((table @ table.T).astype(np.float64), 5)
    np.fill_diagonal(found, 0)
    return np.asarray(found)
