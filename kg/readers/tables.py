"""Rows of a spreadsheet, whichever file they come from, and the publications in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.model import Issue, PartialDate
from kg.readers.csl_types import spoken_type
from kg.readers.dates import date_of
from kg.readers.identifiers import isbn_of
from kg.readers.languages import language_tag
from kg.readers.names import name_of, name_with_initials, names_of
from kg.readers.publications import checked_doi, doi_in_link, keywords_of, warning
from kg.records import Name, Publication
from kg.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Field of a Publication to the headers that name it, best first: Zotero, Scopus, Web of Science, Lens, OpenAlex,
#: ASReview, and Dutch ones. Compared folded, without punctuation.
HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("key", "citation key", "eid", "ut unique wos id", "lens id", "record id", "id", "sleutel"),
    "title": ("title", "article title", "primary title", "display name", "titel", "original title", "document title"),
    "authors": (
        "author full names", "author", "authors", "author s", "author names", "first authors", "auteurs", "auteur",
        "authorships author display name", "authors display",
    ),
    "issued": ("date", "date published", "publication date", "datum", "issued"),
    "year": ("publication year", "year", "year published", "jaar", "pubyear"),
    "container": (
        "publication title", "source title", "journal", "journal title", "container title", "venue", "secondary title",
        "primary location source display name", "tijdschrift",
    ),
    "doi": ("doi", "doi link"),
    "isbn": ("isbn", "isbns"),
    "url": ("url", "link", "external url", "source urls", "open url link", "landing page url"),
    "abstract": ("abstract note", "abstract", "notes abstract", "samenvatting"),
    "language": ("language", "language of original document", "taal"),
    "keywords": ("author keywords", "keywords", "manual tags", "trefwoorden", "tags", "fields of study"),
    "type": ("item type", "document type", "publication type", "type of reference", "type", "soort"),
}  # fmt: skip
_KNOWN = {header: field for field, headers in HEADERS.items() for header in headers}
_IN_BRACKETS = re.compile(r"\s*\(\d+\)$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table at its place in the text. `line` is the line it begins on."""

    cells: tuple[str, ...]
    span: Span
    line: int


def columns(header: Sequence[str], known: Mapping[str, str]) -> dict[str, list[int]]:
    """Give for each field the columns that hold it, best first.

    >>> columns(["DOI", "Titel"], {"doi": "doi", "titel": "title"})
    {'doi': [0], 'title': [1]}
    """
    names = [" ".join(re.findall(r"[a-z0-9]+", fold(name[:200]))) for name in header]
    return {
        field: [names.index(name) for name in known if known[name] == field and name in names]
        for field in dict.fromkeys(known[name] for name in names if name in known)
    }


def publications(rows: Iterable[Row]) -> tuple[list[Publication], list[Issue]]:
    """Give the publications of a table whose first row is its header. A row with any value is one."""
    source = iter(rows)
    issues: list[Issue] = []
    header = next(source, None)
    if header is None:
        return [], []
    places = columns(header.cells, _KNOWN)
    if "title" not in places:
        what = "no column is known as a title, so the records have none"
        issues.append(warning(what, header.line, "Call a column title, titel or Title."))
    records = []
    for row in source:
        if any(cell.strip() for cell in row.cells):
            publication, more = _publication(row, places)
            records.append(publication)
            issues += more
    return records, issues


def value(row: Row, places: Mapping[str, list[int]], field: str) -> str:
    """Give the first value of a row among the columns of a field, or ''."""
    found = (row.cells[place].strip() for place in places.get(field, ()) if place < len(row.cells))
    return next(filter(None, found), "")


def _publication(row: Row, places: Mapping[str, list[int]]) -> tuple[Publication, tuple[Issue, ...]]:
    url = value(row, places, "url")
    doi, issues = checked_doi(value(row, places, "doi"), row.line)
    publication = Publication(
        id=value(row, places, "id"),
        type=spoken_type(value(row, places, "type")),
        title=value(row, places, "title"),
        line=row.line,
        authors=authors_of(value(row, places, "authors")),
        issued=_issued(value(row, places, "issued"), value(row, places, "year")),
        container_title=value(row, places, "container"),
        doi=doi or doi_in_link(url),
        isbn=isbn_of(value(row, places, "isbn")),
        url=url,
        abstract=value(row, places, "abstract"),
        language=language_tag(value(row, places, "language")),
        keywords=keywords_of(value(row, places, "keywords")),
    )
    return publication, issues


def _issued(date: str, year: str) -> PartialDate | None:
    stated, of_year = date_of(date), date_of(year)
    if stated and of_year and stated.year != of_year.year:
        return PartialDate(of_year.year)
    return stated or of_year


def authors_of(stated: str) -> tuple[Name, ...]:
    """Give the authors of a cell: parted by `;` or `|`, by ` and `, or by commas where each is `Family I.`.

    >>> [[str(name) for name in authors_of(cell)] for cell in ("Jansen J.; de Vries, K.", "Jansen J., Bos K.")]
    [['Jansen, J.', 'de Vries, K.'], ['Jansen, J.', 'Bos, K.']]
    """
    for mark in (";", "|"):
        if mark in stated:
            return tuple(name for part in stated.split(mark) if (name := _one(part)))
    parts = [part.strip() for part in stated.split(",")]
    if len(parts) > 1 and all(name_with_initials(part) for part in islice(parts, 500)):
        return tuple(name for part in parts if (name := _one(part)))
    if len(parts) > 2 and all(" " in part for part in parts):  # noqa: PLR2004 - two parts are Family, Given
        return tuple(name for part in parts if (name := name_of(part)))
    return names_of(stated) if " and " in stated else tuple(filter(None, (_one(stated),)))


def _one(part: str) -> Name | None:
    bare = _IN_BRACKETS.sub("", part.strip())
    return name_with_initials(bare) or name_of(bare)
