"""What an index holds: segments, and of each the texts that are gone. It takes in what is new and forgets the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from kg.search.lexicon import Lexicon, number_of
from kg.search.matching import Matcher, make_matcher
from kg.search.segment import CAPACITY, Segment, build, merge
from kg.search.texts import entry_of, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.search.files import Part
    from kg.search.segment import Entry
    from kg.search.texts import Text

#: A segment of which more than one text in so many is gone is written anew.
_WORN = 4


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """A segment, the texts of it that are gone, and the file that holds it, None where it was not written yet."""

    segment: Segment
    dead: frozenset[int] = frozenset()
    part: Part | None = None

    @property
    def living(self) -> int:
        """Give the number of texts that are not gone."""
        return len(self.segment) - len(self.dead)


@dataclass(frozen=True, slots=True)
class _Place:
    bundle: int
    doc: int
    key: int


def matcher_of(shelf: Sequence[Bundle]) -> Matcher:
    """Give an index ready for questions."""
    return make_matcher([bundle.segment for bundle in shelf], [sorted(bundle.dead) for bundle in shelf])


def take_in(
    shelf: Sequence[Bundle],
    iris: Sequence[str],
    texts: Iterable[tuple[str, tuple[Text, ...]]],
    keep: Callable[[Segment], Bundle] = Bundle,
) -> list[Bundle]:
    """Give a shelf on which these publications say what `texts` says; one of which no text comes is forgotten.

    No word is looked at of a publication that says what it said before. `keep` may bring a segment to disk.
    """
    known = _find(shelf, iris)
    lexicon = Lexicon()
    fresh = _fresh(known, texts, lexicon)
    added: list[Bundle] = []
    while batch := list(islice(fresh, CAPACITY)):
        added.append(keep(build(batch, lexicon)))
    gone: dict[int, set[int]] = {}
    for place in known.values():
        gone.setdefault(place.bundle, set()).add(place.doc)
    kept = [replace(bundle, dead=bundle.dead | gone.get(at, set())) for at, bundle in enumerate(shelf)]
    return _joined([*(_mended(bundle) for bundle in kept if bundle.living), *added])


def _fresh(
    known: dict[str, _Place], texts: Iterable[tuple[str, tuple[Text, ...]]], lexicon: Lexicon
) -> Iterator[Entry]:
    """Yield what is new, or says something else; what is left in `known` at the end is gone."""
    for iri, said in texts:
        if iri in known and known[iri].key == key_of(said):
            del known[iri]
        else:
            yield entry_of(iri, said, lexicon)


def _find(shelf: Sequence[Bundle], iris: Sequence[str]) -> dict[str, _Place]:
    """Give where publications are, those that are here."""
    found = {}
    numbers = np.array([number_of(iri) for iri in iris], np.uint64)
    for at, bundle in enumerate(shelf):
        names = bundle.segment.names
        order = np.argsort(names, kind="stable")
        first, last = (np.searchsorted(names[order], numbers, side).tolist() for side in ("left", "right"))
        for iri, start, end in zip(iris, first, last, strict=True):
            for doc in order[start:end].tolist():
                if doc not in bundle.dead and bundle.segment.iri(doc) == iri:
                    found[iri] = _Place(at, doc, int(bundle.segment.keys[doc]))
    return found


def _mended(bundle: Bundle) -> Bundle:
    """Give a segment without the texts that are gone, where these are many."""
    if len(bundle.dead) * _WORN <= len(bundle.segment):
        return bundle
    return Bundle(merge([(bundle.segment, sorted(bundle.dead))]))


def _joined(shelf: Iterable[Bundle]) -> list[Bundle]:
    """Give the segments joined so that each is full or more than twice the next: few to ask, and few to write."""
    joined: list[Bundle] = []
    for bundle in shelf:
        joined.append(bundle)
        while len(joined) > 1 and _join(*joined[-2:]):
            last = [joined.pop(), joined.pop()]
            joined.append(Bundle(merge([(part.segment, sorted(part.dead)) for part in reversed(last)])))
    return joined


def _join(before: Bundle, last: Bundle) -> bool:
    return before.living <= 2 * last.living and before.living + last.living <= CAPACITY
