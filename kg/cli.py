"""The command line: which commands there are, and how an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import words
from kg.errors import KgError
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Command to the module in kg.commands that holds it, in the order of the help. Listing imports none of them.
COMMANDS: dict[str, str] = {
    "init": "init", "refresh": "refresh", "extract": "extract", "gaps": "gaps", "show": "show", "map": "map",
    "query": "query", "queries": "queries", "export": "export", "validate": "validate", "status": "status",
    "accept": "decide", "reject": "decide", "merge": "decide", "split": "decide", "answer": "decide",
    "research": "decide", "retire": "decide", "reopen": "decide", "theme": "decide", "type": "decide",
    "grade": "decide", "school": "decide", "hide": "decide", "withdraw": "decide",
}  # fmt: skip


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, so that `kg --help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and give a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"kg.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that a user typed; a near miss is answered with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = words()["did_you_mean"].format(near[0]) if near else words()["see_help"]
            ctx.fail(words()["no_command"].format(tty(args[0])) + " " + hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing one."""
        with formatter.section(words()["commands"]):
            formatter.write_dl([(name, words()[f"help.{name}"]) for name in COMMANDS])


@click.group(
    cls=LazyGroup,
    help=words()["help.kg"],
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KG"},
)
@click.option("-C", "folder", type=click.Path(file_okay=False), help=words()["help.folder"])
@click.version_option(package_name="kennistafel-kg", prog_name="kg")
@click.pass_context
def cli(context: click.Context, folder: str | None) -> None:
    """Turn notes and publications into a graph of questions and answers."""
    context.obj = {"folder": folder}
    if os.environ.get("NO_COLOR"):
        context.color = False


def say(error: KgError) -> str:
    """Give an error as one or two lines that a terminal cannot be tricked with."""
    lines = [f"kg: {tty(str(error))}"]
    if error.hint:
        lines.append(f"    → {tty(error.hint)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> Any:  # noqa: ANN401  (click decides)
    """Run kg; a KgError becomes a message and its exit code, anything else is a bug and shows itself."""
    try:
        result = cli.main(list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)
    except KgError as error:
        click.echo(say(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  (else Python complains when it ends)
        sys.exit(0)
