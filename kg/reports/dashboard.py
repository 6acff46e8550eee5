"""The page that leads to all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.gaps import GapFilter
from kg.queries import ask, value_of
from kg.reports.changes import news_of
from kg.reports.gaps import searched
from kg.reports.meetings import meetings_of
from kg.reports.pages import page
from kg.reports.places import anchor_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.gaps import Gap
    from kg.reports.material import Material

#: Questions and news that the page shows; the rest is one click away.
MOST_QUESTIONS, MOST_NEWS = 10, 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: `anchor` is the place on the page of gaps, '' where there is none."""

    text: str
    anchor: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """A short list of news under a title; `more` is how many were left out."""

    title: str
    entries: Sequence[Entry]
    more: int


def dashboard(material: Material) -> dict[str, bytes]:
    """Give index.html: numbers, the questions with most points, the news, and what could not be read."""
    gaps = material.gaps()
    content = page(
        material,
        "index.html",
        "index.html.j2",
        heading=material.settings.name or material.phrases.say("home.title"),
        numbers=_numbers(material, gaps),
        questions=[_question(material, gap) for gap in gaps[:MOST_QUESTIONS]],
        total=len(gaps),
        searched=searched(material, len(gaps)),
        since=news_of(material).since,
        news=_news(material, _linked(material, gaps)),
        failures=_failures(material),
    )
    return {"index.html": content}


def _numbers(material: Material, gaps: Sequence[Gap]) -> list[tuple[int, str]]:
    say = material.phrases.say
    statuses = [
        value_of(row, "status") for question, row in material.facts.status.items() if question in material.facts.known
    ]
    return [
        (len(gaps), say("home.open")),
        (sum(gap.status == "practice-only" for gap in gaps), say("home.practice")),
        (statuses.count("evidenced"), say("home.evidenced")),
        (statuses.count("answered"), say("home.answered")),
        (len(meetings_of(material)), say("home.meetings")),
        (searched(material, 0).total, say("home.publications")),
    ]


def _question(material: Material, gap: Gap) -> Entry:
    phrases = material.phrases
    note = phrases.join([phrases.label("type", gap.type), phrases.label("status", gap.status)], " · ")
    return Entry(material.shown(gap.text), anchor_of(gap.question), _language(material, gap.question), note)


def _language(material: Material, question: str) -> str:
    return getattr(material.facts.known[question].get("text"), "language", None) or material.settings.language


def _linked(material: Material, gaps: Sequence[Gap]) -> set[str]:
    """Give the questions that stand on the page of gaps."""
    beside = material.gaps(GapFilter(type="process")) + material.gaps(GapFilter(status="evidenced"))
    return {gap.question for gap in [*gaps, *beside] if gap.gap}


def _news(material: Material, linked: set[str]) -> list[News]:
    """Give the news in short; only questions that stand on the page of gaps are linked to it."""
    news, say = news_of(material), material.phrases.say
    lists = [
        (name, [Entry(text, anchor_of(iri) if iri in linked else "") for iri, text in found])
        for name, found in (("new", news.new), ("asked_again", news.again), ("progressed", news.progress))
    ]
    lists += [
        (name, [Entry(text) for text in found])
        for name, found in (("insights", news.insights), ("decisions", news.decisions), ("actions", news.actions))
    ]
    return [
        News(say(f"changes.{name}"), entries[:MOST_NEWS], max(0, len(entries) - MOST_NEWS))
        for name, entries in lists
        if entries
    ]


def _failures(material: Material) -> list[Entry]:
    rows = ask(material.store, "failures")
    return [Entry(value_of(row, "message"), note=material.place(row)) for row in rows]
