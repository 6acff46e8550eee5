"""What happened to all questions over time, read once; and how they stood on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.facts import end_of_merges, newest_date
from kg.queries import ask, value_of
from kg.statuses import Event, current
from kg.text import first_day
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.facts import Facts
    from kg.stores import Row, Store


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting or visit: `kind` is meeting or visit, `date` as stated, `number` and `title` '' where there is none."""

    iri: str
    kind: str
    date: str
    number: str
    title: str
    path: str

    @property
    def day(self) -> str:
        """Give the first day that the date can mean, '' where there is none."""
        return first_day(self.date)


@dataclass(frozen=True, slots=True)
class Story:
    """One question over all time: dates as stated ('' is without a date), and the events that gave it a status.

    `raised` are the dates on which it was asked, `touched` those on which it was asked, discussed or answered;
    `schools` are (BRIN code, date) of the schools that asked; `replaced_by` is what it was merged into.
    """

    text: str
    language: str
    type: str
    replaced_by: str
    raised: tuple[str, ...]
    touched: tuple[str, ...]
    schools: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What one version of the graph says of all days. `newest` is the day that counts as today, '' without any date.

    `gatherings` are sorted by day, those without one first.
    """

    newest: str
    gatherings: tuple[Gathering, ...]
    stories: Mapping[str, Story]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stood on a day; what was merged into it counts.

    `initial` is the status that it came with; `into` the question that it was merged into, '' where it stands by
    itself; `touched` the last day on which it was asked, discussed or answered, '' where that is not known.
    """

    story: Story
    status: str
    since: str
    cause: str
    initial: str
    into: str
    members: tuple[str, ...]
    raised: tuple[str, ...]
    touched: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """All questions as they stood on a day. `meetings` are the first days of its meetings, the newest first."""

    day: str
    questions: Mapping[str, Standing]
    meetings: tuple[str, ...] = ()

    def of_school(self, brin: str) -> State:
        """Give the questions of one school, as if no other had asked them."""
        found = {name: one for name, one in self.questions.items() if brin in one.schools}
        return replace(self, questions={name: replace(one, schools=(brin,)) for name, one in found.items()})


#: Before anything was there.
NOTHING = State("", {})


def read_history(store: Store, facts: Facts | None = None) -> History:
    """Give what a graph says of all days, each query asked once.

    `facts` that were read before, with their `wordings`, save most of that; what they hide is not told.
    """
    told = {name: _grouped(_rows(store, name, facts)) for name in ("wordings", "answers", "schools-asking")}
    events = _grouped(ask(store, "status-history"))
    stories: dict[str, Story] = {}
    for row in facts.known.values() if facts else ask(store, "questions"):
        question = value_of(row, "question")
        if question not in stories:
            stories[question] = _story(row, {name: rows[question] for name, rows in told.items()}, events[question])
    return History(first_day(newest_date(store)), _gatherings(store), stories)


def _rows(store: Store, name: str, facts: Facts | None) -> Iterable[Row]:
    return chain.from_iterable(facts.rows[name].values()) if facts else ask(store, name)


def _story(row: Row, told: Mapping[str, Sequence[Row]], events: Iterable[Row]) -> Story:
    said = told["wordings"]
    schools = {(value_of(one, "brin"), value_of(one, "date")) for one in told["schools-asking"]}
    return Story(
        text=value_of(row, "text"),
        language=getattr(row.get("text"), "language", None) or "",
        type=value_of(row, "type"),
        replaced_by=value_of(row, "replacedBy"),
        raised=_dates(one for one in said if value_of(one, "role") == "raised"),
        touched=_dates([*said, *told["answers"]]),
        schools=tuple(sorted(schools)),
        events=tuple(map(_event, events)),
    )


def _grouped(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[value_of(row, "question")].append(row)
    return found


def _dates(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted({value_of(row, "date") for row in rows}))


def _event(row: Row) -> Event:
    cause = Iri(value_of(row, "cause"))
    return Event(value_of(row, "status"), cause, value_of(row, "from"), value_of(row, "until"))


def _gatherings(store: Store) -> tuple[Gathering, ...]:
    found: dict[str, Gathering] = {}
    for row in ask(store, "meetings"):
        iri, kind, date, number, title, path = (
            value_of(row, name) for name in ("meeting", "kind", "date", "number", "title", "path")
        )
        found.setdefault(iri, Gathering(iri, kind, date, number, title, path))
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.kind, one.iri)))


def meeting_days(history: History, until: str = "") -> list[str]:
    """Give the days of the meetings until a day (of the visits, where there is no meeting), each once, sorted."""
    dated = [one for one in history.gatherings if one.day and (not until or one.day <= until)]
    meetings = [one for one in dated if one.kind == "meeting"] or dated
    return sorted({one.day for one in meetings})


def state_on(history: History, day: str) -> State:
    """Give how all questions stood on a day, that day included; '' is without limit."""
    now = {question: current(story.events, day) for question, story in history.stories.items()}
    retired = {question for question, event in now.items() if event is not None and event.status == "retired"}
    steps = {question: history.stories[question].replaced_by for question in retired}
    steps = {question: other for question, other in steps.items() if other in history.stories}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for question in history.stories:
        if _is_there(history.stories[question], now[question], day):
            groups[end_of_merges(question, steps)].append(question)
    found: dict[str, Standing] = {}
    for end, members in groups.items():
        for question in members:
            alone = question in steps
            group = (question,) if alone else tuple(sorted(members))
            into = end if alone else ""
            found[question] = _standing(history, question, now[question], (day, into, group))
    return State(day, dict(sorted(found.items())), tuple(reversed(meeting_days(history, day))))


def _is_there(story: Story, event: Event | None, day: str) -> bool:
    """Tell whether a question had been asked (or, where nobody asked it, discussed) by a day."""
    dates = story.raised or story.touched
    return event is not None and (not dates or any(_is_by(date, day) for date in dates))


def _is_by(date: str, day: str) -> bool:
    return not day or first_day(date) <= day


def _standing(
    history: History, question: str, event: Event | None, place: tuple[str, str, tuple[str, ...]]
) -> Standing:
    day, into, members = place
    stories = [history.stories[one] for one in members]
    raised = tuple(sorted({date for story in stories for date in story.raised if _is_by(date, day)}))
    touched = {first_day(date) for story in stories for date in story.touched if _is_by(date, day)}
    status = event.status if event is not None else ""
    return Standing(
        story=history.stories[question],
        status=status,
        since=event.start if event is not None else "",
        cause=event.cause if event is not None else "",
        initial=_initial(history.stories[question]),
        into=into,
        members=members,
        raised=raised,
        touched="" if "" in touched else max(touched, default=""),
        schools=tuple(sorted({brin for story in stories for brin, date in story.schools if _is_by(date, day)})),
    )


def _initial(story: Story) -> str:
    """Give the status that a question came with: what the first note says of it counts, a decision does not."""
    opened = min((event.start for event in story.events if event.status == "open"), default="")
    practice = [event.start for event in story.events if event.status == "practice-only"]
    return "practice-only" if any(start <= opened for start in practice) else "open"
