"""Which sector of education a publication is about, as its own record says; nothing is guessed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Sectors in the order of the concept scheme.
SECTORS = ("po", "vo", "mbo", "hbo", "wo", "bo", "sbo", "so", "vso")

#: A sector of which another one is a part.
BROADER = {"bo": "po", "sbo": "po", "so": "po", "vso": "vo"}

_START = 2  # letters: no phrase is shorter, its star aside

_NO_WORD = re.compile(r"[^a-z0-9]+")


def sectors_of(title: str, keywords: Iterable[str] = (), abstract: str = "") -> tuple[str, ...]:
    """Give the notations of the sectors that a publication names, in the order of SECTORS; often none.

    The abstract counts where title and keywords name none: it also tells what a study is not about.

    >>> sectors_of("Feedback in primary schools"), sectors_of("Feedback", ["vmbo", "hoger onderwijs"])
    (('po',), ('vo', 'hbo', 'wo'))
    >>> sectors_of("Feedback", abstract="Een studie onder mbo-studenten."), sectors_of("Feedback")
    (('mbo',), ())
    """
    found = {sector for text in (title, *keywords) for sector in _named(text)} or _named(abstract)
    return tuple(sector for sector in SECTORS if sector in found)


def is_within(studied: str, asking: str) -> bool:
    """Tell whether what was studied in a sector is about schools of a sector: the same one, or a part of it.

    Ordinary primary schools (bo) are meant where primary education is said.

    >>> is_within("sbo", "po"), is_within("po", "so"), is_within("po", "bo")
    (True, False, True)
    """
    return studied == asking or BROADER.get(studied) == asking or (studied, asking) == ("po", "bo")


def _named(text: str) -> set[str]:
    words = f" {_NO_WORD.sub(' ', fold(text)).strip()} "
    found: set[str] = set()
    pattern, starts, at = _pattern(), _starts(), 0
    while (at := words.find(" ", at) + 1) and at < len(words):
        if words[at : at + _START] in starts and (match := pattern.match(words, at)):
            found |= set(_phrases()[int((match.lastgroup or "p0")[1:])][1])
            at = match.end()
    return found


@cache
def _starts() -> frozenset[str]:
    """Give how phrases begin: most words are passed over by their first letters."""
    return frozenset(phrase[:_START] for phrase, _ in _phrases())


@cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give each phrase with its sectors, the longest first."""
    table = tomllib.loads(resources.files("kg.words").joinpath("sectors.toml").read_text(encoding="utf-8"))
    pairs: list[tuple[str, tuple[str, ...]]] = [
        (phrase, (sector,)) for sector, phrases in table["sectors"].items() for phrase in phrases
    ]
    pairs += [(phrase, tuple(sectors)) for phrase, sectors in table["both"].items()]
    pairs += [(phrase, ()) for phrase in table["nothing"]["phrases"]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _pattern() -> re.Pattern[str]:
    """Give one pattern for all phrases; at one place the longest is tried first."""
    parts = [
        rf"(?P<p{number}>{re.escape(phrase.rstrip('*'))}{'[a-z]*' if phrase.endswith('*') else ''})"
        for number, (phrase, _) in enumerate(_phrases())
    ]
    return re.compile(rf"(?<= )(?:{'|'.join(parts)})(?= )")
