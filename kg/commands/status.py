"""`kg status`: what is read, what has changed since, and how the questions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.options import help_of, language_of, listing_options, the_workspace, workspace_option, write_rows
from kg.commands.publishing import publish_option, store_to_read
from kg.commands.refresh import tell_issues

if TYPE_CHECKING:
    from kg.workspace import Workspace


@click.command("status", cls=Spoken, help=help_of("status"))
@listing_options
@publish_option
@workspace_option
def status_command(*, form: str, output: str | None, folder: str | None) -> int:
    """Tell how the workspace stands."""
    from kg.refresh import refresh  # noqa: PLC0415

    workspace = the_workspace(folder)
    result = refresh(workspace, dry_run=True)
    numbers = _count(workspace) if (workspace.outputs / "graph").is_dir() else {}
    numbers["unchanged"] = len(result.plan.unchanged)
    numbers["to-read"] = len(result.plan.to_read) + len(result.plan.removed)
    say = words(language_of(workspace))
    rows = [
        {"what": what if form == "json" else say[f"status.{what}"], "number": number}
        for what, number in numbers.items()
    ]
    write_rows(rows, {"what": say["column.what"], "number": say["column.number"]}, form, output)
    tell_issues(result, workspace)
    return result.exit_code


def _count(workspace: Workspace) -> dict[str, int]:
    """Give how many questions have each status, as `kg gaps` counts them; process questions stand apart."""
    from kg.facts import read_facts  # noqa: PLC0415
    from kg.gaps import STATUSES, GapFilter, select  # noqa: PLC0415
    from kg.queries import ask  # noqa: PLC0415

    with store_to_read(workspace) as store:
        facts = read_facts(store)
        numbers = {s: len(select(store, facts, GapFilter(status=s))) for s in STATUSES}
        numbers["process"] = sum(len(select(store, facts, GapFilter(status=s, type="process"))) for s in STATUSES)
        rows = ask(store, "publication-counts")
        numbers["publications"] = sum(int(row["count"].value) for row in rows if row["count"] is not None)
    return numbers
