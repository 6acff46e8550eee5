"""What changed, in the words of a reader: lists of questions, statements and actions, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.changes import due_state
from kg.places import link_to, passage_link, question_file, school_file
from kg.queries import ask, value_of
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.changes import Change, Changes
    from kg.histories import State
    from kg.reports.material import Material
    from kg.reports.phrases import Bilingual
    from kg.stores import Row

#: Entries of one list, and questions of one school, that are shown before the rest is counted.
MOST, MOST_OF_SCHOOL = 200, 10


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a note: `target` is the link to them from outputs/, `place` where they stand."""

    text: str
    place: str
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: `target` is where its text leads, '' where it leads nowhere; `note` says what happened."""

    iri: str
    text: str
    language: str = ""
    target: str = ""
    note: str = ""
    cited: Cited | None = None
    place: str = ""
    place_target: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a title; `more` is how many entries were left out."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    more: int = 0
    means: str = ""
    target: str = ""
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says of changes: the causes of the graph, and where and when questions were asked."""

    material: Material
    causes: Mapping[str, Row]

    @classmethod
    def of(cls, material: Material, changes: Iterable[Changes], state: State) -> Told:
        """Look up the causes of changes, and of how questions stand."""
        wanted = {one.cause for found in changes for name in MOVED for one in found.of(name)}
        wanted |= {one.cause for one in state.questions.values() if one.schools}
        rows = ask(material.store, "causes", node=sorted(wanted - {""})) if wanted - {""} else []
        causes: dict[str, Row] = {}
        for row in rows:
            causes.setdefault(value_of(row, "node"), row)
        return cls(material, causes)

    def questions(self, found: Changes, name: str) -> Part:
        """Give one of the lists of changes."""
        entries = tuple(self._question(name, one) for one in found.of(name)[:MOST])
        return Part(name, self.material.phrases.say(f"changes.{name}"), entries, len(found.of(name)) - len(entries))

    def _question(self, name: str, one: Change) -> Entry:
        row = self._asked(one) if name in ("new", "asked_again") else None
        cause = self.causes.get(one.cause) if name in MOVED else None
        return Entry(
            iri=one.question,
            text=one.text,
            language=one.language,
            target=self._page_of(one.question),
            note=self._note(name, one),
            cited=self._cited(cause),
            place=self.material.place(row) if row else "",
            place_target=passage_link(value_of(row, "path"), value_of(row, "question")) if row else "",
        )

    def _ended(self, question: str) -> str:
        return self.material.facts.merged.get(question, question)

    def _page_of(self, question: str) -> str:
        """Give the link to the page of a question, '' where the graph of today knows none."""
        ended = self._ended(question)
        return link_to(question_file(ended)) if ended in self.material.facts.known else ""

    def _asked(self, one: Change) -> Row | None:
        """Give the newest place where a question was asked by then."""
        rows = self.material.facts.of("wordings", self._ended(one.question))
        asked = [row for row in rows if value_of(row, "role") == "raised" and value_of(row, "date") in one.raised]
        return (asked or rows)[-1] if rows else None

    def _note(self, name: str, one: Change) -> Bilingual:
        phrases = self.material.phrases
        if name in ("new", "asked_again"):
            kind = [phrases.label("type", "process")] if one.type == "process" else []
            schools = [phrases.join(map(self.material.school, one.schools))] if one.schools else []
            return phrases.join([*kind, self._days(one), *schools], " · ")
        if name == "silent":
            return phrases.say("changes.last_on", day=phrases.day(one.touched))
        if name == "gone":
            return self._left(one)
        labels = {
            key: phrases.label("status", status) for key, status in (("before", one.before), ("after", one.after))
        }
        return phrases.join(
            [phrases.say("changes.from_to", **labels), *self._reason(one.question, one.cause, one.since)]
        )

    def _days(self, one: Change) -> Bilingual:
        phrases = self.material.phrases
        if not one.raised:
            return phrases.say("changes.raised_never")
        days = phrases.join(map(phrases.day, one.raised))
        if len(one.raised) == 1:
            return phrases.say("changes.raised_on", days=days)
        return phrases.say("changes.times", n=len(one.raised), days=days)

    def _left(self, one: Change) -> Bilingual:
        phrases = self.material.phrases
        if one.into:
            text = self.material.text(self.material.facts.known.get(one.into, {}), "text")
            return phrases.join(
                [phrases.say("changes.joined", text=text), *self._reason(one.question, one.cause, one.since)]
            )
        if not one.after:
            return phrases.say("changes.nowhere")
        return phrases.join([phrases.say("changes.withdrawn"), *self._reason(one.question, one.cause, one.since)])

    def _reason(self, question: str, cause: str, since: str) -> list[Bilingual]:
        """Give when and by what something changed."""
        phrases, row = self.material.phrases, self.causes.get(cause, {})
        day = self._stated(question, cause, since)
        found = [phrases.day(day)] if day else []
        kind = value_of(row, "kind")
        if kind == "meeting":
            title = self.material.text(row, "text") or value_of(row, "path")
            found.append(phrases.say("changes.by_meeting", title=title))
        elif kind == "decision":
            name = value_of(row, "by")
            found.append(phrases.say("changes.by_person", name=name) if name else phrases.say("changes.by_decision"))
        elif kind == "statement":
            found.append(phrases.say("changes.by_statement"))
        return found

    def _stated(self, question: str, cause: str, since: str) -> str:
        """Give a day as far as the cause states it."""
        dates = [value_of(self.causes.get(cause, {}), "date")]
        answers = self.material.facts.of("answers", self._ended(question))
        dates += [value_of(row, "date") for row in answers if value_of(row, "statement") == cause]
        return next((date for date in dates if date and first_day(date) == since), since)

    def _cited(self, cause: Row | None) -> Cited | None:
        if cause is None or value_of(cause, "kind") != "statement":
            return None
        target = passage_link(value_of(cause, "path"), value_of(cause, "node"))
        return Cited(self.material.text(cause, "text"), self.material.place(cause), target)

    def statements(self, name: str, query: str, start: str) -> Part:
        """Give what notes state after a day: insights or decisions."""
        variable = query.removesuffix("s")
        entries = [self._statement(row, variable) for row in self._recent(query, start)]
        return Part(
            name, self.material.phrases.say(f"changes.{name}"), tuple(entries[:MOST]), max(0, len(entries) - MOST)
        )

    def _recent(self, query: str, start: str) -> list[Row]:
        rows = {value_of(row, query.removesuffix("s")): row for row in self.material.ask(query)}
        return [row for row in rows.values() if not start or first_day(value_of(row, "date")) > start]

    def _statement(self, row: Row, variable: str, note: str = "") -> Entry:
        target = passage_link(value_of(row, "path"), value_of(row, variable))
        text = self.material.text(row, "text")
        return Entry(value_of(row, variable), text, note=note, place=self.material.place(row), place_target=target)

    def actions(self, start: str, day: str) -> tuple[Part, ...]:
        """Give the actions that are over time, due soon, new since a day, and done since that day."""
        rows = list({value_of(row, "action"): row for row in self.material.ask("actions")}.values())
        recent = {value_of(row, "action") for row in self._recent("actions", start)}
        states = {value_of(row, "action"): due_state(row, day) for row in rows}
        lists: dict[str, list[Entry]] = {"overdue": [], "soon": [], "started": [], "done": []}
        for row in rows:
            action, state = value_of(row, "action"), states[value_of(row, "action")]
            entry = self._statement(row, "action", self._term(row, late=state == "overdue"))
            if state in ("overdue", "soon"):
                lists[state].append(entry)
            elif action in recent:
                lists["done" if state == "done" else "started"].append(entry)
        say = self.material.phrases.say
        return tuple(
            Part(name, say(f"changes.{name}"), tuple(found[:MOST]), max(0, len(found) - MOST))
            for name, found in lists.items()
        )

    def _term(self, row: Row, *, late: bool) -> Bilingual:
        phrases = self.material.phrases
        agent, due = value_of(row, "agent"), value_of(row, "due")
        if value_of(row, "done") == "true":
            return phrases.join([phrases.say("changes.agent", agent=agent)] if agent else [])
        parts = [phrases.say("changes.agent", agent=agent) if agent else phrases.say("changes.no_agent")]
        parts.append(phrases.say("changes.due", day=phrases.day(due)) if due else phrases.say("changes.no_due"))
        return phrases.join([*parts, *([phrases.say("changes.late")] if late else [])])

    def schools(self, found: Changes, state: State) -> list[Part]:
        """Give for each school what happened with the questions that it asked; those that changed come first."""
        happened: dict[str, list[str]] = {}
        for name in ("new", "asked_again", *MOVED, "silent"):
            for one in found.of(name):
                happened.setdefault(one.question, []).append(name)
        asked: dict[str, list[tuple[bool, str, str]]] = {}
        for question, standing in state.questions.items():
            for brin in standing.schools if not standing.into else ():
                asked.setdefault(brin, []).append((question not in happened, standing.story.text, question))
        return [self._school(brin, sorted(asked[brin]), happened, state) for brin in sorted(asked)]

    def _school(
        self, brin: str, asked: Sequence[tuple[bool, str, str]], happened: Mapping[str, list[str]], state: State
    ) -> Part:
        name = self.material.school(brin)
        entries = tuple(
            self._of_school(question, happened.get(question, []), state) for *_, question in asked[:MOST_OF_SCHOOL]
        )
        leads = self.material.phrases.say("changes.school_page", name=name)
        target = link_to(school_file(brin))
        return Part("school", name, entries, len(asked) - len(entries), target=target, leads=leads)

    def _of_school(self, question: str, happened: Sequence[str], state: State) -> Entry:
        phrases, standing = self.material.phrases, state.questions[question]
        said = [phrases.say(f"changes.number.{name}") for name in happened] or [phrases.say("changes.same")]
        now = phrases.say("changes.stands", status=phrases.label("status", standing.status))
        note = phrases.join(
            [phrases.join(said), phrases.join([now, *self._reason(question, standing.cause, standing.since)])], " · "
        )
        target = self._page_of(question)
        text, cause = standing.story.text, self.causes.get(standing.cause)
        return Entry(question, text, standing.story.language, target, note, self._cited(cause))


#: Lists of questions whose status changed, in the order of a report.
MOVED = ("answered", "progressed", "reopened", "gone")
