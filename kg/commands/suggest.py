"""`kg suggest`: publications for questions, with the words that matched."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    help_of,
    language_of,
    listing_options,
    the_workspace,
    workspace_option,
    write_rows,
    write_text,
)
from kg.commands.publishing import publish_option, store_to_read, wished
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.search.suggesting import Suggestions

#: Files that are named where nothing was found, before the rest is only counted.
_NAMED = 3


@click.command("suggest", cls=Spoken, help=help_of("suggest"))
@click.argument("questions", nargs=-1, metavar=words()["metavar.questions"])
@click.option("--top", type=click.IntRange(1, 1000), default=None, metavar="N", help=help_of("suggest.top"))
@click.option("--semantic/--no-semantic", default=False, help=help_of("suggest.semantic"))
@listing_options
@publish_option
@workspace_option
def suggest_command(
    *, questions: tuple[str, ...], top: int | None, semantic: bool, form: str, output: str | None, folder: str | None
) -> None:
    """Suggest publications."""
    from kg.facts import newest_date  # noqa: PLC0415
    from kg.search.suggesting import Wish, asked_for, searched_files, suggest, unanswered_questions  # noqa: PLC0415

    workspace = the_workspace(folder)
    wish = Wish(workspace.settings.language, semantic)
    with store_to_read(workspace) as store:
        asked = asked_for(store, tuple(map(wished, questions))) if questions else unanswered_questions(store)
        found = suggest(store, workspace.search_index, asked, top, wish)
        date, files = newest_date(store), searched_files(store)
    say = words(language_of(workspace))
    if form == "table":
        write_text(_as_text(found, say, date, files), output)
    elif form == "json":
        rows = [{key: value for key, value in asdict(one).items() if key != "searched"} for one in found]
        write_rows(rows, {}, form, output)
    else:
        columns = ("text", "score", "id", "title", "because")
        write_rows(_flat(found), {key: say[f"column.{key}"] for key in columns}, form, output)


def _flat(found: Sequence[Suggestions]) -> list[dict[str, object]]:
    return [{"text": one.text, **asdict(suggestion)} for one in found for suggestion in one.suggestions]


def _as_text(found: Sequence[Suggestions], say: Mapping[str, str], date: str, files: Sequence[str]) -> str:
    lines: list[str] = []
    for one in found:
        lines.append(" ".join(one.text.split()))
        for suggestion in one.suggestions:
            title = " ".join(suggestion.title.split())
            lines.append(f"  {suggestion.score:.2f}  {title}" + (f" ({suggestion.id})" if suggestion.id else ""))
            because = ", ".join(suggestion.because) or say["suggest.meaning"]
            lines.append("        " + say["suggest.because"].format(because))
        if not one.suggestions:
            lines.append("  " + _nothing(one.searched, say, date, files))
        lines.append("")
    if not found:
        lines.append(say["suggest.no_questions"])
    return "\n".join(map(tty, lines)).rstrip("\n") + "\n"


def _nothing(searched: int, say: Mapping[str, str], date: str, files: Sequence[str]) -> str:
    """Say that nothing was found, and where was looked: never that nothing is known."""
    if not searched:
        return say["suggest.no_publications"]
    named = [*files[:_NAMED], *([say["more"].format(len(files) - _NAMED)] if len(files) > _NAMED else [])]
    scope = ", ".join([*([date] if date else []), *named])
    return say["suggest.nothing_one" if searched == 1 else "suggest.nothing"].format(searched, scope)
