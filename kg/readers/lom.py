"""IEEE LOM, also as IMS metadata (`imsmd`), as Edurep and other collections of learning material answer with it.

Source: IEEE 1484.12.1 (LOM 1.0), NL-LOM 1.0; RFC 2426 for the vCards in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.creators import creator_of, is_organisation
from kg.readers.dates import date_of
from kg.readers.names import personal_name
from kg.readers.publication_types import stated_type
from kg.readers.stated_identifiers import doi_stated, isbn_among, url_among
from kg.readers.xml_fields import find, first, language, language_of_element, others, text_of, texts
from kg.records import Name, Publication

if TYPE_CHECKING:
    from lxml.etree import _Element

    from kg.model import Issue, PartialDate

_STRINGS = ("langstring", "string")
_FIELD = re.compile(
    r"(?m)(?:^|(?<=\s))(?P<name>N|FN|ORG)(?:;[^:\n]{0,80})?:(?P<value>.*?)"
    r"(?=\s+(?:[A-Z][A-Z-]{1,20}|N|X-[A-Z-]+)(?:;[^:\n]{0,80})?:|\s*$)"
)


def lom_publication(record: _Element, line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication of a `lom` element, and what is wrong with it."""
    title, its_language, more = _title(record)
    stated = _identifiers(record)
    doi, issues = doi_stated(stated, line)
    publication = Publication(
        id=doi or next(iter(stated), ""),
        type=stated_type(_values(record, "educational/learningResourceType")),
        title=title,
        line=line,
        authors=tuple(_authors(record)),
        issued=_issued(record),
        doi=doi,
        isbn=isbn_among(stated),
        url=url_among([*texts(record, "technical/location"), *stated]),
        abstract=next(iter(_strings(record, "general/description")), ""),
        language=language(*texts(record, "general/language")) or its_language,
        keywords=tuple(one for one in dict.fromkeys(_strings(record, "general/keyword")) if one != "x-none"),
        other_titles=more,
    )
    return publication, issues


def _title(record: _Element) -> tuple[str, str, tuple[str, ...]]:
    """Give the title in the language of the material, that language, and the titles in others."""
    said = language(*texts(record, "general/language"))
    found = [
        (text, language_of_element(one))
        for name in _STRINGS
        for one in find(record, f"general/title/{name}")
        if (text := text_of(one))
    ]
    main = next((one for one in found if said and one[1] == said), found[0] if found else (first(record, "title"), ""))
    return *main, others(main[0], [text for text, _ in found])


def _strings(record: _Element, path: str) -> list[str]:
    return texts(record, *(f"{path}/{name}" for name in _STRINGS))


def _values(record: _Element, path: str) -> list[str]:
    return texts(record, *(f"{path}/value/{name}" for name in _STRINGS), f"{path}/value")


def _identifiers(record: _Element) -> list[str]:
    places = ("general/identifier", "general/catalogentry")
    found = (one for place in places for one in find(record, place))
    return [_identifier(one) for one in found if first(one, "entry")]


def _identifier(stated: _Element) -> str:
    catalog, entry = first(stated, "catalog").lower(), first(stated, "entry")
    return f"doi:{entry}" if catalog == "doi" and entry.startswith("10.") else entry


def _authors(record: _Element) -> list[Name]:
    """Give who is called an author; where nobody is, nobody: a publisher or a funder wrote nothing."""
    cards = [
        text
        for one in find(record, "lifecycle/contribute")
        if {"author", "auteur", "creator"}.intersection(value.lower() for value in _values(one, "role"))
        for place in ("centity/vcard", "entity", "centity")
        for card in find(one, place)
        if (text := "".join(str(part) for part in card.itertext()).strip())
    ]
    names = (_card_name(card) for card in dict.fromkeys(cards))
    return list(dict.fromkeys(name for name in names if name))


def _card_name(card: str) -> Name | None:
    r"""Give the name on a vCard: `N` where its parts are told apart, else `FN`, else `ORG`.

    >>> _card_name("BEGIN:VCARD\nVERSION:3.0\nN:Voorbeeld;Jan;;Dr.;\nFN:Dr. Jan Voorbeeld\nEND:VCARD")
    Name(family='Voorbeeld', given='Jan', particle='')
    """
    if ":" not in card:
        return creator_of(card)
    found = {one["name"]: one["value"] for one in _FIELD.finditer(card)}
    fields = {name: value.replace("\\;", "\0").replace("\\", "") for name, value in found.items()}
    parts = [" ".join(part.replace("\0", ";").split()) for part in fields.get("N", "").split(";")]
    family, given, added = [*parts, "", "", ""][:3]
    if family and given and not is_organisation(family):
        return personal_name(family, " ".join(filter(None, (given, added))))
    shown = (fields.get(key, "").replace("\0", ";").strip(" ,;") for key in ("FN", "ORG"))
    whole = next(filter(None, shown), family)
    return creator_of(whole) if whole else None


def _issued(record: _Element) -> PartialDate | None:
    """Give the date that a publisher states, or else an author."""
    contributes = find(record, "lifecycle/contribute")
    for roles in (("publisher", "uitgever"), ("author", "auteur", "creator")):
        for one in contributes:
            if {value.lower() for value in _values(one, "role")}.intersection(roles):
                stated = texts(one, "date/datetime", "date/dateTime", "date")
                if date := next(filter(None, map(date_of, stated)), None):
                    return date
    return None
