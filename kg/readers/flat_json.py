"""A record as scripts and web services flatten it: title, authors, year, venue, link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.readers.cells import authors_of
from kg.readers.csl_types import spoken_type
from kg.readers.identifiers import isbn_of
from kg.readers.json_fields import Fields, csl_name, doi_of_link
from kg.readers.languages import language_tag
from kg.readers.markup import without_markup
from kg.readers.names import name_of, name_with_initials
from kg.readers.openalex import type_of
from kg.readers.publications import keywords_of
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue

#: What a field may be called, best first. Source: exports of Semantic Scholar, Europe PMC, Scopus, CORE, Zenodo, and
#: of scripts over OpenAlex.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "openalex_id", "key", "citekey", "paperId", "pmid", "eid", "dc:identifier"),
    "title": ("title", "display_name", "titel", "dc:title"),
    "authors": ("authors", "author", "creators", "auteurs", "authorList", "authorString", "dc:creator"),
    "date": ("date", "publication_date", "publicationDate", "published", "prism:coverDate"),
    "year": ("year", "publication_year", "pubYear", "yearPublished", "jaar"),
    "container": (
        "venue", "journal", "journalTitle", "container-title", "container_title", "publication", "source",
        "prism:publicationName", "booktitle", "tijdschrift",
    ),
    "doi": ("doi", "DOI", "prism:doi"),
    "isbn": ("isbn", "ISBN", "isbns"),
    "url": ("url", "link", "URL", "landing_page_url", "downloadUrl"),
    "abstract": ("abstract", "abstractText", "description", "samenvatting", "dc:description"),
    "language": ("language", "lang", "taal"),
    "keywords": ("keywords", "keyword", "tags", "subjects", "trefwoorden"),
    "type": ("type", "publication_type", "publicationTypes", "subtypeDescription"),
}  # fmt: skip
_WHOLE = ("name", "display_name", "fullName", "full_name", "authname")


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that a record is, and what of it was left out."""
    fields = Fields(_named(value))
    url = fields.text("url")
    doi, issues = fields.doi(line, "doi")
    record = Publication(
        id=fields.text("id"),
        type=_type(fields.text("type")),
        title=fields.text("title"),
        line=line,
        authors=_authors(fields),
        issued=fields.date("date") or fields.date("year"),
        container_title=fields.text("container"),
        doi=doi_of_link(doi, url),
        isbn=isbn_of(fields.text("isbn")),
        url=url,
        abstract=fields.text("abstract"),
        language=language_tag(fields.text("language")),
        keywords=_keywords(fields),
    )
    return record, (*issues, *fields.warnings(record.id or record.title, line))


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields under our names; a container that is an object by its title."""
    found = {
        field: next((value[name] for name in names if value.get(name) not in (None, "", [], {})), None)
        for field, names in NAMES.items()
    }
    inner = found["container"]
    if isinstance(inner, dict):
        found["container"] = inner.get("name") or inner.get("title")
    ids = value.get("externalIds") or value.get("ids")
    if not found["doi"] and isinstance(ids, dict):
        found["doi"] = ids.get("DOI") or ids.get("doi")
    return found


def _authors(fields: Fields) -> tuple[Name, ...]:
    value = fields.values.get("authors")
    if isinstance(value, str):
        return authors_of(without_markup(value))
    if isinstance(value, dict):  # Europe PMC and Scopus put the list one deeper
        value = value.get("author") or [value]
    if not isinstance(value, list):
        value = [value] if value else []
    names = [_author(one) for one in value if one not in (None, "", {})]
    if None in names:
        fields.wrong.append("authors")
    return tuple(name for name in names if name is not None)


def _author(value: object) -> Name | None:
    if isinstance(value, str):
        return name_with_initials(value) or name_of(value)
    if not isinstance(value, dict):
        return None
    if value.get("family") or value.get("literal"):
        return csl_name(value)
    stated = next((value[name] for name in _WHOLE if isinstance(value.get(name), str)), "")
    return name_of(stated)


def _type(kind: str) -> str:
    spoken = spoken_type(kind)
    return spoken if spoken != "document" else type_of(kind.lower().replace(" ", "-"))


def _keywords(fields: Fields) -> tuple[str, ...]:
    value = fields.values.get("keywords")
    if isinstance(value, list):
        found = [one.get("name") or one.get("display_name") if isinstance(one, dict) else one for one in value]
        return tuple(dict.fromkeys(Fields({"keywords": found}, fields.wrong).texts("keywords")))
    return keywords_of(fields.text("keywords"))
