"""What the columns of a table of publications hold, told by its header."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.readers.identifiers import doi_of
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Field to the columns that hold it, best first.
Places = dict[str, list[int]]

_OF_WEB_OF_SCIENCE = frozenset(["pt", "ti", "so"])
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LINK = re.compile(r"https?://\S+")
_PERSON = re.compile(r"[^\W\d_][\w'’. -]{0,40}, ?[^\W\d_][\w. -]{0,30}(?:;.{0,2000})?")
_SENTENCE = 20  # characters: what is longer, and more than a word, may be a title


def columns(header: Sequence[str], known: Mapping[str, str]) -> Places:
    """Give for each field the columns that hold it, best first. `known` is header to field.

    >>> columns(["DOI", "Titel"], {"doi": "doi", "titel": "title"})
    {'doi': [0], 'title': [1]}
    """
    names = _names(header)
    return {
        field: [names.index(name) for name in known if known[name] == field and name in names]
        for field in dict.fromkeys(known[name] for name in names if name in known)
    }


def places_of(header: Sequence[str]) -> Places:
    """Give for each field of a publication the columns that hold it; one header may name two fields.

    >>> places_of(["PT", "AU", "TI", "SO"])["title"], places_of(["pt", "x"])
    ([2], {})
    """
    names = _names(header)
    table = _headers()["web_of_science" if set(names) >= _OF_WEB_OF_SCIENCE else "known"]
    found = {field: [names.index(name) for name in known if name in names] for field, known in table.items()}
    return {field: places for field, places in found.items() if places}


def date_columns(header: Sequence[str]) -> list[int]:
    """Give the columns that hold a date."""
    return places_of(header).get("issued", [])


def guessed_places(row: Sequence[str]) -> Places:
    """Give the columns of a table without a header, told by what its first row holds; {} where it looks like a header.

    >>> guessed_places(["Test, J.", "Een proef over niets", "2020", "10.1000/x"])
    {'authors': [0], 'year': [2], 'doi': [3], 'title': [1]}
    """
    found: Places = {}
    for place, cell in enumerate(row[:100]):
        field = _field_of(cell.strip()[:3000])
        if field:
            found.setdefault(field, [place])
    taken = {places[0] for places in found.values()}
    texts = [(len(cell), -place) for place, cell in enumerate(row[:100]) if place not in taken and " " in cell.strip()]
    longest = max(texts, default=(0, 0))
    if not found.keys() & {"doi", "url", "year"} or longest[0] < _SENTENCE:
        return {}
    shortest = min(text for text in texts if text[0] >= _SENTENCE)  # an abstract is longer than a title
    if longest != shortest:
        found["abstract"] = [-longest[1]]
    return {**found, "title": [-shortest[1]]}


def _field_of(cell: str) -> str:
    if doi_of(cell):
        return "doi"
    for field, looks in (("url", _LINK), ("year", _YEAR), ("authors", _PERSON)):
        if looks.fullmatch(cell):
            return field
    return ""


def _names(header: Sequence[str]) -> list[str]:
    return [" ".join(re.findall(r"[a-z0-9]+", fold(name[:200]))) for name in header]


@cache
def _headers() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = resources.files("kg.readers").joinpath("headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
