"""CSL-JSON, as Zotero and Pandoc exchange it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import ReadError
from kg.model import Document, Issue, PartialDate, Source
from kg.readers.csl_types import CSL, spoken_type
from kg.readers.dates import checked_date, date_of
from kg.readers.identifiers import isbn_of
from kg.readers.json_text import Member, members, read_json
from kg.readers.languages import language_tag
from kg.readers.names import personal_name
from kg.readers.publications import checked_doi, doi_in_link, keywords_of, shortened, warning
from kg.readers.source_text import text_of
from kg.records import Name, Publication
from kg.text import line_starts, position_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_JATS = re.compile(r"</?jats:[a-z-]{1,30}(?:\s[^<>]{0,200})?>")
_LISTS = ("items", "references")  # Zotero's API and Pandoc's metadata put the records there
_ABOUT_A_RECORD = frozenset(("id", "type", "title", "DOI", "author", "issued"))


@dataclass(slots=True)
class _Fields:
    """The fields of one record, each taken as what it should be; what is not is noted."""

    values: Mapping[str, Any]
    wrong: list[str] = field(default_factory=list)

    def text(self, *names: str) -> str:
        """Give the first of these fields that has a text; a number or a list of one text will do."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
                value = value[0]
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                if str(value).strip():
                    return str(value).strip()
            elif value not in (None, [], ""):
                self.wrong.append(name)
        return ""

    def keywords(self) -> tuple[str, ...]:
        """Give `keyword`, a text, or a list of texts."""
        value = self.values.get("keyword")
        if isinstance(value, list):
            return tuple(dict.fromkeys(one for one in value if isinstance(one, str) and one))
        return keywords_of(self.text("keyword"))

    def authors(self) -> tuple[Name, ...]:
        """Give the authors that are written as CSL names."""
        value = self.values.get("author")
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong.append("author")
            return ()
        names = [_name(one) for one in value if one != {}]
        if any(name is None for name in names):
            self.wrong.append("author")
        return tuple(name for name in names if name is not None)

    def issued(self) -> PartialDate | None:
        """Give the date from `date-parts`, or from the text that stands in its place."""
        value = self.values.get("issued")
        date = _date(value)
        if date is None and value not in (None, {}, ""):
            self.wrong.append("issued")
        return date


def read_csl_json(source: Source, data: bytes) -> Document:
    """Give the records of a CSL-JSON file, in order, duplicates included.

    A list, `{"items": [...]}`, one record, or an object of records. A field of the wrong type is left out and named.

    Raises:
        ReadError: it is not JSON, is nested deeper than 128, or holds no list of publications.
    """
    text, issues = text_of(data)
    if not text.strip():
        return Document(source, text, "application/vnd.citationstyles.csl+json", issues=issues)
    value, more = read_json(text)
    starts = line_starts(text)
    problems = [*issues, *more]
    records = []
    for member in _records(text, value):
        line = position_at(starts, member.start).line
        if isinstance(member.value, dict):
            publication, wrong = _publication(member, line)
            records.append(publication)
            problems += wrong
        else:
            what = f"'{shortened(text[member.start : member.end])}' is no publication and is left out"
            problems.append(Issue(what, line=line, hint="Each item is { ... } with its fields."))
    return Document(
        source, text, "application/vnd.citationstyles.csl+json", records=tuple(records), issues=tuple(problems)
    )


def _records(text: str, value: object) -> Iterator[Member]:
    start = len(text) - len(text.lstrip())
    if isinstance(value, list):
        yield from members(text, start)
        return
    if isinstance(value, dict):
        for member in members(text, start):
            if member.key in _LISTS and isinstance(member.value, list):
                yield from members(text, member.start)
                return
        if _ABOUT_A_RECORD & value.keys():
            yield Member("", start, len(text.rstrip()), value)
            return
        if value and all(_is_keyed(one) for one in value.values()):
            for member in members(text, start):
                yield from members(text, member.start) if isinstance(member.value, list) else (member,)
            return
    raise ReadError("this JSON holds no list of publications", line=1, hint="Export the library as CSL-JSON.")


def _is_keyed(value: object) -> bool:
    """Tell whether a value of an object of records is a record, or a list of records."""
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(isinstance(one, dict) and _ABOUT_A_RECORD & one.keys() for one in items)


def _publication(member: Member, line: int) -> tuple[Publication, list[Issue]]:
    fields = _Fields(member.value)
    url = fields.text("URL", "url")
    doi, issues = checked_doi(fields.text("DOI", "doi"), line)
    kind = fields.text("type")
    publication = Publication(
        id=fields.text("id", "citation-key") or member.key,
        type=kind if kind in CSL else spoken_type(kind),
        title=fields.text("title"),
        line=line,
        authors=fields.authors(),
        issued=fields.issued(),
        container_title=fields.text("container-title", "event-title"),
        doi=doi or doi_in_link(url),
        isbn=isbn_of(fields.text("ISBN")),
        url=url,
        abstract=_JATS.sub(" ", fields.text("abstract")).strip(),
        language=language_tag(fields.text("language")),
        keywords=fields.keywords(),
    )
    wrong = [
        warning(
            f"'{name}' of '{shortened(publication.id or publication.title)}' is not what CSL-JSON says; left out", line
        )
        for name in dict.fromkeys(fields.wrong)
    ]
    return publication, [*issues, *wrong]


def _name(value: object) -> Name | None:
    if not isinstance(value, dict):
        return None
    parts = {key: part.strip() for key, part in value.items() if isinstance(part, str)}
    if parts.get("literal"):
        return Name(parts["literal"])
    particle = " ".join(filter(None, (parts.get("dropping-particle"), parts.get("non-dropping-particle"))))
    given = ", ".join(filter(None, (parts.get("given"), parts.get("suffix"))))
    family = parts.get("family") or parts.get("name", "")
    if not family:
        return Name(given) if given else None
    return personal_name(family, given, particle)


def _date(value: object) -> PartialDate | None:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return date_of(str(value))
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        numbers = [int(part) if re.fullmatch(r"-?\d{1,9}", str(part)) else None for part in [*first[:3], None, None]]
        return checked_date(*numbers[:3])
    return next((date_of(value[name]) for name in ("raw", "literal") if isinstance(value.get(name), str)), None)
