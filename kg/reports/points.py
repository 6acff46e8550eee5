"""What the next meeting can talk about and decide: the content of the agenda, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curation import parse_detail
from kg.gaps import UNANSWERED, GapFilter, kinds_of
from kg.places import anchor_of, link_to, passage_link, question_file, school_file
from kg.queries import ask, value_of
from kg.reports.ahead import looked_ahead
from kg.reports.gap_page import themes_without_publications
from kg.reports.meetings import meetings_of
from kg.reports.tasks import Task, open_tasks
from kg.reports.views import reasons_of, view_proposal
from kg.text import day_after, first_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.stores import Row

#: Questions that one meeting can discuss, and those that came to rest and may be taken up again.
MOST_QUESTIONS, MOST_SILENT = 8, 8
#: Points of another section that a page names, before the rest is counted.
MOST = 30
#: What a page says of one school, before the rest is counted.
MOST_NEWS = 5
#: Meetings after which a question about which nothing was heard is silent.
SILENT = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the agenda. `notes` say more of it, `place` where it stands, `link` leads there from outputs/."""

    text: str
    iri: str = ""
    link: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""
    who: str = ""
    due: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the agenda: `key` names its title and, with `.means`, what it is for."""

    key: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda, and what of it belongs in the form: questions in the order of the sections, and open actions."""

    sections: tuple[Section, ...]
    questions: tuple[Gap, ...]
    tasks: tuple[Task, ...]


def agenda_of(material: Material) -> Agenda:
    """Give the agenda for the meeting after the day of the reports."""
    waiting = material.gaps()
    ripe = _ripe(material, [*material.gaps(GapFilter(status="evidenced")), *waiting])
    closing = {gap.question for gap, _ in ripe}
    since = _silent_since(material)
    silent = [gap for gap in waiting if gap.question not in closing and _is_silent(material, gap, since)][:MOST_SILENT]
    taken = closing | {gap.question for gap in silent}
    first = [gap for gap in waiting if gap.question not in taken][:MOST_QUESTIONS]
    process = material.gaps(GapFilter(type="process"))
    tasks = open_tasks(material)
    sections = (
        Section("decide", tuple(_decisions(material))),
        Section("close", tuple(_question(material, gap, notes) for gap, notes in ripe)),
        Section("discuss", tuple(_question(material, gap, _standing(material, gap)) for gap in first)),
        Section("silent", tuple(_question(material, gap, _last(material, gap)) for gap in silent)),
        Section("themes", tuple(_themes(material))),
        *(Section(name, tuple(_task(material, task) for task in tasks if task.stands == name))
          for name in ("overdue", "due", "undated")),
        Section("ahead", (*(_question(material, gap, _last(material, gap)) for gap in process),
                          *_ahead(material, {gap.question for gap in process}))),
        Section("hear", tuple(_schools(material))),
    )  # fmt: skip
    questions = dict.fromkeys([*(gap for gap, _ in ripe[:MOST_QUESTIONS]), *first, *silent, *process[:MOST]])
    return Agenda(sections, tuple(questions), tuple(tasks))


def _silent_since(material: Material) -> str:
    """Give the day of the first of the newest meetings at which a silent question was not heard, '' for none."""
    days = {held.first_day for held in meetings_of(material) if held.kind == "meeting"} - {""}
    newest = sorted(days)[-SILENT:]
    return newest[0] if len(newest) == SILENT else ""


def _is_silent(material: Material, gap: Gap, since: str) -> bool:
    """Tell whether the newest meetings neither asked a question nor said something about it."""
    heard = [*gap.raised, *material.facts.values("answers", gap.question, "date")]
    return bool(heard) and max(map(first_day, heard)) < since


