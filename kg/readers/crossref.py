"""A work as Crossref gives it: its own JSON, and the CSL-JSON that doi.org makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.readers.csl_types import CSL
from kg.readers.identifiers import isbn_of
from kg.readers.json_fields import Fields, doi_of_link, dois, joined_title, others
from kg.readers.languages import language_tag
from kg.readers.publications import warning
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue

#: Crossref's types. Source: https://api.crossref.org/types.
TYPES: dict[str, str] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "proceedings-series": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry",
    "dissertation": "thesis",
    "report": "report",
    "report-series": "report",
    "report-component": "report",
    "standard": "standard",
    "standard-series": "standard",
    "dataset": "dataset",
    "database": "dataset",
    "peer-review": "review",
    "journal": "periodical",
    "journal-volume": "periodical",
    "journal-issue": "periodical",
}

#: Relations between two forms of one text. Source: Crossref, relationship types, intra-work.
_VERSIONS = (
    "is-preprint-of", "has-preprint", "is-version-of", "has-version", "is-identical-to", "is-same-as",
    "is-manuscript-of", "has-manuscript",
)  # fmt: skip
_DATES = ("issued", "published", "published-print", "published-online", "posted", "content-created")


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that a work is, and what of it was left out."""
    fields = Fields(value)
    doi, issues = fields.doi(line, "DOI", "doi")
    title = joined_title(fields.text("title"), fields.text("subtitle"))
    url, kind = fields.text("URL"), fields.text("type")
    work = Publication(
        id=fields.text("id") or doi,
        type=kind if kind in CSL else TYPES.get(kind, "document"),
        title=title,
        line=line,
        authors=fields.names("author"),
        issued=fields.date(*_DATES),
        container_title=fields.text("container-title") or _place(fields),
        doi=doi_of_link(doi, url),
        isbn=isbn_of(fields.text("ISBN")),
        url=url,
        abstract=fields.text("abstract"),
        language=language_tag(fields.text("language")),
        keywords=tuple(dict.fromkeys(fields.texts("subject"))),
        other_titles=_other_titles(fields, title) if "original-title" in value or title else (),
        versions=_versions(fields, doi) if value.get("relation") else (),
    )
    return work, (*issues, *fields.warnings(doi or title, line), *_withdrawn(fields, work))


def _other_titles(fields: Fields, title: str) -> tuple[str, ...]:
    stated = fields.values.get("title")
    more = fields.texts("title")[1:] if isinstance(stated, list) and len(stated) > 1 else []
    return others([*more, *fields.texts("original-title")], title)


def _place(fields: Fields) -> str:
    """Give where a work without a container appeared: the event, or the server of a preprint."""
    if fields.values.get("event"):
        return fields.part("event").text("name")
    institution = fields.values.get("institution")
    if fields.values.get("type") == "posted-content" and institution:
        found = Fields({"all": institution if isinstance(institution, list) else [institution]}, fields.wrong)
        return next((name for one in found.parts("all") if (name := Fields(one).text("name"))), "")
    return ""


def _versions(fields: Fields, doi: str) -> tuple[str, ...]:
    relation = fields.part("relation")
    related = (one for name in _VERSIONS for one in relation.parts(name))
    return dois((one.get("id") for one in related if one.get("id-type", "doi") == "doi"), doi)


def _withdrawn(fields: Fields, work: Publication) -> tuple[Issue, ...]:
    updates = fields.values.get("updated-by")
    kinds = [one.get("type") for one in updates if isinstance(one, dict)] if isinstance(updates, list) else []
    return (withdrawal(work),) if "retraction" in kinds or "withdrawal" in kinds else ()


def withdrawal(work: Publication) -> Issue:
    """Give the warning that a publication was retracted."""
    return warning(f"'{work.doi or work.title}' was retracted", work.line, "Do not let it count as evidence.")
