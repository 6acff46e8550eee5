"""`kg show`: everything known about one thing, with quotes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.explaining import explain, explain_grade
from kg.commands.options import (
    help_of,
    lang_option,
    language_of,
    output_option,
    workspace_option,
    workspace_to_read,
    write_text,
)
from kg.commands.publishing import publish_option, store_to_read, wished
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from kg.dossier import Dossier


@click.command("show", cls=Spoken, help=help_of("show"))
@click.argument("what", nargs=-1, required=True, metavar=words()["metavar.words"])
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help=help_of("format"))
@output_option
@publish_option
@lang_option
@workspace_option
def show_command(*, what: tuple[str, ...], form: str, output: str | None, folder: str | None) -> None:
    """Show one thing."""
    from kg.dossier import find_dossier  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    language = language_of(workspace)
    with store_to_read(workspace) as store:
        dossier = find_dossier(store, wished(" ".join(what)), language)
    if form == "json":
        write_text(json.dumps(asdict(dossier), ensure_ascii=False, indent=2) + "\n", output)
    else:
        write_text(_as_text(dossier, language), output)


def _as_text(dossier: Dossier, language: str) -> str:
    say = words(language)
    lines = [dossier.label, f"{say['kind.' + dossier.kind]} · {dossier.iri}", ""]
    for quote in dossier.quotes:
        lines.append(f"  “{' '.join(quote.quote.split())}”")
        lines.append(f"    sources/{quote.path}:{quote.line}")
    if dossier.why is not None:
        lines += ["", say["why.title"], *(f"  {line}" for line in explain(dossier.why, say))]
    if dossier.grade is not None:
        lines += ["", say["why.title"], f"  {explain_grade(dossier.grade, say)}"]
    if dossier.history:
        lines += ["", say["show.history"]]
        lines += [f"  {c.since or '–'}  {say['status.' + c.status]}  ({c.label})" for c in dossier.history]
    if dossier.facts:
        lines += ["", say["show.facts"]]
        lines += [
            f"  {'←' if fact.inward else '→'} {fact.name}: {' '.join(fact.label.split())}" for fact in dossier.facts
        ]
    return "\n".join(tty(line) for line in lines) + "\n"
