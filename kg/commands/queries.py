"""`kg queries`: the saved queries, with what each answers."""

from __future__ import annotations

import click

from kg.cli_words import Spoken, words
from kg.commands.options import help_of, language_of, listing_options, write_rows


@click.command("queries", cls=Spoken, help=help_of("queries"))
@listing_options
def queries_command(*, form: str, output: str | None) -> None:
    """List the saved queries."""
    from kg.queries import load_query, query_names  # noqa: PLC0415

    language = language_of()
    rows = [
        {
            "name": query.name,
            "question": query.question.get(language, ""),
            "parameters": [f"{p.name}={p.type}" for p in query.parameters],
        }
        for query in map(load_query, query_names())
    ]
    write_rows(
        rows, {key: words(language)[f"column.{key}"] for key in ("name", "question", "parameters")}, form, output
    )
