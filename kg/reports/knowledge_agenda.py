"""A draft of the knowledge agenda, which a researcher edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.markdown import inline
from kg.reports.knowledge import KnowledgeAgenda, Wanted, knowledge_of
from kg.reports.lines import document
from kg.reports.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reports.material import Material
    from kg.reports.views import Reference


def knowledge_agenda(material: Material) -> dict[str, bytes]:
    """Give kennisagenda.html and kennisagenda.md."""
    found = knowledge_of(material)
    heading = material.phrases.say("knowledge.title")
    return {
        "kennisagenda.html": page(
            material, "kennisagenda.html", "knowledge_agenda.html.j2", heading=heading, agenda=found
        ),
        "kennisagenda.md": _markdown(material, found),
    }


def _markdown(material: Material, found: KnowledgeAgenda) -> bytes:
    phrases = material.phrases
    lines: list[str] = [phrases.say("knowledge.means"), "", phrases.count("knowledge.lead", found.total), ""]
    lines += [inline(found.searched), *([phrases.say("gaps.searched_means")] if found.publications else [])]
    for theme in found.themes:
        lines += ["", f"## {inline(theme.path)}", *_cards(theme.full)]
        if theme.short:
            lines += ["", f"{phrases.say('knowledge.others')}:", "", *(f"- {inline(one.text)}" for one in theme.short)]
    lines += ["", f"## {phrases.say('knowledge.partly')}", ""]
    lines += [phrases.say("knowledge.partly_means" if found.partly else "knowledge.partly_none"), *_cards(found.partly)]
    lines += ["", *(f"- {inline(one.text)}" for one in found.more)] if found.more else []
    lines += ["", f"## {phrases.say('knowledge.practice')}", ""]
    lines += [phrases.say("knowledge.practice_means" if found.practice else "knowledge.practice_none")]
    for name, questions in found.practice:
        lines += ["", f"### {phrases.label('types', name)}", "", f"{phrases.label('asks', name)}", ""]
        lines += [f"- {inline(one.text)}" for one in questions]
    return document(material, phrases.say("knowledge.title"), lines)


def _cards(found: Iterable[Wanted]) -> list[str]:
    lines: list[str] = []
    for one in found:
        lines += ["", f"### {inline(one.text)}", "", *(f"- {name}: {inline(value)}" for name, value in one.facts)]
        for quote in one.quotes:
            lines += ["", f"> {inline(quote.text)}", ">", f"> {inline(quote.note)}"]
        if one.references:
            lines += ["", *(f"- {inline(_title(item))} ({item.about})" for item in one.references)]
    return lines


def _title(item: Reference) -> str:
    head = " ".join(part for part in (item.authors, f"({item.year})" if item.year else "") if part)
    return ". ".join(part for part in (head, item.title, f"doi:{item.doi}" if item.doi else "") if part)
