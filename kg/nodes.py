"""Finding the one node that a person means: by IRI, key, DOI, or words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.guards.iri import is_iri
from kg.queries import ask, value_of
from kg.text import fold, same_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.stores import Store

#: How many candidates an error names.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Node:
    """Something that can be named: its IRI, class (`Question`, `Publication`, ...), label and short keys.

    `became` is what a person merged it into, '' where nobody did.
    """

    iri: str
    kind: str
    label: str
    keys: tuple[str, ...] = ()
    became: str = ""


def list_nodes(store: Store, kinds: Iterable[str] = ()) -> list[Node]:
    """Give all nodes of some classes (or of all), sorted by IRI."""
    wanted = set(kinds)
    became = {value_of(row, "node"): value_of(row, "became") for row in ask(store, "merged")}
    found: dict[str, Node] = {}
    keys: dict[str, set[str]] = {}
    for row in ask(store, "nodes"):
        node, kind, label, key = (row[name].value if row[name] else "" for name in ("node", "kind", "label", "key"))  # type: ignore[union-attr]
        if not wanted or kind in wanted:
            first = found.setdefault(node, Node(node, kind, label))
            keys.setdefault(node, set()).update({key, label} - {"", first.label})
    return [replace(node, keys=tuple(sorted(keys[iri])), became=became.get(iri, "")) for iri, node in found.items()]


def find_node(store: Store, text: str, kinds: Iterable[str] = ()) -> Node:
    """Give the one node that a text names: IRI, its last part, a citation key, a DOI, or words of its label.

    Raises:
        UsageError: none fits, or several do; the hint names the candidates.
    """
    return pick_node(list_nodes(store, kinds), text)


def pick_node(nodes: Sequence[Node], text: str) -> Node:
    """Give the one of these nodes that a text names; of things that people merged, the one that they became.

    Raises:
        UsageError: none fits, or several do; the hint names the candidates.
    """
    by_iri = {node.iri: node for node in nodes}
    for test in _TESTS:
        fitting = [node for node in nodes if test(node, text)]
        if len(fitting) > 1:
            fitting = list({node.iri: node for node in (_end(by_iri, one) for one in fitting)}.values())
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            shown = "".join(f"\n      {' '.join(node.label.split())[:60]} <{node.iri}>" for node in fitting[:_NAMED])
            left = len(fitting) - _NAMED
            hint = f"name one:{shown}\n      and {left} more" if left > 0 else f"name one:{shown}"
            raise UsageError(f"'{text}' fits {len(fitting)} things", hint=hint)
    near = _nearest(nodes, text)
    raise UsageError(f"nothing is called '{text}'", hint=f"did you mean: {near}" if near else "look with: kg gaps")


def _end(nodes: Mapping[str, Node], node: Node) -> Node:
    seen = {node.iri}
    while node.became in nodes and node.became not in seen:
        node = nodes[node.became]
        seen.add(node.iri)
    return node


def _is_named(node: Node, text: str) -> bool:
    return text in (node.iri, *node.keys)


def _ends_in(node: Node, text: str) -> bool:
    return not is_iri(text) and node.iri.endswith(("/" + text, ":" + text))


def _has_key(node: Node, text: str) -> bool:
    return fold(text) in (fold(key) for key in node.keys) or same_wording(text) == same_wording(node.label) != ""


def _has_words(node: Node, text: str) -> bool:
    return bool(same_wording(text)) and same_wording(text) in same_wording(node.label)


def _has_all_words(node: Node, text: str) -> bool:
    words = set(same_wording(text).split())
    return bool(words) and words <= set(same_wording(node.label).split())


_TESTS = (_is_named, _ends_in, _has_key, _has_words, _has_all_words)


def _nearest(nodes: Iterable[Node], text: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415

    names = {name: node for node in nodes for name in (node.iri, node.label[:80], *node.keys)}
    return "; ".join(get_close_matches(text, names, n=3, cutoff=0.6))
