"""`kg init`: make a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli_words import Spoken, program, words
from kg.commands.options import help_of
from kg.starting import start_workspace


@click.command("init", cls=Spoken, help=help_of("init"))
@click.argument("folder", default=".", type=click.Path(file_okay=False), metavar=words()["metavar.folder"])
def init_command(folder: str) -> None:
    """Make a workspace."""
    made = start_workspace(Path(folder))
    for path in made:
        click.echo(words()["init.made"].format(path))
    click.echo(words()["init.next" if made else "init.nothing"].format(folder, program()))
