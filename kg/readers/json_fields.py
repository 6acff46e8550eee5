"""The fields of a record in JSON, each taken as what it should be; what is not is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from kg.readers.dates import checked_date, date_of
from kg.readers.identifiers import doi_of
from kg.readers.markup import without_markup
from kg.readers.names import name_of, personal_name
from kg.readers.publications import checked_doi, doi_in_link, shortened, warning
from kg.records import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Issue, PartialDate

_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.")


@dataclass(slots=True)
class Fields:
    """The fields of a record or of a part of it; `wrong` are the names of those that were left out."""

    values: Mapping[str, Any]
    wrong: list[str] = field(default_factory=list)

    def text(self, *names: str) -> str:
        """Give the first of these fields that has a text, without markup; a number or the first of a list will do."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str):
                if value and (bare := without_markup(value)):
                    return bare
            elif value is not None and (bare := self._as_text(name, value)):
                return bare
        return ""

    def texts(self, name: str) -> list[str]:
        """Give the texts of a field that is a list of texts, or one."""
        value = self.values.get(name)
        if value is None:
            return []
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(one, str | None) for one in found):
            self.wrong.append(name)
            return []
        return [bare for one in found if one and (bare := without_markup(one))]

    def part(self, name: str) -> Fields:
        """Give the fields of an object under a name; none where there is no object."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            self.wrong.append(name)
        return Fields(value if isinstance(value, dict) else {}, self.wrong)

    def parts(self, name: str) -> list[Mapping[str, Any]]:
        """Give the objects in a list under a name, without empty ones."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong.append(name)
            return []
        if not all(isinstance(one, dict | None) for one in value):
            self.wrong.append(name)
        return [one for one in value if one and isinstance(one, dict)]

    def date(self, *names: str) -> PartialDate | None:
        """Give the first of these fields that states a date, as CSL writes dates or as a text."""
        for name in names:
            value = self.values.get(name)
            date = _date(value)
            if date is not None:
                return date
            if not _is_without_date(value):
                self.wrong.append(name)
        return None

    def names(self, name: str) -> tuple[Name, ...]:
        """Give the people under a name who are written as CSL writes names."""
        people = [csl_name(one) for one in self.parts(name)]
        if None in people:
            self.wrong.append(name)
        return tuple(one for one in people if one is not None)

    def doi(self, line: int, *names: str) -> tuple[str, tuple[Issue, ...]]:
        """Give the first DOI under these names, and a warning where what stands there is none."""
        return checked_doi(self.text(*names), line)

    def warnings(self, shown: str, line: int) -> tuple[Issue, ...]:
        """Give a warning for each field that was left out; `shown` names the record."""
        return tuple(
            warning(f"'{name}' of '{shortened(shown)}' has a form that is not known and is left out", line)
            for name in dict.fromkeys(self.wrong)
        )

    def _as_text(self, name: str, value: object) -> str:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return next((bare for one in value if (bare := without_markup(one))), "")
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return str(value)
        self.wrong.append(name)
        return ""


def csl_name(value: Mapping[str, Any]) -> Name | None:
    """Give a name that is written in CSL's parts, or as Crossref's `name`; None where it has none."""
    literal = _part(value, "literal")
    if literal:
        return Name(literal)
    family, given = _part(value, "family"), _part(value, "given")
    if not family:
        whole = _part(value, "name") or given
        return Name(whole) if whole else None
    if not given and _INITIAL.search(family):  # a whole name in the place of the family name
        return name_of(family)
    particles = (_part(value, "dropping-particle"), _part(value, "non-dropping-particle"))
    suffix = _part(value, "suffix")
    return personal_name(
        family, f"{given}, {suffix}".strip(", ") if suffix else given, " ".join(filter(None, particles))
    )


def _part(value: Mapping[str, Any], name: str) -> str:
    part = value.get(name)
    return without_markup(part) if part and isinstance(part, str) else ""


def joined_title(title: str, subtitle: str) -> str:
    """Give a title with its subtitle, unless it has it already.

    >>> joined_title("Leren", "Een test"), joined_title("Leren: een test", "Een test"), joined_title("", "a")
    ('Leren: Een test', 'Leren: een test', 'a')
    """
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title or subtitle
    return f"{title} {subtitle}" if title.endswith((":", "?", "!", "–")) else f"{title}: {subtitle}"


def others(titles: Iterable[str], title: str) -> tuple[str, ...]:
    """Give titles that are not the title of the record, each once."""
    return tuple(dict.fromkeys(one for one in titles if one and one.casefold() != title.casefold()))


def dois(stated: Iterable[object], own: str) -> tuple[str, ...]:
    """Give the DOIs among these, each once, without the record's own."""
    found = (doi_of(one) for one in stated if isinstance(one, str))
    return tuple(dict.fromkeys(one for one in found if one and one != own))


def doi_of_link(doi: str, url: str) -> str:
    """Give a DOI, or where there is none the one that a link to doi.org holds."""
    return doi or (doi_in_link(url) if url else "")


def _is_without_date(value: object) -> bool:
    """Tell whether a date says in a known way that there is none, as Crossref's [[null]] does."""
    if not value:
        return True
    parts = value.get("date-parts", ()) if isinstance(value, dict) else ()
    return isinstance(value, dict) and parts in (None, [], [[]], [[None]], [[0]], [[""]])


def _date(value: object) -> PartialDate | None:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return date_of(str(value))
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        numbers = [_number(part) for part in first[:3]]
        return checked_date(*numbers)
    stated = next((value[name] for name in ("raw", "literal", "date-time") if isinstance(value.get(name), str)), "")
    return date_of(stated)


def _number(part: object) -> int | None:
    return int(str(part)) if _WHOLE_NUMBER.fullmatch(str(part)) else None
