"""Everything that is known about one thing, with quotes: what it is, where it stands, what points to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.account import account_of
from kg.nodes import list_nodes, pick_node
from kg.queries import ask, value_of
from kg.vocabulary import compact, expand
from kg.workspace import DECISIONS_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.account import Account
    from kg.nodes import Node
    from kg.stores import Store

#: Properties that say how a statement was found or what it is made of; they are left to those who query.
_INNER = (
    "rdf:type", "schema:name", "kt:passage", "kt:rule", "kt:confidence", "kt:text", "skos:prefLabel", "kt:rank",
    "kt:startLine", "dcterms:subject", "kt:statusCause", "kt:statusSince", "kt:questionType", "kt:statedIn",
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
class Grade:
    """What a publication rests on: as its record suggests, or as `given_by` decided on a line of a file."""

    value: str
    by_record: str
    given_by: str = ""
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that `kg show` gives; `asdict` is its JSON. `why` is there for questions, `grade` for publications."""

    iri: str
    kind: str
    label: str
    quotes: tuple[Quote, ...]
    history: tuple[Change, ...]
    facts: tuple[Fact, ...]
    why: Account | None = None
    grade: Grade | None = None


def find_dossier(store: Store, text: str, language: str) -> Dossier:
    """Give what is known about the one thing that a text names.

    Raises:
        UsageError: nothing, or more than one thing, is called that.
    """
    nodes = list_nodes(store)
    node = _in_the_end(nodes, pick_node(nodes, text))
    terms = _names(store, language)
    offered = _offered(store, terms.get(expand("ktc:state-proposed"), ""))
    names = {n.iri: n.label for n in nodes} | terms | _decisions(store) | offered
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
    why = account_of(store, node.iri, names) if node.kind == "Question" else None
    grade = _grade(store, node.iri) if node.kind == "Publication" else None
    return Dossier(node.iri, node.kind, node.label, quotes, _history(store, node.iri, names), facts, why, grade)


def _in_the_end(nodes: Sequence[Node], node: Node) -> Node:
    """Give the publication that a merged one became; a merged question keeps its own words and history."""
    by_iri = {each.iri: each for each in nodes}
    seen = {node.iri}
    while node.kind == "Publication" and node.became in by_iri and node.became not in seen:
        node = by_iri[node.became]
        seen.add(node.iri)
    return node


def _grade(store: Store, iri: str) -> Grade:
    found = {value_of(row, "property"): value_of(row, "value") for row in ask(store, "about", node=iri)}
    read, given = (found.get(expand(f"kt:{name}"), "").rpartition("/grade-")[2] for name in ("grade", "givenGrade"))
    decided = next(
        (
            row
            for row in reversed(ask(store, "curations"))
            if given and (value_of(row, "verb"), value_of(row, "subject")) == ("grade", iri)
        ),
        None,
    )
    if decided is None:
        return Grade(given or read, read)
    return Grade(given, read, value_of(decided, "by"), DECISIONS_FILE, int(value_of(decided, "line")))


def _history(store: Store, iri: str, names: dict[str, str]) -> tuple[Change, ...]:
    rows = ask(store, "status-history", question=iri)
    causes = [value_of(row, "cause") for row in rows]
    return tuple(
        Change(value_of(row, "from"), value_of(row, "status"), cause, names.get(cause, cause))
        for row, cause in zip(rows, causes, strict=True)
    )


def _offered(store: Store, proposed: str) -> dict[str, str]:
    """Give what a reader calls each publication that waits for a decision: its title, and that it is proposed."""
    rows = (row for row in ask(store, "proposals") if value_of(row, "kind") == "evidence")
    return {value_of(row, "proposal"): f"{value_of(row, 'rightText')} ({proposed})" for row in rows}


def _decisions(store: Store) -> dict[str, str]:
    """Give what a reader calls each decision: who decided what, on which line."""
    return {
        value_of(row, "curation"): f"{value_of(row, 'by')}: {value_of(row, 'verb')}, {DECISIONS_FILE}:"
        + value_of(row, "line")
        for row in ask(store, "curations")
    }


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
