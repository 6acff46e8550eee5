"""`kg casebook`: what schools answered, what hinders and helps them; or the dossier of one school."""

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
from kg.commands.publishing import publish_option, shown, store_to_read, wished

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.reports.cases import Said
    from kg.reports.material import Material


@click.command("casebook", cls=Spoken, help=help_of("casebook"))
@click.option("--school", default="", help=help_of("casebook.school"))
@as_of_option
@report_options("html")
@publish_option
@workspace_option
def casebook_command(*, school: str, as_of: str, form: str, output: str | None, folder: str | None) -> None:
    """Give the casebook, or the dossier of one school."""
    from kg.reports import ReportSettings  # noqa: PLC0415
    from kg.reports.material import gather  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    language, own = language_of(workspace), workspace.settings
    with store_to_read(workspace) as store:
        material = gather(store, ReportSettings(language, shown(own.name), base=own.base, as_of=as_of))
        school = wished(school)
        if form in {"md", "html"}:
            write_bytes(_document(material, school, form), output)
        else:
            write_rows(*_rows(material, school, form, words(language)), form, output)


def _document(material: Material, school: str, form: str) -> bytes:
    from kg.gaps import find_school  # noqa: PLC0415
    from kg.reports.casebook import casebook  # noqa: PLC0415
    from kg.reports.schools import dossier_alone  # noqa: PLC0415

    if school:
        return dossier_alone(material, find_school(material.store, school), form)
    return casebook(material)[f"casebook.{form}"]


def _rows(
    material: Material, school: str, form: str, say: Mapping[str, str]
) -> tuple[list[dict[str, object]], dict[str, str]]:
    """Give what schools said, a row each, with the columns of a table; kinds and levels in words but for JSON."""
    from kg.gaps import find_school  # noqa: PLC0415
    from kg.reports.cases import read_cases  # noqa: PLC0415

    brin, found = find_school(material.store, school) if school else "", read_cases(material).all
    rows = [_record(material, one) for one in found if not school or one.brin == brin]
    if form != "json":
        for row in rows:
            row["kind"] = say[f"case.{row['kind']}"]
            row["level"] = material.phrases.label("level", str(row["level"])) if row["level"] else ""
    return rows, {key: say[f"case.column.{key}"] for key in ("kind", "name", "level", "question", "text", "place")}


def _record(material: Material, one: Said) -> dict[str, object]:
    return {
        "kind": one.kind,
        "school": one.brin,
        "name": material.school(one.brin),
        "level": one.level,
        "question": material.text(material.facts.known.get(one.question, {}), "text"),
        "text": one.text,
        "place": one.place,
        "path": one.path,
        "line": int(one.line or 0),
        "date": one.date,
    }
