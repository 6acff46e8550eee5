"""MODS, as libraries and repositories export it. Source: MODS 3.8, outline of elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.creators import creator_of
from kg.readers.dates import date_of
from kg.readers.identifiers import doi_of
from kg.readers.names import personal_name
from kg.readers.publication_types import stated_type
from kg.readers.publications import checked_doi
from kg.readers.stated_identifiers import doi_stated, dois_among, isbn_among, url_among
from kg.readers.xml_fields import find, first, language, language_of_element, local_name, others, text_of, texts
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_AUTHORS = frozenset(["aut", "author", "auteur", "cre", "creator", "dis", "dissertant", "co-author", "first author"])
#: What a resource is where `genre` says nothing. Source: MODS 3.8, typeOfResource.
_RESOURCES = {
    "moving image": "motion_picture", "software, multimedia": "software", "still image": "graphic",
    "cartographic": "map", "notated music": "musical_score", "sound recording-musical": "song",
}  # fmt: skip
_ISSUANCE = ("originInfo/issuance",)
_DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateOther")


def mods_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of a `mods` element, and what is wrong with it."""
    hosts = [one for one in find(record, "relatedItem") if one.get("type") in ("host", "series")]
    hosts.sort(key=lambda one: one.get("type") != "host")
    container = next(filter(None, (_title(one)[0] for one in hosts)), "")
    title, more, its_language = _title(record)
    own = _identifiers(record)
    stated = [value for kind, value in own if kind in ("uri", "url", "hdl", "")]
    doi, issues = _doi(own, line)
    publication = Publication(
        id=_id(record, own) or doi,
        type=_type(record, next((one for one in hosts if one.get("type") == "host"), None)),
        title=title,
        line=line,
        authors=tuple(_authors(record)),
        issued=_issued(record) or next(filter(None, map(_issued, hosts)), None),
        container_title=container if container != title else "",
        doi=doi,
        isbn=isbn_among([value for kind, value in own if kind == "isbn"]),
        url=url_among([*texts(record, "location/url"), *stated]),
        abstract=first(record, "abstract"),
        language=language(*texts(record, "language/languageTerm", "language")) or its_language,
        keywords=_keywords(record),
        other_titles=more,
        versions=_versions(record, doi),
    )
    return publication, issues


def _title(record: _Element) -> tuple[str, tuple[str, ...], str]:
    """Give the title with its article and subtitle, its translations and other forms, and its language."""
    found = [(one.get("type") or "", _whole(one), language_of_element(one)) for one in find(record, "titleInfo")]
    stated = [one for one in found if one[1]]
    main = next((one for one in stated if not one[0]), stated[0] if stated else ("", "", ""))
    return main[1], others(main[1], [text for kind, text, _ in stated if kind != "abbreviated"]), main[2]


def _whole(info: _Element) -> str:
    article, title, below = first(info, "nonSort"), first(info, "title"), first(info, "subTitle")
    title = f"{article}{'' if article.endswith(('’', chr(39))) else ' '}{title}".strip()
    part = ", ".join(texts(info, "partNumber", "partName"))
    title = f"{title.rstrip(' :')}: {below}" if below and title else title or below
    return f"{title}. {part}" if part and title else title


def _authors(record: _Element) -> Iterator[Name]:
    for one in find(record, "name"):
        roles = [role.lower().rstrip(".").rpartition("/")[2] for role in texts(one, "role/roleTerm", "role")]
        if (not roles or _AUTHORS.intersection(roles)) and (name := _name(one)):
            yield name


def _name(stated: _Element) -> Name | None:
    parts: dict[str, list[str]] = {}
    for part in find(stated, "namePart"):
        parts.setdefault(part.get("type") or "", []).append(text_of(part))
    kinds = {kind: " ".join(filter(None, values)) for kind, values in parts.items()}
    if stated.get("type") in ("corporate", "conference"):
        whole = kinds.get("", "") or kinds.get("family", "")
        return Name(whole) if whole else None
    if kinds.get("family"):
        return personal_name(kinds["family"], kinds.get("given", ""), kinds.get("particle", ""))
    whole = kinds.get("") or kinds.get("given") or first(stated, "displayForm")
    return creator_of(whole) if whole else None


def _identifiers(record: _Element) -> list[tuple[str, str]]:
    found = ((one.get("type") or "", one) for one in find(record, "identifier") if one.get("invalid") != "yes")
    return [(kind.lower(), text) for kind, one in found if (text := text_of(one))]


def _id(record: _Element, own: list[tuple[str, str]]) -> str:
    keys = [value for kind, value in own if kind == "citekey"]
    return record.get("ID") or next(iter(keys), "") or first(record, "recordInfo/recordIdentifier")


def _doi(own: list[tuple[str, str]], line: int) -> tuple[str, tuple[Issue, ...]]:
    """Give the DOI, of an identifier that is called so or looks so."""
    named = [value for kind, value in own if kind == "doi"]
    doi = next(filter(None, map(doi_of, named)), "")
    if doi or named:
        return (doi, ()) if doi else checked_doi(named[0], line)
    return doi_stated([value for _, value in own], line)


def _type(record: _Element, host: _Element | None) -> str:
    """Give the type; where the record is silent on it, what it is a part of tells."""
    kind = stated_type(texts(record, "genre"))
    if kind == "document" and host is not None:
        is_journal = stated_type(texts(host, "genre")) == "periodical" or "continuing" in texts(host, *_ISSUANCE)
        is_journal = is_journal or any(one == "issn" for one, _ in _identifiers(host))
        return "article-journal" if is_journal else "chapter" if "monographic" in texts(host, *_ISSUANCE) else kind
    if kind == "document":
        kind = next(filter(None, (_RESOURCES.get(one.lower()) for one in texts(record, "typeOfResource"))), kind)
    return "chapter" if kind == "book" and host is not None else kind


def _issued(record: _Element) -> PartialDate | None:
    """Give the date of publication; of several the one for sorting (`keyDate`) or the one that goes furthest."""
    places = ("originInfo", "part", "originInfo/part")
    for name in (*_DATES, "date"):
        found = [one for place in places for one in find(record, f"{place}/{name}") if one.get("point") != "end"]
        dates = [(date, one.get("keyDate") == "yes") for one in found if (date := date_of(text_of(one)))]
        same = [pair for pair in dates if pair[0].year == dates[0][0].year]
        if same:
            return max(same, key=lambda pair: (pair[1], pair[0].month is not None, pair[0].day is not None))[0]
    return None


def _keywords(record: _Element) -> tuple[str, ...]:
    kinds = ("topic", "geographic", "temporal")
    found = (one for subject in find(record, "subject") for one in subject if local_name(one) in kinds)
    plain = (text for one in found for text in text_of(one).split(";"))
    return tuple(dict.fromkeys(text.strip() for text in plain if text.strip()))


def _versions(record: _Element, own: str) -> tuple[str, ...]:
    kinds = ("otherVersion", "otherFormat", "original")
    related = [one for one in find(record, "relatedItem") if one.get("type") in kinds]
    return dois_among([value for one in related for _, value in _identifiers(one)], own)
