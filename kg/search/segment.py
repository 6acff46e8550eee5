"""A part of the index, as flat arrays: the terms of at most 65,536 texts, and for each stem the texts that have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.search.lexicon import STANDING_FROM, Lexicon, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Most texts in a segment, so that a text is two bytes.
CAPACITY = 1 << 16

#: Texts whose words are counted at once, as a power of two: text and term fit in 32 bits, and all in a near cache.
_BATCH = 9

#: A word counts at most this often in a text, so that a count is one byte.
_MOST = 255


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A text to index: what it is called, a number for what it says, and its words as a Lexicon numbers them."""

    iri: str
    key: int
    words: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The arrays of N texts and T terms, known by their numbers, of which the first S are stems.

    `words[heads[d]:heads[d + 1]]` are the terms of text d, `tallies` beside it how often; `lengths` counts its words.
    `docs[starts[s]:starts[s + 1]]` are the texts with stem s, `counts` how often; `widths` how many have each term.
    `iris[ends[d]:ends[d + 1]]` is the name of text d in UTF-8, `names` its number, `keys` the number of what it says.
    """

    terms: NDArray[np.uint64]
    widths: NDArray[np.uint32]
    starts: NDArray[np.int64]
    docs: NDArray[np.uint16]
    counts: NDArray[np.uint8]
    heads: NDArray[np.int64]
    words: NDArray[np.uint32]
    tallies: NDArray[np.uint8]
    lengths: NDArray[np.uint32]
    names: NDArray[np.uint64]
    keys: NDArray[np.uint64]
    ends: NDArray[np.int64]
    iris: NDArray[np.uint8]

    def __len__(self) -> int:
        """Give the number of texts."""
        return len(self.lengths)

    def iri(self, doc: int) -> str:
        """Give the name of a text."""
        return self.iris[self.ends[doc] : self.ends[doc + 1]].tobytes().decode()


#: The arrays of a segment with their types, in the order of a file.
LAYOUT: dict[str, type[Any]] = {
    "terms": np.uint64, "starts": np.int64, "heads": np.int64, "names": np.uint64, "keys": np.uint64,
    "ends": np.int64, "words": np.uint32, "widths": np.uint32, "lengths": np.uint32, "docs": np.uint16,
    "counts": np.uint8, "tallies": np.uint8, "iris": np.uint8,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Forward:
    """The terms of each text: those of text d lie from `heads[d]`, sorted."""

    heads: NDArray[np.int64]
    words: NDArray[np.uint32]
    tallies: NDArray[np.uint8]


def build(entries: Sequence[Entry], lexicon: Lexicon) -> Segment:
    """Give the segment of at most CAPACITY texts."""
    used = np.zeros(len(lexicon.stems), bool)
    used[np.concatenate([np.zeros(0, np.uint32), *(entry.words for entry in entries)])] = True
    stems, standing = np.array(lexicon.stems, np.uint64), np.array(lexicon.standing, np.uint64)
    parts = {word: found for word, found in lexicon.parts.items() if used[word]}
    others = np.array([number for found in parts.values() for number in found], np.uint64)
    terms = np.unique(np.concatenate([stems[used], standing[used], others]))
    place = [np.searchsorted(terms, numbers).astype(np.uint32) for numbers in (stems, standing, others)]
    places = _Places(place[0], place[1], place[2])
    places.spread(parts, len(stems))
    batches = [entries[at : at + (1 << _BATCH)] for at in range(0, len(entries), 1 << _BATCH)]
    counted = [_count(batch, places, len(terms)) for batch in batches]
    nothing = (np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.uint8))
    sizes, held, tallies = (np.concatenate(found) for found in zip(nothing, *counted, strict=True))
    iris = [entry.iri.encode() for entry in entries]
    rest: dict[str, NDArray[Any]] = {
        "lengths": np.array([len(entry.words) for entry in entries], np.uint32),
        "names": np.array([number_of(entry.iri) for entry in entries], np.uint64),
        "keys": np.array([entry.key for entry in entries], np.uint64),
        "ends": _ends(np.array([len(iri) for iri in iris], np.int64)),
        "iris": np.frombuffer(b"".join(iris), np.uint8),
    }
    return _arrange(terms, _Forward(_ends(sizes), held, tallies), rest)


@dataclass(slots=True, eq=False)
class _Places:
    """Where the terms of each word stand: its stem, itself, and the parts of a compound, from `firsts[w]`."""

    stems: NDArray[np.uint32]
    standing: NDArray[np.uint32]
    parts: NDArray[np.uint32]
    sizes: NDArray[np.int64] | None = None
    firsts: NDArray[np.int64] | None = None

    def spread(self, parts: dict[int, tuple[int, ...]], count: int) -> None:
        """Note which of `parts` are whose, where there are any."""
        if parts:
            self.sizes = np.zeros(count, np.int64)
            self.sizes[list(parts)] = [len(found) for found in parts.values()]
            self.firsts = np.zeros(count, np.int64)
            self.firsts[list(parts)] = _ends(self.sizes[list(parts)])[:-1]

    def of(self, owners: NDArray[Any], words: NDArray[np.uint32]) -> tuple[NDArray[Any], NDArray[np.uint32]]:
        """Give the terms of words, each beside the text that holds it."""
        whose, held = [owners, owners], [self.stems[words], self.standing[words]]
        if self.sizes is not None and self.firsts is not None:
            sizes = self.sizes[words]
            steps = np.arange(sizes.sum()) - np.repeat(_ends(sizes)[:-1], sizes)
            whose.append(np.repeat(owners, sizes))
            held.append(self.parts[np.repeat(self.firsts[words], sizes) + steps])
        return np.concatenate(whose), np.concatenate(held)


def _count(batch: Sequence[Entry], places: _Places, width: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Give the number of terms of each text, and all terms with how often each text has it.

    Sorting text and term as one number is quicker than counting in dicts.
    """
    kind: Any
    kind, shift = (np.uint32, 32 - _BATCH) if width <= 1 << (32 - _BATCH) else (np.uint64, 32)
    numbers: NDArray[Any] = np.arange(len(batch), dtype=kind) << kind(shift)
    owners = np.repeat(numbers, [len(entry.words) for entry in batch])
    whose, held = places.of(owners, np.concatenate([entry.words for entry in batch]))
    whose |= held
    whose.sort()
    first = np.flatnonzero(np.concatenate([np.ones(min(1, len(whose)), bool), whose[1:] != whose[:-1]]))
    tallies = np.minimum(np.diff(np.append(first, len(whose))), _MOST).astype(np.uint8)
    pairs = whose[first]
    sizes = np.bincount((pairs >> kind(shift)).astype(np.int64), minlength=len(batch))
    return sizes, (pairs & kind((1 << shift) - 1)).astype(np.uint32), tallies


