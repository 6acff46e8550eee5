"""Everything that is known about one thing, with quotes: what it is, where it stands, what points to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.nodes import find_node, list_nodes
from kg.queries import ask, value_of
from kg.vocabulary import compact

if TYPE_CHECKING:
    from kg.stores import Store

#: Properties that say how a statement was found or what it is made of; they are left to those who query.
_INNER = (
    "rdf:type", "kt:passage", "kt:rule", "kt:confidence", "kt:text", "skos:prefLabel", "kt:rank", "kt:startLine",
    "dcterms:subject", "kt:statusCause", "kt:statusSince", "kt:questionType", "kt:statedIn",
)  # fmt: skip

#: IRIs of changes of status, which the history tells.
_EVENT = re.compile("[:/#]status/")


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of the thing (or, with `inward`, of what points to it) and its value; `label` is for people."""

    property: str
    name: str
    value: str
    label: str
    inward: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a source, with its path below sources/ and the line, from 1."""

    quote: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of status: from when, which one, and what caused it."""

    since: str
    status: str
    cause: str
    label: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that `kg show` gives; `asdict` is its JSON."""

    iri: str
    kind: str
    label: str
    quotes: tuple[Quote, ...]
    history: tuple[Change, ...]
    facts: tuple[Fact, ...]


def find_dossier(store: Store, text: str, language: str) -> Dossier:
    """Give what is known about the one thing that a text names.

    Raises:
        UsageError: nothing, or more than one thing, is called that.
    """
    node = find_node(store, text)
    names = {n.iri: n.label for n in list_nodes(store)} | _names(store, language)
    quotes = tuple(
        Quote(value_of(row, "quote"), value_of(row, "path"), int(value_of(row, "line")))
        for row in ask(store, "passages", node=node.iri)
    )
    outward = [
        _fact(value_of(row, "property"), value_of(row, "value"), names) for row in ask(store, "about", node=node.iri)
    ]
    inward = [
        _fact(value_of(row, "property"), value_of(row, "subject"), names, inward=True)
        for row in ask(store, "points-to", node=node.iri)
    ]
    facts = tuple(fact for fact in (*outward, *inward) if fact.property not in _INNER and not _EVENT.search(fact.value))
    return Dossier(node.iri, node.kind, node.label, quotes, _history(store, node.iri, names), facts)


def _history(store: Store, iri: str, names: dict[str, str]) -> tuple[Change, ...]:
    rows = ask(store, "status-history", question=iri)
    causes = [value_of(row, "cause") for row in rows]
    return tuple(
        Change(value_of(row, "from"), value_of(row, "status"), cause, names.get(cause, cause))
        for row, cause in zip(rows, causes, strict=True)
    )


def _names(store: Store, language: str) -> dict[str, str]:
    """Give the label of each term of the model; the language asked for wins."""
    names: dict[str, str] = {}
    for row in ask(store, "labels"):
        label = row["label"]
        if label is not None and (getattr(label, "language", "") == language or value_of(row, "term") not in names):
            names[value_of(row, "term")] = label.value
    return names


def _fact(property_: str, value: str, names: dict[str, str], *, inward: bool = False) -> Fact:
    return Fact(compact(property_), names.get(property_, compact(property_)), value, names.get(value, value), inward)
