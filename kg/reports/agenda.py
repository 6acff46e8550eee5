"""A draft of the agenda for the next meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.gaps import GapFilter
from kg.guards.markdown import inline
from kg.queries import ask, value_of
from kg.reports.lines import document, section
from kg.reports.meetings import Held, meetings_of
from kg.reports.views import reasons_of, view_proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.gaps import Gap
    from kg.reports.material import Material

#: Questions that one meeting can discuss.
MOST_QUESTIONS = 5

#: Proposals that are named, before the rest is counted.
MOST_PROPOSALS = 10


def agenda(material: Material) -> dict[str, bytes]:
    """Give agenda.md: what to discuss and to decide, actions that are due, and what earlier notes look ahead to."""
    phrases = material.phrases
    held = meetings_of(material)
    gaps = material.gaps()
    ripe = [gap for gap in gaps if gap.insights][:MOST_QUESTIONS]
    others = [gap for gap in gaps if gap not in ripe][:MOST_QUESTIONS]
    lines = [phrases.say("agenda.means"), "", *_newest(material, held)]
    nothing = phrases.say("agenda.nothing")
    lines += section(phrases.say("agenda.ripe"), _questions(material, ripe), nothing)
    lines += section(phrases.say("agenda.first"), _questions(material, others), nothing)
    lines += section(phrases.say("agenda.proposals"), _proposals(material), nothing)
    lines += section(phrases.say("agenda.actions"), open_actions(material), nothing)
    process = material.gaps(GapFilter(type="process"))
    lines += section(phrases.say("agenda.ahead"), _questions(material, process), nothing)
    return {"agenda.md": document(material, phrases.say("agenda.title"), lines)}


def open_actions(material: Material) -> list[str]:
    """Give the actions that nobody has ticked off, the oldest first, as Markdown."""
    rows = [row for row in material.ask("actions") if value_of(row, "done") != "true"]
    return [
        material.phrases.say(
            "agenda.action",
            text=inline(material.text(row, "text")),
            agent=inline(material.person(value_of(row, "agent"))) or material.phrases.say("agenda.nobody"),
            due=inline(material.phrases.day(value_of(row, "due"))) if value_of(row, "due") else _no_due(material),
        )
        for row in rows
    ]


def _no_due(material: Material) -> str:
    return material.phrases.say("agenda.no_due")


def _newest(material: Material, held: Iterable[Held]) -> list[str]:
    dated = [meeting for meeting in held if meeting.first_day and meeting.kind == "meeting"]
    if not dated:
        return []
    last = dated[-1]
    return [material.phrases.say("agenda.newest", title=inline(last.title), day=material.phrases.day(last.date))]


def _questions(material: Material, gaps: Iterable[Gap]) -> list[str]:
    phrases = material.phrases
    return [f"{inline(material.shown(gap.text))} ({phrases.label('type', gap.type).lower()})" for gap in gaps]


def _proposals(material: Material) -> list[str]:
    """Give what a meeting can decide; publications for a question are read one by one, and only counted here."""
    reasons, phrases = reasons_of(material), material.phrases
    rows = ask(material.store, "proposals")
    evidence = [row for row in rows if value_of(row, "kind") == "evidence"]
    others = [row for row in rows if value_of(row, "kind") != "evidence"]
    views = (view_proposal(material, row, reasons) for row in others[:MOST_PROPOSALS])
    lines = [f"{view.asks} {inline(view.about)}" for view in views]
    if len(others) > MOST_PROPOSALS:
        lines.append(phrases.say("and_more", n=len(others) - MOST_PROPOSALS))
    if evidence:
        questions = len({value_of(row, "left") for row in evidence})
        lines.append(phrases.count("agenda.evidence", len(evidence), questions=questions))
    return lines
