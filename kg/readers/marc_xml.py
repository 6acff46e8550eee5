"""MARC 21 in XML, as library catalogues export it. Source: MARC 21 Format for Bibliographic Data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.dates import date_of
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.names import name_of
from kg.readers.publication_types import stated_type
from kg.readers.publications import checked_doi, doi_in_link
from kg.readers.stated_identifiers import dois_among, url_among
from kg.readers.xml_fields import find, language, others, text_of
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_AUTHORS = frozenset(["aut", "author", "auteur", "cre", "creator", "dis", "joint author"])
_INITIAL = re.compile(r"\b\w$")
_DATES = re.compile(r",?\s*\(?\d{4}\s*-\s*(?:\d{4})?\)?\.?$")
#: Type of record and bibliographic level. Source: MARC 21, leader positions 06 and 07.
_LEVELS = {"aa": "chapter", "ab": "article-journal", "ai": "webpage", "am": "book", "as": "periodical"}
_RECORDS = {"e": "map", "f": "map", "g": "motion_picture", "j": "song", "m": "software", "k": "graphic"}


def marc_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of a `record` of MARC, and what is wrong with it."""
    fields = _Fields(record)
    title = fields.title("245")
    doi, issues = _doi(fields, line)
    container = next(iter(fields.values("773", "t")), "")
    publication = Publication(
        id=fields.control("001").strip() or doi,
        type=_type(fields, container),
        title=title,
        line=line,
        authors=tuple(dict.fromkeys(_authors(fields))),
        issued=_issued(fields),
        container_title=_bare(container),
        doi=doi,
        isbn=next(filter(None, map(isbn_of, fields.values("020", "a"))), ""),
        url=url_among(fields.values("856", "u")),
        abstract=" ".join(fields.values("520", "ab")),
        language=language(*fields.values("041", "a"), fields.control("008")[35:38]),
        keywords=tuple(dict.fromkeys(_bare(one) for tag in ("650", "651", "653") for one in fields.values(tag, "a"))),
        other_titles=others(title, [fields.title(tag) for tag in ("246", "242", "240")]),
        versions=dois_among([f"doi:{doi_of(one)}" for one in fields.values("775", "o")], doi),
    )
    return publication, issues


class _Fields:
    """The fields of a record by their tags."""

    def __init__(self, record: _Element) -> None:
        self.leader = next((one.text or "" for one in find(record, "leader")), "")
        self._control = {one.get("tag"): one.text or "" for one in find(record, "controlfield")}
        self.data = [(one.get("tag") or "", one) for one in find(record, "datafield")]

    def control(self, tag: str) -> str:
        """Give what a control field holds, each sign in its place."""
        return self._control.get(tag, "")

    def values(self, tag: str, codes: str, *, second: str = "") -> list[str]:
        """Give what the subfields with one of these codes hold; `second` is an indicator that the field must have."""
        fields = (one for name, one in self.data if name == tag and second in ("", one.get("ind2")))
        return [text for one in fields for text in subfields(one, codes)]

    def title(self, tag: str) -> str:
        """Give the title of the first field with a tag: `Title : subtitle`, without what follows a slash."""
        one = next((field for name, field in self.data if name == tag), None)
        if one is None:
            return ""
        main = _bare(" ".join(subfields(one, "a")))
        below = _bare(" ".join(subfields(one, "b")))
        part = ", ".join(_bare(text) for text in subfields(one, "np"))
        return ". ".join(filter(None, (f"{main}: {below}" if below else main, part)))


def subfields(field: _Element, codes: str) -> list[str]:
    """Give what the subfields with one of these codes hold, in order."""
    found = (text_of(one) for one in find(field, "subfield") if (one.get("code") or "") in codes)
    return [text for text in found if text]


def _bare(stated: str) -> str:
    """Give a text without the signs that ISBD puts between this and the next; the dot of an initial stays."""
    bare = stated.rstrip(" /:;,=")
    return bare if not bare.endswith(".") or _INITIAL.search(bare[:-1]) or bare.endswith("..") else bare[:-1]


def _authors(fields: _Fields) -> Iterator[Name]:
    for tag, field in fields.data:
        roles = {_bare(role).lower() for role in subfields(field, "e4")}
        if roles and not any(role.rpartition("/")[2] in _AUTHORS for role in roles):
            continue
        stated = _bare(" ".join(subfields(field, "a")))
        if tag in ("100", "700") and not subfields(field, "t") and stated:
            if name := name_of(_DATES.sub("", stated)):
                yield name
        elif tag in ("110", "710") and stated:
            yield Name(". ".join([stated, *(_bare(part) for part in subfields(field, "b"))]))


def _doi(fields: _Fields, line: int) -> tuple[str, tuple[Issue, ...]]:
    numbers = [one for tag, one in fields.data if tag == "024" and "doi" in map(str.lower, subfields(one, "2"))]
    stated = [text for one in numbers for text in subfields(one, "a")]
    links = map(doi_in_link, [*fields.values("024", "a"), *fields.values("856", "u")])
    found = next(filter(None, map(doi_of, stated)), "") or next(filter(None, links), "")
    return (found, ()) if found or not stated else checked_doi(stated[0], line)


def _type(fields: _Fields, container: str) -> str:
    if fields.values("502", "abcg"):
        return "thesis"
    kind = stated_type(_bare(one) for one in fields.values("655", "a"))
    kind = _LEVELS.get(fields.leader[6:8], "document") if kind == "document" else kind
    kind = _RECORDS.get(fields.leader[6:7], kind) if kind == "document" else kind
    return "chapter" if kind == "book" and container else kind


def _issued(fields: _Fields) -> PartialDate | None:
    stated = [*fields.values("264", "c", second="1"), *fields.values("260", "c"), *fields.values("264", "c")]
    dates = (date_of(one.strip("[]©c. ")) for one in (*stated, fields.control("008")[7:11]))
    return next(filter(None, dates), None)
