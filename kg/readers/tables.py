"""The publications in the rows of a table, whichever file they come from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.model import Issue, PartialDate
from kg.readers.cells import authors_of, keywords_in, source_of
from kg.readers.csl_types import spoken_type
from kg.readers.dates import date_of, month_of
from kg.readers.headers import guessed_places, places_of
from kg.readers.identifiers import isbn_of
from kg.readers.languages import language_tag
from kg.readers.markup import without_markup
from kg.readers.publications import checked_doi, doi_in_link, shortened, warning
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from kg.readers.headers import Places

_ABOVE = 20  # rows among which the header is looked for


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `line` is the line it begins on."""

    cells: tuple[str, ...]
    line: int


def publications(rows: Iterable[Row | Issue], *, may_be_other: bool = False) -> Iterator[Publication | Issue]:
    """Yield the publications of a table, and what is wrong. A row below the header with any value is one.

    The header is the first row, or one of the first that names a title and more. Without any, the columns are told by
    what the first row holds. With `may_be_other`, a table of which no column is known holds none.
    """
    source = iter(rows)
    head = yield from _first_rows(source)
    if not head:
        return
    header = _header(head)
    places = places_of(header.cells) if header else guessed_places(head[0].cells)
    if may_be_other and not places:
        what = "a sheet of which no column is known is left out"
        yield warning(what, head[0].line, "Call a column title, titel or Title.")
        return
    yield from _about(head, header, places)
    below = head[head.index(header) + 1 :] if header else head
    for row in chain(below, source):
        if isinstance(row, Issue):
            yield row
        elif any(cell.strip() for cell in row.cells) and not (header and row.cells == header.cells):
            yield from _publication(row, places)


def _first_rows(rows: Iterator[Row | Issue]) -> Generator[Issue, None, list[Row]]:
    """Give the rows up to the first that is a header, or the first few; yield what is wrong between them."""
    head: list[Row] = []
    for found in rows:
        if isinstance(found, Issue):
            yield found
            continue
        head.append(found)
        if _is_header(found) or len(head) == _ABOVE:
            break
    return head


def _is_header(row: Row) -> bool:
    places = places_of(row.cells)
    return "title" in places and len(places) > 1


def _header(head: list[Row]) -> Row | None:
    """Give the header among the first rows; None where the first one is a record already."""
    if _is_header(head[-1]):
        return head[-1]
    first = head[0]
    return first if places_of(first.cells) or not guessed_places(first.cells) else None


def _about(head: list[Row], header: Row | None, places: Places) -> Iterator[Issue]:
    """Yield what is to say of the header."""
    if header is None:
        what = "the table has no header; its columns are told by what they hold"
        yield warning(what, head[0].line, "Write a first line with names: title, authors, year, doi.")
    elif header is not head[0]:
        what = f"'{shortened(' '.join(head[0].cells))}' stands above the header and is left out"
        yield warning(what, head[0].line, "Remove it if it is no mistake.")
    if "title" not in places:
        what = "no column is known as a title, so the records have none"
        yield warning(what, head[0].line, "Call a column title, titel or Title.")


def value(row: Row, places: Mapping[str, list[int]], field: str) -> str:
    """Give the first value of a row among the columns of a field, or ''."""
    return next(iter(values(row, places, field)), "")


def values(row: Row, places: Mapping[str, list[int]], field: str) -> list[str]:
    """Give the values of a row in the columns of a field, best first; empty ones left out."""
    found = (row.cells[place].strip() for place in places.get(field, ()) if place < len(row.cells))
    return [one for one in found if one]


def _publication(row: Row, places: Places) -> Iterator[Publication | Issue]:
    url = value(row, places, "url")
    doi, issues = checked_doi(value(row, places, "doi"), row.line)
    title = without_markup(value(row, places, "title"))
    journal, year = source_of(value(row, places, "source"))
    others = (without_markup(other) for other in values(row, places, "other_titles"))
    yield Publication(
        id=value(row, places, "id"),
        type=_type(values(row, places, "type")),
        title=title,
        line=row.line,
        authors=authors_of(value(row, places, "authors")),
        issued=_issued(value(row, places, "issued"), value(row, places, "year") or year),
        container_title=without_markup(value(row, places, "container") or journal),
        doi=doi or doi_in_link(url),
        isbn=isbn_of(value(row, places, "isbn")),
        url=url,
        abstract=without_markup(value(row, places, "abstract")),
        language=language_tag(value(row, places, "language")),
        keywords=keywords_in(value(row, places, "keywords")),
        other_titles=tuple(other for other in dict.fromkeys(others) if other != title),
    )
    yield from issues


def _type(stated: list[str]) -> str:
    kinds = (spoken_type(part) for one in stated for part in (one, *one.split(";")))
    return next((kind for kind in kinds if kind != "document"), "document")


def _issued(date: str, year: str) -> PartialDate | None:
    """Give the date; of two years the one of the year's own column. A month without its year goes with that."""
    of_year = date_of(year)
    stated = date_of(date) or (date_of(f"{date} {of_year.year}") if of_year and month_of(date) else None)
    if stated and of_year and stated.year != of_year.year:
        return PartialDate(of_year.year)
    return stated or of_year
