"""What the newest meeting brought, and what came after it; and what earlier meetings brought."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.changes import LISTS, SILENT, Changes, compare
from kg.guards.markdown import inline
from kg.histories import NOTHING, meeting_days, read_history, state_on
from kg.reports.lines import document
from kg.reports.news import Entry, Part, Told
from kg.reports.pages import page
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.histories import Gathering, History, State
    from kg.reports.material import Material
    from kg.reports.phrases import Bilingual

#: A day before all others: what no note dates was there already.
_BEFORE = "0001-01-01"

#: Earlier meetings that the page tells of; `kg diff` tells of all.
MOST_OLDER = 12


@dataclass(frozen=True, slots=True)
class News:
    """What is new in short: lists of (IRI of the question, sentence), and plain sentences. `since` says since when.

    `meeting` is the newest one, None where no note has a date.
    """

    meeting: Gathering | None
    since: str
    new: tuple[tuple[str, str], ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    progress: tuple[tuple[str, str], ...] = ()
    insights: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What changed, ready to be shown: `older` are earlier meetings with what they brought, the newest first.

    `actions` is None where they are left out.
    """

    since: Sequence[Bilingual]
    numbers: Sequence[tuple[int, Bilingual, str]]
    questions: Sequence[Part]
    statements: Sequence[Part]
    actions: Sequence[Part] | None
    schools: Sequence[Part]
    older: Sequence[tuple[Bilingual, Sequence[Part]]]


def changes(material: Material) -> dict[str, bytes]:
    """Give changes.md and changes.html: what the newest meeting changed, and all since the one before it."""
    history = material.once(_history)
    now = state_on(history, _today(material, history))
    before, days = _newest_period(history, now)
    found = compare(before, now)
    older = _older(history, days)
    told = Told.of(material, [found, *(one for _, one in older)], now)
    phrases = material.phrases
    shown = [
        (phrases.say("changes.older_title", title=_name(held), day=phrases.day(held.date)), one) for held, one in older
    ]
    telling = _telling(told, found, now, (_since(material, history, found), SILENT))
    return _files(material, replace(telling, older=[(title, _filled(told, one)) for title, one in shown]))


def draw_changes(
    material: Material, found: Changes, state: State, *, silent: int = SILENT, school: str = ""
) -> dict[str, bytes]:
    """Give changes.md and changes.html of a period that a user chose; `state` is the one at its end.

    With a BRIN code only the questions of that school are told of.
    """
    phrases = material.phrases
    start = phrases.say("changes.since_day", day=phrases.day(found.start))
    since = [start if found.start else phrases.say("changes.since_first")]
    if found.end:
        since.append(phrases.say("changes.until", day=phrases.day(found.end)))
    if school:
        found, state = found.of_school(school), state.of_school(school)
    telling = _telling(Told.of(material, [found], state), found, state, (since, silent))
    if school:
        telling = replace(telling, numbers=telling.numbers[:-1], statements=(), actions=None)
    return _files(material, telling)


def _history(material: Material) -> History:
    return read_history(material.store, material.facts)


def news_of(material: Material) -> News:
    """Give what is new since the meeting before the newest one (the visits, where there is no meeting)."""
    history = material.once(_history)
    now = state_on(history, _today(material, history))
    before, days = _newest_period(history, now)
    if not days:
        return News(None, material.phrases.say("changes.none"))
    found = compare(before, now)
    told = Told.of(material, [found], NOTHING)
    lists = {name: told.questions(found, name).entries for name in ("new", "asked_again", "answered", "progressed")}
    insights, decisions = _statements(told, found.start)
    return News(
        meeting=_held_on(history, days[-1]),
        since=material.phrases.join(_since(material, history, found), " "),
        new=_sentences(material, lists["new"]),
        again=_sentences(material, lists["asked_again"]),
        progress=_sentences(material, [*lists["answered"], *lists["progressed"]]),
        insights=tuple(_with_place(entry) for entry in insights.entries),
        decisions=tuple(_with_place(entry) for entry in decisions.entries),
        actions=tuple(
            _with_place(entry)
            for part in told.actions(found.start, now.day)
            for entry in part.entries
            if part.key != "done"
        ),
    )


