"""RIS, as reference managers export it. Read line by line, because a record that is cut short must not vanish."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Document, Issue, PartialDate, Source
from kg.readers.csl_types import RIS, spoken_type
from kg.readers.dates import date_of
from kg.readers.identifiers import isbn_of
from kg.readers.languages import language_tag
from kg.readers.names import name_of, name_with_initials
from kg.readers.publications import checked_doi, doi_in_link, keywords_of, shortened, warning
from kg.readers.source_text import text_of
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_TAG = re.compile(r"[ \t\ufeff]*([A-Z][A-Z0-9]) {1,2}-(?:[ \t]+(.*)|)$", re.DOTALL)
_TITLES = ("TI", "T1", "CT", "BT", "ST")
_CONTAINERS = ("JF", "T2", "JO", "BT", "J2", "JA")
_EXPORT_AGAIN = "Export the file again, or mend the record."


@dataclass(slots=True)
class _Record:
    """The lines of one record while it is read."""

    start: int
    line: int
    end: int
    values: dict[str, list[str]] = field(default_factory=dict)
    last: list[str] | None = None

    def take(self, tag: str, value: str) -> None:
        """Add a tag line, or a line without a tag to the value before it."""
        if tag:
            self.last = self.values.setdefault(tag, [])
            self.last.append(value)
        elif self.last:
            self.last[-1] = f"{self.last[-1]} {value.strip()}".strip()


@dataclass(slots=True)
class _Reading:
    """The records so far, the one that is open, and the lines since the last one that belong to none."""

    records: list[_Record] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    record: _Record | None = None
    outside: list[tuple[int, str, str]] = field(default_factory=list)

    def take(self, number: int, start: int, end: int, line: str) -> None:
        """Take one line in: a tag with its value, or what goes on."""
        tagged = _TAG.match(line)
        tag, value = (tagged[1], (tagged[2] or "").strip()) if tagged else ("", line)
        if tag == "TY":
            self.close()
            self.record = _Record(start, number, end)
            self.records.append(self.record)
        if tag == "ER":
            self.end_record(end)
        elif self.record is None:
            self.outside += [(number, tag, value)] if value.strip() else []
        elif tag or value.strip():
            self.record.end = end
            self.record.take(tag, value)

    def end_record(self, end: int) -> None:
        """Take an ER line in: it ends a record, or lines that would have been one."""
        if self.record:
            self.record.end, self.record = end, None
        elif tags := [number for number, tag, _ in self.outside if tag]:
            what = "a record here does not begin with TY and is left out"
            self.issues.append(Issue(what, line=tags[0], hint=_EXPORT_AGAIN))
            self.outside.clear()

    def close(self) -> None:
        """Name what is left over where a record begins or the file ends."""
        if self.record:
            what = "the record has no ER line; it is kept as far as it goes"
            self.issues.append(warning(what, self.record.line, _EXPORT_AGAIN))
            self.record = None
        if self.outside:
            number, tag, value = self.outside[0]
            what = f"'{shortened(f'{tag} - {value}' if tag else value)}' is no part of a record and is left out"
            self.issues.append(warning(what, number, "Remove it if it is no mistake."))
            self.outside.clear()


def read_ris(source: Source, data: bytes) -> Document:
    """Give the records of a RIS file, in order, duplicates included.

    A record without ER is kept, with a warning; what belongs to no record is named with its line.
    """
    text, issues = text_of(data)
    reading = _Reading()
    for number, found in enumerate(_LINE.finditer(text), 1):
        reading.take(number, found.start(), found.end(1), found[1])
    reading.close()
    problems = [*issues, *reading.issues]
    if text.strip() and not reading.records and not any(issue.is_error for issue in problems):
        problems.append(Issue("no record begins with 'TY  - ': this is no RIS", line=1, hint="Export it as RIS."))
    publications = []
    for record in reading.records:
        publication, more = _publication(record)
        publications.append(publication)
        problems += more
    ordered = sorted(problems, key=lambda issue: issue.line or 0)
    return Document(
        source, text, "application/x-research-info-systems", records=tuple(publications), issues=tuple(ordered)
    )


def _publication(record: _Record) -> tuple[Publication, tuple[Issue, ...]]:
    values = record.values
    kind = _first(values, ("TY",))
    link = _first(values, ("UR", "L1", "LK"))
    doi, issues = checked_doi(_first(values, ("DO", "DI")), record.line)
    title = _first(values, _TITLES)
    publication = Publication(
        id=_first(values, ("ID",)),
        type=RIS.get(kind.upper()) or spoken_type(kind),
        title=title,
        line=record.line,
        authors=tuple(name for value in _all(values, ("AU", "A1")) if (name := _author(value))),
        issued=_issued(values),
        container_title=next((one for one in _all(values, _CONTAINERS) if one != title), ""),
        doi=doi or next(filter(None, (doi_in_link(one) for one in _all(values, ("UR", "LK")))), ""),
        isbn=isbn_of(_first(values, ("SN",))),
        url=link,
        abstract=_first(values, ("AB", "N2")),
        language=language_tag(_first(values, ("LA",))),
        keywords=tuple(dict.fromkeys(key for value in values.get("KW", ()) for key in _keywords(value))),
    )
    return publication, issues


def _all(values: Mapping[str, list[str]], tags: tuple[str, ...]) -> list[str]:
    return [value for tag in tags for value in values.get(tag, ()) if value]


def _first(values: Mapping[str, list[str]], tags: tuple[str, ...]) -> str:
    return next(iter(_all(values, tags)), "")


def _author(value: str) -> Name | None:
    """Give an author: without a comma or initials it is an organisation. Source: RIS specification 2011, `AU`."""
    if "," in value:
        return name_of(value)
    return name_with_initials(value) or Name(" ".join(value.split()))


def _keywords(value: str) -> tuple[str, ...]:
    return keywords_of(value) if ";" in value else (value,) if value else ()


def _issued(values: Mapping[str, list[str]]) -> PartialDate | None:
    """Give the date that goes furthest among those of the year that is stated first."""
    dates = [date for value in _all(values, ("PY", "Y1", "DA")) if (date := date_of(value))]
    same = [date for date in dates if date.year == dates[0].year]
    return max(same, key=lambda date: (date.month is not None, date.day is not None), default=None)
