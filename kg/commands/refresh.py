"""`kg refresh`: read what changed, update everything, print what is new."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from kg.cli_words import Spoken, program, say_error, shown_path, words
from kg.commands.options import help_of, language_of, the_workspace, workspace_option
from kg.current import unanswered
from kg.guards.terminal import tty
from kg.words.errors import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.refresh import RefreshResult
    from kg.workspace import Workspace

#: Most lines of a kind that are printed; the rest is counted.
_SHOWN = 20


@click.command("refresh", cls=Spoken, help=help_of("refresh"))
@click.option("--full", is_flag=True, help=help_of("refresh.full"))
@click.option("--dry-run", is_flag=True, help=help_of("refresh.dry_run"))
@click.option("--watch", is_flag=True, help=help_of("refresh.watch"))
@click.option("--strict", is_flag=True, help=help_of("refresh.strict"))
@click.option("--today", default="", metavar="DATE", help=help_of("refresh.today"))
@workspace_option
def refresh_command(*, full: bool, dry_run: bool, watch: bool, strict: bool, today: str, folder: str | None) -> int:
    """Read what changed."""
    from kg.facts import check_date  # noqa: PLC0415
    from kg.refresh import refresh  # noqa: PLC0415

    workspace = the_workspace(folder)
    if today:
        check_date(today)
    with _Progress() as progress:
        result = refresh(workspace, full=full, dry_run=dry_run, today=today, progress=progress.step)
    _tell_plan(result, workspace) if dry_run else _tell(result, workspace)
    if watch:
        _watch(workspace, today)
    if strict and result.issues:
        return 1
    return result.exit_code


class _Progress:
    """A progress bar on a terminal; nothing elsewhere."""

    def __enter__(self) -> Self:
        self.shown = sys.stderr.isatty()
        return self

    def step(self, done: int, total: int, path: str) -> None:
        """Show how far the reading is."""
        if self.shown and total:
            filled = 20 * done // total
            click.echo(
                f"\r\x1b[K{'█' * filled}{'░' * (20 - filled)} {done}/{total} {tty(path)[:50]}", nl=False, err=True
            )

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _tell_plan(result: RefreshResult, workspace: Workspace) -> None:
    language = workspace.settings.language
    for change in (*result.plan.to_read, *result.plan.removed):
        reason = words(language)[f"reason.{change.reason.replace(' ', '_')}"]
        click.echo(f"{tty(str(change.source.path))}: {reason}")
    if result.plan.nothing_to_do:
        click.echo(words(language)["refresh.nothing"])
    tell_issues(result, workspace)


def _tell(result: RefreshResult, workspace: Workspace) -> None:
    """Print what is new; the last five lines say what was read, how many questions wait, and where to look."""
    say = words(language_of(workspace))
    plan = result.plan
    _tell_questions(result, say)
    tell_issues(result, workspace)
    counts = {"read": len(plan.to_read), "removed": len(plan.removed), "same": len(plan.unchanged)}
    number = len(unanswered(workspace))
    click.echo(say["refresh.nothing" if plan.nothing_to_do else "refresh.read"].format(**counts))
    click.echo(say["refresh.unanswered_one" if number == 1 else "refresh.unanswered"].format(number))
    for name in ("gaps.html", "map.html"):
        click.echo(say[f"refresh.{name[:-5]}"].format(shown_path(workspace.outputs / name)))
    click.echo(say["refresh.next"].format(next_command(workspace)))


def next_command(workspace: Workspace) -> str:
    """Give the start of a command that works here: how kg was called, and where the workspace is if not here."""
    here = Path.cwd()
    inside = here == workspace.root or workspace.root in here.parents
    return program() if inside else f"{program()} -C {shown_path(workspace.root)}"


def _tell_questions(result: RefreshResult, say: Mapping[str, str]) -> None:
    statuses = {q: status for q, (_, status) in result.before.items()}
    groups = {
        "refresh.new": [t for q, (t, _) in sorted(result.questions.items()) if q not in statuses],
        "refresh.changed": [
            f"{t} ({say['status.' + statuses[q]]} → {say['status.' + s]})"
            for q, (t, s) in sorted(result.questions.items())
            if q in statuses and statuses[q] != s
        ],
        "refresh.gone": [t for q, (t, _) in sorted(result.before.items()) if q not in result.questions],
    }
    for key, texts in groups.items():
        if texts:
            click.echo(say[key].format(len(texts)))
            for text in texts[:_SHOWN]:
                click.echo(f"  · {tty(' '.join(text.split()))}")
            if len(texts) > _SHOWN:
                click.echo("  " + say["more"].format(len(texts) - _SHOWN))


def tell_issues(result: RefreshResult, workspace: Workspace) -> None:
    """Print, on standard error, what could not be read and what was guessed."""
    language = language_of(workspace)
    say = words(language)
    for path, issues in sorted(result.issues.items()):
        for issue in issues[:_SHOWN]:
            line = f":{issue.line}" if issue.line is not None else ""
            kind = say["error" if issue.is_error else "warning"]
            click.echo(f"{kind}: sources/{tty(path)}{line}: {tty(translate(issue.message, language))}", err=True)
            if issue.hint:
                click.echo(f"    → {tty(translate(issue.hint, language))}", err=True)
        if len(issues) > _SHOWN:
            click.echo("    " + say["more"].format(len(issues) - _SHOWN), err=True)


def _watch(workspace: Workspace, today: str) -> None:
    """Refresh again whenever the sources have changed and then kept still for a moment, until Ctrl-C."""
    import time  # noqa: PLC0415

    from kg.errors import KgError  # noqa: PLC0415
    from kg.plan import list_sources  # noqa: PLC0415
    from kg.refresh import refresh  # noqa: PLC0415

    click.echo(words(language_of(workspace))["refresh.watching"])
    seen = list_sources(workspace.sources)
    while True:
        time.sleep(1.0)
        now = list_sources(workspace.sources)
        if now == seen:
            continue
        seen = now
        try:
            result = refresh(workspace, today=today)
        except KgError as error:
            click.echo(say_error(error, language_of(workspace)), err=True)
        else:
            if not result.plan.nothing_to_do:
                _tell(result, workspace)
