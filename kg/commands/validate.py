"""`kg validate`: does the graph hold together, said as people read it."""

from __future__ import annotations

from dataclasses import asdict

import click

from kg.cli_words import Spoken, words
from kg.commands.options import help_of, language_of, listing_options, workspace_option, workspace_to_read, write_rows
from kg.current import validate_current


@click.command("validate", cls=Spoken, help=help_of("validate"))
@listing_options
@workspace_option
def validate_command(*, form: str, output: str | None, folder: str | None) -> int:
    """Check the graph against its shapes."""
    workspace = workspace_to_read(folder)
    language = language_of(workspace)
    say = words(language)
    findings = validate_current(workspace, language)
    if findings or form != "table":
        columns = ("severity", "focus", "path", "message", "value")
        write_rows([asdict(f) for f in findings], {key: say[f"column.{key}"] for key in columns}, form, output)
    else:
        click.echo(say["validate.fine"])
    return int(any(finding.severity == "error" for finding in findings))