def _ends(sizes: NDArray[Any]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def _arrange(terms: NDArray[np.uint64], forward: _Forward, rest: dict[str, NDArray[Any]]) -> Segment:
    """Give the segment: for each stem the texts that have it."""
    stems = int(np.searchsorted(terms, np.uint64(STANDING_FROM)))
    widths = np.bincount(forward.words, minlength=len(terms))
    is_stem = forward.words < stems
    docs = np.repeat(np.arange(len(forward.heads) - 1, dtype=np.uint16), np.diff(forward.heads))[is_stem]
    packed = forward.words[is_stem].astype(np.uint64)
    packed <<= np.uint64(16)
    packed |= docs
    packed <<= np.uint64(8)
    packed |= forward.tallies[is_stem]
    packed.sort()
    return Segment(
        terms=terms,
        widths=widths.astype(np.uint32),
        starts=_ends(widths[:stems]),
        docs=(packed >> np.uint64(8)).astype(np.uint16),
        counts=packed.astype(np.uint8),
        heads=forward.heads,
        words=forward.words,
        tallies=forward.tallies,
        **rest,
    )


def merge(parts: Sequence[tuple[Segment, Sequence[int]]]) -> Segment:
    """Give one segment with the texts of some, each with the texts of it that are to be left out."""
    kept, held = [], []
    for segment, dead in parts:
        alive = np.ones(len(segment), bool)
        alive[list(dead)] = False
        kept.append(_part(segment, alive))
        held.append(segment.terms[np.unique(kept[-1]["words"])])
    terms = np.unique(np.concatenate(held))
    for (segment, _), part in zip(parts, kept, strict=True):
        part["words"] = np.searchsorted(terms, segment.terms).astype(np.uint32)[part["words"]]
    joined = {name: np.concatenate([part[name] for part in kept]) for name in kept[0]}
    forward = _Forward(_ends(joined.pop("sizes")), joined.pop("words"), joined.pop("tallies"))
    ends = _ends(joined.pop("letters"))
    return _arrange(terms, forward, {**joined, "ends": ends})


def _part(segment: Segment, alive: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    """Give what is left of a segment, to be joined with others."""
    sizes, letters = np.diff(segment.heads), np.diff(segment.ends)
    held, spelt = np.repeat(alive, sizes), np.repeat(alive, letters)
    return {
        "sizes": sizes[alive],
        "words": segment.words[held],
        "tallies": segment.tallies[held],
        "lengths": segment.lengths[alive],
        "names": segment.names[alive],
        "keys": segment.keys[alive],
        "letters": letters[alive],
        "iris": segment.iris[spelt],
    }
