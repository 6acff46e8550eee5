"""What the tags of a record mean: a publication, by the table of its dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Issue, PartialDate
from kg.readers.csl_types import RIS, spoken_type
from kg.readers.dates import date_of, month_of
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.languages import language_tag
from kg.readers.markup import without_markup
from kg.readers.names import name_of, name_with_initials
from kg.readers.publications import checked_doi, keywords_of
from kg.readers.streams import text_stream
from kg.readers.tagged import TaggedRecord, dialect, tagged_records
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from kg.readers.tagged import Dialect

_URL = re.compile(r"https?://\S+")
_QUALIFIER = re.compile(r"(?<=\w)/\*?[a-z].*")  # Boswellia/*chemistry: the subject is what stands before it
_TRANSLATED = re.compile(r"\[(.+?)\.?\]\.?")  # MEDLINE puts a translated title in brackets


def tagged_publications(stream: BinaryIO, name: str) -> Iterator[Publication | Issue]:
    """Yield the publications of a stream in one of the dialects, in order, duplicates included, and what is wrong."""
    text = text_stream(stream)
    yield from text.issues
    form = dialect(name)
    for found in tagged_records(text.lines(), form):
        if isinstance(found, TaggedRecord):
            publication, issues = _publication(found, form)
            yield publication
            yield from issues
        else:
            yield found


def _publication(record: TaggedRecord, form: Dialect) -> tuple[Publication, tuple[Issue, ...]]:
    def stated(field: str) -> list[str]:
        return [value for tags in form.fields[field] for value in record.values(tags)]

    def first(field: str) -> str:
        return next(iter(stated(field)), "")

    title = next(filter(None, (_title(value, form) for value in stated("title"))), "")
    doi, issues = _doi(stated("doi"), stated("doi_perhaps"), record.line)
    publication = Publication(
        id=first("id"),
        type=_type(stated("type"), form),
        title=title,
        line=record.line,
        authors=_authors(record, form),
        issued=_issued(stated("dates"), stated("day")),
        container_title=next((one for value in stated("container") if (one := without_markup(value)) != title), ""),
        doi=doi,
        isbn=next(filter(None, map(isbn_of, stated("isbn"))), ""),
        url=_link(stated("url")),
        abstract=without_markup(first("abstract")),
        language=language_tag(first("language")),
        keywords=_keywords(record, form),
        other_titles=_others(title, [_title(value, form) for value in stated("other_titles")]),
    )
    return publication, issues


def _title(stated: str, form: Dialect) -> str:
    title = without_markup(stated)
    if form.name != "MEDLINE":
        return title
    translated = _TRANSLATED.fullmatch(title)
    return translated[1] if translated else title.removesuffix(".")


def _others(title: str, stated: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(stated) if one and one != title)


def _type(stated: Sequence[str], form: Dialect) -> str:
    """Give the first type that is known; what MEDLINE lists are articles, unless it says so."""
    for value in stated:
        for part in (value, *value.split(";")):
            kind = RIS.get(part.strip().upper()) or spoken_type(part)
            if kind != "document":
                return kind
    return "article-journal" if form.name == "MEDLINE" else "document"


def _authors(record: TaggedRecord, form: Dialect) -> tuple[Name, ...]:
    """Give the persons of the first tags that name any, each once, and then the organisations."""
    persons = next(filter(None, (record.values(tags) for tags in form.fields["authors"])), [])
    groups = [value for tags in form.fields["organisations"] for value in record.values(tags)]
    names = [name for value in dict.fromkeys(persons) if (name := _author(without_markup(value), form))]
    return (*names, *(Name(without_markup(group)) for group in dict.fromkeys(groups)))


def _author(value: str, form: Dialect) -> Name | None:
    """Give an author: without a comma or initials it is an organisation, but in Refer a name as people say it.

    Source: RIS specification 2011, `AU`; EndNote, where a comma at the end makes an organisation.
    """
    if "," in value or form.name == "Refer":
        return Name(value.rstrip(", ")) if value.endswith(",") else name_of(value)
    if value.lower() in ("anonymous", "et al", "et al."):
        return None
    return name_with_initials(value) or (Name(value) if value else None)


def _doi(stated: Sequence[str], perhaps: Sequence[str], line: int) -> tuple[str, tuple[Issue, ...]]:
    """Give the DOI of a record, and a warning where what is stated is none and no other field has one."""
    found = next(filter(None, map(doi_of, stated)), "") or next(filter(None, map(_doi_among, perhaps)), "")
    return (found, ()) if found or not stated else checked_doi(stated[0], line)


def _doi_among(value: str) -> str:
    """Give the DOI that a field is or names as one: `doi: 10.1000/x`, `10.1000/x [doi]`, a link to doi.org."""
    bare = value.strip()
    if bare.endswith("[doi]"):
        return doi_of(bare.removesuffix("[doi]"))
    named = re.search(r"(?i)\bdoi:\s*(?:doi:?\s*)?(\S+)|https?://(?:dx\.)?doi\.org/(\S+)", bare[:2000])
    return doi_of((named[1] or named[2]) if named else bare if bare.startswith("10.") else "")


def _link(stated: Sequence[str]) -> str:
    found = (_URL.search(value) for value in stated)
    return next((link[0].rstrip(";,.") for link in found if link), "")


def _keywords(record: TaggedRecord, form: Dialect) -> tuple[str, ...]:
    """Give the keywords of the first tags that have any, without the stars and subheadings of Ovid and MEDLINE."""
    chosen = next(filter(None, (record.values(tags) for tags in form.fields["keywords"])), [])
    parts = (part for value in chosen for part in (keywords_of(value) if ";" in value else (value,)))
    bare = (_QUALIFIER.sub("", without_markup(part)).lstrip("*").strip() for part in parts)
    return tuple(dict.fromkeys(filter(None, bare)))


def _issued(stated: Sequence[str], days: Sequence[str]) -> PartialDate | None:
    """Give the date that goes furthest among those of the year that is stated first."""
    dates = [date for value in stated if (date := date_of(value))]
    if not dates:
        return None
    year = dates[0].year
    dates += [date for day in days if month_of(day) and (date := date_of(f"{day} {year}")) and date.month]
    same = [date for date in dates if date.year == year]
    return max(same, key=lambda date: (date.month is not None, date.day is not None))