def _question(material: Material, gap: Gap, notes: Sequence[str]) -> Point:
    rows = material.facts.of("wordings", gap.question)
    row = next((row for row in reversed(rows) if value_of(row, "role") == "raised"), rows[-1] if rows else {})
    term = material.facts.known[gap.question].get("text")
    return Point(
        text=gap.text,
        iri=gap.question,
        link=link_to(question_file(gap.question)),
        notes=tuple(notes),
        place=material.place(row) if row else "",
        language=getattr(term, "language", None) or material.settings.language,
    )


def _standing(material: Material, gap: Gap) -> list[str]:
    phrases = material.phrases
    points = phrases.say("gaps.points_of", points=phrases.number(gap.priority))
    return [phrases.label("type", gap.type), phrases.label("status", gap.status), points]


def _last(material: Material, gap: Gap) -> list[str]:
    phrases = material.phrases
    days = [phrases.day(day) for day in gap.raised[-1:]]
    return [phrases.label("type", gap.type), *(phrases.say("agenda.last_asked", day=day) for day in days)]


def _ahead(material: Material, known: Collection[str]) -> Iterator[Point]:
    """Yield what notes say below a heading that looks ahead, without the questions that are known already."""
    facts, phrases = material.facts, material.phrases
    for one in looked_ahead(material):
        question = facts.merged.get(one.iri, one.iri)
        if question in known:
            continue
        target = link_to(question_file(question)) if question in facts.known else passage_link(one.path, one.iri)
        day = (phrases.day(one.date),) if one.date else ()
        yield Point(one.text, question, target, day, phrases.place(one.path, one.line))


def _ripe(material: Material, gaps: Iterable[Gap]) -> list[tuple[Gap, list[str]]]:
    """Give the questions on which something was found or said, or of which the research should be over, with why."""
    strength = {value_of(row, "question"): value_of(row, "strength") for row in material.ask("strength")}
    ended = research_ended(material)
    found = []
    for gap in gaps:
        notes = list(_grounds(material, gap, strength, ended))
        if gap.type != "process" and notes:
            found.append((gap, notes))
    return found


def _grounds(material: Material, gap: Gap, strength: Mapping[str, str], ended: Mapping[str, Row]) -> Iterator[str]:
    phrases = material.phrases
    if gap.evidence:
        yield phrases.count("agenda.publications", gap.evidence)
        yield phrases.say("agenda.strength", n=strength.get(gap.question, "0"))
        yield from (
            phrases.label("kind", kind) for kind in kinds_of(material.facts, gap.question) if kind != "absolute"
        )
    if gap.insights:
        yield phrases.count("agenda.insights", gap.insights)
    if gap.question in ended and gap.status in UNANSWERED:
        until = parse_detail(value_of(ended[gap.question], "detail")).get("until", "")
        yield phrases.say("agenda.research_over", day=phrases.day(until))


def research_rows(material: Material) -> dict[str, Row]:
    """Give the newest decision that a question is being researched, by question."""
    return {
        material.facts.merged.get(value_of(row, "question"), value_of(row, "question")): row
        for row in sorted(material.ask("research"), key=lambda row: value_of(row, "date"))
    }


def research_ended(material: Material) -> dict[str, Row]:
    """Give the decisions on research that should be over by the day of the reports, by question."""
    found = {}
    for question, row in research_rows(material).items():
        after = day_after(parse_detail(value_of(row, "detail")).get("until", ""))
        if "" < after <= material.facts.reference:
            found[question] = row
    return found


