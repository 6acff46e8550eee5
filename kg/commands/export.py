"""`kg export`: the graph in other people's formats."""

from __future__ import annotations

import click

from kg.cli_words import Spoken
from kg.commands.options import help_of, output_option, workspace_option, workspace_to_read, write_bytes
from kg.commands.publishing import publish_option, store_to_read

#: Formats; the module that writes them is imported later.
FORMATS = ("trig", "turtle", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csljson", "csv")


@click.command("export", cls=Spoken, help=help_of("export"))
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help=help_of("format"))
@output_option
@publish_option
@workspace_option
def export_command(*, form: str, output: str | None, folder: str | None) -> None:
    """Write the graph in a format."""
    from kg.exports import export  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        write_bytes(export(store, form), output)
