"""The parts of Dutch compounds, by a list of words that stand first and last in other compounds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from kg.stemming import LINKS

#: Letters of the shortest compound, and of the longest word that is looked at.
SHORTEST, LONGEST = 7, 60

_MOST = 4  # parts
_SHORTEST_PART = 3
_LONGEST_PART = 14
#: What a part costs by its letters: the shorter, the more often it occurs by accident.
_PRICES = {3: 7, 4: 5, 5: 4}
_PRICE = 3
#: Cost of the links between parts: none is likeliest, then `s` and `en`.
_LINK_PRICES = {"": 0, "s": 1, "en": 2, "e": 4, "n": 3, "er": 4}
#: What two parts may cost, what those of a word that is a part itself may, and how much more each further part.
_DEAREST, _DEAREST_KNOWN, _MORE = 21, 14, 8

#: What parts cost, and the parts.
_Split = tuple[int, tuple[str, ...]]


def split_compound(word: str) -> tuple[str, ...]:
    """Give the parts of a Dutch compound in lower case without accents, in order, links left out; () for another word.

    >>> split_compound("leerlingvolgsysteem"), split_compound("onderwijs")
    (('leerling', 'volg', 'systeem'), ())
    """
    parts = _cheapest(word) if SHORTEST <= len(word) <= LONGEST and not _is_whole(word) else ()
    return tuple(inner for part in parts for inner in split_compound(part) or (part,))


def _cheapest(word: str) -> tuple[str, ...]:
    """Give the two or more parts that cost least, or () where they cost too much."""
    best: list[_Split | None] = [None] * len(word)
    best.append((0, ()))
    for start in range(len(word) - _SHORTEST_PART, -1, -1):
        best[start] = min(_from(word, start, best), default=None)
    found = best[0]
    dearest = _DEAREST_KNOWN if word in _parts() else _DEAREST
    if not found or found[0] > dearest + _MORE * (len(found[1]) - 2):
        return ()
    return found[1]


def _from(word: str, start: int, best: Sequence[_Split | None]) -> Iterator[_Split]:
    """Yield what splitting the rest of a word costs, with its parts, for every first part that stands there."""
    parts = _parts()
    for end in range(start + _SHORTEST_PART, min(len(word), start + _LONGEST_PART) + 1):
        part = word[start:end]
        first, last = parts.get(part, (0, 0))
        price = _PRICES.get(len(part), _PRICE) + 9
        if end == len(word) and last and start:
            yield price - last, (part,)
        for link in LINKS if first else ():
            rest = best[end + len(link)] if end + len(link) < len(word) and word.startswith(link, end) else None
            if rest and len(rest[1]) < _MOST:
                yield price - first + _LINK_PRICES[link] + rest[0], (part, *rest[1])


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, tuple[int, int]]:
    """Give the parts, with how often each stands first and last."""
    lines = files("kg.terms").joinpath("data", "parts.txt").read_text("utf-8").splitlines()[1:]
    rows = (line.split(" ") for line in lines)
    return {part: (int(ranks[0]), int(ranks[1])) for part, ranks in rows}


def _is_whole(word: str) -> bool:
    """Tell whether a word is one that only looks like a compound, or a form of it."""
    whole, forms = _whole()
    return word in whole or any(word.endswith(form) and word.removesuffix(form) in whole for form in forms)


@lru_cache(maxsize=1)
def _whole() -> tuple[frozenset[str], tuple[str, ...]]:
    table = tomllib.loads(files("kg.terms").joinpath("data", "compounds.toml").read_text("utf-8"))
    return frozenset(table["whole"].split()), tuple(table["forms"].split())
