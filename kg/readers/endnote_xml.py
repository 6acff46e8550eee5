"""EndNote's own XML, which Zotero writes as well. Each text stands in `<style>`, or in several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.creators import creator_of
from kg.readers.dates import date_of, month_of
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.names import name_of
from kg.readers.publication_types import stated_type
from kg.readers.publications import checked_doi, doi_in_link, keywords_of
from kg.readers.stated_identifiers import url_among
from kg.readers.xml_fields import find, first, language, others, text_of, texts
from kg.records import Name, Publication

if TYPE_CHECKING:
    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

#: Reference types by number, for files without their names. Source: EndNote X9, RSXML.dtd.
_NUMBERS = {
    "17": "article-journal", "19": "article-magazine", "23": "article-newspaper", "6": "book", "28": "book",
    "5": "chapter", "10": "paper-conference", "47": "paper-conference", "32": "thesis", "27": "report",
    "46": "report", "12": "webpage", "43": "article-journal", "44": "book", "59": "dataset", "34": "manuscript",
}  # fmt: skip


def endnote_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of a `record` of EndNote, and what is wrong with it."""
    title = first(record, "titles/title", "titles/short-title")
    links = texts(record, "urls/web-urls/url", "urls/related-urls/url")
    doi, issues = _doi(record, links, line)
    containers = texts(record, "periodical/full-title", "titles/secondary-title", "titles/alt-title")
    publication = Publication(
        id=first(record, "label") or first(record, "rec-number") or doi,
        type=_type(record),
        title=title,
        line=line,
        authors=tuple(name for one in texts(record, "contributors/authors/author") if (name := _author(one))),
        issued=_issued(record),
        container_title=next((one for one in containers if one != title), ""),
        doi=doi,
        isbn=next(filter(None, map(isbn_of, texts(record, "isbn"))), ""),
        url=url_among(links),
        abstract=first(record, "abstract"),
        language=language(*texts(record, "language")),
        keywords=tuple(dict.fromkeys(key for one in texts(record, "keywords/keyword") for key in _keywords(one))),
        other_titles=others(title, texts(record, "titles/translated-title")),
    )
    return publication, issues


def _doi(record: _Element, links: list[str], line: int) -> tuple[str, tuple[Issue, ...]]:
    stated = texts(record, "electronic-resource-num")
    found = next(filter(None, map(doi_of, stated)), "") or next(filter(None, map(doi_in_link, links)), "")
    wrong = next((one for one in stated if one.lower().startswith(("10.", "doi"))), "")
    return (found, ()) if found else checked_doi(wrong, line)


def _type(record: _Element) -> str:
    stated = find(record, "ref-type")
    kind = stated_type(one.get("name") or "" for one in stated)
    return _NUMBERS.get(text_of(stated[0]), kind) if stated and kind == "document" else kind


def _author(stated: str) -> Name | None:
    """Give an author. Source: EndNote, where a comma at the end makes an organisation."""
    if stated.endswith(","):
        return Name(stated.rstrip(", ")) if stated.strip(", ") else None
    return name_of(stated) if "," in stated else creator_of(stated)


def _keywords(stated: str) -> tuple[str, ...]:
    return keywords_of(stated) if ";" in stated else (stated,)


def _issued(record: _Element) -> PartialDate | None:
    """Give the year, with the month and day that stand beside it as text."""
    year = date_of(first(record, "dates/year"))
    for stated in texts(record, "dates/pub-dates/date"):
        date = date_of(stated) or (date_of(f"{stated} {year.year}") if year and month_of(stated.split()[0]) else None)
        if date and (year is None or date.year == year.year) and (date.month or year is None):
            return date
    return year
