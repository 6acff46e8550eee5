"""Dates as far as they are stated."""

from __future__ import annotations

import re
from calendar import monthrange

from kg.model import PartialDate

_NUMBERS = re.compile(r"(?<!\d)(\d{4})(?:[-/.](\d{1,2})?(?:[-/.](\d{1,2})?)?)?(?!\d)")
_REVERSED = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LEADING = ("jan feb mar apr may jun jul aug sep oct nov dec", "jan feb maa apr mei jun jul aug sep okt nov dec")
_MONTHS = {name: number for names in _LEADING for number, name in enumerate(names.split(), 1)} | {"mrt": 3}


def date_of(stated: str) -> PartialDate | None:
    """Give the date that a text states, no further than it goes; of a range its beginning; None where it has no year.

    A month or day that cannot be is left out.

    >>> [str(date_of(text)) for text in ("2020/06//", "12 mei 2019", "2020-02-31", "2019/2020", "c. 1990", "z.j.")]
    ['2020-06', '2019-05-12', '2020-02', '2019', '1990', 'None']
    """
    text = stated.strip()[:200]
    if found := _COMPACT.fullmatch(text):
        return checked_date(*(int(part) for part in found.groups()))
    if found := _REVERSED.search(text):
        return checked_date(int(found[4]), int(found[3]), int(found[1]))
    found = _NUMBERS.search(text)
    if not found or text.startswith("-"):  # a year before our era
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return checked_date(year, month, day) if month else _with_month_name(int(found[1]), text)


def month_of(stated: str) -> int | None:
    """Give the number of a month that is a number or begins with a Dutch or English month name.

    >>> month_of("okt"), month_of("#12"), month_of("spring")
    (10, 12, None)
    """
    bare = stated.strip().strip("#").lower()
    if re.fullmatch(r"0?[1-9]|1[0-2]", bare):
        return int(bare)
    return _MONTHS.get(bare[:3]) if bare[:3].isalpha() else None


def checked_date(year: int | None, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """Give the date of three numbers, without a month or day that cannot be; None without a year."""
    if year is None or not 1 <= year <= 9999:  # noqa: PLR2004 - the years of ISO 8601
        return None
    if month is None or not 1 <= month <= 12:  # noqa: PLR2004
        return PartialDate(year)
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return PartialDate(year, month)
    return PartialDate(year, month, day)


def _with_month_name(year: int, text: str) -> PartialDate | None:
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    for place, word in enumerate(words):
        month = _MONTHS.get(word[:3]) if word[:1].isalpha() and len(word) > 2 else None  # noqa: PLR2004
        if month:
            beside = [*words[place - 1 : place], *words[place + 1 : place + 2]]
            days = [int(part) for part in beside if part.isdigit() and len(part) < 3]  # noqa: PLR2004
            return checked_date(year, month, days[0] if days else None)
    return PartialDate(year)
