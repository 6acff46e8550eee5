"""A record of CSL-JSON, as Zotero, Pandoc and Manubot write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.readers.csl_types import CSL, spoken_type
from kg.readers.identifiers import isbn_of
from kg.readers.json_fields import Fields, doi_of_link, others
from kg.readers.languages import language_tag
from kg.readers.publications import checked_doi, keywords_of
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue

_CONTAINERS = ("container-title", "event-title", "event")
_DOI_IN_NOTE = re.compile(r"^[ \t]{0,9}doi:[ \t]{0,9}(\S{1,300})[ \t]{0,9}$", re.IGNORECASE | re.MULTILINE)


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that a record is, and what of it was left out.

    Source: CSL 1.0.2, appendix IV; a DOI in the note as Zotero's manual says (`Citing Fields from Extra`).
    """
    fields = Fields(value)
    url, kind = fields.text("URL", "url"), fields.text("type")
    title = fields.text("title")
    doi, issues = checked_doi(fields.text("DOI", "doi") or _doi_in_note(value), line)
    record = Publication(
        id=fields.text("id", "citation-key"),
        type=kind if kind in CSL else spoken_type(kind),
        title=title,
        line=line,
        authors=fields.names("author"),
        issued=fields.date("issued"),
        container_title=fields.text(*_CONTAINERS),
        doi=doi_of_link(doi, url),
        isbn=isbn_of(fields.text("ISBN")),
        url=url,
        abstract=fields.text("abstract"),
        language=language_tag(fields.text("language")),
        keywords=_keywords(fields),
        other_titles=others(fields.texts("original-title"), title) if "original-title" in value else (),
    )
    return record, (*issues, *fields.warnings(record.id or title, line))


def _doi_in_note(value: Mapping[str, Any]) -> str:
    note = value.get("note")
    found = _DOI_IN_NOTE.search(note) if isinstance(note, str) else None
    return found[1] if found else ""


def _keywords(fields: Fields) -> tuple[str, ...]:
    """Give `keyword`, a text, or a list of texts."""
    if isinstance(fields.values.get("keyword"), list):
        return tuple(dict.fromkeys(fields.texts("keyword")))
    return keywords_of(fields.text("keyword"))
