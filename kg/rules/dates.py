"""Dates as Dutch and English notes write them. What is not stated stays None."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from kg.model import PartialDate

MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sept oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
#: Days of the week in both languages, Monday is 0.
WEEKDAYS = {
    name: number
    for names in (
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "monday tuesday wednesday thursday friday saturday sunday",
    )
    for number, name in enumerate(names.split())
}
#: The name of a month, of a day of the week, as a choice in a pattern.
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY = "|".join(WEEKDAYS)
_NTH = r"(?:st|nd|rd|th|de|ste|e)?"
_DASH = r" ?(?:[-–/]|t/m|tot en met|en|and|to) ?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\w.-])(?:(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})"
    rf"|(?P<y6>{_YEAR})(?P<m6>0[1-9]|1[0-2])(?P<d6>[0-3]\d)"
    rf"|(?P<d2>\d{{1,2}})(?P<s2>[-/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}}){_NTH}(?:{_DASH}\d{{1,2}}{_NTH})?(?: of)?[ -](?P<m3>{MONTH})\b\.?(?:,?[ -](?P<y3>\d{{4}})\b)?"
    rf"|(?P<m4>{MONTH})\b\.? (?P<d4>\d{{1,2}})(?![\d:]){_NTH}(?:{_DASH}\d{{1,2}}{_NTH}(?!\d))?(?:,? (?P<y4>\d{{4}}))?\b"
    rf"|(?P<m5>{MONTH})\b\.?,? (?P<y5>\d{{4}}))(?=T\d\d:|[^\w.-]|\.(?!\d)|\Z)",
    re.IGNORECASE,
)


def find_date(text: str) -> tuple[PartialDate, int, int] | None:
    """Give the first date in a text and where it starts and ends, or None. Of several days it is the first.

    >>> [str(find_date(text)[0]) for text in ("Op 23 juni kwam", "June 23, 2021", "23-06-2021", "4-5 maart 2020")]
    ['--06-23', '2021-06-23', '2021-06-23', '2020-03-04']
    """
    return next(find_dates(text), None)


def find_dates(text: str) -> Iterator[tuple[PartialDate, int, int]]:
    """Yield the dates in a text, in order, and where each starts and ends."""
    for found in _DATE.finditer(text):
        date = _made(found)
        if date is not None:
            yield date, found.start(), found.end()


def is_day(date: PartialDate) -> bool:
    """Tell whether a date is a day of the calendar, as far as it is stated.

    >>> is_day(PartialDate(2021, 2, 29)), is_day(PartialDate(None, 2, 29))
    (False, True)
    """
    if date.month is None:
        return date.day is None
    if not 1 <= date.month <= 12:  # noqa: PLR2004 - the calendar
        return False
    # 2000 is a leap year: without a year the 29th of February may stand
    return date.day is None or 1 <= date.day <= monthrange(date.year or 2000, date.month)[1]


def _made(found: re.Match[str]) -> PartialDate | None:
    parts = {name[0]: value for name, value in found.groupdict().items() if value}
    month = MONTHS.get(parts["m"].lower()) or (int(parts["m"]) if parts["m"].isdecimal() else 0)
    year = int(parts["y"]) if "y" in parts else None
    date = PartialDate(year, month, int(parts["d"]) if "d" in parts else None)
    return date if is_day(date) and year != 0 else None
