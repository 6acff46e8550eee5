"""A record of DataCite: an answer of its API, a line of its public data file, its JSON without that envelope.

Commonmeta, into which Front Matter turns all of these, is read as well: it has nearly the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import PartialDate
from kg.readers.creators import creator_of
from kg.readers.dates import date_of
from kg.readers.identifiers import isbn_of
from kg.readers.json_fields import Fields, doi_of_link, dois, joined_title, others
from kg.readers.languages import language_tag
from kg.readers.names import name_of, personal_name
from kg.readers.publication_types import stated_type
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue

#: Relations of which both ends are one work. Source: DataCite Metadata Schema 4.6, relationType.
SAME_WORK = frozenset(
    [
        "IsVersionOf", "HasVersion", "IsNewVersionOf", "IsPreviousVersionOf", "IsIdenticalTo", "IsVariantFormOf",
        "IsOriginalFormOf", "IsPreprintOf", "HasPreprint",
    ]
)  # fmt: skip
_OTHER_TITLES = ("AlternativeTitle", "TranslatedTitle", "Other")
_DATES = ("Issued", "Available", "Created")


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that a record is, and what of it was left out."""
    fields = Fields(value["attributes"] if isinstance(value.get("attributes"), dict) else value)
    doi, issues = fields.doi(line, "doi", "id")
    title, more = _titles(fields)
    url = fields.text("url")
    record = Publication(
        id=Fields(value).text("id") or doi,
        type=_type(fields),
        title=title,
        line=line,
        authors=tuple(name for one in _makers(fields) if (name := _name(one))),
        issued=_issued(fields),
        container_title=_container(fields),
        doi=doi_of_link(doi, url),
        isbn=_isbn(fields),
        url=url,
        abstract=_abstract(fields),
        language=language_tag(fields.text("language")),
        keywords=_keywords(fields),
        other_titles=more,
        versions=_versions(fields, doi),
    )
    return record, (*issues, *fields.warnings(record.id or title, line))


def _titles(fields: Fields) -> tuple[str, tuple[str, ...]]:
    """Give the title with its subtitle, and the other titles."""
    stated = [(one.get("titleType"), Fields(one, fields.wrong).text("title")) for one in fields.parts("titles")]
    plain = [title for kind, title in stated if kind not in (*_OTHER_TITLES, "Subtitle") and title]
    subtitle = next((title for kind, title in stated if kind == "Subtitle"), "")
    more = [title for kind, title in stated if kind in _OTHER_TITLES]
    title = joined_title(plain[0], subtitle) if plain else next(iter(more), subtitle)
    return title, others([*plain[1:], *more], title)


def _makers(fields: Fields) -> list[Mapping[str, Any]]:
    if fields.values.get("creators") is not None:
        return fields.parts("creators")
    return [one for one in fields.parts("contributors") if "Author" in str(one.get("contributorRoles"))]


def _name(value: Mapping[str, Any]) -> Name | None:
    fields = Fields(value)
    family, whole = fields.text("familyName"), fields.text("name", "creatorName")
    if value.get("nameType") == "Organizational":
        return Name(whole) if whole else None
    if family:
        return personal_name(family, fields.text("givenName"))
    return name_of(whole) if value.get("nameType") == "Personal" else creator_of(whole)


def _type(fields: Fields) -> str:
    types = fields.part("types")
    stated = [types.text(name) for name in ("resourceTypeGeneral", "resourceType", "citeproc")]
    return stated_type([*stated, fields.text("type")])


def _issued(fields: Fields) -> PartialDate | None:
    """Give the date on which it came out; where no date fits the year of publication, that year."""
    year = fields.date("publicationYear")
    if "date" in fields.values and year is None:
        return fields.part("date").date("published", "available", "created")
    stated = {str(one.get("dateType")): str(one.get("date") or "") for one in reversed(fields.parts("dates"))}
    dates = [date for kind in _DATES if kind in stated and (date := date_of(stated[kind]))]
    if year is None:
        return dates[0] if dates else None
    return next((date for date in dates if date.year == year.year), year)


def _container(fields: Fields) -> str:
    named = fields.part("container").text("title")
    if named:
        return named
    for item in fields.parts("relatedItems"):
        if item.get("relationType") == "IsPublishedIn":
            return _titles(Fields(item, fields.wrong))[0]
    return ""


def _isbn(fields: Fields) -> str:
    stated = [*fields.parts("identifiers"), *fields.parts("alternateIdentifiers")]
    numbers = (one.get("identifier") or one.get("alternateIdentifier") for one in stated)
    found = (isbn_of(number) for number in numbers if isinstance(number, str) and "10." not in number)
    return next(filter(None, found), "")


def _abstract(fields: Fields) -> str:
    found = fields.parts("descriptions")
    abstracts = [one for one in found if "Abstract" in (one.get("descriptionType"), one.get("type"))]
    return next((text for one in abstracts if (text := Fields(one, fields.wrong).text("description"))), "")


def _keywords(fields: Fields) -> tuple[str, ...]:
    found = (Fields(one, fields.wrong).text("subject") for one in fields.parts("subjects"))
    return tuple(dict.fromkeys(word for word in found if word))


def _versions(fields: Fields, doi: str) -> tuple[str, ...]:
    related = [one for one in fields.parts("relatedIdentifiers") if str(one.get("relationType")) in SAME_WORK]
    return dois((one.get("relatedIdentifier") for one in related if one.get("relatedIdentifierType") == "DOI"), doi)
