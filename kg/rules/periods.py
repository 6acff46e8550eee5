"""Which days words such as `volgende week` or `woensdag 23 juni` mean, for who knows the day of the meeting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import PartialDate
from kg.rules.dates import MONTH, MONTHS, WEEKDAY, WEEKDAYS, find_date, is_day

#: The first and the last day of a period, or what is known of them.
Period = tuple[PartialDate | None, PartialDate | None]

_COUNTS = {
    word: number
    for words in ("een twee drie vier vijf zes zeven acht", "one two three four five six seven eight")
    for number, word in enumerate(words.split(), 1)
} | {"één": 1, "a": 1, "an": 1, "enkele": 0, "paar": 0}
_UNITS = {"week": "week", "weken": "week", "weeks": "week", "dag": "day", "dagen": "day", "day": "day", "days": "day",
          "maand": "month", "maanden": "month", "month": "month", "months": "month"}  # fmt: skip
_COUNT = "|".join([*_COUNTS, r"\d{1,2}"])
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NEXT = "volgende?|komende?|aankomende?|aanstaande?|next|the coming|coming"
_THIS = "deze|dit|this|current"
_QUARTER = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_SCHOOL_YEAR = 8  # August: a Dutch school year runs from 1 August to 31 July (WPO, article 1)
_TERM = (_SCHOOL_YEAR, _SCHOOL_YEAR - 1)

#: The words of a period that is told from the day of the meeting, each with what works it out.
PERIOD = re.compile(
    rf"(?<!\w)(?:(?P<weekday>{WEEKDAY}) (?P<wd>\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?(?: of)? "
    rf"(?P<wm>{MONTH})(?: (?P<wy>\d{{4}}))?"
    rf"|(?P<school>(?:{_NEXT}|{_THIS}) (?:schooljaar|studiejaar|school year|academic year))"
    rf"|(?P<year>(?:{_NEXT}|{_THIS}) (?:jaar|kalenderjaar|year))"
    rf"|(?P<quarter>(?:Q|kwartaal |quarter )(?P<q>[1-4])(?: (?:van |of )?(?P<qy>\d{{4}}))?"
    rf"|(?:het |the )?(?P<qw>{'|'.join(_QUARTER)}) (?:kwartaal|quarter)(?: (?:van |of )?(?P<qwy>\d{{4}}))?)"
    rf"|(?P<week>(?:{_NEXT}|{_THIS}) week)"
    rf"|(?P<month>(?:{_NEXT}|{_THIS}) (?:maand|month))"
    rf"|(?P<nextday>(?:{_NEXT}|deze|this) (?P<nd>{WEEKDAY})|(?P<nda>{WEEKDAY}) (?:a\.s\.|aanstaande))"
    rf"|(?P<span>(?:over|binnen|in|within) (?:een |a )?(?P<n>{_COUNT}) (?P<unit>{_UNIT}))"
    rf"|(?P<summer>(?:voor|vóór|before) (?:de |the )?(?:zomer|zomervakantie|summer|summer holidays?))"
    rf"|(?P<end>(?:eind|einde|begin|half|medio|(?:the )?(?:end|beginning|start) of|early|late|mid) (?P<em>{MONTH})"
    rf"(?: (?P<ey>\d{{4}}))?)"
    rf"|(?P<nth>(?:de |the )(?P<d>\d{{1,2}})(?:e|de|ste|st|nd|rd|th)"
    rf"(?! (?!om |en |of |in |bij |met |and |at |for |zal |gaat |is |aan )[a-z]))"
    rf"|(?P<only>(?:in|tot|until|by|voor|vóór|before) (?P<om>{MONTH}))"
    rf"|(?P<tomorrow>morgen|tomorrow)|(?P<today>vandaag|today))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a period, and the day from which they are told."""

    words: re.Match[str]
    day: date

    def number(self, *names: str) -> int | None:
        """Give the number that one of the named parts holds."""
        found = next((self.words[name] for name in names if self.words[name]), None)
        return int(found) if found else None

    def is_next(self, name: str) -> bool:
        """Tell whether the part says the next one, not this one."""
        return not re.match(_THIS, self.words[name], re.IGNORECASE)


def period_of(words: str, held: PartialDate | None) -> Period:
    """Give the first and last day that words mean, told from the day of a meeting; None for what is not known.

    A date with a year needs no meeting. A period without its days is a month or a year, never a guess.

    >>> held = PartialDate(2021, 6, 23)
    >>> [str(day) for day in period_of("volgend schooljaar", held)]
    ['2021-08', '2022-07']
    >>> period_of("volgende week", None)
    (None, None)
    """
    stated = find_date(words)
    if stated and stated[0].year is not None:
        return stated[0], stated[0]
    day = _day(held)
    told = PERIOD.search(words)
    if told is not None and told.lastgroup and day is not None:
        name = next(name for name in _WAYS if told[name])
        return _checked(_WAYS[name](_Told(told, day)))
    if stated and day is not None and stated[0].month is not None:
        return _checked(_once(_coming(day, stated[0].month, stated[0].day)))
    return None, None


