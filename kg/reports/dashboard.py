"""The page that leads to all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.gaps import GapFilter
from kg.places import link_to, note_file, question_file, school_file
from kg.queries import ask, value_of
from kg.reports.changes import news_of
from kg.reports.meetings import meetings_of
from kg.reports.over_time import GROUPS, moments
from kg.reports.pages import page
from kg.reports.searched import searched
from kg.words.errors import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.reports.over_time import Moment
    from kg.reports.phrases import Bilingual

#: Questions, news, and notes that the page shows; the rest is one click away.
MOST_QUESTIONS, MOST_NEWS, MOST_NOTES = 10, 4, 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: `target` is the page that it leads to, '' where there is none."""

    text: str
    target: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """A short list of news under a title; `more` is how many were left out."""

    title: str
    entries: Sequence[Entry]
    more: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A moment as a bar: for each group its number, and where it begins and how wide it is, in percent."""

    day: Bilingual
    parts: Mapping[str, tuple[int, float, float]]


def dashboard(material: Material) -> dict[str, bytes]:
    """Give index.html: numbers, the questions with most points, the news, and the way to all that there is."""
    gaps = material.gaps()
    found, notes = searched(material, len(gaps)), _notes(material)
    content = page(
        material,
        "index.html",
        "index.html.j2",
        heading=material.settings.name or material.phrases.say("home.title"),
        numbers=_numbers(material, gaps, found.total),
        bars=_bars(material, moments(material)),
        groups=tuple(GROUPS),
        questions=[_question(material, gap) for gap in gaps[:MOST_QUESTIONS]],
        total=len(gaps),
        searched=found,
        since=material.once(news_of).since,
        news=_news(material),
        schools=_schools(material, gaps),
        notes=notes[:MOST_NOTES],
        older=notes[MOST_NOTES:],
        failures=_failures(material),
    )
    return {"index.html": content}


def _numbers(material: Material, gaps: Sequence[Gap], publications: int) -> list[tuple[int, str, str]]:
    say = material.phrases.say
    return [
        (len(gaps), say("home.open"), "gaps.html"),
        (sum(gap.status == "practice-only" for gap in gaps), say("home.practice"), "gaps.html"),
        (len(material.gaps(GapFilter(status="evidenced"))), say("home.evidenced"), "matrix.html"),
        (len(material.gaps(GapFilter(status="answered"))), say("home.answered"), "changes.html"),
        (len(meetings_of(material)), say("home.meetings"), "#verslagen"),
        (publications, say("home.publications"), "gaps.html"),
    ]


def _bars(material: Material, found: Iterable[Moment]) -> list[Bar]:
    found = list(found)
    most = max((moment.total for moment in found), default=1)
    return [Bar(material.phrases.day(moment.day), dict(_parts(moment, most))) for moment in found]


def _parts(moment: Moment, most: int) -> Iterator[tuple[str, tuple[int, float, float]]]:
    start = 0.0
    for group, number in moment.counts.items():
        width = round(100 * number / most, 2)
        yield group, (number, round(start, 2), width)
        start += width


def _question(material: Material, gap: Gap) -> Entry:
    phrases = material.phrases
    note = phrases.join([phrases.label("type", gap.type), phrases.label("status", gap.status)], " · ")
    target = link_to(question_file(gap.question))
    return Entry(gap.text, target, _language(material, gap.question), note)


def _language(material: Material, question: str) -> str:
    return getattr(material.facts.known[question].get("text"), "language", None) or material.settings.language


def _news(material: Material) -> list[News]:
    news, say, merged = material.once(news_of), material.phrases.say, material.facts.merged
    lists = [
        (name, [Entry(text, link_to(question_file(merged.get(iri, iri)))) for iri, text in found])
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


def _schools(material: Material, gaps: Iterable[Gap]) -> list[Entry]:
    """Give the schools, each with how many of its questions wait for an answer."""
    waiting: dict[str, int] = {}
    for gap in gaps:
        for brin in gap.schools:
            waiting[brin] = waiting.get(brin, 0) + 1
    brins = {value_of(row, "brin") for row in ask(material.store, "schools")} | set(waiting)
    found = [
        Entry(
            material.school(brin),
            link_to(school_file(brin)),
            note=material.phrases.count("home.school_waits", waiting.get(brin, 0)),
        )
        for brin in brins
    ]
    return sorted(found, key=lambda entry: (str(entry.text).casefold(), entry.target))


def _notes(material: Material) -> list[Entry]:
    """Give the notes of meetings and visits, the newest first."""
    return [
        Entry(held.title, link_to(note_file(held.path)), note=material.phrases.day(held.date))
        for held in reversed(meetings_of(material))
    ]


def _failures(material: Material) -> list[Entry]:
    rows = ask(material.store, "failures")
    return [Entry(_translated(material, value_of(row, "message")), note=material.place(row)) for row in rows]


def _translated(material: Material, message: str) -> str:
    return material.phrases.both(lambda language: translate(message, language))
