"""What the knowledge agenda says: questions that wait for knowledge by theme, and those with part of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curation import parse_detail
from kg.gaps import GapFilter, kinds_of
from kg.known_themes import known_themes
from kg.places import link_to, passage_link, question_file
from kg.queries import value_of
from kg.reports.points import research_ended, research_rows
from kg.reports.searched import searched
from kg.reports.views import Reference, view_questions
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.reports.views import QuestionView
    from kg.stores import Row

#: Types that ask for research, and those that are helped otherwise, in the order of the agenda.
RESEARCH, OTHERS = ("knowledge", "research"), ("practical", "instrumental", "policy", "")
#: Questions that are shown in full, by priority; the others in one line. And quotes of practice with each.
MOST_FULL, MOST_QUOTES = 60, 2


@dataclass(frozen=True, slots=True)
class Said:
    """A quote of practice: `note` tells where, when and by whom, `link` leads to it from outputs/."""

    text: str
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question of the knowledge agenda. `facts` pair a heading with what stands behind it."""

    gap: Gap
    text: str
    language: str
    link: str
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[Said, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions below a theme: in full, and in one line. `path` names the broader themes first."""

    path: str
    full: tuple[Wanted, ...]
    short: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeAgenda:
    """The knowledge agenda, whatever its format: `total` questions wait, `publications` were searched.

    `more` are questions with part of an answer in one line; `practice` pairs a type with its questions.
    """

    total: int
    publications: int
    searched: str
    themes: tuple[Theme, ...]
    partly: tuple[Wanted, ...]
    more: tuple[Wanted, ...]
    practice: tuple[tuple[str, tuple[Wanted, ...]], ...]


def knowledge_of(material: Material) -> KnowledgeAgenda:
    """Give the knowledge agenda on the day of the reports."""
    waiting = material.gaps()
    wanted = [gap for gap in waiting if gap.type in RESEARCH]
    others = [gap for gap in waiting if gap.type not in RESEARCH]
    partly = [gap for gap in material.gaps(GapFilter(status="evidenced")) if gap.gap]
    reading = _Reading(research_rows(material), research_ended(material), _strengths(material))
    full = [_full(material, view, reading) for view in view_questions(material, wanted[:MOST_FULL])]
    short = [_short(material, gap) for gap in wanted[MOST_FULL:]]
    said = searched(material, len(waiting))
    day = material.facts.standing
    phrases = material.phrases
    return KnowledgeAgenda(
        total=len(wanted),
        publications=said.total,
        searched=phrases.say("knowledge.searched_day", sentence=said.sentence, day=phrases.day(day))
        if day and said.total
        else said.sentence,
        themes=tuple(_by_theme(material, full, short)),
        partly=tuple(_partly(material, view, reading) for view in view_questions(material, partly[:MOST_FULL])),
        more=tuple(_short(material, gap) for gap in partly[MOST_FULL:]),
        practice=tuple(
            (name or "none", found)
            for name in OTHERS
            if (found := tuple(_short(material, gap) for gap in others if gap.type == name))
        ),
    )


def listed(material: Material) -> Iterator[tuple[str, Wanted, str, str]]:
    """Yield each question of the knowledge agenda: its part, itself, who does research on it, and until when."""
    found, rows = knowledge_of(material), research_rows(material)
    parts = [
        *((theme.path, one) for theme in found.themes for one in (*theme.full, *theme.short)),
        *((material.phrases.say("knowledge.partly"), one) for one in (*found.partly, *found.more)),
        *((material.phrases.label("types", name), one) for name, some in found.practice for one in some),
    ]
    for part, one in parts:
        detail = parse_detail(value_of(rows.get(one.gap.question, {}), "detail"))
        yield part, one, detail.get("researcher", ""), detail.get("until", "")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read once for all questions: research on them, which of that is over, and how firm their evidence is."""

    research: Mapping[str, Row]
    ended: Mapping[str, Row]
    strength: Mapping[str, str]


def _strengths(material: Material) -> dict[str, str]:
    return {value_of(row, "question"): value_of(row, "strength") for row in material.ask("strength")}


def _short(material: Material, gap: Gap) -> Wanted:
    term = material.facts.known[gap.question].get("text")
    language = getattr(term, "language", None) or material.settings.language
    return Wanted(gap, gap.text, language, link_to(question_file(gap.question)), ())


def _full(material: Material, view: QuestionView, reading: _Reading) -> Wanted:
    phrases = material.phrases
    facts = [
        *_asked(material, view),
        (phrases.say("gaps.status"), view.status),
        *([(phrases.say("knowledge.publications"), view.kind)] if view.kind else []),
        (phrases.say("knowledge.says"), phrases.count("knowledge.said", view.gap.insights)),
        (phrases.say("knowledge.helps"), phrases.label("help_of", view.gap.type)),
        (phrases.say("knowledge.research"), _research(material, view.gap, reading)),
    ]
    quotes = tuple(_quotes(material, view.gap.question))
    return Wanted(view.gap, view.text, view.language, link_to(question_file(view.gap.question)), tuple(facts), quotes)


def _partly(material: Material, view: QuestionView, reading: _Reading) -> Wanted:
    phrases = material.phrases
    kinds = kinds_of(material.facts, view.gap.question)
    strength = phrases.say("knowledge.strength_of", n=reading.strength.get(view.gap.question, "0"))
    facts = [
        *_asked(material, view),
        (phrases.say("knowledge.missing"), phrases.join([phrases.label("kind", kind) for kind in kinds], "; ")),
        (phrases.say("knowledge.strength"), strength),
        (phrases.say("knowledge.helps"), phrases.join([phrases.label("help_kind", kind) for kind in kinds], "; ")),
        (phrases.say("knowledge.research"), _research(material, view.gap, reading)),
    ]
    target = link_to(question_file(view.gap.question))
    return Wanted(view.gap, view.text, view.language, target, tuple(facts), references=view.references)


def _asked(material: Material, view: QuestionView) -> Iterator[tuple[str, str]]:
    """Yield who asks and since when, and the other themes."""
    phrases = material.phrases
    asking = [school for school, _ in view.schools] or [_meeting(material, view.gap)]
    yield phrases.say("knowledge.asked_by"), phrases.join(asking)
    yield phrases.say("knowledge.since"), phrases.join(view.raised[:1] or [phrases.say("undated")])
    if len(view.themes) > 1:
        yield phrases.say("gaps.themes"), phrases.join(view.themes)


def _meeting(material: Material, gap: Gap) -> str:
    """Give the meeting that raised a question first, where no school is named."""
    rows = [row for row in material.facts.of("wordings", gap.question) if value_of(row, "role") == "raised"]
    title = material.text(rows[0], "title") if rows else ""
    return title or material.phrases.say("none")


def _research(material: Material, gap: Gap, reading: _Reading) -> str:
    """Give who does research on a question until when, or that nobody does."""
    phrases, row = material.phrases, reading.research.get(gap.question)
    if row is None:
        return phrases.say("knowledge.nobody")
    detail = parse_detail(value_of(row, "detail"))
    who, until = detail.get("researcher", ""), detail.get("until", "")
    if gap.question in reading.ended:
        name = who or value_of(row, "by")
        return phrases.say("knowledge.research_over", who=name, day=phrases.day(until))
    if who:
        key = "knowledge.research_by" if until else "knowledge.research_who"
        return phrases.say(key, who=who, day=phrases.day(until))
    return (
        phrases.say("knowledge.research_until", day=phrases.day(until))
        if until
        else phrases.say("knowledge.research_some")
    )


def _quotes(material: Material, question: str) -> Iterator[Said]:
    """Yield the newest of what was said on a question, one a note first: the more places, the more it tells."""
    rows = list({value_of(row, "statement"): row for row in material.facts.of("answers", question)}.values())
    rows.sort(key=lambda row: first_day(value_of(row, "date")), reverse=True)
    firsts = list({value_of(row, "path"): row for row in reversed(rows)}.values())[::-1]
    chosen = [*firsts, *(row for row in rows if row not in firsts)][:MOST_QUOTES]
    for row in chosen:
        by, date = material.school(value_of(row, "brin")), value_of(row, "date")
        parts = [by, material.place(row), material.phrases.day(date) if date else ""]
        note = material.phrases.join([part for part in parts if part], " · ")
        yield Said(material.text(row, "text"), note, passage_link(value_of(row, "path"), value_of(row, "statement")))


def _by_theme(material: Material, full: Sequence[Wanted], short: Sequence[Wanted]) -> Iterator[Theme]:
    """Yield the questions below their first theme, broader themes first; those without a theme last."""
    broader = {str(theme.iri): tuple(map(str, theme.broader)) for theme in known_themes(material.store)}
    paths = {theme: _path(theme, broader) for one in (*full, *short) for theme in one.gap.themes}
    names = {path: _named(material, path) for path in paths.values()}

    def place(one: Wanted) -> tuple[str, ...]:
        return min((paths[theme] for theme in one.gap.themes), key=lambda path: names[path][1], default=())

    placed = [(place(one), one) for one in (*full, *short)]
    in_full = {one.gap.question for one in full}
    for path in sorted({path for path, _ in placed}, key=lambda path: names[path][1] if path else ("\uffff",)):
        here = [one for where, one in placed if where == path]
        yield Theme(
            path=names[path][0] if path else material.phrases.say("knowledge.no_theme"),
            full=tuple(one for one in here if one.gap.question in in_full),
            short=tuple(one for one in here if one.gap.question not in in_full),
        )


def _path(theme: str, broader: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the IRIs from the broadest theme to this one; a ring ends where it began."""
    path = [theme]
    while (above := next((one for one in broader.get(path[0], ()) if one not in path), "")) != "":
        path.insert(0, above)
    return tuple(path)


def _named(material: Material, path: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Give the names of a path as readers see them, and as they are sorted."""
    labels = [material.theme(theme) for theme in path]
    return material.phrases.join(labels, " › "), tuple(str(label).casefold() for label in labels)
