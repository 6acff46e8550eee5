"""Pages that show the same network: ours, that of plain pyvis, a bare one of vis-network. As a script: nothing."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

import networkx as nx
from pyvis.network import Network

from kg.maps.looks import LOOKS

if TYPE_CHECKING:
    from pathlib import Path

#: Where pyvis makes its network; what we ask of it is put behind that.
_MADE = "network = new vis.Network(container, data, options);"
_LISTENING = """
network.once('stabilized', () => { window.isStable = true; });
network.on('selectNode', () => { window.isSelected = true; });
"""
_BARE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Voorbeeld</title>
<style>body {{ margin: 0 }} #map {{ height: 600px }}</style><div id="map"></div>
<script type="application/json" id="data">{data}</script>
<script>{library}</script>
<script>
const data = JSON.parse(document.getElementById("data").textContent);
const options = {{ physics: false, edges: {{ smooth: false }}, layout: {{ improvedLayout: false }} }};
const network = new vis.Network(document.getElementById("map"), data, options);
network.on("selectNode", () => {{ window.isSelected = true; }});
</script></html>
"""


def library() -> str:
    """Give the file of vis-network that our pages hold."""
    return resources.files("kg.maps").joinpath("static", "vis-network.min.js").read_text(encoding="utf-8")


def plain_json(graph: nx.MultiDiGraph[str]) -> bytes:
    """Give a network as networkx writes it, as short as JSON can be."""
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def pyvis_page(graph: nx.MultiDiGraph[str], folder: Path) -> Path:
    """Write the page that pyvis makes when one only gives it nodes and edges, and give its file."""
    network = Network(cdn_resources="in_line")
    for iri, node in graph.nodes(data=True):
        network.add_node(iri, label=node["label"], group=node["kind"])
    for start, end in graph.edges():
        network.add_edge(start, end)
    text = network.generate_html(notebook=False)
    if _MADE not in text:
        raise SystemExit("pyvis writes another page than this benchmark knows")
    file = folder / f"pyvis-{len(graph)}.html"
    file.write_text(text.replace(_MADE, _MADE + _LISTENING), encoding="utf-8")
    return file


def bare_page(ours: Path, folder: Path) -> Path:
    """Write a page with nothing but vis-network: nodes, edges, places, labels and shapes of a page of ours."""
    found = re.search(r'id="data">(.*?)</script>', ours.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise SystemExit("our page holds no data")
    data = json.loads(found[1])
    size, ends = len(data["nodes"]["x"]), len(data["edges"]["to"])
    group, label, text, x, y = (_column(data["nodes"][key], size) for key in ("group", "label", "text", "x", "y"))
    start, end = (_column(data["edges"][key], ends) for key in ("from", "to"))
    looks = list(LOOKS.values())
    nodes = [
        {"id": n, "label": label[n] or text[n], "shape": looks[group[n]].shape, "size": looks[group[n]].size, "x": x[n]}
        | {"y": y[n]}
        for n in range(size)
    ]
    edges = [{"from": start[n], "to": end[n]} for n in range(ends)]
    written = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False).replace("<", "\\u003c")
    file = folder / f"bare-{size}.html"
    file.write_text(_BARE.format(data=written, library=library()), encoding="utf-8")
    return file


def _column(values: Any, size: int) -> list[Any]:  # noqa: ANN401  (a list, or a dictionary of places and values)
    if isinstance(values, list):
        return values
    full: list[Any] = [0] * size
    for place, value in zip(values["at"], values["of"], strict=True):
        full[place] = value
    return full
