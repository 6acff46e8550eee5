"""`kg query`: ask the graph, by a saved query, a file or a line of SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    help_of,
    language_of,
    output_option,
    workspace_option,
    workspace_to_read,
    write_bytes,
    write_text,
)
from kg.commands.publishing import is_published, publish_option, store_to_read, wished
from kg.errors import UsageError
from kg.queries import SavedQuery, bind, load_query, parse_query, query_names

#: Formats of an answer; the module that writes them is imported later.
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


@click.command("query", cls=Spoken, help=help_of("query"))
@click.argument("name", required=False, metavar=words()["metavar.query"])
@click.option("-e", "text", help=help_of("query.e"))
@click.option("--param", "parameters", multiple=True, metavar="K=V", help=help_of("query.param"))
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help=help_of("format"))
@output_option
@publish_option
@workspace_option
def query_command(
    *,
    name: str | None,
    text: str | None,
    parameters: tuple[str, ...],
    form: str,
    output: str | None,
    folder: str | None,
) -> None:
    """Ask the graph."""
    from kg.current import ask_outside  # noqa: PLC0415
    from kg.tables import render, terminal_width  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    query = _the_query(name, text)
    if is_published(workspace):
        with store_to_read(workspace) as store:
            values = {key: wished(value) for key, value in _values(parameters).items()}
            answer = ask_outside(workspace, bind(query, values), form, store)
    else:
        answer = ask_outside(workspace, bind(query, _values(parameters)), form)
    if answer.data or form != "table":
        write_bytes(answer.data, output)
    else:
        rows: list[dict[str, object]] = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        width = terminal_width(is_terminal=output is None and sys.stdout.isatty())
        write_text(render(rows, {c: c for c in answer.columns}, "table", width), output)
    if answer.is_cut:
        click.echo(words(language_of(workspace))["query.cut"], err=True)


def _the_query(name: str | None, text: str | None) -> SavedQuery:
    if (name is None) == (text is None):
        raise UsageError("name one query, or give one with -e", hint="see them with: kg queries")
    if text is not None:
        return parse_query("-e", text)
    assert name is not None  # noqa: S101  (one of the two is there)
    if name in query_names():
        return load_query(name)
    path = Path(name)
    if not path.is_file():
        return load_query(name)  # says which ones there are
    try:
        return parse_query(name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError("is not UTF-8", path=path, hint="save it as UTF-8") from None


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for parameter in parameters:
        key, sign, value = parameter.partition("=")
        if not sign:
            raise UsageError(f"'{parameter}' is no parameter", hint="write it as --param name=value")
        values[key] = value
    return values
