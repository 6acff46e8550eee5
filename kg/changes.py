"""What changed from one state of all questions to another: which are new, came further, fell silent, are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.queries import value_of
from kg.statuses import RANKS
from kg.text import day_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.histories import Standing, State
    from kg.stores import Row

#: Meetings after which a question that nobody raised or discussed counts as silent.
SILENT = 2

#: Days before its last one on which an action is due soon: about the time between two meetings.
SOON = 60

#: Statuses whose loss reopens a question.
_SETTLED = ("in-research", "evidenced", "answered", "retired")

#: Lists of changes, in the order in which they are told.
LISTS = ("new", "asked_again", "progressed", "answered", "reopened", "silent", "gone")


@dataclass(frozen=True, slots=True)
class Change:
    """A question that changed: `before` and `after` are statuses ('' where there was none).

    `raised` are all dates on which it was asked until then, `again` those of them that are later than before.
    """

    question: str
    text: str
    language: str
    type: str
    before: str
    after: str
    cause: str
    since: str
    into: str
    raised: tuple[str, ...]
    again: tuple[str, ...]
    touched: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after the day `start` until the day `end`, both '' where there is no limit; each list by text."""

    start: str
    end: str
    new: tuple[Change, ...] = ()
    asked_again: tuple[Change, ...] = ()
    progressed: tuple[Change, ...] = ()
    answered: tuple[Change, ...] = ()
    reopened: tuple[Change, ...] = ()
    silent: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()

    def of(self, name: str) -> tuple[Change, ...]:
        """Give one of LISTS."""
        found: tuple[Change, ...] = getattr(self, name)
        return found

    def of_school(self, brin: str) -> Changes:
        """Give what changed for the questions of one school."""
        lists = {name: tuple(one for one in self.of(name) if brin in one.schools) for name in LISTS}
        return Changes(self.start, self.end, **lists)

    def as_json(self) -> dict[str, object]:
        """Give the JSON of `kg diff`: two days, and lists of IRIs."""
        lists = {name: [one.question for one in self.of(name)] for name in LISTS}
        return {"from": self.start, "to": self.end, **lists}


def compare(before: State, after: State, *, silent: int = SILENT) -> Changes:
    """Give what changed from one state to another; `silent` is the number of meetings that make a silence.

    New is a question that was not there, asked again one that was asked on another day than its first since;
    both can be true of one question. A question is in at most one of progressed, answered, reopened and gone.
    """
    if before == after:
        return Changes(before.day, after.day)
    lists: dict[str, list[Change]] = {name: [] for name in LISTS}
    for question, now in after.questions.items():
        was = _before(before, now)
        for name in _told(was, now, before, question):
            lists[name].append(_change(question, now, was))
        if _is_silent(now, after, silent):
            lists["silent"].append(_change(question, now, was))
    for question, was in before.questions.items():
        if question not in after.questions and _stands(was):
            lists["gone"].append(replace(_change(question, was, was), after="", again=()))
    ordered = {name: tuple(sorted(found, key=lambda one: (one.text, one.question))) for name, found in lists.items()}
    return Changes(before.day, after.day, **ordered)


def _stands(one: Standing) -> bool:
    return not one.into and one.status != "retired"


def _before(before: State, now: Standing) -> Standing | None:
    """Give how a question stood before; of several that are one now, the one that had come furthest."""
    members = [before.questions[one] for one in now.members if one in before.questions]
    if len(members) == 1:
        return members[0]
    standing = [one for one in members if _stands(one)]
    found = max(standing or members, key=lambda one: (RANKS.get(one.status, 0), one.story.text), default=None)
    raised = tuple(sorted({date for one in members for date in one.raised}))
    return None if found is None else replace(found, raised=raised)


def _told(was: Standing | None, now: Standing, before: State, question: str) -> list[str]:
    """Give the lists in which a question belongs."""
    own = before.questions.get(question)
    found = [] if was is not None or now.into else ["new"]
    if not _stands(now):
        return [*found, "gone"] if own is not None and _stands(own) else found
    if _again(was, now):
        found.append("asked_again")
    rank, other = RANKS[now.status], _status_before(was, now)
    if rank > RANKS[other]:
        found.append("answered" if now.status == "answered" else "progressed")
    elif rank < RANKS[other] and other in _SETTLED:
        found.append("reopened")
    return found


def _status_before(was: Standing | None, now: Standing) -> str:
    return was.status if was is not None else now.initial


def _again(was: Standing | None, now: Standing) -> tuple[str, ...]:
    """Give the dates on which a question was asked since, its very first one left out."""
    known = set(was.raised if was is not None else now.raised[:1])
    return tuple(date for date in now.raised if date not in known) if len(now.raised) > 1 else ()


def _is_silent(now: Standing, after: State, silent: int) -> bool:
    """Tell whether nobody raised or discussed an unanswered question in the last meetings."""
    if not _stands(now) or RANKS[now.status] > RANKS["in-research"] or now.story.type == "process":
        return False
    return 0 < silent <= len(after.meetings) and "" < now.touched < after.meetings[silent - 1]


def _change(question: str, now: Standing, was: Standing | None) -> Change:
    schools: Sequence[str] = now.schools if was is None else (*now.schools, *was.schools)
    return Change(
        question=question,
        text=now.story.text,
        language=now.story.language,
        type=now.story.type,
        before=_status_before(was, now),
        after=now.status,
        cause=now.cause,
        since=now.since,
        into=now.into,
        raised=now.raised,
        again=_again(was, now),
        touched=now.touched,
        schools=tuple(sorted(set(schools))),
    )


def due_state(row: Row, day: str) -> str:
    """Give how an action of the saved query `actions` stands on a day: done, overdue, soon, or later.

    A term counts until its last day; an action without one, or with one of which nobody states the year, is later.
    """
    if value_of(row, "done") == "true":
        return "done"
    after = day_after(next(filter(None, (value_of(row, name) for name in ("dueUntil", "dueFrom", "due"))), ""))
    if not after or not day:
        return "later"
    left = (date.fromisoformat(after) - date.fromisoformat(day)).days
    return "overdue" if left <= 0 else "soon" if left <= SOON else "later"
