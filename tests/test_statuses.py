"""The status of a question on every day, and what changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.curation import Curation, read_curations
from kg.statuses import Event, Facts, Occurrence, current, status_events
from kg.text import day_after
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

Q, R, P = Iri("urn:q:1"), Iri("urn:q:2"), "urn:p:1"
ASKED, AGAIN = "2021-03-25", "2021-09-14"


def _occurrence(day: str, *, raised: bool = True) -> Occurrence:
    date = ox.Literal(day, datatype=ox.NamedNode(expand("xsd:date"))) if day else None
    return Occurrence(ox.Literal("Wat?"), "knowledge", f"{day}.md", 1, Iri(f"urn:m:{day}"), raised, date)


def _facts(rows: Iterable[tuple[str, ...]], asked: Iterable[str] = (ASKED,), insight: str = "") -> Facts:
    """Rows are day, verb, subject, object, detail; their ids d-1, d-2, ..."""
    lines = [",".join((f"d-{n}", r[0], "jan", *(*r[1:], "", "", "")[:4], "")) for n, r in enumerate(rows, 1)]
    found = read_curations("\n".join(lines).encode())
    facts = Facts(withdrawn=found.withdrawn, classes={P: {expand("kt:Publication")}})
    facts.occurrences[Q] = [_occurrence(day) for day in asked]
    if insight:
        facts.answers[Q].append((Iri("urn:i:1"), _occurrence(insight).date))
    for row in (*found.effective(), *(r for r in found.rows if r.id in found.withdrawn)):
        facts.rows.setdefault(row.subject, []).append(row)
    return facts


def _history(facts: Facts, days: Iterable[str]) -> list[str]:
    events = status_events(Q, facts, "urn:")
    now = [current(events, day) for day in days]
    return [event.status if event else "-" for event in now]


DAYS = ("2021-01-01", "2021-04-01", "2021-06-15", "2021-08-01", "2021-10-01", "2022-06-01")


@pytest.mark.parametrize(
    ("rows", "options", "history"),
    [
        pytest.param([], {}, "- open open open open open", id="asked once"),
        pytest.param([], {"insight": "2021-06-01"}, "- open practice-only practice-only practice-only practice-only",
                     id="an insight"),
        pytest.param([("2021-05-01", "accept", Q, P)], {}, "- open evidenced evidenced evidenced evidenced",
                     id="evidence"),
        pytest.param([("2021-05-01", "accept", Q, P, "stance=disputes")], {}, "- open open open open open",
                     id="what disputes is no evidence for"),
        pytest.param([("2021-05-01", "accept", Q, "urn:p:weg")], {}, "- open open open open open",
                     id="a publication that stands nowhere is no evidence"),
        pytest.param([("2021-05-01", "accept", Q, P), ("2021-07-01", "withdraw", "d-1")], {},
                     "- open evidenced open open open", id="evidence withdrawn: reopened on that day"),
        pytest.param([("2021-05-01", "accept", Q, P), ("2021-05-01", "withdraw", "d-1")], {},
                     "- open open open open open", id="a mistake put right on the same day never was"),
        pytest.param([("2021-05-01", "answer", Q)], {"asked": (ASKED, AGAIN)}, "- open answered answered open open",
                     id="answered, then asked again"),
        pytest.param([("2021-10-01", "answer", Q)], {"asked": (ASKED, AGAIN)}, "- open open open answered answered",
                     id="asked again before it was answered"),
        pytest.param([("2021-05-01", "accept", Q, P)], {"asked": (ASKED, AGAIN)},
                     "- open evidenced evidenced open open", id="evidenced, then asked again"),
        pytest.param([("2021-05-01", "research", Q, "", "until=2021-12")], {"asked": (ASKED, AGAIN)},
                     "- open in-research in-research in-research open", id="research until a month"),
        pytest.param([("2021-05-01", "research", Q)], {}, "- open in-research in-research in-research in-research",
                     id="research without an end"),
        pytest.param([("2021-05-01", "retire", Q), ("2021-07-01", "reopen", Q)], {}, "- open retired open open open",
                     id="retired and reopened"),
        pytest.param([("2021-05-01", "retire", Q)], {"asked": (ASKED, AGAIN)},
                     "- open retired retired retired retired", id="retired stays so, whoever asks"),
        pytest.param([("2021-05-01", "reopen", Q), ("2021-05-01", "answer", Q)], {},
                     "- open answered answered answered answered", id="reopened and answered on one day"),
        pytest.param([("2021-05-01", "accept", Q, P), ("2021-06-01", "answer", Q), ("2021-07-01", "withdraw", "d-2")],
                     {}, "- open answered evidenced evidenced evidenced", id="an answer withdrawn: the evidence stands"),
        pytest.param([], {"asked": ("",)}, "open open open open open open", id="asked on a day that nobody knows"),
    ],
)  # fmt: skip
def test_the_status_on_each_day(rows: list[tuple[str, ...]], options: dict[str, str], history: str) -> None:
    assert _history(_facts(rows, **options), DAYS) == history.split()


@pytest.mark.parametrize(
    ("rows", "asked", "status", "since", "cause"),
    [
        pytest.param([], (ASKED,), "open", ASKED, f"urn:m:{ASKED}", id="from the meeting that asked first"),
        pytest.param([], (ASKED, AGAIN), "open", ASKED, f"urn:m:{ASKED}", id="asking again changes nothing"),
        pytest.param([("2021-05-01", "answer", Q)], (ASKED, AGAIN), "open", AGAIN, f"urn:m:{AGAIN}",
                     id="reopened by a meeting"),
        pytest.param([("2021-05-01", "accept", Q, P), ("2021-07-01", "withdraw", "d-1")], (ASKED,), "open",
                     "2021-07-01", "urn:curation/d-2", id="reopened by a withdrawal"),
        pytest.param([("2021-05-01", "retire", Q), ("2021-07-01", "reopen", Q)], (ASKED,), "open", "2021-07-01",
                     "urn:curation/d-2", id="reopened by a person"),
        pytest.param([("2021-05-01", "research", Q, "", "until=2021-06-30")], (ASKED,), "open", "2021-07-01",
                     "urn:curation/d-1", id="research that has ended"),
        pytest.param([("2021-05-01", "accept", Q, P), ("2021-06-01", "accept", Q, P)], (ASKED,), "evidenced",
                     "2021-05-01", "urn:curation/d-1", id="evidenced since the first"),
    ],
)  # fmt: skip
def test_every_change_has_a_day_and_a_cause(
    rows: list[tuple[str, ...]], asked: tuple[str, ...], status: str, since: str, cause: str
) -> None:
    now = current(status_events(Q, _facts(rows, asked), "urn:"), "2022-06-01")
    assert now is not None
    assert (now.status, now.start, now.date and now.date.value, now.cause) == (status, since, since, cause)


def test_the_past_does_not_change_when_a_question_reopens() -> None:
    before = _facts([("2021-05-01", "answer", Q)])
    after = _facts([("2021-05-01", "answer", Q)], (ASKED, AGAIN))
    days = [day for day in DAYS if day < AGAIN]
    assert _history(before, days) == _history(after, days)


def test_what_was_merged_counts_for_the_target_but_its_retirement_does_not() -> None:
    facts = _facts([("2021-05-01", "retire", R), ("2021-06-01", "accept", R, P)])
    facts.occurrences[R] = [_occurrence("2021-02-01")]
    facts.merged[R] = Q, Curation("d-9", "2021-07-01", "jan", "merge", R, Q)
    facts.groups = {Q: [Q, R]}
    assert _history(facts, ["2021-02-15", *DAYS[1:]]) == ["open", "open", *["evidenced"] * 4]
    assert current(status_events(R, facts, "urn:"), "2022-01-01") == Event(
        "retired",
        Iri("urn:curation/d-1"),
        "2021-05-01",
        date=ox.Literal("2021-05-01", datatype=ox.NamedNode(expand("xsd:date"))),
    )


def test_two_events_never_share_status_cause_start_and_end() -> None:
    rows = [("2021-04-01", "accept", Q, P), ("2021-05-01", "accept", Q, P), ("2021-06-01", "answer", Q),
            ("2021-07-01", "withdraw", "d-3"), ("2021-08-01", "withdraw", "d-1")]  # fmt: skip
    events = status_events(Q, _facts(rows, (ASKED, AGAIN)), "urn:")
    keys = [(e.status, e.cause, e.start, e.end) for e in events]
    assert len(set(keys)) == len(keys)
    assert all(not e.end or e.end > e.start for e in events)


@pytest.mark.parametrize(
    ("date", "after"),
    [("2021", "2022-01-01"), ("2021-12", "2022-01-01"), ("2021-02", "2021-03-01"), ("2020-02-28", "2020-02-29"),
     ("2021-02-30", ""), ("2021-13", ""), ("9999-12-31", ""), ("straks", ""), ("", ""), ("0000", "")],
)  # fmt: skip
def test_the_day_after_a_date_as_far_as_it_is_stated(date: str, after: str) -> None:
    assert day_after(date) == after
