"""`kg gaps`: the questions that nobody has answered yet."""

from __future__ import annotations

from dataclasses import asdict

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    as_of_option,
    help_of,
    language_of,
    listing_options,
    workspace_option,
    workspace_to_read,
    write_rows,
)
from kg.commands.publishing import publish_option, shown, store_to_read


@click.command("gaps", cls=Spoken, help=help_of("gaps"))
@click.option("--theme", default="", help=help_of("gaps.theme"))
@click.option("--school", default="", help=help_of("gaps.school"))
@click.option("--since", default="", metavar="DATE", help=help_of("gaps.since"))
@as_of_option
@click.option("--status", default="", help=help_of("gaps.status"))
@click.option("--type", "question_type", default="", help=help_of("gaps.type"))
@click.option("--kind", default="", help=help_of("gaps.kind"))
@listing_options
@publish_option
@workspace_option
def gaps_command(  # noqa: PLR0913  (one parameter an option)
    *,
    theme: str,
    school: str,
    since: str,
    as_of: str,
    status: str,
    question_type: str,
    kind: str,
    form: str,
    output: str | None,
    folder: str | None,
) -> None:
    """List the unanswered questions."""
    from kg.gaps import GapFilter, find_gaps  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        filters = GapFilter(
            theme=shown(theme), school=shown(school), since=since, status=status, type=question_type, kind=kind
        )
        rows: list[dict[str, object]] = [asdict(gap) for gap in find_gaps(store, as_of=as_of, filters=filters)]
    say = words(language_of(workspace))
    if form != "json":
        for row in rows:
            row["type"], row["status"] = say[f"type.{row['type']}"], say[f"status.{row['status']}"]
    columns = ("priority", "text", "type", "status", "schools", "raised", "insights", "evidence")
    write_rows(rows, {key: say[f"column.{key}"] for key in columns}, form, output)
