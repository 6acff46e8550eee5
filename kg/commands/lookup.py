"""`kg lookup`: publications from a server that kg.toml names. It asks nobody unless told to."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import Spoken, words
from kg.commands.found import Found, Wish, as_json, as_text, server_of
from kg.commands.options import (
    help_of,
    lang_option,
    language_of,
    output_option,
    the_workspace,
    workspace_option,
    write_text,
)
from kg.errors import UsageError
from kg.guards.getting import Manners
from kg.guards.terminal import tty, tty_json
from kg.words.errors import translate
from kg.workspace import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.lookup import Asking, Candidate
    from kg.model import Issue
    from kg.workspace import LookupSource, Workspace

#: The one variable that a key of OpenAlex is taken from; it stands in no file.
KEY_VARIABLE = "KG_OPENALEX_KEY"

#: How servers are asked, and the clock by which answers grow old; a test has its own.
MANNERS, CLOCK = Manners(), time.time

#: What a person answers who wants nothing.
_NONE = ("", "0", "-", "geen", "none", "niets", "n")


@click.command("lookup", cls=Spoken, help=help_of("lookup"))
@click.argument("question", nargs=-1, required=True, metavar=words()["metavar.words"])
@click.option("--from", "names", multiple=True, help=help_of("lookup.from"))
@click.option("--words", "told", default="", help=help_of("lookup.words"))
@click.option("--top", type=click.IntRange(1, 50), default=10, help=help_of("lookup.top"))
@click.option("--pick", "chosen", default=None, help=help_of("lookup.pick"))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help=help_of("format"))
@output_option
@lang_option
@workspace_option
def lookup_command(
    *,
    question: tuple[str, ...],
    form: str,
    output: str | None,
    folder: str | None,
    **given: Any,  # noqa: ANN401
) -> int:
    """Look publications up."""
    workspace = the_workspace(folder)
    sources = _sources(workspace, given["names"])
    wish, known = _wish(workspace, " ".join(question), given["told"], sources, given["top"])
    found = _ask(workspace, wish, known)
    for name, issues in found.issues.items():
        _tell(name, issues)
    chosen = given["chosen"]
    if form == "table":
        write_text(as_text(found, wish), output)
        if chosen is None and output is None and found.candidates and is_talking():
            chosen = _prompt(found.candidates)
    written = _take(workspace, wish, found.candidates, chosen)
    if form == "json":
        text = json.dumps(as_json(found, wish, written), ensure_ascii=False, indent=2)
        write_text(tty_json(text) + "\n", output)
    return int(any(issue.is_error for issues in found.issues.values() for issue in issues))


def is_talking() -> bool:
    """Tell whether a person is there who can be asked something."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _sources(workspace: Workspace, names: Sequence[str]) -> tuple[LookupSource, ...]:
    """Give whom to ask.

    Raises:
        UsageError: kg.toml names nobody, or none of that name.
    """
    told = workspace.settings.lookup.sources
    if not told:
        hint = 'to switch it on, put under [lookup.sources] in kg.toml: openalex = "https://api.openalex.org/works"'
        path = workspace.sources / SETTINGS_FILE
        raise UsageError("looking things up is off: no server is named; nothing was sent", path=path, hint=hint)
    for name in names:
        if name not in [source.name for source in told]:
            hint = f"choose one of: {', '.join(source.name for source in told)}"
            raise UsageError(f"no server is called '{name}' in kg.toml", hint=hint)
    return tuple(source for source in told if not names or source.name in names)


def _wish(
    workspace: Workspace, text: str, told: str, sources: tuple[LookupSource, ...], top: int
) -> tuple[Wish, frozenset[str]]:
    """Give what to ask, and what the library has already.

    Raises:
        UsageError: nothing to look for is left, or the question may not leave this machine.
    """
    from kg.current import current_store  # noqa: PLC0415
    from kg.lookup import known_keys, search_words  # noqa: PLC0415
    from kg.lookup.subject import Subject, find_subject  # noqa: PLC0415
    from kg.refresh import read_context  # noqa: PLC0415

    subject, known = Subject(text), frozenset[str]()
    if (workspace.outputs / "graph").is_dir():
        with current_store(workspace) as store:
            subject, known = find_subject(store, text), known_keys(store)
    if subject.iri and not told:
        _check_privacy(workspace)
    themes = read_context(workspace).themes
    sought = search_words(told or subject.text, workspace.settings.language, themes, is_told=bool(told))
    if not sought.sent:
        raise UsageError("no words to look for are left", hint="name what it is about, or give --words")
    return Wish(subject, sought, sources, top), known