def _decisions(material: Material) -> Iterator[Point]:
    """Yield what a meeting can decide; publications for a question are read one by one, and only counted here."""
    yield from _contradictions(material)
    reasons = reasons_of(material)
    evidence: dict[str, list[Row]] = {}
    for row in ask(material.store, "proposals"):
        kind, left = value_of(row, "kind"), value_of(row, "left")
        if _is_later(material, left) or _is_later(material, value_of(row, "right")):
            continue
        if kind == "evidence":
            evidence.setdefault(material.facts.merged.get(left, left), []).append(row)
        else:
            yield _proposal(material, row, reasons)
    for question, rows in sorted(evidence.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if question in material.facts.known:
            note = material.phrases.count("agenda.proposed", len(rows))
            text = value_of(material.facts.known[question], "text")
            yield Point(text, question, link_to(question_file(question)), (note,))


def _is_later(material: Material, node: str) -> bool:
    """Tell whether this is a question that nobody had asked yet on the day of the reports."""
    facts = material.facts
    return node in facts.known and facts.merged.get(node, node) not in facts.status


def _proposal(material: Material, row: Row, reasons: Mapping[str, str]) -> Point:
    view, left = view_proposal(material, row, reasons), value_of(row, "left")
    known = left in material.facts.known
    because = [material.phrases.say("proposal.because", words=view.because)] if view.because else []
    target = link_to(question_file(material.facts.merged.get(left, left))) if known else ""
    return Point(view.about, left, target, (view.asks, *because))


def _contradictions(material: Material) -> Iterator[Point]:
    """Yield decisions that do not count, because another one says otherwise and none of the two was withdrawn."""
    rows = material.ask("curations")
    gone = {value_of(row, "subject") for row in rows if value_of(row, "verb") == "withdraw"}
    phrases = material.phrases
    for row in rows:
        name, verb = anchor_of(value_of(row, "curation")), value_of(row, "verb")
        if value_of(row, "applies") != "false" or verb == "withdraw" or name in gone:
            continue
        subject = value_of(row, "subject")
        known = material.facts.known.get(subject)
        about = material.text(known, "text") if known else anchor_of(subject)
        said = [phrases.label("verb", verb), value_of(row, "by")]
        yield Point(
            text=phrases.say("agenda.contradicts", text=about),
            iri=value_of(row, "curation"),
            link=link_to(question_file(material.facts.merged.get(subject, subject))) if known else "",
            notes=tuple(part for part in said if part),
            place=phrases.place("decisions.csv", value_of(row, "line")),
        )


def _themes(material: Material) -> Iterator[Point]:
    for theme, number in themes_without_publications(material):
        yield Point(theme, notes=(material.phrases.count("gaps.themes_count", number),))


def _task(material: Material, task: Task) -> Point:
    phrases = material.phrases
    who = task.agent or phrases.say("agenda.nobody")
    due = (phrases.day(task.due) if day_after(task.due) else task.due) if task.due else phrases.say("agenda.no_due")
    day = phrases.day(task.until) if task.until else due
    until = [phrases.say("agenda.until", day=day)] if str(day) != str(due) else []
    return Point(
        text=task.text,
        iri=task.iri,
        link=passage_link(task.path, task.iri),
        notes=(who, due, *until),
        place=phrases.place(task.path, task.line),
        who=task.agent,
        due=task.due,
    )


def _schools(material: Material) -> Iterator[Point]:
    """Yield the schools whose question came further after they asked it, with what was found."""
    facts, phrases = material.facts, material.phrases
    news: dict[str, list[str]] = {}
    for question in sorted(facts.status, key=lambda name: (value_of(facts.known.get(name, {}), "text"), name)):
        status, since = value_of(facts.status[question], "status"), first_day(value_of(facts.status[question], "since"))
        if question in facts.merged or status in ("", "open", "retired") or question not in facts.known:
            continue
        asked: dict[str, str] = {}
        for row in facts.of("schools-asking", question):
            brin = value_of(row, "brin")
            asked[brin] = max(asked.get(brin, ""), first_day(value_of(row, "date")))
        for brin, day in asked.items():
            if day <= since:
                text = material.text(facts.known[question], "text")
                line = phrases.say("agenda.came_further", text=text, status=phrases.label("status", status))
                news.setdefault(brin, []).append(line)
    for brin, lines in sorted(news.items()):
        name = material.school(brin)
        link = link_to(school_file(brin))
        yield Point(name, link=link, notes=tuple(lines), who=name)
