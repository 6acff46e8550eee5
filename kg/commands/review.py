"""`kg review`: all that waits for a person, one by one, one key each."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, say_error, words
from kg.commands.options import (
    help_of,
    language_of,
    listing_options,
    workspace_option,
    workspace_to_read,
    write_rows,
)
from kg.current import current_store
from kg.errors import UsageError
from kg.guards.terminal import tty
from kg.tables import terminal_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.cards import Card
    from kg.reviewing import Session, Signed, Waiting
    from kg.workspace import Workspace

#: Proposals of which the cards are read at once, so that no key waits for the graph.
_AHEAD = 20

#: Keys that stop in every language: q, Ctrl-C, Ctrl-D, and nothing left to read.
_STOP = ("q", "\x03", "\x04", "")


@click.command("review", cls=Spoken, help=help_of("review"))
@click.option(
    "--kind",
    type=click.Choice(["same-question", "same-publication", "theme-of", "evidence"]),
    help=help_of("review.kind"),
)
@click.option("--by", help=help_of("decide.by"))
@listing_options
@workspace_option
def review_command(*, kind: str | None, by: str | None, form: str, output: str | None, folder: str | None) -> None:
    """Go through what waits."""
    from kg.deciding import who  # noqa: PLC0415
    from kg.reviewing import Session, Signed, find_waiting  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    language = language_of(workspace)
    with current_store(workspace) as store:
        waiting = find_waiting(store, workspace, kind=kind or "", language=language)
    if form != "table" or output is not None or not _is_terminal():
        _list(waiting, form, output, words(language))
        return
    signed = Signed(who(workspace, by or ""), date.today().isoformat())  # noqa: DTZ011  (the day here)
    session = _Review(workspace, signed, language).go(Session(tuple(waiting)))
    _end(workspace, session, words(language))


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _list(waiting: list[Waiting], form: str, output: str | None, say: Mapping[str, str]) -> None:
    rows: list[dict[str, object]] = [asdict(one) for one in waiting]
    if form != "json":
        for row in rows:
            row["kind"] = say[f"review.{row['kind']}"]
    columns = ("kind", "score", "left_text", "right_text", "because")
    write_rows(rows, {key: say[f"review.column.{key}"] for key in columns}, form, output)


def _end(workspace: Workspace, session: Session, say: Mapping[str, str]) -> None:
    """Bring the outputs up to date, once for all that was decided, and say what is left."""
    from kg.catching_up import catch_up  # noqa: PLC0415

    if session.past:
        click.echo(say["review.updating"])
        catch_up(workspace)
    left = len(session.queue)
    click.echo(say["review.done"].format(written=session.written, left=left) if left or session.past
               else say["review.nothing"])  # fmt: skip


class _Review:
    """The dialogue: shows the first proposal, reads a key, and goes on until nothing waits or the person stops."""

    def __init__(self, workspace: Workspace, signed: Signed, language: str) -> None:
        self.workspace, self.signed, self.language = workspace, signed, language
        self.say = words(language)
        self.cards: dict[str, Card | None] = {}
        self.width = min(terminal_width(is_terminal=True) or 80, 100)

    def go(self, session: Session) -> Session:
        """Give the session as the person left it."""
        while session.queue:
            self._show(session)
            key = self._key()
            if key in _STOP or key == self.say["review.key.stop"]:
                break
            session = self._react(session, key)
        return session

    def _react(self, session: Session, key: str) -> Session:
        """Give the session after a key; one that means nothing changes nothing."""
        from kg.reviewing import LATER, answer, choices, undo  # noqa: PLC0415

        first = session.queue[0]
        meant = next((c for c in (*choices(first), LATER, "note", "undo") if self.say[f"review.key.{c}"] == key), "")
        try:
            if meant == "note":
                note = click.prompt(self.say["review.note"], default="", show_default=False)
                self.signed = replace(self.signed, note=note)
            elif meant == "undo":
                session = undo(self.workspace, session, replace(self.signed, note=""))
            elif meant:
                session = answer(self.workspace, session, meant, self.signed)
                self.signed = replace(self.signed, note="")
        except UsageError as error:
            click.echo(say_error(error, self.language))
        return session

    def _key(self) -> str:
        try:
            key = click.getchar()
        except (EOFError, KeyboardInterrupt, OSError):
            key = ""
        click.echo(tty(key.strip()))
        return key.lower()

    def _show(self, session: Session) -> None:
        from kg.reviewing import choices  # noqa: PLC0415

        first = session.queue[0]
        self._look_ahead(session)
        head = self.say["review.head"].format(n=len(session.queue), kind=self.say[f"review.{first.kind}"])
        lines = [
            "",
            f"── {head} ──",
            *self._side(first.left, first.left_text),
            "  ↔",
            *self._side(first.right, first.right_text),
        ]
        because = ", ".join(first.because)
        lines.append(self._wrapped(self.say["review.score"].format(score=first.score, because=because), ""))
        if self.signed.note:
            lines.append(self._wrapped(self.say["review.noted"].format(self.signed.note), ""))
        names = [*choices(first), "later", "note", *(["undo"] if session.past else []), "stop"]
        lines.append(" ".join(self._label(name, first.kind) for name in names))
        click.echo("\n".join(tty(line) for line in lines))

    def _label(self, name: str, kind: str) -> str:
        spoken = self.say.get(f"review.answer.{kind}.{name}", self.say[f"review.answer.{name}"])
        return f"[{self.say[f'review.key.{name}']}] {spoken} "

    def _side(self, iri: str, text: str) -> list[str]:
        """Give what is told of one of the two: its name, its words elsewhere, by whom, and how its abstract begins."""
        card = self.cards.get(iri)
        lines = [self._wrapped(" ".join(text.split()), "  ")]
        if card is None:
            return lines
        lines += [self._wrapped(card.about, "    ")] if card.about else []
        for quote, place in card.quotes[:3]:
            same = " ".join(quote.split()) == " ".join(text.split())
            lines += ([] if same else [self._wrapped(f"“{' '.join(quote.split())}”", "    ")]) + [f"    {place}"]
        return [*lines, self._wrapped(card.start, "    ")] if card.start else lines

    def _wrapped(self, text: str, indent: str) -> str:
        return textwrap.fill(text, self.width, initial_indent=indent, subsequent_indent=indent)

    def _look_ahead(self, session: Session) -> None:
        """Read the cards of the next proposals, unless those of the first are there."""
        from kg.cards import read_cards  # noqa: PLC0415

        first = session.queue[0]
        if first.left in self.cards and first.right in self.cards:
            return
        ends = [iri for one in session.queue[:_AHEAD] for iri in (one.left, one.right)]
        with current_store(self.workspace) as store:
            self.cards |= _all(ends, read_cards(store, ends))


def _all(iris: list[str], cards: Mapping[str, Card]) -> dict[str, Card | None]:
    """Give the card of each thing, None for those that have none: they are not looked for again."""
    return {iri: cards.get(iri) for iri in iris}