def _check_privacy(workspace: Workspace) -> None:
    """Refuse to send the words of a question that may name whom [privacy] does not show."""
    settings = workspace.settings
    if settings.persons != "show" or settings.schools != "show":
        hint = 'say yourself what may be sent: --words "..."; nothing was sent'
        path = workspace.sources / SETTINGS_FILE
        raise UsageError("a question may name persons or schools, which [privacy] does not show", path=path, hint=hint)


def _ask(workspace: Workspace, wish: Wish, known: frozenset[str]) -> Found:
    """Say what goes out and to whom; then ask, one server after another."""
    from kg.guards.worker import Worker  # noqa: PLC0415
    from kg.lookup import Asking, ask, make_candidates  # noqa: PLC0415

    with Worker() as worker:
        key = os.environ.get(KEY_VARIABLE, "").strip()
        asking = Asking(workspace.settings.lookup, workspace.cache / "lookup", worker, key, MANNERS, CLOCK)
        _announce(wish, asking)
        asked = tuple(ask(source, wish.sought, asking) for source in wish.sources)
        candidates, unread = make_candidates(asked, wish.sought, known, worker)
    issues = {one.source.name: (*one.issues, *unread.get(one.source.name, ())) for one in asked}
    return Found(asked, issues, tuple(candidates[: wish.top]))


def _announce(wish: Wish, asking: Asking) -> None:
    from kg.lookup.asking import is_kept  # noqa: PLC0415

    say = words(language_of())
    click.echo(say["lookup.words"].format(", ".join(wish.sought.sent)), err=True)
    for source in wish.sources:
        how = "list" if source.kind == "oai" else "sent"
        how = "kept" if is_kept(source, wish.sought, asking) else how
        click.echo(say[f"lookup.{how}"].format(source.name, server_of(source)), err=True)


def _tell(name: str, issues: Sequence[Issue]) -> None:
    language = language_of()
    say = words(language)
    for issue in issues:
        kind = say["error" if issue.is_error else "warning"]
        click.echo(f"{kind}: {name}: {tty(translate(issue.message, language))}", err=True)
        if issue.hint:
            click.echo(f"    → {tty(translate(issue.hint, language))}", err=True)


def _prompt(candidates: Sequence[Candidate]) -> str:
    """Give what a person wants, asked again until it is in the list."""
    from kg.lookup import pick  # noqa: PLC0415

    language = language_of()
    while True:
        answer = str(click.prompt(words(language)["lookup.which"], default="", show_default=False)).strip()
        try:
            if answer.lower() not in _NONE:
                pick(candidates, answer)
        except UsageError as error:
            click.echo(tty(f"{translate(error.message, language)}: {translate(error.hint, language)}"), err=True)
        else:
            return answer


def _take(workspace: Workspace, wish: Wish, candidates: Sequence[Candidate], chosen: str | None) -> list[Path]:
    """Write what was chosen, and bring the outputs up to date."""
    from kg.commands.refresh import next_command, tell_issues  # noqa: PLC0415
    from kg.lookup import pick, write_picked  # noqa: PLC0415
    from kg.refresh import refresh  # noqa: PLC0415

    if chosen is None or chosen.strip().lower() in _NONE:
        return []
    say, picked = words(language_of()), pick(candidates, chosen)
    for one in picked:
        if one.is_known:
            click.echo(say["lookup.twice"].format(tty(one.publication.doi or one.publication.id)), err=True)
    written = write_picked(workspace.sources, picked)
    if not written:
        return []
    result = refresh(workspace)
    ours = {str(path): result.issues[str(path)] for path in written if str(path) in result.issues}
    for path in written:
        click.echo(say["lookup.written"].format(path.as_posix()), err=True)
    tell_issues(replace(result, issues=ours), workspace)
    for one in picked if wish.subject.iri else ():
        key = one.publication.doi or one.publication.id
        if key and not one.is_known:
            click.echo(say["lookup.next"].format(next_command(workspace), wish.subject.iri, tty(key)), err=True)
    return written