def _sentences(material: Material, entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    join = material.phrases.join
    return tuple(
        (
            entry.iri,
            join([entry.text, join([entry.note, entry.cited.text] if entry.cited else [entry.note], " ")], " – "),
        )
        for entry in entries
    )


def _with_place(entry: Entry) -> str:
    return f"{entry.text} ({entry.place})"


def _today(material: Material, history: History) -> str:
    settings = material.settings
    return settings.as_of or max(first_day(settings.today), history.newest)


def _newest_period(history: History, now: State) -> tuple[State, list[str]]:
    """Give the state after the meeting before the newest one, and the days of all meetings until now."""
    days = meeting_days(history, now.day)
    return (state_on(history, days[-2]) if len(days) > 1 else NOTHING), days


def _held_on(history: History, day: str) -> Gathering:
    """Give the meeting of a day (the visit, where there is no meeting)."""
    held = [one for one in history.gatherings if one.day == day]
    return min(held, key=lambda one: (one.kind != "meeting", one.iri))


def _name(held: Gathering) -> str:
    return held.title or held.path


def _older(history: History, days: Sequence[str]) -> list[tuple[Gathering, Changes]]:
    """Give what each meeting but the newest brought, and what came between it and the one before."""
    ends = list(days[:-1])[-MOST_OLDER:]
    starts = ["", *days][len(days) - 1 - len(ends) :]
    states = {day: state_on(history, day or _BEFORE) for day in {*starts, *ends}}
    pairs = list(zip(starts, ends, strict=False))
    return [(_held_on(history, end), compare(states[start], states[end], silent=0)) for start, end in reversed(pairs)]


def _since(material: Material, history: History, found: Changes) -> list[Bilingual]:
    """Give the sentences that say of what time a report tells."""
    phrases, days = material.phrases, meeting_days(history, found.end)
    if not days:
        return [phrases.say("changes.none")]
    newest = _held_on(history, days[-1])
    brought = phrases.say("changes.brought", title=_name(newest), day=phrases.day(newest.date))
    if not found.start:
        return [brought, phrases.say("changes.since_first")]
    held = _held_on(history, found.start)
    return [brought, phrases.say("changes.since", title=_name(held), day=phrases.day(held.date))]


def _statements(told: Told, start: str) -> tuple[Part, Part]:
    return told.statements("insights", "insights", start), told.statements("decisions", "decisions", start)


def _telling(told: Told, found: Changes, state: State, about: tuple[Sequence[Bilingual], int]) -> Telling:
    since, silent = about
    say = told.material.phrases.say
    actions = told.actions(found.start, state.day)
    late = len(actions[0].entries) + actions[0].more
    numbers = [(len(found.of(name)), say(f"changes.number.{name}"), name) for name in LISTS]
    return Telling(
        since=since,
        numbers=[*numbers, (late, say("changes.number.overdue"), "actions")],
        questions=[_explained(told, told.questions(found, name), silent) for name in LISTS],
        statements=_statements(told, found.start),
        actions=actions,
        schools=told.schools(found, state),
        older=(),
    )


def _explained(told: Told, part: Part, silent: int) -> Part:
    if part.key != "silent":
        return part
    means = told.material.phrases.say("changes.silent_means", n=silent)
    return Part(part.key, part.title, part.entries, part.more, means)


def _filled(told: Told, found: Changes) -> list[Part]:
    return [told.questions(found, name) for name in LISTS if found.of(name)]


def _files(material: Material, telling: Telling) -> dict[str, bytes]:
    title = material.phrases.say("changes.title")
    return {
        "changes.html": page(material, "changes.html", "changes.html.j2", heading=title, telling=telling),
        "changes.md": document(material, title, _markdown(material, telling)),
    }


def _markdown(material: Material, telling: Telling) -> list[str]:
    say = material.phrases.say
    lines = [" ".join(inline(one) for one in telling.since)]
    for part in (*telling.questions, *telling.statements):
        lines += ["", f"## {part.title}", "", *([inline(part.means), ""] if part.means and part.entries else [])]
        lines += _listed(material, part) or [say("changes.nothing")]
    if telling.actions is not None:
        lines += ["", f"## {say('changes.actions')}", *_below(material, telling.actions)]
    if telling.schools:
        lines += ["", f"## {say('changes.schools')}", *_below(material, telling.schools)]
    for name, parts in telling.older:
        if name is telling.older[0][0]:
            lines += ["", f"## {say('changes.older')}"]
        lines += ["", f"### {inline(name)}", ""]
        listed = [line for part in parts for line in ("", f"#### {part.title}", "", *_listed(material, part))][1:]
        lines += listed or [say("changes.nothing")]
    return lines


def _below(material: Material, parts: Iterable[Part]) -> list[str]:
    """Give lists under headings of the third level, the empty ones left out; or that there is nothing."""
    lines = [
        line
        for part in parts
        if part.entries
        for line in ("", f"### {inline(part.title)}", "", *_listed(material, part))
    ]
    return lines or ["", material.phrases.say("changes.nothing")]


def _listed(material: Material, part: Part) -> list[str]:
    lines = [f"- {_line(entry)}" for entry in part.entries]
    return [*lines, f"- {material.phrases.say('and_more', n=part.more)}"] if part.more else lines


def _line(entry: Entry) -> str:
    parts = [inline(entry.text)]
    if entry.note:
        parts.append(f"– {inline(entry.note)}")
    if entry.cited:
        parts.append(f"{inline(entry.cited.text)} ({inline(entry.cited.place)})")
    if entry.place:
        parts.append(f"({inline(entry.place)})")
    return " ".join(parts)
