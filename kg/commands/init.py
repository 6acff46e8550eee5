"""`kg init`: make a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_words import words
from kg.commands.options import help_of
from kg.starting import start_workspace


@click.command("init", help=help_of("init"))
@click.argument("folder", default=".", type=click.Path(file_okay=False))
def init_command(folder: str) -> None:
    """Make a workspace."""
    made = start_workspace(Path(folder))
    for path in made:
        click.echo(words()["init.made"].format(path))
    click.echo(words()["init.next" if made else "init.nothing"].format(folder))
