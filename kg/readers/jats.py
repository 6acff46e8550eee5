"""Articles in JATS, as publishers and PubMed Central write them: what is said before the text.

Source: JATS 1.3, article-meta and journal-meta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.creators import creator_of
from kg.readers.dates import checked_date, date_of, month_of
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.names import personal_name
from kg.readers.publication_types import stated_type
from kg.readers.publications import checked_doi
from kg.readers.stated_identifiers import dois_among, url_among
from kg.readers.xml_fields import find, first, language_of_element, others, text_of, texts
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_HREF = "{http://www.w3.org/1999/xlink}href"
_NO_ABSTRACT = ("graphical", "teaser", "toc", "video", "key-points", "highlights", "editor", "author-highlights")
#: Dates in the order in which they say when it came out; the others are of its way there.
_DATES = ("epub-ppub", "ppub", "pub", "collection", "epub", "preprint", "")
_VERSIONS = ("preprint", "update", "republished-article", "object-of-preprint", "published-article", "article-version")


def jats_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of an `article` element, and what is wrong with it."""
    meta = next(iter(find(record, "front/article-meta")), record)
    ids = [(one.get("pub-id-type") or "", text_of(one)) for one in find(meta, "article-id")]
    doi, issues = _doi([text for kind, text in ids if kind == "doi" and text], line)
    title = _title(meta)
    kind = stated_type([record.get("article-type") or "", *texts(meta, "article-categories/subj-group/subject")])
    publication = Publication(
        id=doi or next((text for _, text in ids if text), ""),
        type="article-journal" if kind == "document" else kind,
        title=title,
        line=line,
        authors=tuple(_authors(meta)),
        issued=_issued(meta),
        container_title=_journal(record),
        doi=doi,
        isbn=next(filter(None, map(isbn_of, texts(meta, "isbn"))), ""),
        url=url_among([one.get(_HREF) or "" for one in find(meta, "self-uri")]),
        abstract=next(filter(None, (text_of(one) for one in find(meta, "abstract") if _is_abstract(one))), ""),
        language=language_of_element(record),
        keywords=tuple(dict.fromkeys(texts(meta, "kwd-group/kwd"))),
        other_titles=others(title, texts(meta, "title-group/trans-title-group/trans-title", "title-group/trans-title")),
        versions=_versions(meta, doi),
    )
    return publication, issues


def _doi(stated: list[str], line: int) -> tuple[str, tuple[Issue, ...]]:
    found = next(filter(None, map(doi_of, stated)), "")
    return (found, ()) if found or not stated else checked_doi(stated[0], line)


def _title(meta: _Element) -> str:
    title = first(meta, "title-group/article-title")
    below = first(meta, "title-group/subtitle")
    return f"{title}: {below}" if title and below else title or below


def _journal(record: _Element) -> str:
    places = ("journal-title-group/journal-title", "journal-title", "journal-title-group/abbrev-journal-title")
    return first(record, *(f"front/journal-meta/{place}" for place in places))


def _authors(meta: _Element) -> Iterator[Name]:
    for one in find(meta, "contrib-group/contrib"):
        names = [*find(one, "name"), *find(one, "name-alternatives/name")]
        if one.get("contrib-type") not in (None, "author"):
            continue
        if names and (family := first(names[0], "surname")):
            given = ", ".join(filter(None, (first(names[0], "given-names"), first(names[0], "suffix"))))
            yield personal_name(family, given)
        elif group := first(one, "collab", "collab-alternatives/collab"):
            yield Name(group)
        elif name := creator_of(first(one, "string-name", "name-alternatives/string-name")):
            yield name


def _issued(meta: _Element) -> PartialDate | None:
    stated = [(one.get("pub-type") or one.get("date-type") or "", one) for one in find(meta, "pub-date")]
    ordered = sorted((pair for pair in stated if pair[0] in _DATES), key=lambda pair: _DATES.index(pair[0]))
    dates = [date for _, one in ordered if (date := _date(one))]
    same = [date for date in dates if date.year == dates[0].year]
    return next((date for date in same if date.month), same[0] if same else None)


def _date(stated: _Element) -> PartialDate | None:
    year, month, day = (first(stated, name) for name in ("year", "month", "day"))
    if not year.isdigit():
        return date_of(stated.get("iso-8601-date") or first(stated, "string-date"))
    return checked_date(int(year), month_of(month), int(day) if day.isdigit() else None)


def _is_abstract(one: _Element) -> bool:
    return one.get("abstract-type") not in _NO_ABSTRACT


def _versions(meta: _Element, own: str) -> tuple[str, ...]:
    related = [*find(meta, "related-article"), *find(meta, "related-object")]
    kinds = ((one.get("related-article-type") or one.get("link-type") or "", one) for one in related)
    return dois_among([f"doi:{doi_of(one.get(_HREF) or '')}" for kind, one in kinds if kind in _VERSIONS], own)
