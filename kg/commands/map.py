"""`kg map`: the interactive picture, as one HTML file."""

from __future__ import annotations

import click

from kg.cli_words import Spoken, words
from kg.commands.options import (
    as_of_option,
    help_of,
    lang_option,
    language_of,
    output_option,
    workspace_option,
    workspace_to_read,
    write_bytes,
)
from kg.commands.publishing import publish_option, shown, store_to_read, wished


@click.command("map", cls=Spoken, help=help_of("map"))
@click.option("--focus", default="", metavar="ID", help=help_of("map.focus"))
@click.option("--depth", default=1, type=click.IntRange(1, 6), help=help_of("map.depth"))
@click.option("--kinds", default="", metavar="K,K", help=help_of("map.kinds"))
@as_of_option
@output_option
@publish_option
@lang_option
@workspace_option
def map_command(*, focus: str, depth: int, kinds: str, as_of: str, output: str | None, folder: str | None) -> None:
    """Draw the map."""
    from kg.maps.drawing import draw_map  # noqa: PLC0415
    from kg.network import DEFAULT_KINDS, build_network  # noqa: PLC0415
    from kg.nodes import find_node  # noqa: PLC0415

    workspace = workspace_to_read(folder)
    with store_to_read(workspace) as store:
        node = find_node(store, wished(focus)).iri if focus else ""
        wanted = tuple(part.strip() for part in kinds.split(",") if part.strip())
        graph = build_network(store, focus=node, depth=depth, kinds=wanted or DEFAULT_KINDS, as_of=as_of)
    language = language_of(workspace)
    data = draw_map(graph, language=language, title=shown(workspace.settings.name), today=as_of)
    target = output or str(workspace.root / "map.html")
    write_bytes(data, target)
    if target != "-":
        click.echo(words(language)["map.written"].format(target), err=True)
