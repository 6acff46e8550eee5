"""What commands share: finding the workspace, the options of everything that lists, and writing it out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import LANGUAGE, WISHED, words
from kg.errors import UsageError
from kg.guards.atomic import write_file
from kg.tables import FORMATS, render, terminal_width
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def help_of(key: str) -> str:
    """Give the help of a command or an option in the language of the user."""
    return words()[f"help.{key}"]


def workspace_option(command: Any) -> Any:  # noqa: ANN401  (a function or a command, as click takes both)
    """Let a command take `-C DIR`, as the group does."""
    kind = click.Path(exists=True, file_okay=False)
    return click.option("-C", "folder", type=kind, help=help_of("folder"))(command)


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take `--lang`, which counts for its errors too."""
    choice = click.Choice(["nl", "en"])
    return click.option(
        "--lang", type=choice, is_eager=True, expose_value=False, callback=_speak, help=help_of("lang")
    )(command)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take `-o FILE`."""
    return click.option("-o", "output", type=click.Path(dir_okay=False), help=help_of("output"))(command)


def listing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command that lists take `--format`, `-o` and `--lang`."""
    return report_options()(command)


def report_options(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a command that lists take `--format` with more forms than a list has, `-o` and `--lang`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        choice = click.Choice([*FORMATS, *forms])
        command = output_option(lang_option(command))
        return click.option("--format", "form", type=choice, default="table", help=help_of("format"))(command)

    return decorate


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take `--as-of DATE`."""
    return click.option("--as-of", default="", metavar="DATE", help=help_of("as_of"))(command)


def _root(context: click.Context) -> dict[str, Any]:
    """Give what all commands of this call know: the folder, and the language once it is known."""
    found: dict[str, Any] = context.find_root().ensure_object(dict)
    return found


def root_of_call() -> dict[str, Any]:
    """Give what all parts of this call know. A `check` in it sees all that is written, before it is."""
    return _root(click.get_current_context())


def _speak(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
    if value:
        _root(context)["language"] = value
    return value


def outer_folder(folder: str | None) -> str | None:
    """Give the folder of `-C`: that of the command, else that of kg itself."""
    return folder or _root(click.get_current_context()).get("folder")


def the_workspace(folder: str | None) -> Workspace:
    """Give the workspace that a command works in: `-C` of the command or of kg, else the current folder."""
    workspace = find_workspace(Path(outer_folder(folder) or "."))
    _root(click.get_current_context()).setdefault("language", WISHED or workspace.settings.language)
    return workspace


def workspace_to_read(folder: str | None) -> Workspace:
    """Give the workspace that a command reads the graph of, once all that was decided is in it."""
    from kg.shortcut import decisions_wait  # noqa: PLC0415

    workspace = the_workspace(folder)
    if decisions_wait(workspace):
        from kg.catching_up import catch_up_to_read  # noqa: PLC0415

        catch_up_to_read(workspace)
    return workspace


def language_of(workspace: Workspace | None = None) -> str:
    """Give the language to speak: that of `--lang`, else of KG_LANG, else of the workspace."""
    told = _root(click.get_current_context()).get("language")
    return told or WISHED or (workspace.settings.language if workspace else LANGUAGE)


def write_rows(rows: Sequence[Mapping[str, object]], columns: Mapping[str, str], form: str, output: str | None) -> None:
    """Write rows in a format, to a file or to standard output."""
    is_terminal = output is None and sys.stdout.isatty()
    write_text(render(rows, columns, form, terminal_width(is_terminal=is_terminal)), output)


def write_text(text: str, output: str | None) -> None:
    """Write a text to a file, or to standard output."""
    write_bytes(text.encode("utf-8", "backslashreplace"), output)


def write_bytes(data: bytes, output: str | None) -> None:
    """Write bytes to a file, or to standard output; `-` is standard output.

    Raises:
        UsageError: the file lies in a folder that is not there.
    """
    check = root_of_call().get("check")
    if check:
        check(data)
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(output).resolve()
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder '{Path(output).parent}'", hint="make it first, or choose another")
    if path.exists() and not path.is_file():  # a pipe or /dev/null is written to, not replaced
        path.open("wb").write(data)
    else:
        write_file(path, data)


def write_pieces(pieces: Iterable[bytes], output: str | None) -> None:
    """Write bytes piece by piece to standard output, or whole to a file.

    Raises:
        UsageError: the file lies in a folder that is not there.
    """
    if (output is not None and output != "-") or "check" in root_of_call():
        write_bytes(b"".join(pieces), output)
        return
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


__all__ = [
    "LANGUAGE",
    "as_of_option",
    "help_of",
    "lang_option",
    "language_of",
    "listing_options",
    "outer_folder",
    "output_option",
    "report_options",
    "root_of_call",
    "the_workspace",
    "words",
    "workspace_option",
    "workspace_to_read",
    "write_bytes",
    "write_pieces",
    "write_rows",
    "write_text",
]
