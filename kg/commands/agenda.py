"""`kg agenda`: what the next meeting can talk about and decide, and the draft of the knowledge agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    as_of_option,
    help_of,
    language_of,
    report_options,
    workspace_option,
    workspace_to_read,
    write_bytes,
    write_rows,
)
from kg.commands.publishing import publish_option, shown, store_to_read

if TYPE_CHECKING:
    from kg.reports.material import Material


@click.command("agenda", cls=Spoken, help=help_of("agenda"))
@click.option("--knowledge", is_flag=True, help=help_of("agenda.knowledge"))
@as_of_option
@report_options("html")
@publish_option
@workspace_option
def agenda_command(*, knowledge: bool, as_of: str, form: str, output: str | None, folder: str | None) -> None:
    """Give the agenda."""
    from kg.reports import ReportSettings  # noqa: PLC0415
    from kg.reports.material import gather  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    language, settings = language_of(workspace), workspace.settings
    with store_to_read(workspace) as store:
        material = gather(
            store,
            ReportSettings(language, shown(settings.name), base=settings.base, as_of=as_of),
        )
        if form in ("html", "md"):
            write_bytes(_page(material, form, knowledge=knowledge), output)
            return
        rows = _knowledge(material) if knowledge else _rows(material)
    say = words(language)
    columns = {"section": "section", "text": "point", "iri": "id", "who": "who", "due": "due"}
    write_rows(rows, {key: say[f"column.{name}"] for key, name in columns.items()}, form, output)


def _page(material: Material, form: str, *, knowledge: bool) -> bytes:
    from kg.reports.agenda import agenda  # noqa: PLC0415
    from kg.reports.knowledge_agenda import knowledge_agenda  # noqa: PLC0415

    return knowledge_agenda(material)[f"kennisagenda.{form}"] if knowledge else agenda(material)[f"agenda.{form}"]


def _rows(material: Material) -> list[dict[str, object]]:
    from kg.reports.points import agenda_of  # noqa: PLC0415

    found: list[dict[str, object]] = []
    for section in agenda_of(material).sections:
        title = str(material.phrases.say(f"section.{section.key}"))
        for point in section.points:
            texts = point.notes if section.key == "hear" else (point.text,)
            found += [_row(title, text, point.iri, point.who, point.due) for text in texts]
    return found


def _knowledge(material: Material) -> list[dict[str, object]]:
    from kg.reports.knowledge import listed  # noqa: PLC0415

    return [_row(part, one.text, one.gap.question, who, until) for part, one, who, until in listed(material)]


def _row(section: str, text: str, iri: str, who: str, due: str) -> dict[str, object]:
    return {"section": str(section), "text": str(text), "iri": iri, "who": str(who), "due": due}
