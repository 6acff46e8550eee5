"""An item as Zotero's own API and Better BibTeX give it (CSL-JSON, which Zotero exports, is another form)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.readers.csl_types import spoken_type
from kg.readers.identifiers import isbn_of
from kg.readers.json_fields import Fields, doi_of_link
from kg.readers.languages import language_tag
from kg.readers.names import personal_name
from kg.readers.publications import checked_doi
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Issue

#: Item types that a spreadsheet would not write. Source: https://api.zotero.org/itemTypes.
TYPES: dict[str, str] = {
    "encyclopediaArticle": "entry-encyclopedia",
    "dictionaryEntry": "entry-dictionary",
    "presentation": "speech",
    "videoRecording": "motion_picture",
    "audioRecording": "song",
    "forumPost": "post",
    "computerProgram": "software",
    "statute": "legislation",
    "case": "legal_case",
    "letter": "personal_communication",
    "email": "personal_communication",
}
#: Items that are no publications but belong to one.
PARTS = frozenset(["attachment", "note", "annotation"])
_CONTAINERS = (
    "publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "websiteTitle",
    "blogTitle", "conferenceName",
)  # fmt: skip
_MAKERS = frozenset(
    ["author", "presenter", "programmer", "director", "artist", "inventor", "cartographer", "podcaster"]
)
_IN_EXTRA = re.compile(r"^(doi|original title|citation key):[ \t]{0,9}(\S.{0,400})$", re.IGNORECASE | re.MULTILINE)


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that an item is, and what of it was left out."""
    fields = Fields(value)
    extra = value.get("extra")
    said = {found[1].lower(): found[2].strip() for found in _IN_EXTRA.finditer(extra)} if isinstance(extra, str) else {}
    doi, issues = checked_doi(fields.text("DOI") or said.get("doi", ""), line)
    kind, url = fields.text("itemType"), fields.text("url")
    item = Publication(
        id=fields.text("citationKey", "citekey") or said.get("citation key", "") or fields.text("key", "itemKey"),
        type=TYPES.get(kind) or spoken_type(kind),
        title=fields.text("title", "caseName", "nameOfAct", "subject"),
        line=line,
        authors=_authors(fields),
        issued=fields.date("date", "dateEnacted", "dateDecided"),
        container_title=fields.text(*_CONTAINERS),
        doi=doi_of_link(doi, url),
        isbn=isbn_of(fields.text("ISBN")),
        url=url,
        abstract=fields.text("abstractNote"),
        language=language_tag(fields.text("language")),
        keywords=_keywords(fields),
        other_titles=(said["original title"],) if "original title" in said else (),
    )
    return item, (*issues, *fields.warnings(item.id or item.title, line))


def _authors(fields: Fields) -> tuple[Name, ...]:
    makers = (one for one in fields.parts("creators") if str(one.get("creatorType")) in _MAKERS)
    return tuple(name for one in makers if (name := _name(Fields(one, fields.wrong))))


def _name(stated: Fields) -> Name | None:
    family, whole = stated.text("lastName"), stated.text("name")
    if family and stated.values.get("fieldMode") != 1:  # as Zotero marks a name in one field
        return personal_name(family, stated.text("firstName"))
    return Name(whole or family) if whole or family else None


def _keywords(fields: Fields) -> tuple[str, ...]:
    found = (Fields(one, fields.wrong).text("tag") for one in fields.parts("tags"))
    return tuple(dict.fromkeys(word for word in found if word))
