"""The command line: which commands there are, and how an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import LANGUAGE, Spoken, say_error, words
from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Command to the module in kg.commands that holds it, in the order of the help. Listing imports none of them.
COMMANDS: dict[str, str] = {
    "init": "init", "refresh": "refresh", "extract": "extract", "gaps": "gaps", "suggest": "suggest", "show": "show",
    "casebook": "casebook", "diff": "diff", "map": "map",
    "agenda": "agenda",
    "query": "query", "queries": "queries", "export": "export", "validate": "validate", "status": "status",
    "review": "review", "accept": "decide", "reject": "decide", "merge": "decide", "split": "decide",
    "answer": "decide", "research": "decide", "retire": "decide", "reopen": "decide", "theme": "decide",
    "type": "decide", "grade": "decide", "school": "decide", "hide": "decide", "withdraw": "decide",
    "lookup": "lookup", "forget": "forget",
}  # fmt: skip


class LazyGroup(Spoken, click.Group):
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

            near = get_close_matches(args[0].lower(), COMMANDS, n=1)
            hint = f"did you mean: {near[0]}" if near else "see: kg --help"
            raise UsageError(f"there is no command '{args[0]}'", hint=hint)
        return super().resolve_command(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> click.Context:
        """Read what stands before the command; what is wrong there is said as all errors are."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            raise click.exceptions.Exit(error.exit_code) from None
        except click.ClickException as error:
            click.echo(say_error(as_kg_error(error), LANGUAGE), err=True)
            raise click.exceptions.Exit(error.exit_code) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  (click decides)
        """Run a command; what a user can solve becomes a message and an exit code, a number that it gives the latter.

        Anything else is a bug and shows itself.
        """
        try:
            result = super().invoke(ctx)
        except (KgError, click.ClickException) as error:
            said = error if isinstance(error, KgError) else as_kg_error(error, ctx.invoked_subcommand)
            click.echo(say_error(said, (ctx.obj or {}).get("language", LANGUAGE)), err=True)
            ctx.exit(said.exit_code)
        ctx.exit(result if isinstance(result, int) else 0)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the list of commands without importing one."""
        super().format_options(ctx, formatter)
        with formatter.section(words()["commands"]):
            formatter.write_dl([(name, words()[f"help.{name}"]) for name in COMMANDS])


@click.group(
    cls=LazyGroup,
    help=words()["help.kg"],
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KG"},
)
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False), help=words()["help.folder"])
@click.version_option(package_name="kennistafel-kg", prog_name="kg", help=words()["help.version"])
@click.pass_context
def cli(context: click.Context, folder: str | None) -> None:
    """Turn notes and publications into a graph of questions and answers."""
    context.obj = {"folder": folder}
    if os.environ.get("NO_COLOR"):
        context.color = False


def as_kg_error(error: click.ClickException, command: str | None = None) -> KgError:
    """Give what click says about how a command was typed as one of our own errors."""
    hint = f"see: kg {command} --help" if command else "see: kg --help"
    return UsageError(" ".join(error.format_message().split()), hint=hint)


def main(arguments: Sequence[str] | None = None) -> Any:  # noqa: ANN401  (click decides)
    """Run kg and end with its exit code."""
    try:
        result = cli.main(list(arguments) if arguments is not None else None, prog_name="kg", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  (else Python complains when it ends)
        sys.exit(0)


if __name__ == "__main__":
    main()
