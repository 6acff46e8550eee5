"""A record as scripts and web services flatten it: title, authors, year, venue, link."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from kg.readers.cells import authors_of, keywords_in, source_of
from kg.readers.creators import creator_of
from kg.readers.csl_types import BIBTEX
from kg.readers.headers import places_of
from kg.readers.identifiers import isbn_of
from kg.readers.json_fields import Fields, csl_name, doi_of_link, others
from kg.readers.languages import language_tag
from kg.readers.markup import without_markup
from kg.readers.openalex import type_of
from kg.readers.publication_types import stated_type
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue, PartialDate
    from kg.records import Name

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOTHING: tuple[object, ...] = (None, "", [], {})


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that a record is, and what of it was left out."""
    fields = Fields(_named(value))
    url, title = fields.text("url"), fields.text("title")
    doi, issues = fields.doi(line, "doi")
    journal, year = source_of(fields.text("source"))
    record = Publication(
        id=fields.text("id"),
        type=_type(fields.text("type")),
        title=title,
        line=line,
        authors=_authors(fields),
        issued=_issued(fields) or Fields({"": year}).date(""),
        container_title=fields.text("container") or journal,
        doi=doi_of_link(doi, url),
        isbn=isbn_of(fields.text("isbn")),
        url=url,
        abstract=fields.text("abstract"),
        language=language_tag(fields.text("language")),
        keywords=_keywords(fields),
        other_titles=others(fields.texts("other_titles"), title),
    )
    return record, (*issues, *fields.warnings(record.id or title, line))


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields under our names, each the first that holds anything; a container by its name."""
    places = _places(tuple(value))
    found = {
        field: next((value[name] for name in names if value[name] not in _NOTHING), None)
        for field, names in places.items()
    }
    for field in ("container", "source", "type"):
        inner = found.get(field)
        if isinstance(inner, dict):
            found[field] = _inner(inner)
    return {**found, "doi": found.get("doi") or _doi(value)}


def _doi(value: Mapping[str, Any]) -> object:
    """Give the DOI among the identifiers of a record, which are an object or a list of kinds and values."""
    inner = _words()["inner"]
    for stated in (value.get(name) for name in inner["identifiers"]):
        if isinstance(stated, dict):
            return stated.get("DOI") or stated.get("doi")
        for one in stated if isinstance(stated, list) else ():
            if isinstance(one, dict) and "doi" in [one.get(kind) for kind in inner["kinds"]]:
                return one.get("value")
    return None


@lru_cache(maxsize=256)
def _places(names: tuple[str, ...]) -> dict[str, list[str]]:
    """Give for each field of a publication the names under which a record may hold it, best first."""
    known = places_of([_HUMP.sub(" ", name) for name in names])
    own = {field: [name for name in some if name in names] for field, some in _words()["fields"].items()}
    fields = dict.fromkeys((*own, *known))
    return {field: [*own.get(field, ()), *(names[place] for place in known.get(field, ()))] for field in fields}


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("kg.readers").joinpath("dialects/flat_json.toml").read_text("utf-8"))


def _inner(value: Mapping[str, Any]) -> str:
    """Give the name of an object, or ''."""
    return next((value[name] for name in _words()["inner"]["names"] if isinstance(value.get(name), str)), "")


def _type(stated: str) -> str:
    kind = BIBTEX.get(stated.lower()) or stated_type([stated])
    return kind if kind != "document" else type_of(stated.lower().replace(" ", "-"))


def _issued(fields: Fields) -> PartialDate | None:
    stated, year = fields.date("issued"), fields.date("year")
    return year if year and (stated is None or stated.year != year.year) else stated


def _authors(fields: Fields) -> tuple[Name, ...]:
    value = fields.values.get("authors")
    if isinstance(value, str):
        return authors_of(value)
    if isinstance(value, dict):  # Europe PMC and Scopus put the list one deeper
        value = value.get("author") or [value]
    if not isinstance(value, list):
        value = [value] if value else []
    names = [_author(one) for one in value if one not in _NOTHING]
    if None in names:
        fields.wrong.append("authors")
    return tuple(name for name in names if name is not None)


def _author(value: object) -> Name | None:
    if isinstance(value, str):
        return creator_of(without_markup(value))
    if not isinstance(value, dict):
        return None
    inner = _words()["inner"]
    family, given = (next(filter(None, map(value.get, inner[part])), "") for part in ("family", "given"))
    if family and not value.get("literal"):
        return csl_name({**value, "family": family, "given": given})
    return csl_name(value) if value.get("literal") else creator_of(without_markup(_inner(value)))


def _keywords(fields: Fields) -> tuple[str, ...]:
    value = fields.values.get("keywords")
    if isinstance(value, list):
        found = [_inner(one) if isinstance(one, dict) else one for one in value]
        return tuple(dict.fromkeys(Fields({"keywords": found}, fields.wrong).texts("keywords")))
    return keywords_in(fields.text("keywords"))
