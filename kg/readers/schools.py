"""The register of schools in play: schools.csv, or an export of DUO."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Document, Issue, Source
from kg.readers.delimited import lines_of, rows_of
from kg.readers.headers import columns
from kg.readers.publications import shortened
from kg.readers.source_text import text_of
from kg.readers.tables import Row, value
from kg.records import School

if TYPE_CHECKING:
    from collections.abc import Mapping

_BRIN = re.compile(r"[0-9]{2}[A-Z]{2}(?:[0-9]{2})?")
_HEADERS: dict[str, tuple[str, ...]] = {
    "brin": ("brin", "vestigingscode", "brinnummer", "brin nummer", "instellingscode"),
    "name": ("name", "naam", "schoolnaam", "vestigingsnaam", "naam vestiging", "school"),
    "place": ("place", "plaats", "plaatsnaam", "gemeentenaam vestiging", "gemeentenaam"),
    "board": ("board", "bestuur", "bevoegd gezag", "bevoegd gezag naam"),
    "sector": ("sector", "soort vestiging", "onderwijstype"),
}
_KNOWN = {header: field for field, headers in _HEADERS.items() for header in headers}


def read_schools(source: Source, data: bytes) -> Document:
    """Give the schools of a register, in order, each with its line; a row without a right BRIN is an issue.

    Columns: brin, name, place, board, sector, in Dutch or English, or as DUO names them.
    """
    text, issues = text_of(data)
    found_rows = list(rows_of(lines_of(text)))
    rows = [row for row in found_rows if isinstance(row, Row)]
    problems = [*issues, *(row for row in found_rows if isinstance(row, Issue))]
    schools: list[School] = []
    if rows:
        places = columns(rows[0].cells, _KNOWN)
        for missing in (field for field in ("brin", "name") if field not in places):
            what = f"there is no column '{missing}'"
            problems.append(Issue(what, line=rows[0].line, hint="The first line is brin,name,place,board,sector."))
        for row in rows[1:] if "brin" in places else ():
            found = _school(row, places)
            (schools if isinstance(found, School) else problems).append(found)  # type: ignore[arg-type]
    problems += _repeated(schools)
    ordered = sorted(problems, key=lambda issue: issue.line or 0)
    return Document(source, text, "text/csv", schools=tuple(schools), issues=tuple(ordered))


def _school(row: Row, places: Mapping[str, list[int]]) -> School | Issue:
    brin = value(row, places, "brin").upper().replace(" ", "")
    if not _BRIN.fullmatch(brin):
        what = f"'{shortened(brin)}' is no BRIN code; the school is left out" if brin else "a school without BRIN code"
        return Issue(what, line=row.line, hint="A BRIN is 2 digits and 2 letters, plus 2 digits for an establishment.")
    fields = {name: value(row, places, name) for name in ("name", "place", "board", "sector")}
    fields["sector"] = fields["sector"].lower()
    return School(brin, line=row.line, **fields)


def _repeated(schools: list[School]) -> list[Issue]:
    first: dict[str, int] = {}
    issues = []
    for school in schools:
        if school.brin in first:
            what = f"{school.brin} was listed before, on line {first[school.brin]}"
            issues.append(Issue(what, line=school.line, hint="Keep one of the two.", is_error=False))
        first.setdefault(school.brin, school.line)
    return issues
