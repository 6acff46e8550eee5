"""DataCite metadata in XML, alone or in an answer of OAI-PMH. Source: DataCite Metadata Schema, kernels 2 to 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.creators import creator_of
from kg.readers.datacite import SAME_WORK
from kg.readers.dates import date_of
from kg.readers.names import personal_name
from kg.readers.publication_types import stated_type
from kg.readers.publications import keywords_of
from kg.readers.stated_identifiers import doi_stated, dois_among, isbn_among, url_among
from kg.readers.xml_fields import find, first, language, language_of_element, others, text_of, texts
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_DATES = ("Issued", "Available", "Created", "Submitted")


def datacite_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of a `resource` element, and what is wrong with it."""
    own = _identifiers(record)
    doi, issues = doi_stated(own, line)
    titles = [one for one in find(record, "titles/title") if text_of(one)]
    main = next((one for one in titles if not one.get("titleType")), titles[0] if titles else None)
    title = text_of(main) if main is not None else ""
    below = next((text_of(one) for one in titles if one.get("titleType") == "Subtitle" and one is not main), "")
    publication = Publication(
        id=doi or next(iter(own), ""),
        type=_type(record),
        title=f"{title}: {below}" if below else title,
        line=line,
        authors=tuple(_authors(record)),
        issued=_issued(record),
        container_title=_container(record),
        doi=doi,
        isbn=isbn_among(own),
        url=url_among(own),
        abstract=_described(record, "Abstract"),
        language=language(*texts(record, "language")) or (language_of_element(main) if main is not None else ""),
        keywords=tuple(dict.fromkeys(key for one in texts(record, "subjects/subject") for key in _keywords(one))),
        other_titles=others(title, [text_of(one) for one in titles if one.get("titleType") != "Subtitle"]),
        versions=_versions(record, doi),
    )
    return publication, issues


def _identifiers(record: _Element) -> list[str]:
    own = [(one.get("identifierType") or "", text_of(one)) for one in find(record, "identifier")]
    own += [
        (one.get("alternateIdentifierType") or "", text_of(one))
        for one in find(record, "alternateIdentifiers/alternateIdentifier")
    ]
    named = [f"doi:{text}" if kind == "DOI" and text.startswith("10.") else text for kind, text in own]
    return [one for one in named if one]


def _authors(record: _Element) -> Iterator[Name]:
    for one in find(record, "creators/creator"):
        whole = first(one, "creatorName")
        is_organisation = any(name.get("nameType") == "Organizational" for name in find(one, "creatorName"))
        family, given = first(one, "familyName"), first(one, "givenName")
        name = Name(whole) if is_organisation and whole else personal_name(family, given) if family else None
        if name := name or creator_of(whole):
            yield name


def _type(record: _Element) -> str:
    kinds = [text for one in find(record, "resourceType") for text in (one.get("resourceTypeGeneral"), text_of(one))]
    return stated_type(kind for kind in kinds if kind)


def _issued(record: _Element) -> PartialDate | None:
    """Give the day of publication, as far as it is of the year that is stated, or that year."""
    year = date_of(first(record, "publicationYear"))
    for kind in _DATES:
        stated = [text_of(one) for one in find(record, "dates/date") if one.get("dateType") == kind]
        for date in filter(None, map(date_of, stated)):
            if year is None or date.year == year.year:
                return date
    return year


def _described(record: _Element, kind: str) -> str:
    found = [text_of(one) for one in find(record, "descriptions/description") if one.get("descriptionType") == kind]
    return next(filter(None, found), "")


def _container(record: _Element) -> str:
    """Give what it was published in, from a related item or `Series, volume(issue), pages`."""
    items = [one for one in find(record, "relatedItems/relatedItem") if one.get("relationType") == "IsPublishedIn"]
    stated = [text for one in items for text in texts(one, "titles/title")]
    return next(iter(stated), "") or _described(record, "SeriesInformation").partition(",")[0].strip()


def _keywords(stated: str) -> tuple[str, ...]:
    return keywords_of(stated) if ";" in stated else (stated,)


def _versions(record: _Element, own: str) -> tuple[str, ...]:
    related = find(record, "relatedIdentifiers/relatedIdentifier")
    same = [one for one in related if one.get("relationType") in SAME_WORK]
    return dois_among([text_of(one) for one in same if one.get("relatedIdentifierType") == "DOI"], own)
