"""`kg export`: the graph in other people's formats, or all pages as a folder that can be given away."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    as_of_option,
    help_of,
    lang_option,
    language_of,
    workspace_option,
    workspace_to_read,
    write_bytes,
)
from kg.commands.publishing import check_files, publish_option, published_graph, store_to_read
from kg.errors import UsageError
from kg.workspace import Workspace

#: Formats; the module that writes them is imported later.
FORMATS = ("trig", "turtle", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csljson", "csv", "site")


@click.command("export", cls=Spoken, help=help_of("export"))
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help=help_of("format"))
@click.option("-o", "output", type=click.Path(), help=help_of("export.output"))
@as_of_option
@lang_option
@publish_option
@workspace_option
def export_command(*, form: str, output: str | None, as_of: str, folder: str | None) -> None:
    """Write the graph in a format, or the site."""
    if form == "site":
        return _export_site(workspace_to_read(folder), output, as_of)
    from kg.exports import export  # noqa: PLC0415

    if as_of:
        raise UsageError("only a site can be of an earlier date", hint="leave out --as-of, or choose --format site")
    if output and Path(output).is_dir():
        raise UsageError(f"'{output}' is a folder", hint="give the name of a file")
    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        write_bytes(export(store, form, language=language_of(workspace)), output)
    return None


def _export_site(workspace: Workspace, output: str | None, as_of: str) -> None:
    """Write the site to a zip file, or to a folder that is new or empty."""
    from kg.site import check_folder, make_site, packed, site_name, write_site  # noqa: PLC0415

    language = language_of(workspace)
    target = output or str(workspace.root / f"{site_name(workspace)}.zip")
    to_folder = target != "-" and not target.lower().endswith(".zip")
    if to_folder:
        check_folder(Path(target))
    with published_graph(workspace) as published:
        files = make_site(workspace, as_of=as_of, language=language, published=published)
    check_files(files)
    if to_folder:
        write_site(files, Path(target))
    else:
        write_bytes(packed(files, site_name(workspace)), target)
    if target != "-":
        click.echo(words(language)["site.written"].format(target, len(files)), err=True)
