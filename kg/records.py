"""What a library and a register hold: publications with their names, and schools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import PartialDate


@dataclass(frozen=True, slots=True)
class Name:
    """A person's or (only `family`) an organisation's name. Source: CSL 1.0.2 name variables."""

    family: str
    given: str = ""
    particle: str = ""

    def __str__(self) -> str:
        """Give `de Vries, Jan`."""
        last = f"{self.particle} {self.family}".strip()
        return f"{last}, {self.given}" if self.given else last


@dataclass(frozen=True, slots=True)
class Publication:
    """One record of a metadata file. `id` is its key in that file ('' where the format has none); `line` its first.

    `type` is a CSL 1.0.2 type (`article-journal`, `thesis`, ...). `other_titles` are its title in other languages or
    forms; `versions` the DOIs of its preprint, or of the article that it is a preprint of, as the record states them.
    """

    id: str
    type: str
    title: str
    line: int = 1
    authors: tuple[Name, ...] = ()
    issued: PartialDate | None = None
    container_title: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    abstract: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class School:
    """A row of schools.csv. `brin` is 4 characters, plus 2 digits for an establishment. `line` is its row's line."""

    brin: str
    name: str
    place: str = ""
    board: str = ""
    sector: str = ""
    line: int = 1
