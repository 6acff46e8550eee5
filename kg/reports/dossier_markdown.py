"""The dossier of a school as Markdown, to mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.markdown import inline
from kg.reports.cases import by_level
from kg.reports.lines import document, section

if TYPE_CHECKING:
    from kg.reports.cases import Said
    from kg.reports.dossiers import Asked, Dossier, Publication, Task
    from kg.reports.material import Material


def dossier_markdown(material: Material, dossier: Dossier) -> bytes:
    """Give the dossier of a school."""
    say, name = material.phrases.say, inline(dossier.name)
    lines: list[str] = [say("dossier.means", school=name), ""]
    lines += [f"- {say(f'dossier.{key}')}: {inline(value)}" for key, value in dossier.facts]
    lines += ["", f"## {say('dossier.asked')}", ""]
    lines += [material.phrases.count("dossier.lead", dossier.open) if dossier.asked else say("dossier.asked_none")]
    for asked in dossier.asked:
        lines += _asked(material, asked)
    if dossier.answers:
        lines += ["", f"## {say('dossier.answers')}"]
    for question, answers in dossier.answers:
        lines += ["", f"### {inline(question)}", "", *(_quote(one) for one in answers)]
    lines += _factors(material, dossier)
    lines += section(say("casebook.reflection"), [_quote(one).removeprefix("- ") for one in dossier.reflections])
    lines += section(say("dossier.visits"), [f"{inline(title)}, {day}" for title, day in dossier.visits])
    lines += section(say("dossier.actions"), [_task(one) for one in dossier.actions])
    return document(material, say("dossier.title", school=name), lines)


def _quote(one: Said) -> str:
    day = f", {one.day}" if one.day else ""
    return f"- {inline(one.text)} ({inline(one.place)}{day})"


def _asked(material: Material, asked: Asked) -> list[str]:
    phrases = material.phrases
    state = phrases.label("status", asked.status)
    lines = ["", f"### {inline(asked.text)}", ""]
    if asked.type == "process":
        lines += [f"- {phrases.label('type', asked.type)}"]
    else:
        lines += [f"- **{state}**{', ' + inline(asked.since) if asked.since else ''}"]
    if asked.days:
        lines += [f"- {phrases.say('dossier.asked_on')}: {', '.join(asked.days)}"]
    if asked.elsewhere:
        number = phrases.count("dossier.elsewhere_n", asked.elsewhere)
        lines += [f"- {phrases.say('dossier.elsewhere')}: {number}"]
    lines += [f"- {inline(_source(one))}" for one in asked.publications]
    lines += _list(phrases.say("dossier.wordings"), asked.wordings if len(asked.wordings) > 1 else ())
    lines += _list(phrases.say("dossier.insights"), asked.insights)
    if asked.others:
        lines += ["", phrases.count("dossier.insights_elsewhere", asked.others)]
    return lines


def _list(title: str, found: tuple[Said, ...]) -> list[str]:
    return ["", f"{title}:", "", *(_quote(one) for one in found)] if found else []


def _source(one: Publication) -> str:
    year = f" ({one.year})" if one.year else ""
    author = f"{one.authors}{year}. " if one.authors or year else ""
    return f"{author}{one.title}{f'. doi:{one.doi}' if one.doi else ''} ({one.about})"


def _factors(material: Material, dossier: Dossier) -> list[str]:
    phrases = material.phrases
    lines = ["", f"## {phrases.say('dossier.factors')}"] if dossier.factors else []
    for level, obstacles, helps in by_level(dossier.factors):
        lines += ["", f"### {phrases.label('level', level)}", ""]
        for key, found in (("casebook.obstacles", obstacles), ("casebook.factors", helps)):
            lines += [f"- {phrases.say(key)}: {_quote(one).removeprefix('- ')}" for one in found]
    return lines


def _task(task: Task) -> str:
    parts = [inline(part) for part in (task.agent, task.when, task.said.place) if part]
    return f"{inline(task.said.text)} ({'; '.join(parts)})"
