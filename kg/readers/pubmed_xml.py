"""PubMed's XML. Source: NLM, PubMed DTD 2024 (`PubmedArticle`, `PubmedBookArticle`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.dates import checked_date, date_of, month_of
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.names import personal_name
from kg.readers.publication_types import stated_type
from kg.readers.publications import checked_doi
from kg.readers.xml_fields import find, first, language, others, text_of, texts
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_TRANSLATED = re.compile(r"\[(.+?)\.?\]\.?")  # a title in brackets is a translation
_DOI = re.compile(r"doi:\s*(10\.\S+)", re.IGNORECASE)
#: References to the preprint of an article, and to the article of a preprint. Source: PubMed DTD, RefType.
_VERSIONS = ("UpdateOf", "UpdateIn", "RepublishedFrom", "RepublishedIn")


def pubmed_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of a `PubmedArticle` or `PubmedBookArticle`, and what is wrong with it."""
    about = next(iter([*find(record, "MedlineCitation"), *find(record, "BookDocument")]))
    article = next(iter(find(about, "Article")), about)
    book = first(about, "Book/BookTitle")
    title = _title(first(article, "ArticleTitle")) or book
    doi, issues = _doi(record, about, article, line)
    container = book or first(article, "Journal/Title", "Journal/ISOAbbreviation")
    publication = Publication(
        id=first(about, "PMID") or doi,
        type=_type(article, title, book),
        title=title,
        line=line,
        authors=tuple(_authors(article)) or tuple(_authors(next(iter(find(about, "Book")), about))),
        issued=_issued(about, article),
        container_title=container if container != title else "",
        doi=doi,
        isbn=next(filter(None, map(isbn_of, texts(about, "Book/Isbn"))), ""),
        abstract=" ".join(_abstract(article)),
        language=language(*texts(article, "Language")),
        keywords=_keywords(about),
        other_titles=others(title, [_title(one) for one in texts(article, "VernacularTitle")]),
        versions=_versions(about, doi),
    )
    return publication, issues


def _title(stated: str) -> str:
    translated = _TRANSLATED.fullmatch(stated)
    return translated[1] if translated else stated.removesuffix(".")


def _doi(record: _Element, about: _Element, article: _Element, line: int) -> tuple[str, tuple[Issue, ...]]:
    ids = [*find(record, "PubmedData/ArticleIdList/ArticleId"), *find(about, "ArticleIdList/ArticleId")]
    stated = [text_of(one) for one in find(article, "ELocationID") if one.get("EIdType") == "doi"]
    stated += [text_of(one) for one in ids if one.get("IdType") == "doi"]
    found = next(filter(None, map(doi_of, stated)), "")
    return (found, ()) if found or not stated else checked_doi(stated[0], line)


def _type(article: _Element, title: str, book: str) -> str:
    kinds = texts(article, "PublicationTypeList/PublicationType", "PublicationType")
    if "Preprint" in kinds:
        return "article"
    if book:
        return "book" if title == book else "chapter"
    kind = stated_type(kinds)
    return "article-journal" if kind == "document" else kind


def _authors(article: _Element) -> Iterator[Name]:
    lists = [one for one in find(article, "AuthorList") if one.get("Type") != "editors"]
    for one in (author for listed in lists for author in find(listed, "Author")):
        family, group = first(one, "LastName"), first(one, "CollectiveName")
        given = ", ".join(filter(None, (first(one, "ForeName", "Initials"), first(one, "Suffix"))))
        if family:
            yield personal_name(family, given)
        elif group:
            yield Name(group)


def _issued(about: _Element, article: _Element) -> PartialDate | None:
    """Give the date of the issue, or that on which it came out on the web."""
    places = ("Journal/JournalIssue/PubDate", "ArticleDate", "ContributionDate")
    stated = [one for place in places for one in find(article, place)] + find(about, "Book/PubDate")
    for one in stated:
        year, month, day = first(one, "Year"), first(one, "Month", "Season"), first(one, "Day")
        if year.isdigit():
            return checked_date(int(year), month_of(month), int(day) if day.isdigit() else None)
        if date := date_of(first(one, "MedlineDate")):
            return date
    return None


def _abstract(article: _Element) -> Iterator[str]:
    for one in find(article, "Abstract/AbstractText"):
        label, text = one.get("Label") or "", text_of(one)
        if text:
            yield f"{label.capitalize()}: {text}" if label and label != "UNLABELLED" else text


def _keywords(about: _Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts(about, "KeywordList/Keyword", "MeshHeadingList/MeshHeading/DescriptorName")))


def _versions(about: _Element, own: str) -> tuple[str, ...]:
    related = [
        one for one in find(about, "CommentsCorrectionsList/CommentsCorrections") if one.get("RefType") in _VERSIONS
    ]
    sources = [found[1] for one in related if (found := _DOI.search(first(one, "RefSource")))]
    return tuple(dict.fromkeys(doi for one in sources if (doi := doi_of(one)) and doi != own))
