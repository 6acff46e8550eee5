"""What changed between two days: which lists a question is in, for every kind of history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.changes import LISTS, Changes, compare, due_state
from kg.histories import NOTHING, Gathering, History, Story, meeting_days, read_history, state_on
from kg.statuses import RANKS, Event
from kg.stores import open_store
from kg.vocabulary import Iri
from tests.reports.conftest import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Days of the meetings in the tables below.
FIRST, SECOND, THIRD, FOURTH = "2021-01-10", "2021-03-25", "2021-06-23", "2021-11-04"


def story(raised: str, events: str, *, into: str = "", touched: str | None = None, schools: str = "") -> Story:
    """`raised` and `touched` are days; `events` are `status from until`, with commas between; '-' is no day."""
    days = tuple("" if day == "-" else day for day in raised.split())
    found = []
    for event in events.split(","):
        status, start, *until = event.split()
        found.append(Event(status, Iri(f"urn:cause:{status}"), start.strip("-"), until[0] if until else ""))
    also = days if touched is None else tuple("" if day == "-" else day for day in touched.split())
    asked = tuple((brin, days[0]) for brin in schools.split())
    return Story("Hoe?", "nl", "knowledge", into, days, tuple(sorted({*days, *also})), asked, tuple(found))


def history(stories: Mapping[str, Story], days: Iterable[str] = (FIRST, SECOND, THIRD, FOURTH)) -> History:
    gatherings = tuple(Gathering(f"urn:m:{day}", "meeting", day, "", "", f"{day}.md") for day in days)
    return History(max(days, default=""), gatherings, stories)


def told(changes: Changes) -> dict[str, list[str]]:
    """Give the lists that are not empty."""
    return {name: [one.question for one in changes.of(name)] for name in LISTS if changes.of(name)}


def told_of(one: Story, start: str, end: str, silent: int = 0) -> str:
    """Give the names of the lists that a question is in."""
    found = history({"q": one})
    before = state_on(found, start) if start else NOTHING
    return " ".join(told(compare(before, state_on(found, end), silent=silent)))


@pytest.mark.parametrize(
    ("one", "period", "lists"),
    [
        pytest.param(story(SECOND, f"open {SECOND}"), (FIRST, SECOND), "new", id="raised on the last day"),
        pytest.param(story(SECOND, f"open {SECOND}"), (SECOND, THIRD), "", id="raised on the first day is of before"),
        pytest.param(story(SECOND, f"open {SECOND}"), ("", FOURTH), "new", id="from the beginning"),
        pytest.param(story("2021-03", "open 2021-03-01"), ("2021-02-28", "2021-03-01"), "new", id="only a month is known"),
        pytest.param(story("-", "open -"), (FIRST, FOURTH), "", id="without a date it was always there"),
        pytest.param(story("-", "open -"), ("", FOURTH), "new", id="without a date, from the beginning"),
        pytest.param(story(f"- {THIRD}", "open -"), (SECOND, THIRD), "asked_again", id="without a date, then asked again"),
        pytest.param(story(f"{FIRST} {THIRD}", f"open {FIRST}"), (SECOND, THIRD), "asked_again", id="asked again"),
        pytest.param(story(f"{FIRST} {THIRD}", f"open {FIRST}"), (THIRD, FOURTH), "", id="asked again before"),
        pytest.param(story(f"{SECOND} {THIRD}", f"open {SECOND}"), (FIRST, FOURTH), "new asked_again", id="new and asked again"),
        pytest.param(story(FIRST, f"open {FIRST},practice-only {THIRD}"), (SECOND, THIRD), "progressed", id="an insight"),
        pytest.param(story(THIRD, f"open {THIRD},practice-only {THIRD}"), (SECOND, THIRD), "new",
                     id="came with an insight"),
        pytest.param(story(SECOND, f"open {SECOND},practice-only {THIRD}"), (FIRST, THIRD), "new progressed",
                     id="new, and an insight came later"),
        pytest.param(story(THIRD, f"open {THIRD},evidenced {THIRD}"), (SECOND, THIRD), "new progressed",
                     id="new, and evidence on the same day"),
        pytest.param(story(FIRST, f"open {FIRST},practice-only {FIRST},in-research {THIRD}"), (SECOND, THIRD), "progressed",
                     id="research"),
        pytest.param(story(FIRST, f"open {FIRST},evidenced {THIRD}"), (SECOND, THIRD), "progressed", id="evidence"),
        pytest.param(story(FIRST, f"open {FIRST},answered {THIRD}"), (SECOND, THIRD), "answered", id="answered"),
        pytest.param(story(THIRD, f"open {THIRD},answered {FOURTH}"), (SECOND, FOURTH), "new answered", id="new and answered"),
        pytest.param(story(FIRST, f"open {FIRST},evidenced {SECOND} {FOURTH}"), (THIRD, FOURTH), "reopened",
                     id="evidence withdrawn"),
        pytest.param(story(f"{FIRST} {FOURTH}", f"open {FIRST},answered {SECOND} {FOURTH}"), (THIRD, FOURTH),
                     "asked_again reopened", id="answered, and asked again"),
        pytest.param(story(FIRST, f"open {FIRST},answered {SECOND} {THIRD},evidenced {SECOND}"), (SECOND, THIRD), "reopened",
                     id="no longer answered, but evidence is left"),
        pytest.param(story(FIRST, f"open {FIRST},in-research {SECOND} {THIRD}"), (SECOND, FOURTH), "reopened",
                     id="the term of research ended"),
        pytest.param(story(FIRST, f"open {FIRST},evidenced {SECOND} {THIRD}"), (FIRST, FOURTH), "",
                     id="evidence came and went within the period"),
        pytest.param(story(FIRST, f"open {FIRST},retired {THIRD}"), (SECOND, THIRD), "gone", id="withdrawn by a person"),
        pytest.param(story(FIRST, f"open {FIRST},retired {SECOND} {THIRD}"), (SECOND, THIRD), "reopened",
                     id="no longer withdrawn"),
        pytest.param(story(SECOND, f"open {SECOND},retired {THIRD}"), (FIRST, THIRD), "new",
                     id="new, and withdrawn within the period"),
        pytest.param(story(FIRST, f"open {FIRST},practice-only {FIRST} {THIRD}"), (SECOND, THIRD), "",
                     id="the loss of an insight reopens nothing: it was open"),
    ],
)  # fmt: skip
def test_lists_of_a_question(one: Story, period: tuple[str, str], lists: str) -> None:
    assert told_of(one, *period) == lists


@pytest.mark.parametrize(
    ("one", "silent", "lists"),
    [
        pytest.param(story(FIRST, f"open {FIRST}"), 2, "silent", id="two meetings went by"),
        pytest.param(story(FIRST, f"open {FIRST}"), 3, "silent", id="three meetings went by"),
        pytest.param(story(FIRST, f"open {FIRST}"), 4, "", id="four did not"),
        pytest.param(story(FIRST, f"open {FIRST}"), 9, "", id="more than there were"),
        pytest.param(story(THIRD, f"open {THIRD}"), 2, "", id="raised in one of the last two"),
        pytest.param(story(THIRD, f"open {THIRD}"), 1, "silent", id="not in the last one"),
        pytest.param(story(FIRST, f"open {FIRST}", touched=FOURTH), 2, "", id="discussed in the last one"),
        pytest.param(story(FIRST, f"open {FIRST}", touched="2021-09"), 1, "silent", id="on a visit before the last one"),
        pytest.param(story(FIRST, f"open {FIRST}", touched="-"), 2, "", id="discussed nobody knows when"),
        pytest.param(story(FIRST, f"open {FIRST},practice-only {FIRST}"), 2, "silent", id="with an insight"),
        pytest.param(story(FIRST, f"open {FIRST},evidenced {SECOND}"), 2, "", id="with evidence"),
        pytest.param(story(FIRST, f"open {FIRST},retired {SECOND}"), 2, "", id="withdrawn"),
        pytest.param(replace(story(FIRST, f"open {FIRST}"), type="process"), 2, "", id="about the table itself"),
    ],
)  # fmt: skip
def test_silence(one: Story, silent: int, lists: str) -> None:
    assert told_of(one, THIRD, FOURTH, silent) == lists


OLD = story(FIRST, f"open {FIRST}")
MERGED = story(SECOND, f"open {SECOND},retired {THIRD}", into="old")


@pytest.mark.parametrize(
    ("stories", "period", "lists"),
    [
        pytest.param({"old": OLD, "q": MERGED}, (SECOND, THIRD), {"gone": ["q"]}, id="the other is gone, and was asked before"),
        pytest.param({"old": OLD, "q": MERGED}, (FIRST, THIRD), {"asked_again": ["old"]},
                     id="new and merged: the old one was asked again"),
        pytest.param({"old": OLD, "q": MERGED}, (FIRST, SECOND), {"new": ["q"]}, id="not yet merged"),
        pytest.param({"old": OLD, "q": MERGED}, ("", FOURTH), {"new": ["old"], "asked_again": ["old"]},
                     id="from the beginning there is one question"),
        pytest.param(
            {"a": story(FIRST, f"open {FIRST},retired {THIRD}", into="b"),
             "b": story(SECOND, f"open {SECOND},retired {THIRD}", into="a")},
            (SECOND, THIRD), {"gone": ["a", "b"]}, id="a ring of merges ends nowhere",
        ),
        pytest.param({"q": replace(MERGED, replaced_by="away")}, (SECOND, THIRD), {"gone": ["q"]},
                     id="merged into what is not there"),
    ],
)  # fmt: skip
def test_merges(stories: Mapping[str, Story], period: tuple[str, str], lists: Mapping[str, list[str]]) -> None:
    found = history(stories)
    before = state_on(found, period[0]) if period[0] else NOTHING
    assert told(compare(before, state_on(found, period[1]), silent=0)) == lists


def test_two_versions_of_the_graph() -> None:
    """A question that is in one version only is new or gone, whatever its date."""
    older = history({"a": OLD, "b": OLD})
    newer = history({"a": OLD, "c": OLD})
    found = compare(state_on(older, FOURTH), state_on(newer, FOURTH), silent=0)
    assert told(found) == {"new": ["c"], "gone": ["b"]}
    assert [one.after for one in found.gone] == [""]


def test_a_change_tells_what_happened_and_why() -> None:
    one = story(f"{FIRST} {THIRD}", f"open {FIRST},evidenced {THIRD}", schools="99XA 99XB")
    found = history({"q": one})
    (change,) = compare(state_on(found, SECOND), state_on(found, FOURTH)).progressed
    assert (change.before, change.after, change.cause, change.since) == (
        "open",
        "evidenced",
        "urn:cause:evidenced",
        THIRD,
    )
    assert (change.raised, change.again, change.schools) == ((FIRST, THIRD), (THIRD,), ("99XA", "99XB"))


def test_only_the_questions_of_a_school() -> None:
    found = history(
        {"a": story(THIRD, f"open {THIRD}", schools="99XA"), "b": story(THIRD, f"open {THIRD}", schools="99XB")}
    )
    changes = compare(state_on(found, SECOND), state_on(found, FOURTH))
    assert changes.of_school("99XB").as_json() == {
        "from": SECOND, "to": FOURTH, "new": ["b"], "asked_again": [], "progressed": [], "answered": [], "reopened": [],
        "silent": [], "gone": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([("meeting", "")], [], id="without a date"),
        pytest.param([("visit", "2021-09"), ("visit", FIRST)], [FIRST, "2021-09-01"], id="only visits"),
        pytest.param([("meeting", FIRST), ("visit", "2021-09")], [FIRST], id="visits are no meetings"),
        pytest.param([("meeting", FIRST), ("meeting", FIRST)], [FIRST], id="two on one day"),
        pytest.param([("meeting", FIRST), ("meeting", "2022")], [FIRST], id="one that is still to come"),
    ],
)
def test_days_of_meetings(meetings: list[tuple[str, str]], expected: list[str]) -> None:
    held = tuple(Gathering(f"urn:m:{n}", kind, date, "", "", "a.md") for n, (kind, date) in enumerate(meetings))
    assert meeting_days(History("", held, {}), "2021-12-31") == expected


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        pytest.param({}, "later", id="no term"),
        pytest.param({"dueUntil": "2021-06-22"}, "overdue", id="yesterday"),
        pytest.param({"dueUntil": "2021-06-23"}, "soon", id="today is not over yet"),
        pytest.param({"dueFrom": "2021-06-01", "dueUntil": "2021-06"}, "soon", id="a month lasts until its end"),
        pytest.param({"dueFrom": "2021-05"}, "overdue", id="only a first day"),
        pytest.param({"due": "2021-05-01"}, "overdue", id="as stated, which is a date"),
        pytest.param({"due": "volgende keer"}, "later", id="as stated, which is none"),
        pytest.param({"dueUntil": "--06-01"}, "later", id="no year"),
        pytest.param({"dueUntil": "2021-12-31"}, "later", id="in half a year"),
        pytest.param({"dueUntil": "2021-05-01", "done": "true"}, "done", id="done"),
    ],
)
def test_terms_of_actions(action: Mapping[str, str], expected: str) -> None:
    assert due_state({name: ox.Literal(value) for name, value in action.items()}, THIRD) == expected


def test_the_history_of_the_sample_graph() -> None:
    store = open_store("memory")
    store.engine.load(SAMPLE.read_bytes(), format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    found = read_history(store)
    one = found.stories["urn:kg:question/reflectie"]
    assert (found.newest, meeting_days(found)) == ("2021-09-14", ["2020-11-10", "2021-01-01", "2021-06-23"])
    assert (one.raised, one.touched) == (("2020-11-10", "2021-06-23"), ("2020-11-10", "2021-06-23"))
    assert [date for brin, date in one.schools if brin == "99XA"] == ["2020-11-10"]
    assert {event.status for event in one.events} == {"open", "practice-only"}


DAYS = [f"2021-{month:02}-{day:02}" for month in range(1, 7) for day in (1, 15)]
day = st.sampled_from(DAYS)


@st.composite
def stories(draw: st.DrawFn, *, stays: bool = False) -> Story:
    """Give a question with any history, open from the day on which it was first asked; never withdrawn if it `stays`."""
    raised = sorted(draw(st.sets(day, min_size=1, max_size=3)))
    events = [f"open {raised[0]}"]
    statuses = [name for name in RANKS if name != "open" and not (stays and name == "retired")]
    for status in draw(st.lists(st.sampled_from(statuses), max_size=4)):
        start, end = sorted((draw(day), draw(day)))
        events.append(f"{status} {max(start, raised[0])} {end if end > start else ''}")
    return story(" ".join(raised), ",".join(events))


@given(st.lists(stories(), max_size=5), day, day)
def test_each_question_went_one_way(some: list[Story], one_day: str, other: str) -> None:
    found = history({f"q{n}": one for n, one in enumerate(some)}, DAYS)
    start, end = sorted((one_day, other))
    changes = compare(state_on(found, start), state_on(found, end))
    ways = [one.question for name in ("progressed", "answered", "reopened", "gone") for one in changes.of(name)]
    assert len(ways) == len(set(ways))
    assert {one.question for one in changes.silent}.isdisjoint(one.question for one in changes.gone)
    assert all(RANKS[one.after] > RANKS[one.before] for one in (*changes.progressed, *changes.answered))
    assert all(RANKS[one.after] < RANKS[one.before] for one in changes.reopened)


@given(st.lists(stories(), max_size=5), day)
def test_between_a_day_and_itself_nothing_changed(some: list[Story], one_day: str) -> None:
    found = history({f"q{n}": one for n, one in enumerate(some)}, DAYS)
    assert told(compare(state_on(found, one_day), state_on(found, one_day))) == {}


@given(st.lists(stories(stays=True), max_size=5), st.tuples(day, day, day))
def test_what_is_new_and_asked_adds_up_over_two_periods(some: list[Story], days: tuple[str, str, str]) -> None:
    found = history({f"q{n}": one for n, one in enumerate(some)}, DAYS)
    first, second, third = (state_on(found, one) for one in sorted(days))
    whole, parts = told(compare(first, third)), [told(compare(first, second)), told(compare(second, third))]
    for name in ("new", "asked_again"):
        assert set(whole.get(name, [])) == {one for part in parts for one in part.get(name, [])}


@given(st.lists(stories(), max_size=5), day)
def test_the_first_change_of_every_question_is_that_it_is_new(some: list[Story], one_day: str) -> None:
    found = history({f"q{n}": one for n, one in enumerate(some)}, DAYS)
    state = state_on(found, one_day)
    assert {one.question for one in compare(NOTHING, state).new} == set(state.questions)
