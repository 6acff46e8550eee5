"""Dublin Core: `oai_dc`, plain `dc` and qualified terms, as repositories answer with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.creators import creator_of
from kg.readers.dates import date_of
from kg.readers.publication_types import stated_type
from kg.readers.publications import keywords_of
from kg.readers.stated_identifiers import doi_stated, dois_among, isbn_among, url_among
from kg.readers.xml_fields import find, first, language, language_of_element, others, text_of, texts
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_NO_NAME = re.compile(r"https?://|urn:|info:|issn\b|isbn\b|doi:|10\.|[\d\W]+$", re.IGNORECASE)
_NO_KEYWORD = re.compile(r"https?://|urn:|info:eu-repo/classification/")
_NO_DATE = "info:eu-repo/date/"  # the end of an embargo


def dublin_core_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of an element that holds Dublin Core, and what is wrong with it."""
    said = language(*texts(record, "language"))
    titles = [(text, language_of_element(one)) for one in find(record, "title") if (text := text_of(one))]
    title, its_language = next((one for one in titles if said and one[1] == said), titles[0] if titles else ("", ""))
    stated = texts(record, "identifier", "bibliographicCitation")
    doi, issues = doi_stated([*stated, *texts(record, "relation")[:50]], line)
    kind = stated_type(texts(record, "type"))
    publication = Publication(
        id=doi or next(iter(stated), ""),
        type=kind,
        title=title,
        line=line,
        authors=tuple(name for one in dict.fromkeys(texts(record, "creator")) if (name := creator_of(one))),
        issued=_issued(texts(record, "issued"), texts(record, "date", "created")),
        container_title=_container(record, kind),
        doi=doi,
        isbn=isbn_among(stated),
        url=url_among(stated),
        abstract=first(record, "abstract") or max(texts(record, "description"), key=len, default=""),
        language=said or its_language,
        keywords=_keywords(texts(record, "subject")),
        other_titles=others(title, [text for text, _ in titles] + texts(record, "alternative")),
        versions=dois_among(texts(record, "isVersionOf", "hasVersion", "isFormatOf", "hasFormat"), doi),
    )
    return publication, issues


def _issued(issued: Sequence[str], dates: Sequence[str]) -> PartialDate | None:
    """Give the day of publication: a date with a time of day is when a repository got it, if there is another."""
    stated = [*issued, *(one for one in dates if not one.startswith(_NO_DATE))]
    whole = [date for one in stated if "T" not in one and (date := date_of(one))]
    found = whole or [date for one in stated if (date := date_of(one))]
    same = [date for date in found if date.year == found[0].year]
    return max(same, key=lambda date: (date.month is not None, date.day is not None), default=None)


def _container(record: _Element, kind: str) -> str:
    """Give the journal or book: `Name; Vol. 3 No. 1 (2020); 1-20`, as journal systems write it."""
    stated = texts(record, "isPartOf") + (texts(record, "source") if kind != "book" else [])
    return next((name for one in stated if (name := one.partition(";")[0].strip()) and not _NO_NAME.match(name)), "")


def _keywords(stated: Sequence[str]) -> tuple[str, ...]:
    parts = (keywords_of(one) if ";" in one else (one,) for one in stated if not _NO_KEYWORD.match(one))
    return tuple(dict.fromkeys(part for found in parts for part in found))
