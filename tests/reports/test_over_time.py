"""How the questions stood after each meeting, as the overview shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.gaps import find_gaps
from kg.reports import ReportSettings
from kg.reports.material import gather
from kg.reports.over_time import MOST_DAYS, _chosen, moments
from kg.text import first_day

if TYPE_CHECKING:
    from kg.stores import Store


def test_the_numbers_are_those_of_the_gap_list_on_each_day(store: Store) -> None:
    found = moments(gather(store, ReportSettings()))
    assert [moment.day for moment in found] == sorted(moment.day for moment in found)
    assert len(found) > 2
    for moment in found:
        assert moment.counts["unanswered"] == len(find_gaps(store, as_of=first_day(moment.day))), moment.day


def test_nothing_later_than_the_day_of_the_report_is_shown(store: Store) -> None:
    early = moments(gather(store, ReportSettings(as_of="2021-02-15")))
    assert max(first_day(moment.day) for moment in early) <= "2021-02-15"


@pytest.mark.parametrize("number", [0, 1, MOST_DAYS, MOST_DAYS + 1, 1000])
def test_of_many_days_the_first_the_last_and_some_between_are_shown(number: int) -> None:
    days = [f"{day:04}" for day in range(number)]
    chosen = _chosen(days)
    assert len(chosen) == min(number, MOST_DAYS) == len(set(chosen))
    assert chosen[:1] + chosen[-1:] == days[:1] + days[-1:]
