"""The words of the terminal, in the language of the user."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from kg.guards.terminal import tty
from kg.words import load_words
from kg.words.errors import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import KgError

#: The language that the person at the keyboard asks for in KG_LANG; '' where that says nothing.
WISHED = {"en": "en", "nl": "nl"}.get(os.environ.get("KG_LANG", "")[:2].lower(), "")

#: Language of help, and of messages where neither an option nor a workspace says another.
LANGUAGE = WISHED or "nl"


def words(language: str | None = None) -> Mapping[str, str]:
    """Give the words of the terminal."""
    return load_words("terminal", language or LANGUAGE)


def shown_path(path: PurePath | str) -> str:
    """Give a path as short as it can be typed here: relative where it is below the current folder."""
    here = Path.cwd()
    whole = here / path
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


def program() -> str:
    """Give how kg was called, so that the next command can be copied: `kg`, or a path to it."""
    called = Path(sys.argv[0])
    if called.stem != "kg":
        return "kg"
    import shutil  # noqa: PLC0415

    on_path = shutil.which("kg")
    is_path = called.parent != Path() and not (on_path and Path(on_path).absolute() == called.absolute())
    return shown_path(called) if is_path else "kg"


def say_error(error: KgError, language: str) -> str:
    """Give an error as one or two lines that a terminal cannot be tricked with."""
    path = None if error.path is None else shown_path(error.path)
    place = "".join(f"{part}:" for part in (path, error.line) if part is not None)
    lines = [" ".join(filter(None, ("kg:", place, translate(error.message, language))))]
    if error.hint:
        lines.append(f"    → {translate(error.hint, language)}")
    return tty("\n".join(lines))


class Spoken(click.Command):
    """A command whose help is in the language of the user throughout."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give `--help` with its own help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words()["help.help"]
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{words()['usage']}: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        shown = [
            record
            for record in (p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option))
            if record
        ]
        with formatter.section(words()["options"]):
            formatter.write_dl(shown)
