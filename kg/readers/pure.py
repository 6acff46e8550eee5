"""A research output as Pure, the register of many Dutch universities, gives it in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.readers.csl_types import spoken_type
from kg.readers.dates import checked_date
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.json_fields import Fields, doi_of_link, joined_title, others
from kg.readers.languages import language_tag
from kg.readers.names import personal_name
from kg.readers.publications import checked_doi
from kg.records import Name, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Issue, PartialDate

#: Kinds of output by `typeDiscriminator`, where the last word of `type` does not say it.
TYPES: dict[str, str] = {
    "ContributionToJournal": "article-journal",
    "ContributionToBookAnthology": "chapter",
    "ContributionToConference": "paper-conference",
    "ContributionToPeriodical": "article-magazine",
    "BookAnthology": "book",
    "Thesis": "thesis",
    "WorkingPaper": "report",
    "NonTextual": "document",
    "Patent": "patent",
    "Memorandum": "report",
    "OtherContribution": "document",
}
#: The last word of the address of a type.
_SPOKEN: dict[str, str] = {
    "conferencepaper": "paper-conference",
    "conference": "paper-conference",
    "chapter": "chapter",
    "report": "report",
    "preprint": "article",
    "phd1": "thesis",
    "phd2": "thesis",
    "entry": "entry",
    "book-review": "review-book",
    "bookreview": "review-book",
}


def publication(value: Mapping[str, Any], line: int) -> tuple[Publication, tuple[Issue, ...]]:
    """Give the publication that an output is, and what of it was left out."""
    fields = Fields(value)
    title = joined_title(fields.part("title").text("value"), fields.part("subTitle").text("value"))
    doi, issues = checked_doi(_doi(fields), line)
    url = fields.text("portalUrl")
    output = Publication(
        id=fields.text("uuid", "pureId"),
        type=_type(fields),
        title=title,
        line=line,
        authors=_authors(fields),
        issued=_issued(fields),
        container_title=_container(fields),
        doi=doi_of_link(doi, url),
        isbn=isbn_of(" ".join([*fields.texts("isbns"), *fields.texts("electronicIsbns"), *fields.texts("printIsbns")])),
        url=url,
        abstract=next(_spoken(fields, "abstract"), ""),
        language=_language(fields),
        keywords=_keywords(fields),
        other_titles=others([*_spoken(fields, "translatedTitle")], title),
    )
    return output, (*issues, *fields.warnings(output.id or title, line))


def _spoken(fields: Fields, name: str) -> Iterator[str]:
    """Yield the texts of a field that has one a language."""
    part = fields.part(name)
    return (text for language in part.values if (text := part.text(language)))


def _type(fields: Fields) -> str:
    address = fields.part("type").text("uri").rpartition("/")[2].lower()
    kind = fields.text("typeDiscriminator")
    return _SPOKEN.get(address) or TYPES.get(kind) or spoken_type(address)


def _authors(fields: Fields) -> tuple[Name, ...]:
    """Give the authors; where nobody is one, the editors and others who are named."""
    people = [(_role(one), name) for one in fields.parts("contributors") if (name := _name(one))]
    authors = [name for role, name in people if role.endswith("author")]
    return tuple(authors or [name for role, name in people if "editor" in role or not role])


def _role(value: Mapping[str, Any]) -> str:
    return Fields(value).part("role").text("uri").rpartition("/")[2].lower()


def _name(value: Mapping[str, Any]) -> Name | None:
    stated = Fields(value)
    name = stated.part("name")
    family, given = name.text("lastName"), name.text("firstName")
    if family:
        return personal_name(family, given)
    whole = given or next(_spoken(stated.part("organization"), "name"), "")
    return Name(whole) if whole else None


def _issued(fields: Fields) -> PartialDate | None:
    statuses = fields.parts("publicationStatuses")
    current = [one for one in statuses if one.get("current") is True] or statuses
    dates = [one.get("publicationDate") for one in current]
    for date in (one for one in dates if isinstance(one, dict)):
        numbers = [date.get(name) for name in ("year", "month", "day")]
        return checked_date(*(number if isinstance(number, int) else None for number in numbers))
    return None


def _container(fields: Fields) -> str:
    journal = fields.part("journalAssociation").part("title").text("title")
    return journal or fields.part("hostPublicationTitle").text("value")


def _doi(fields: Fields) -> str:
    versions = (Fields(one, fields.wrong).text("doi") for one in fields.parts("electronicVersions"))
    return next((doi for doi in versions if doi), "") or doi_of(fields.text("doi"))


def _language(fields: Fields) -> str:
    code = fields.part("language").text("uri").rpartition("/")[2]
    return language_tag(code.partition("_")[0])


def _keywords(fields: Fields) -> tuple[str, ...]:
    words: list[str] = []
    for group in fields.parts("keywordGroups"):
        for stated in Fields(group, fields.wrong).parts("keywords"):
            words += Fields(stated, fields.wrong).texts("freeKeywords")
    return tuple(dict.fromkeys(words))
