"""`kg forget`: every place where a name stands, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.options import help_of, language_of, listing_options, the_workspace, workspace_option, write_rows
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.forgetting import Forgetting

#: Columns of a place, in order; files that are named where they could not be read, before the rest is only counted.
COLUMNS, _NAMED = ("kind", "path", "line", "form", "text"), 3


@click.command("forget", cls=Spoken, help=help_of("forget"))
@click.argument("name", nargs=-1, required=True, metavar=words()["metavar.name"])
@listing_options
@workspace_option
def forget_command(*, name: tuple[str, ...], form: str, output: str | None, folder: str | None) -> None:
    """List the places of a name."""
    from kg.forgetting import find_places  # noqa: PLC0415

    workspace = the_workspace(folder)
    found = find_places(workspace, " ".join(name))
    say = words(language_of(workspace))
    rows: list[dict[str, object]] = [asdict(place) for place in found.places]
    if form != "json":
        for row in rows:
            row["kind"], row["line"] = say[f"forget.{row['kind']}"], row["line"] or ""
    write_rows(rows, {key: say[f"forget.column.{key}"] for key in COLUMNS}, form, output)
    for line in _advice(found, say):
        click.echo(tty(line), err=True)


def _advice(found: Forgetting, say: Mapping[str, str]) -> Iterator[str]:
    """Yield what a person does about each kind of place that was found, and what was not looked at."""
    from kg.forgetting import KINDS  # noqa: PLC0415

    kinds = {place.kind for place in found.places}
    yield say["forget.found"].format(len(found.places)) if kinds else say["forget.nothing"]
    for kind in KINDS:
        if kind in kinds:
            yield f"  {say[f'forget.{kind}']}: {say[f'forget.do.{kind}']}"
    yield say["forget.checked"]
    if found.unread:
        named = ", ".join(found.unread[:_NAMED])
        more = say["more"].format(len(found.unread) - _NAMED) if len(found.unread) > _NAMED else ""
        yield say["forget.unread"].format(", ".join(filter(None, [named, more])))
