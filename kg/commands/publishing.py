"""What `--publish` does in every command: the graph without names, a last look at what leaves, and what was hidden."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kg.cli_words import words
from kg.commands.options import help_of, language_of, root_of_call
from kg.guards.iri import is_iri
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.published import Hiding, Published
    from kg.stores.oxigraph import OxigraphStore
    from kg.workspace import Workspace

#: Notes that are named where they could not be read, before the rest is only counted.
_NAMED = 3


def publish_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take `--publish` and `--hide-schools`; it opens the graph with `store_to_read`."""
    for name, key in (("--hide-schools", "hide_schools"), ("--publish", "publish")):
        option = click.option(
            name, key, is_flag=True, is_eager=True, expose_value=False, callback=_remember, help=help_of(key)
        )
        command = option(command)
    return command


def _remember(context: click.Context, parameter: click.Parameter, value: bool) -> bool:  # noqa: FBT001  (click decides)
    if value:
        context.find_root().ensure_object(dict)[str(parameter.name)] = True
    return value


@contextmanager
def store_to_read(workspace: Workspace) -> Iterator[OxigraphStore]:
    """Give the graph as it stands, without the names that are hidden, which all that is written is checked for."""
    from kg.current import current_store, published_store  # noqa: PLC0415  (help needs no graph)

    told, hiding = root_of_call(), _hiding(workspace)
    if hiding is None:
        with current_store(workspace) as store:
            yield store
        return
    with published_store(workspace, hiding) as published:
        told["published"] = published
        told["check"] = lambda data: _check(data, published, workspace)
        yield published.store


def _hiding(workspace: Workspace) -> Hiding | None:
    """Give what is hidden: with `--publish` persons in any case, else what kg.toml says; None where that is nothing."""
    told, settings = root_of_call(), workspace.settings
    is_asked = bool(told.get("publish") or told.get("hide_schools"))
    if not is_asked and (settings.persons, settings.schools) == ("show", "show"):
        return None
    from kg.published import Hiding, hiding_of  # noqa: PLC0415  (most calls hide nothing)

    return Hiding("hide", "code" if told.get("hide_schools") else settings.schools) if is_asked else hiding_of(settings)


@contextmanager
def published_graph(workspace: Workspace) -> Iterator[Published | None]:
    """Give the graph without names and what hides them, with `--publish`; else None."""
    if not is_published(workspace):
        yield None
        return
    with store_to_read(workspace):
        yield root_of_call()["published"]


def check_files(files: Mapping[str, bytes]) -> None:
    """Look once more at all files that leave, before the first is written.

    Raises:
        UsageError: a name is in one of them.
    """
    told = root_of_call()
    if "check" in told:
        for data in files.values():
            told["check"](data)
        del told["check"]  # together in one file, they need no second look


def is_published(workspace: Workspace) -> bool:
    """Tell whether names are hidden in what is written."""
    return _hiding(workspace) is not None


def shown(text: str) -> str:
    """Give a text as it may be seen: with `--publish` without names, once the graph was opened."""
    published = root_of_call().get("published")
    return str(published.redactor.text(text)) if published else text


def wished(text: str) -> str:
    """Give what a user asks for as the graph says it: with `--publish` names and IRIs are others there."""
    published = root_of_call().get("published")
    if not published:
        return text
    return str(published.redactor.address(text) if is_iri(text) else published.redactor.text(text))


def _check(data: bytes, published: Published, workspace: Workspace) -> None:
    from kg.published import check_leaving  # noqa: PLC0415  (most calls hide nothing)

    check_leaving(data, published, workspace.settings.base)
    told = root_of_call()
    is_asked = told.get("publish") or told.get("hide_schools")
    if is_asked and not told.get("said"):
        told["said"] = True
        for line in _said(published, language_of(workspace)):
            click.echo(tty(line), err=True)


def _said(published: Published, language: str) -> Iterator[str]:
    """Yield what was hidden, and what was not looked at."""
    from kg.publishing.people import count_people  # noqa: PLC0415

    say = words(language)
    persons, codes = count_people(published.redactor.people), len(published.redactor.codes)
    yield say["publish.hidden"].format(persons=persons, places=published.places)
    if codes:
        yield say["publish.schools"].format(codes)
    yield say["publish.checked"]
    if published.unread:
        named = ", ".join(published.unread[:_NAMED])
        more = say["more"].format(len(published.unread) - _NAMED) if len(published.unread) > _NAMED else ""
        yield say["publish.unread"].format(", ".join(filter(None, [named, more])))
