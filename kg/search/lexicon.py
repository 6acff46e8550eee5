"""Words by number, each with the terms under which it is found: what is known of a word is worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from kg.stemming import words
from kg.terms.analysis import terms_of_word, tongue_of
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

#: What a term starts with that is a word as it stands; the others are stems.
AS_IT_STANDS = "="

#: Numbers of terms from here on are words as they stand, so that sorted terms have the stems first.
STANDING_FROM = 1 << 63

#: The number of a word that is not looked for.
NOTHING = 0


def number_of(*texts: str) -> int:
    """Give a number of 64 bits made from texts."""
    return int.from_bytes(blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=200_000)
def term_number(term: str) -> int:
    """Give the number of a term. Two of a million stems have the same one with a chance of 1 in 18 million.

    >>> term_number("=volgen") >= STANDING_FROM > term_number("volg")
    True
    """
    return number_of(term) % STANDING_FROM + STANDING_FROM * term.startswith(AS_IT_STANDS)


def indexed_terms(word: str, tongue: str) -> tuple[str, ...]:
    """Give the terms of a word: its stem, the stems of its parts, and behind them the word as it stands.

    >>> indexed_terms("leerlingen", "nl"), indexed_terms("het", "nl")
    (('nl:leerl', '=leerlingen'), ())
    """
    stems = terms_of_word(word, tongue)
    return (*stems, AS_IT_STANDS + word) if stems else ()


class _Numbers(dict[str, int]):
    """The words of a language by number; a new one is told to the lexicon."""

    def __init__(self, add: Callable[[str], int]) -> None:
        self._add = add

    def __missing__(self, word: str) -> int:
        self[word] = number = self._add(word)
        return number


@dataclass(slots=True)
class Lexicon:
    """The words met so far. Of word w, `stems[w]` and `standing[w]` are numbers of terms, `parts` the other stems."""

    stems: list[int] = field(default_factory=lambda: [0])
    standing: list[int] = field(default_factory=lambda: [0])
    parts: dict[int, tuple[int, ...]] = field(default_factory=dict)
    tongues: dict[str, _Numbers] = field(default_factory=dict)

    def numbers(self, text: str, language: str) -> NDArray[np.uint32]:
        """Give the words of a text by number, in order, those that are not looked for left out."""
        found = words(text if text.isascii() else fold(text))
        tongue = tongue_of(found, language)
        if tongue not in self.tongues:
            self.tongues[tongue] = _Numbers(lambda word: self.add(indexed_terms(word, tongue)))
        known = np.array(list(map(self.tongues[tongue].__getitem__, found)), np.uint32)
        return np.asarray(known[known != NOTHING])

    def add(self, terms: Sequence[str]) -> int:
        """Take in a word by its terms, the first and the last of which are its stem and itself; give its number."""
        if not terms:
            return NOTHING
        stem, *parts, standing = map(term_number, terms)
        self.stems.append(stem)
        self.standing.append(standing)
        if parts:
            self.parts[len(self.stems) - 1] = tuple(parts)
        return len(self.stems) - 1
