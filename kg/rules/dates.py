"""Dates as Dutch and English notes write them. What is not stated stays None."""

from __future__ import annotations

import re

from kg.model import PartialDate

MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<y6>(?:19|20)\d{{2}})(?P<m6>0[1-9]|1[0-2])(?P<d6>[0-2]\d|3[01])(?!\d)"
    rf"|(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})[-/.](?P<m2>\d{{1,2}})[-/.](?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|e)?(?: of)? (?P<m3>{_MONTH})\b\.?(?:,? (?P<y3>\d{{4}}))?"
    rf"|(?P<m4>{_MONTH})\b\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y4>\d{{4}}))?\b"
    rf"|(?P<m5>{_MONTH})\b (?P<y5>\d{{4}}))(?![\w-])",
    re.IGNORECASE,
)


def find_date(text: str) -> tuple[PartialDate, int, int] | None:
    """Give the first date in a text and where it starts and ends, or None.

    >>> [str(find_date(text)[0]) for text in ("Op 23 juni kwam", "June 23, 2021", "23-06-2021")]
    ['--06-23', '2021-06-23', '2021-06-23']
    """
    for found in _DATE.finditer(text):
        date = _made(found)
        if date is not None:
            return date, found.start(), found.end()
    return None


def _made(found: re.Match[str]) -> PartialDate | None:
    parts = {name[0]: value for name, value in found.groupdict().items() if value}
    month = MONTHS.get(parts["m"].lower()) or (int(parts["m"]) if parts["m"].isdigit() else 0)
    day = int(parts["d"]) if "d" in parts else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):  # noqa: PLR2004 - the calendar
        return None
    return PartialDate(int(parts["y"]) if "y" in parts else None, month, day)
