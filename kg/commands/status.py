"""`kg status`: what is read, what has changed since, and how the questions stand."""

from __future__ import annotations

from collections import Counter

import click

from kg.cli_words import words
from kg.commands.options import help_of, language_of, listing_options, the_workspace, workspace_option, write_rows
from kg.commands.refresh import tell_issues
from kg.current import current_store


@click.command("status", help=help_of("status"))
@listing_options
@workspace_option
def status_command(*, form: str, output: str | None, lang: str | None, folder: str | None) -> int:
    """Tell how the workspace stands."""
    from kg.queries import ask  # noqa: PLC0415
    from kg.refresh import refresh  # noqa: PLC0415

    workspace = the_workspace(folder)
    say = words(language_of(workspace, lang))
    result = refresh(workspace, dry_run=True)
    rows: list[dict[str, object]] = []
    if (workspace.outputs / "graph").is_dir():
        with current_store(workspace) as store:
            counts = Counter(row["status"].value for row in ask(store, "questions") if row["status"])
            records = sum(int(row["records"].value) for row in ask(store, "publication-counts") if row["records"])
        rows += [{"what": say[f"status.{status}"], "number": counts[status]} for status in sorted(counts)]
        rows.append({"what": say["status.publications"], "number": records})
    rows.append({"what": say["status.unchanged"], "number": len(result.plan.unchanged)})
    rows.append({"what": say["status.to_read"], "number": len(result.plan.to_read) + len(result.plan.removed)})
    write_rows(rows, {"what": say["column.what"], "number": say["column.number"]}, form, output)
    tell_issues(result, workspace)
    return result.exit_code
