"""What the newest meeting brought, and what came after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.guards.markdown import inline
from kg.queries import value_of
from kg.reports.lines import document, section
from kg.reports.meetings import meetings_of
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reports.material import Material
    from kg.reports.meetings import Held
    from kg.stores import Row


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a meeting, as plain texts. `meeting` is None where no note has a date.

    `new`, `again` and `progress` hold (IRI of the question, sentence).
    """

    meeting: Held | None
    new: tuple[tuple[str, str], ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    progress: tuple[tuple[str, str], ...] = ()
    insights: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def changes(material: Material) -> dict[str, bytes]:
    """Give changes.md."""
    news, phrases = news_of(material), material.phrases
    title = phrases.say("changes.title")
    if news.meeting is None:
        return {"changes.md": document(material, title, [phrases.say("changes.none")])}
    day = phrases.day(news.meeting.date)
    lines: list[str] = [phrases.say("changes.since", title=inline(news.meeting.title), day=day)]
    parts = {
        "new": [text for _, text in news.new],
        "again": [text for _, text in news.again],
        "progress": [text for _, text in news.progress],
        "insights": news.insights,
        "decisions": news.decisions,
        "actions": news.actions,
    }
    for name, texts in parts.items():
        escaped = [inline(text) for text in texts]
        lines += section(phrases.say(f"changes.{name}"), escaped, phrases.say("changes.nothing"))
    return {"changes.md": document(material, title, lines)}


def news_of(material: Material) -> News:
    """Give what is new since the newest meeting (the newest visit where there is no meeting), that day included."""
    dated = [one for one in meetings_of(material) if one.first_day]
    meetings = [one for one in dated if one.kind == "meeting"] or dated
    if not meetings:
        return News(None)
    start = meetings[-1].first_day
    new, again = _asked(material, start)
    return News(
        meeting=meetings[-1],
        new=tuple(new),
        again=tuple(again),
        progress=tuple(_progress(material, start)),
        insights=tuple(_texts(material, material.ask("insights"), start)),
        decisions=tuple(_texts(material, material.ask("decisions"), start)),
        actions=tuple(_texts(material, material.ask("actions"), start)),
    )


def _asked(material: Material, start: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Give the questions that were raised since a day: for the first time, and again."""
    new: list[tuple[str, str]] = []
    again: list[tuple[str, str]] = []
    for question, row in sorted(material.facts.known.items(), key=lambda item: (value_of(item[1], "text"), item[0])):
        days = material.facts.values("raised", question, "date")
        text = material.text(row, "text")
        before = [material.phrases.day(day) for day in days if first_day(day) < start]
        if len(before) == len(days) or question in material.facts.merged:
            continue
        if before:
            again.append((question, material.phrases.say("changes.again_line", text=text, days=", ".join(before))))
        else:
            new.append((question, text))
    return new, again


def _progress(material: Material, start: str) -> list[tuple[str, str]]:
    """Give the questions that have a status other than open since a day; the newest status of each."""
    found: list[tuple[str, str]] = []
    for question, known in sorted(material.facts.known.items(), key=lambda item: (value_of(item[1], "text"), item[0])):
        row = material.facts.status.get(question, {})
        status, since = value_of(row, "status"), first_day(value_of(row, "since"))
        if status in {"", "open"} or not since or since < start or question in material.facts.merged:
            continue
        label = material.phrases.label("status", status)
        text = material.text(known, "text")
        found.append((question, material.phrases.say("changes.progress_line", text=text, status=label)))
    return found


def _texts(material: Material, rows: Iterable[Row], start: str) -> list[str]:
    recent = (row for row in rows if first_day(value_of(row, "date")) >= start)
    return [f"{material.text(row, 'text')} ({material.place(row)})" for row in recent]
