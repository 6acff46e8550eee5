"""The lists of `data/asking.toml`: which of them a question names, and by which of its words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.stemming import words
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What stands for words in between, and how many of them at most.
_GAP, _WIDEST = "...", 4

#: Shortest part of a word that `*` follows.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, and the group and the list that it is in; `*` ends a word of which more may follow."""

    group: str
    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A list that a text names: its group, its name, and the positions of the words that do so."""

    group: str
    name: str
    at: tuple[int, ...]


def named_in(folded: Sequence[str]) -> Iterator[Named]:
    """Yield the lists that words name, in the order of the words. The words are folded.

    >>> [(found.group, found.name, found.at) for found in named_in(["levert", "een", "toets", "zo", "op"])][:1]
    [('aspects', 'effect', (0, 4))]
    """
    for position, word in enumerate(folded):
        for phrase in _starting(word):
            at = _match(phrase.parts, folded, position)
            if at:
                yield Named(phrase.group, phrase.name, at)


def _match(parts: Sequence[str], folded: Sequence[str], start: int) -> tuple[int, ...]:
    """Give the positions of the words of a phrase that starts here, or () where it does not stand here."""
    at: list[int] = []
    position, gap = start, 0
    for part in parts:
        if part == _GAP:
            gap = _WIDEST
            continue
        reach = range(position, min(position + gap + 1, len(folded)))
        position = next((n for n in reach if _fits(part, folded[n])), -1)
        if position < 0:
            return ()
        at.append(position)
        position, gap = position + 1, 0
    return tuple(at)


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@lru_cache(maxsize=100_000)
def _starting(word: str) -> tuple[Phrase, ...]:
    """Give the phrases whose first word this is, in the order of the file."""
    by_first = _filed()
    keys = (word, *(f"{word[:end]}*" for end in range(_SHORTEST, len(word) + 1)))
    found = {order: phrase for key in keys for order, phrase in by_first.get(key, ())}
    return tuple(found[order] for order in sorted(found))


@lru_cache(maxsize=1)
def _filed() -> dict[str, list[tuple[int, Phrase]]]:
    lists = tomllib.loads(files("kg.rephrasing").joinpath("data", "asking.toml").read_text("utf-8"))
    filed: dict[str, list[tuple[int, Phrase]]] = {}
    phrases = (
        Phrase(group, name, _parts(text))
        for group, names in lists.items()
        for name, said in names.items()
        for text in said.split(",")
    )
    for order, phrase in enumerate(phrases):
        filed.setdefault(phrase.parts[0], []).append((order, phrase))
    return filed


def _parts(text: str) -> tuple[str, ...]:
    """Give the words of a phrase as the file writes it, folded, with its `*` and `...`."""
    found: list[str] = []
    for piece in text.split():
        bare = words(fold(piece))
        if piece == _GAP:
            found.append(_GAP)
        elif piece.endswith("*"):
            found += [*bare[:-1], f"{bare[-1]}*"]
        else:
            found += bare
    return tuple(found)
