"""What notes say below a heading that looks ahead, such as `Vooruitblik`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from kg.queries import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reports.material import Material
    from kg.stores import Row

_HEADING = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+(?P<title>[^\n]*)$")
_SIGNS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A statement below a heading that looks ahead, and where it stands."""

    iri: str
    text: str
    path: str
    line: str
    date: str


def looked_ahead(material: Material) -> list[Ahead]:
    """Give what notes in Markdown say below a heading that looks ahead, the newest note first.

    The graph keeps the words around each statement. What follows such a heading counts as long as those words leave
    no gap in which another heading may stand.
    """
    rows = material.ask("surroundings")
    found = [
        Ahead(
            value_of(row, "statement"),
            material.text(row, "text"),
            value_of(row, "path"),
            value_of(row, "line"),
            value_of(row, "date"),
        )
        for _, some in groupby(rows, key=lambda row: value_of(row, "path"))
        for row in _below(some)
    ]
    return sorted({one.iri: one for one in found}.values(), key=lambda one: one.date, reverse=True)


def _below(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of one note that stand below a heading that looks ahead; they are in the order of the text."""
    end, suffix, ahead = 0, "", False
    for row in rows:
        start, prefix = int(value_of(row, "start")), value_of(row, "prefix")
        between = start - end
        known = prefix[-between:] if 0 <= between <= len(prefix) else prefix
        titles = [found["title"] for found in _HEADING.finditer(known)]
        if titles:
            ahead = _looks_ahead(titles[-1])
        elif between > len(prefix):
            rest = suffix[: between - len(prefix)]
            ahead = ahead and len(rest) == between - len(prefix) and not _HEADING.search(rest + known)
        if ahead:
            yield row
        end, suffix = max(end, int(value_of(row, "end"))), value_of(row, "suffix")


def _looks_ahead(title: str) -> bool:
    return _SIGNS.sub(" ", title.lower()).strip().startswith(_headings())


@cache
def _headings() -> tuple[str, ...]:
    text = resources.files("kg.reports").joinpath("ahead.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["headings"])
