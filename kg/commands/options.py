"""What commands share: finding the workspace, the options of everything that lists, and writing it out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import LANGUAGE, words
from kg.guards.atomic import write_file
from kg.tables import FORMATS, render, terminal_width
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def help_of(key: str) -> str:
    """Give the help of a command or an option in the language of the user."""
    return words()[f"help.{key}"]


def workspace_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take `-C DIR`, as the group does."""
    return click.option("-C", "folder", type=click.Path(file_okay=False), help=help_of("folder"))(command)


def listing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command that lists take `--format`, `-o` and `--lang`."""
    command = click.option("--lang", type=click.Choice(["nl", "en"]), help=help_of("lang"))(command)
    command = click.option("-o", "output", type=click.Path(dir_okay=False), help=help_of("output"))(command)
    return click.option("--format", "form", type=click.Choice(FORMATS), default="table", help=help_of("format"))(
        command
    )


def the_workspace(folder: str | None) -> Workspace:
    """Give the workspace that a command works in: `-C` of the command or of kg, else the current folder."""
    outer = (click.get_current_context().find_root().obj or {}).get("folder")
    return find_workspace(Path(folder or outer or "."))


def language_of(workspace: Workspace, lang: str | None) -> str:
    """Give the language to answer in: `--lang`, else that of the workspace."""
    return lang or workspace.settings.language


def write_rows(rows: Sequence[Mapping[str, object]], columns: Mapping[str, str], form: str, output: str | None) -> None:
    """Write rows in a format, to a file or to standard output."""
    is_terminal = output is None and sys.stdout.isatty()
    write_text(render(rows, columns, form, terminal_width(is_terminal=is_terminal)), output)


def write_text(text: str, output: str | None) -> None:
    """Write a text to a file, or to standard output."""
    write_bytes(text.encode("utf-8", "backslashreplace"), output)


def write_bytes(data: bytes, output: str | None) -> None:
    """Write bytes to a file, or to standard output; `-` is standard output."""
    if output is None or output == "-":
        click.get_binary_stream("stdout").write(data)
    else:
        write_file(Path(output), data)


__all__ = [
    "LANGUAGE",
    "help_of",
    "language_of",
    "listing_options",
    "the_workspace",
    "words",
    "workspace_option",
    "write_bytes",
    "write_rows",
    "write_text",
]
