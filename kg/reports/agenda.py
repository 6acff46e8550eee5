"""A draft of the agenda for the next meeting, which ends in a form for its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kg.guards.markdown import inline
from kg.known_themes import known_themes
from kg.model import Context
from kg.queries import ask, value_of
from kg.records import School
from kg.reports.form import Form, make_form
from kg.reports.form_shapes import Asked, Todo
from kg.reports.lines import document
from kg.reports.meetings import meetings_of
from kg.reports.pages import page
from kg.reports.points import MOST, MOST_NEWS, Agenda, Point, Section, agenda_of
from kg.text import same_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.reports.phrases import Bilingual

#: Open actions that a form takes.
MOST_TASKS = 40


def agenda(material: Material) -> dict[str, bytes]:
    """Give agenda.html and agenda.md: what to decide, to discuss and to do, and a form for the next note."""
    found = agenda_of(material)
    form = _form(material, found)
    said = _beside(material, form)
    heading = material.phrases.say("agenda.title")
    return {
        "agenda.html": page(
            material,
            "agenda.html",
            "agenda.html.j2",
            heading=heading,
            newest=_newest(material),
            sections=[(section.key, section.points[:MOST], len(section.points) - MOST) for section in found.sections],
            form=_as_one_line(form.text),
            beside=said,
            most_news=MOST_NEWS,
        ),
        "agenda.md": _markdown(material, found, form, said),
    }


def _form(material: Material, found: Agenda) -> Form:
    days = [held.first_day for held in meetings_of(material)]
    schools = [School(value_of(row, "brin"), value_of(row, "name")) for row in ask(material.store, "schools")]
    return make_form(
        (_asked(material, gap) for gap in found.questions),
        (Todo(task.text, task.agent, task.due, task.until) for task in found.tasks[:MOST_TASKS]),
        Context(known_themes(material.store), tuple(schools)),
        material.settings.language,
        max(days, default=""),
    )


def _asked(material: Material, gap: Gap) -> Asked:
    """Give a question in the words in which it was asked last: another name, given by a person, is no wording."""
    rows = material.facts.of("wordings", gap.question)
    own = [material.text(row, "quote") for row in rows if value_of(row, "question") == gap.question]
    text = gap.text
    is_wording = not own or same_wording(text) in map(same_wording, own)
    return Asked(text if is_wording else own[-1], gap.type, gap.themes, gap.schools)


def _beside(material: Material, form: Form) -> list[tuple[Bilingual, Sequence[str]]]:
    """Give what stands beside the form: sentences, each with the texts that it is about."""
    phrases = material.phrases
    said: list[tuple[Bilingual, Sequence[str]]] = [
        (phrases.say(f"form.{name}"), ()) for name in ("means", "again", "fill")
    ]
    if form.left_out:
        said.append((phrases.count("form.left_out", len(form.left_out)), form.left_out))
    if form.shifting:
        lines = [
            phrases.say("form.shifting_line", text=text, day=phrases.day(until)) if until else text
            for text, until in form.shifting
        ]
        said.append((phrases.say("form.shifting"), lines))
    return said


def _as_one_line(text: str) -> Markup:
    """Give a text for a page in which each line end is written out, so that no empty line is taken out of it."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704  (escaped just now)


def _markdown(material: Material, found: Agenda, form: Form, said: Iterable[tuple[str, Sequence[str]]]) -> bytes:
    phrases = material.phrases
    lines: list[str] = [phrases.say("agenda.means"), ""]
    newest = _newest(material)
    lines += [inline(newest), ""] if newest else []
    for section in found.sections:
        lines += _section(material, section)
    after = ["", f"## {phrases.say('form.title')}", ""]
    for sentence, texts in said:
        after += [sentence, "", *(f"- {inline(text)}" for text in texts), *([""] if texts else [])]
    after += [f"## {phrases.say('form.paste')}", "", form.text.rstrip("\n")]
    return document(material, phrases.say("agenda.title"), lines[:-1], after)


def _newest(material: Material) -> str:
    dated = [meeting for meeting in meetings_of(material) if meeting.first_day and meeting.kind == "meeting"]
    if not dated:
        return ""
    return material.phrases.say("agenda.newest", title=dated[-1].title, day=material.phrases.day(dated[-1].date))


def _section(material: Material, section: Section) -> list[str]:
    phrases = material.phrases
    lines: list[str] = [f"## {phrases.say(f'section.{section.key}')}", ""]
    if not section.points:
        return [*lines, phrases.say("agenda.nothing"), ""]
    lines += [phrases.say(f"section_means.{section.key}"), ""]
    for point in section.points[:MOST]:
        lines += _point(material, section, point)
    more = len(section.points) - MOST
    return [*lines, *([f"- {phrases.say('and_more', n=more)}"] if more > 0 else []), ""]


def _point(material: Material, section: Section, point: Point) -> list[str]:
    if section.key == "hear":
        more = len(point.notes) - MOST_NEWS
        news = [*point.notes[:MOST_NEWS], *([material.phrases.say("and_more", n=more)] if more > 0 else [])]
        return [f"- {inline(point.text)}", *(f"  - {inline(note)}" for note in news)]
    notes = "; ".join(inline(note) for note in (*point.notes, point.place) if note)
    return [f"- {inline(point.text)}{f' ({notes})' if notes else ''}"]
