"""A work as OpenAlex gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import PartialDate
from kg.readers.creators import is_organisation
from kg.readers.crossref import TYPES, withdrawal
from kg.readers.json_fields import Fields, doi_of_link
from kg.readers.languages import language_tag
from kg.readers.markup import without_markup
from kg.readers.names import name_of
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue

#: OpenAlex's own types, where they are not Crossref's. Source: https://docs.openalex.org, work object, type.
_TYPES: dict[str, str] = {
    "article": "article-journal",
    "review": "article-journal",
    "editorial": "article-journal",
    "letter": "article-journal",
    "erratum": "article-journal",
    "retraction": "article-journal",
    "data-paper": "article-journal",
    "book-review": "review-book",
    "conference-paper": "paper-conference",
    "conference-abstract": "paper-conference",
    "preprint": "article",
    "working-paper": "report",
    "software": "software",
    "libguides": "webpage",
    "presentation": "speech",
}
_LONGEST = 20_000  # words of an abstract; a position beyond that is a mistake


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that a work is, and what of it was left out."""
    fields = Fields(value)
    location = fields.part("primary_location")
    doi, issues = fields.doi(line, "doi")
    url = location.text("landing_page_url") or fields.text("doi")
    work = Publication(
        id=fields.text("id", "openalex_id"),
        type=_type(fields, location),
        title=fields.text("title", "display_name"),
        line=line,
        authors=_authors(fields),
        issued=_issued(fields),
        container_title=_container(fields, location),
        doi=doi_of_link(doi, url),
        url=url,
        abstract=_abstract(fields) or fields.text("abstract"),
        language=language_tag(fields.text("language")),
        keywords=_keywords(fields),
    )
    retracted = (withdrawal(work),) if value.get("is_retracted") is True else ()
    return work, (*issues, *fields.warnings(work.id or work.title, line), *retracted)


def type_of(kind: str) -> str:
    """Give the CSL type of what OpenAlex or Crossref calls a work, `document` where it is not known.

    >>> type_of("article"), type_of("book-chapter"), type_of("grant")
    ('article-journal', 'chapter', 'document')
    """
    return _TYPES.get(kind) or TYPES.get(kind, "document")


def abstract_of(positions: Mapping[str, Any]) -> str:
    """Give the text of an inverted index: each word with the places where it stands. What is no place is left out.

    >>> abstract_of({"the": [0, 2], "end": [3], "of": [1, -5, 10**12, "x"]})
    'the of the end'
    """
    places: dict[int, str] = {}
    for word, stands in positions.items():
        for place in stands if isinstance(stands, list) else ():
            if type(place) is int and 0 <= place < _LONGEST:
                places[place] = word
    return " ".join(places[place] for place in sorted(places))


def _abstract(fields: Fields) -> str:
    words = fields.part("abstract_inverted_index").values
    inner = words.get("InvertedIndex")  # as the service that OpenAlex grew from wrote it
    return Fields({"": abstract_of(inner if isinstance(inner, dict) else words)}).text("") if words else ""


def _type(fields: Fields, location: Fields) -> str:
    kind = fields.text("type")
    older = fields.values.get("type_crossref")
    if kind in ("article", "") and isinstance(older, str) and older in TYPES:
        kind = older
    if kind in ("article", "journal-article") and location.part("source").values.get("type") == "conference":
        kind = "proceedings-article"
    return type_of(kind)


def _authors(fields: Fields) -> tuple[Name, ...]:
    found = []
    for one in fields.parts("authorships"):
        author = one.get("author")
        stated = author.get("display_name") if isinstance(author, dict) else None
        stated = stated or one.get("raw_author_name")
        name = _name(stated) if isinstance(stated, str) else None
        if name is not None:
            found.append(name)
        elif stated is not None:
            fields.wrong.append("authorships")
    return tuple(found)


def _name(stated: str) -> Name | None:
    return Name(without_markup(stated)) if is_organisation(stated) else name_of(stated)


def _issued(fields: Fields) -> PartialDate | None:
    date = fields.date("publication_date")
    if date is None:
        return fields.date("publication_year")
    # OpenAlex writes 1 January where it knows the year only.
    return PartialDate(date.year) if (date.month, date.day) == (1, 1) else date


def _container(fields: Fields, location: Fields) -> str:
    named = location.part("source").text("display_name") or location.text("raw_source_name")
    return named or fields.part("host_venue").text("display_name")


def _keywords(fields: Fields) -> tuple[str, ...]:
    """Give keywords and topics; the concepts, which are broader, where a record has neither."""
    words = _labels(fields, "keywords") + _labels(fields, "topics")
    return tuple(dict.fromkeys(words or _labels(fields, "concepts")))


def _labels(fields: Fields, name: str) -> list[str]:
    value = fields.values.get(name)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return fields.texts(name)
    found = (Fields(one, fields.wrong).text("display_name", "keyword") for one in fields.parts(name))
    return [one for one in found if one]