def is_past(day: PartialDate, held: PartialDate | None) -> bool:
    """Tell whether a day lies wholly before the day of a meeting, as far as both are known.

    >>> is_past(PartialDate(2021, 5), PartialDate(2021, 6, 23)), is_past(PartialDate(None, 5), PartialDate(2021, 6))
    (True, False)
    """
    if held is None or day.year is None or held.year is None:
        return False
    last, first = (day.month or 12, day.day or 31), (held.month or 1, held.day or 1)
    return (day.year, *last) < (held.year, *first)


def _day(held: PartialDate | None) -> date | None:
    """Give a day as the calendar has it, or None where it is not whole."""
    if held is None or not (held.year and held.month and held.day and is_day(held)):
        return None
    return date(held.year, held.month, held.day) if held.year <= date.max.year - 3 else None


def _checked(period: Period) -> Period:
    return period if all(day is None or is_day(day) for day in period) else (None, None)


def _once(day: PartialDate | None) -> Period:
    return day, day


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _coming(day: date, month: int, number: int | None) -> PartialDate:
    """Give the nearest such month or day that is not past."""
    past = (month, number or day.day) < (day.month, day.day)
    return PartialDate(day.year + past, month, number)


def _weekday(told: _Told) -> Period:
    """Give the day with the year in which it falls on that day of the week, else without a year."""
    month, number = MONTHS[told.words["wm"].lower()], int(told.words["wd"])
    found = PartialDate(int(told.words["wy"]), month, number) if told.words["wy"] else _coming(told.day, month, number)
    fits = is_day(found) and _whole(found).weekday() == WEEKDAYS[told.words["weekday"].lower()]
    return _once(found if fits else PartialDate(None, month, number))


def _whole(day: PartialDate) -> date:
    return date(day.year or 1, day.month or 1, day.day or 1)


def _school(told: _Told) -> Period:
    year = told.day.year - (told.day.month < _SCHOOL_YEAR) + told.is_next("school")
    return PartialDate(year, _TERM[0]), PartialDate(year + 1, _TERM[1])


def _year(told: _Told) -> Period:
    return _once(PartialDate(told.day.year + told.is_next("year")))


def _quarter(told: _Told) -> Period:
    words = told.words
    number = int(words["q"]) if words["q"] else _QUARTER[words["qw"].lower()]
    year = told.number("qy", "qwy") or told.day.year + (3 * number < told.day.month)
    return PartialDate(year, 3 * number - 2), PartialDate(year, 3 * number)


def _week(told: _Told) -> Period:
    monday = told.day - timedelta(told.day.weekday()) + timedelta(weeks=told.is_next("week"))
    return _partial(monday), _partial(monday + timedelta(6))


def _month(told: _Told) -> Period:
    return _once(_later(told.day, int(told.is_next("month"))))


def _later(day: date, months: int) -> PartialDate:
    years, month = divmod(day.month - 1 + months, 12)
    return PartialDate(day.year + years, month + 1)


def _next_day(told: _Told) -> Period:
    """Give the first such day after the meeting; to some `next` means a week later, to none it means earlier."""
    name = (told.words["nd"] or told.words["nda"]).lower()
    ahead = (WEEKDAYS[name] - told.day.weekday() - 1) % 7 + 1
    return _once(_partial(told.day + timedelta(ahead)))


def _span(told: _Told) -> Period:
    """Give the day, week or month that lies so far ahead; of `binnen` or `within` only the last one."""
    count = _COUNTS.get(told.words["n"].lower(), -1)
    number = count if count >= 0 else int(told.words["n"]) if told.words["n"].isdecimal() else 0
    if not number:
        return None, None
    unit = _UNITS[told.words["unit"].lower()]
    if unit == "month":
        last = _later(told.day, number)
    else:
        last = _partial(told.day + timedelta(number * (7 if unit == "week" else 1)))
    return (None if told.words["span"].lower().startswith(("binnen", "within")) else last), last


def _summer(told: _Told) -> Period:
    """Give the year: when a summer begins differs by region, and by who speaks."""
    return None, PartialDate(told.day.year + (told.day.month >= _SCHOOL_YEAR))


def _end(told: _Told) -> Period:
    month, year = MONTHS[told.words["em"].lower()], told.number("ey")
    return _once(PartialDate(year, month) if year else _coming(told.day, month, None))


def _nth(told: _Told) -> Period:
    """Give the nearest day of that number that is not past."""
    number = int(told.words["d"])
    month = _later(told.day, int(number < told.day.day))
    return _once(PartialDate(month.year, month.month, number))


def _only(told: _Told) -> Period:
    return _once(_coming(told.day, MONTHS[told.words["om"].lower()], None))


_WAYS: Mapping[str, Callable[[_Told], Period]] = {
    "weekday": _weekday,
    "school": _school,
    "year": _year,
    "quarter": _quarter,
    "week": _week,
    "month": _month,
    "nextday": _next_day,
    "span": _span,
    "summer": _summer,
    "end": _end,
    "nth": _nth,
    "only": _only,
    "tomorrow": lambda told: _once(_partial(told.day + timedelta(1))),
    "today": lambda told: _once(_partial(told.day)),
}
