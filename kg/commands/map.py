"""`kg map`: the interactive picture as one HTML file, as a picture for a document, or as a file for Gephi."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    as_of_option,
    help_of,
    lang_option,
    language_of,
    output_option,
    root_of_call,
    workspace_option,
    workspace_to_read,
    write_bytes,
)
from kg.commands.publishing import publish_option, shown, store_to_read, wished

if TYPE_CHECKING:
    import networkx as nx

    from kg.workspace import Workspace

#: Formats; the first is the usual one.
FORMATS = ("html", "svg", "png", "graphml", "gexf")
#: Views, of which --focus has its own.
VIEWS = ("overview", "evidence", "schools", "bridges", "changes")


@click.command("map", cls=Spoken, help=help_of("map"))
@click.option("--focus", default="", metavar="ID", help=help_of("map.focus"))
@click.option("--depth", default=1, type=click.IntRange(1, 6), help=help_of("map.depth"))
@click.option("--view", default="overview", type=click.Choice(VIEWS), help=help_of("map.view"))
@click.option("--kinds", default="", metavar="K,K", help=help_of("map.kinds"))
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help=help_of("map.format"))
@as_of_option
@output_option
@publish_option
@lang_option
@workspace_option
def map_command(  # noqa: PLR0913  (one for each option)
    *,
    focus: str,
    depth: int,
    view: str,
    kinds: str,
    form: str | None,
    as_of: str,
    output: str | None,
    folder: str | None,
) -> None:
    """Draw the map."""
    from kg.facts import newest_date  # noqa: PLC0415
    from kg.network import DEFAULT_KINDS, build_network  # noqa: PLC0415
    from kg.nodes import find_node  # noqa: PLC0415
    from kg.text import first_day  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        node = find_node(store, wished(focus)).iri if focus else ""
        wanted = tuple(part.strip() for part in kinds.split(",") if part.strip())
        graph = build_network(store, focus=node, depth=depth, kinds=wanted or DEFAULT_KINDS, as_of=as_of)
        today = as_of or first_day(newest_date(store))
    form = form or _form_of(output)
    target = output or str(workspace.root / f"map.{form}")
    data = _drawn(graph, workspace, _Wish(form, view, today, target))
    write_bytes(data, target)
    if target != "-":
        click.echo(words(language_of(workspace))["map.written"].format(target), err=True)


def _way_to(outputs: Path, target: str) -> str | None:
    """Give the way from the page to the other pages; None where they do not lie below the same workspace."""
    folder = Path(target).resolve().parent
    if target == "-" or not folder.is_relative_to(outputs.parent.resolve()):
        return None
    way = Path(os.path.relpath(outputs.resolve(), folder)).as_posix()
    return "" if way == "." else f"{quote(way)}/"


def _form_of(output: str | None) -> str:
    """Give the format that a file name ends in, else the usual one."""
    ending = Path(output or "").suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else FORMATS[0]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody asked for."""

    form: str
    view: str
    today: str
    target: str


def _drawn(graph: nx.MultiDiGraph[str], workspace: Workspace, wish: _Wish) -> bytes:
    """Give a network in a format."""
    form, today = wish.form, wish.today
    language, title = language_of(workspace), shown(workspace.settings.name)
    if form == "html":
        from kg.maps.drawing import draw_map  # noqa: PLC0415

        root = _way_to(workspace.outputs, wish.target)
        return draw_map(graph, language=language, title=title, today=today, root=root, view=wish.view)
    if form in ("graphml", "gexf"):
        from kg.exports import network_file  # noqa: PLC0415

        return network_file(graph, form, language=language)
    from kg.maps.picture import draw_svg  # noqa: PLC0415
    from kg.maps.staging import scene_of  # noqa: PLC0415

    scene = scene_of(graph, view=wish.view, language=language, title=title, today=today)
    if form == "svg":
        return draw_svg(scene, language=language)
    from kg.maps.raster import draw_png  # noqa: PLC0415

    # No name can be found in pixels: what is drawn is looked at as text.
    root_of_call().get("check", len)(draw_svg(scene, language=language))
    return draw_png(scene, language=language)
