"""Which days words mean, told from the day of the meeting. What that does not settle stays None."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import PartialDate
from kg.rules.dates import find_date, find_dates, is_day
from kg.rules.periods import PERIOD, is_past, period_of

HELD = PartialDate(2021, 6, 23)  # a Wednesday


def shown(words: str, held: PartialDate | None) -> tuple[str | None, ...]:
    return tuple(str(day) if day else None for day in period_of(words, held))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        pytest.param("woensdag 23 juni", "2021-06-23", "2021-06-23", id="weekday that fits, the day itself"),
        pytest.param("vrijdag 17 september", "2021-09-17", "2021-09-17", id="weekday that fits, later"),
        pytest.param("maandag 10 januari", "2022-01-10", "2022-01-10", id="weekday that fits, next year"),
        pytest.param("dinsdag 23 juni", "--06-23", "--06-23", id="weekday that does not fit leaves the year out"),
        pytest.param("Thursday 24th of June", "2021-06-24", "2021-06-24", id="English weekday"),
        pytest.param("23 mei", "2022-05-23", "2022-05-23", id="a day that is past comes next year"),
        pytest.param("July 1", "2021-07-01", "2021-07-01", id="English day"),
        pytest.param("1 mei 2020", "2020-05-01", "2020-05-01", id="a stated year stays"),
        pytest.param("de 30e", "2021-06-30", "2021-06-30", id="a day of this month"),
        pytest.param("de 17e", "2021-07-17", "2021-07-17", id="a day of next month"),
        pytest.param("de 31e", "2021-07-31" if False else None, None, id="a day that this month has not"),
        pytest.param("volgende week", "2021-06-28", "2021-07-04", id="next week"),
        pytest.param("this week", "2021-06-21", "2021-06-27", id="this week"),
        pytest.param("volgende maand", "2021-07", "2021-07", id="next month"),
        pytest.param("volgend jaar", "2022", "2022", id="next year"),
        pytest.param("volgend schooljaar", "2021-08", "2022-07", id="next school year"),
        pytest.param("dit schooljaar", "2020-08", "2021-07", id="this school year"),
        pytest.param("next school year", "2021-08", "2022-07", id="English school year"),
        pytest.param("voor de zomer", None, "2021", id="before the summer is a year, no guess"),
        pytest.param("eind maart", "2022-03", "2022-03", id="end of a month"),
        pytest.param("by end of June", "2021-06", "2021-06", id="end of this month"),
        pytest.param("in Q2", "2021-04", "2021-06", id="this quarter"),
        pytest.param("Q1 2023", "2023-01", "2023-03", id="quarter of a year"),
        pytest.param("het derde kwartaal", "2021-07", "2021-09", id="quarter in words"),
        pytest.param("in Q1", "2022-01", "2022-03", id="quarter that is past"),
        pytest.param("next Tuesday", "2021-06-29", "2021-06-29", id="next weekday"),
        pytest.param("komende vrijdag", "2021-06-25", "2021-06-25", id="coming weekday"),
        pytest.param("woensdag a.s.", "2021-06-30", "2021-06-30", id="the same weekday is a week later"),
        pytest.param("over twee weken", "2021-07-07", "2021-07-07", id="weeks ahead"),
        pytest.param("binnen 3 weken", None, "2021-07-14", id="within weeks has no beginning"),
        pytest.param("in two months", "2021-08", "2021-08", id="months ahead"),
        pytest.param("over een paar weken", None, None, id="a few is no number"),
        pytest.param("in september", "2021-09", "2021-09", id="a month"),
        pytest.param("morgen", "2021-06-24", "2021-06-24", id="tomorrow"),
        pytest.param("binnenkort", None, None, id="soon"),
    ],
)
def test_words_are_told_from_the_meeting(words: str, first: str | None, last: str | None) -> None:
    assert shown(words, HELD) == (first, last)


RELATIVE = ("woensdag 23 juni", "de 17e", "volgende week", "volgend schooljaar", "voor de zomer", "eind maart", "in Q2")


@pytest.mark.parametrize("words", RELATIVE)
@pytest.mark.parametrize("held", [None, PartialDate(None, 6, 23), PartialDate(2021), PartialDate(2021, 6)])
def test_without_the_day_of_the_meeting_nothing_is_told(words: str, held: PartialDate | None) -> None:
    assert period_of(words, held) == (None, None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("4-5 maart 2020", "2020-03-04", id="first of two days"),
        pytest.param("4 t/m 6 maart 2020", "2020-03-04", id="first of three days"),
        pytest.param("March 4-5, 2020", "2020-03-04", id="American days"),
        pytest.param("Monday, Nov. 9, 2015", "2015-11-09", id="short month"),
        pytest.param("20220928 - tafel 3", "2022-09-28", id="eight digits"),
        pytest.param("2020-02-19T12:00", "2020-02-19", id="with a time"),
        pytest.param("8-11-2021 13:00", "2021-11-08", id="day first"),
        pytest.param("3-mrt-2020", "2020-03-03", id="month in letters"),
        pytest.param("30 februari 2020", None, id="no such day"),
        pytest.param("29 februari", "--02-29", id="leap day without a year"),
        pytest.param("dossier 20229928", None, id="digits that are no date"),
        pytest.param("1-2.2020", None, id="two kinds of signs"),
        pytest.param("10.1.2020.4", None, id="a version"),
    ],
)
def test_dates_as_notes_write_them(text: str, date: str | None) -> None:
    found = find_date(text)
    assert (str(found[0]) if found else None) == date


PIECES = st.lists(
    st.sampled_from(
        [
            "de",
            "17e",
            "31e",
            "volgend",
            "volgende",
            "week",
            "schooljaar",
            "jaar",
            "voor",
            "de",
            "zomer",
            "eind",
            "maart",
            "in",
            "Q2",
            "2021",
            "woensdag",
            "29",
            "februari",
            "next",
            "Tuesday",
            "over",
            "twee",
            "weken",
            "binnen",
            "0",
            "99",
            "maanden",
            ".",
            ",",
            "the",
            "5th",
            "end",
            "of",
            "June",
        ]
    ),
    max_size=12,
).map(" ".join)
DAYS = st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))


@given(st.one_of(PIECES, st.text(max_size=60)), st.one_of(st.none(), DAYS))
def test_any_words_give_days_of_the_calendar(words: str, held: PartialDate | None) -> None:
    first, last = period_of(words, held)
    assert all(day is None or is_day(day) for day in (first, last))
    if first and last and first.year and last.year:
        assert (first.year, first.month or 0, first.day or 0) <= (last.year, last.month or 99, last.day or 99)
    assert all(0 <= start < end <= len(words) for _, start, end in find_dates(words))
    assert isinstance(is_past(PartialDate(2021), held), bool)


@pytest.mark.parametrize("piece", ["de 17e ", "volgend", "20", "1-", "maart ", "eind ", "over "])
def test_long_texts_take_no_long_time(piece: str) -> None:
    """A pattern that runs away would not end here."""
    text = piece * 20_000
    assert (PERIOD.search(text + "x") is not None) in (True, False)
    assert len(list(find_dates(text))) <= 20_000
