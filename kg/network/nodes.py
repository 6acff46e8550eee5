"""What can stand in a network: each thing as a node with all its attributes, as the saved queries tell of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.queries import ask, value_of
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.stores import Row, Store

#: Attributes of a node, as `kg.network.build_network` promises them.
Attributes = dict[str, Any]
#: Words of a source with their place: quote, path, line, and the statement that they were read as.
Quote = tuple[str, str, int, str]
#: Language to label, by the IRI of a concept.
Labels = dict[str, dict[str, str]]

#: Publications that one query is asked for: with some thousands the engine looks through the library for each.
_BATCH = 1000
#: Before the hash of a name: no base of a workspace with a kind behind it gives this.
_PERSON = "urn:kg:map:person/"


def make_node(kind: str, label: str, **attributes: object) -> Attributes:
    """Give a node with all its attributes, those that are not given empty."""
    empty: Attributes = {
        "labels": {},
        "status": "",
        "type": "",
        "themes": (),
        "date": "",
        "quotes": (),
        "url": "",
        "arrived": "",
        "history": (),
        "asked": 0,
        "meetings": (),
        "schools": (),
        "level": "",
        "sector": "",
        "broader": (),
    }
    return {"kind": kind, "label": label, **empty, **attributes}


def ends_of(rows: Iterable[Row]) -> dict[str, str]:
    """Give each merged question with the one that stands for it now, from the rows of `map-questions`."""
    into = {value_of(row, "question"): value_of(row, "merged") for row in rows if row["merged"] is not None}
    ends = {}
    for start in into:
        end, seen = start, {start}
        while end in into and into[end] not in seen:
            end = into[end]
            seen.add(end)
        ends[start] = end
    return ends


def read_labels(store: Store) -> Labels:
    """Give the labels of all concepts."""
    labels: Labels = {}
    for row in ask(store, "map-labels"):
        labels.setdefault(value_of(row, "concept"), {}).setdefault(value_of(row, "language"), value_of(row, "label"))
    return labels


def questions(rows: Iterable[Row], as_of: str, then: Mapping[str, str]) -> dict[str, Attributes]:
    """Give the questions that stand by themselves; `then` is the status of each on `as_of`, where that is a day."""
    nodes: dict[str, Attributes] = {}
    for row in rows:
        iri, first = value_of(row, "question"), value_of(row, "first")
        if iri in nodes or row["merged"] is not None or (as_of and first > as_of):
            continue
        status = then.get(iri, "open") if as_of else notation_of(value_of(row, "status"))
        kind_of_question = notation_of(value_of(row, "type"))
        nodes[iri] = make_node("question", value_of(row, "label"), status=status, type=kind_of_question, date=first)
    return nodes


def statements(store: Store) -> Iterator[tuple[str, Attributes]]:
    """Yield what the notes say beside the questions."""
    for row in ask(store, "map-statements"):
        date, level = value_of(row, "date"), notation_of(value_of(row, "level"))
        node = make_node(value_of(row, "kind"), value_of(row, "label"), date=date, arrived=first_day(date), level=level)
        yield value_of(row, "node"), node


def gatherings(store: Store) -> Iterator[tuple[str, Attributes]]:
    """Yield meetings and visits."""
    for row in ask(store, "map-meetings"):
        date, path = value_of(row, "date"), value_of(row, "path")
        label = value_of(row, "label") or date or path
        quotes = (("", path, 1, ""),) if path else ()
        yield value_of(row, "meeting"), make_node("meeting", label, date=date, arrived=first_day(date), quotes=quotes)


def schools(store: Store) -> Iterator[tuple[str, Attributes]]:
    """Yield the schools of the register."""
    for row in ask(store, "map-schools"):
        node = make_node(
            "school", value_of(row, "label"), quotes=_source(row), sector=notation_of(value_of(row, "sector"))
        )
        yield value_of(row, "school"), node


def publications(store: Store, wanted: Sequence[str]) -> Iterator[tuple[str, Attributes]]:
    """Yield those of some things that are publications: a library is never read whole."""
    for start in range(0, len(wanted), _BATCH):
        for row in ask(store, "map-publications", publication=wanted[start : start + _BATCH]):
            yield value_of(row, "publication"), _publication(row)


def _publication(row: Row) -> Attributes:
    doi, url = value_of(row, "doi"), value_of(row, "url")
    link = f"https://doi.org/{quote(doi)}" if doi else url
    return make_node(
        "publication",
        value_of(row, "label"),
        type=notation_of(value_of(row, "grade")),
        date=value_of(row, "issued"),
        quotes=_source(row),
        url=link if link.startswith(("http://", "https://")) else "",
    )


def _source(row: Row) -> tuple[Quote, ...]:
    path = value_of(row, "path")
    return (("", path, int(value_of(row, "line") or 1), ""),) if path else ()


def make_theme(iri: str, labels: Mapping[str, str]) -> Attributes:
    """Give a theme; one without a label is called by the end of its IRI."""
    own = iri.rpartition("/")[2].rpartition(":")[2].replace("-", " ")
    label = labels.get("nl") or labels.get("en") or labels.get("") or own
    return make_node("theme", label, labels={language: text for language, text in labels.items() if language})


def person_iri(name: str) -> str:
    """Give the IRI of somebody on a map: the graph itself knows people by what notes call them only.

    >>> person_iri("de secretaris")
    'urn:kg:map:person/49d8a868d38b7fb8'
    """
    return _PERSON + hashlib.sha256(name.encode()).hexdigest()[:16]


def quotes_of(store: Store, nodes: Mapping[str, Attributes], merged: Mapping[str, str]) -> dict[str, tuple[Quote, ...]]:
    """Give the words that each statement rests on, with their place; a merged question hands over its own."""
    found: dict[str, list[Quote]] = {}
    for row in ask(store, "map-quotes"):
        statement = value_of(row, "node")
        iri = merged.get(statement, statement)
        if iri in nodes:
            place = value_of(row, "path"), int(value_of(row, "line"))
            found.setdefault(iri, []).append((value_of(row, "quote"), *place, statement))
    return {iri: tuple(quotes) for iri, quotes in found.items()}


def notation_of(iri: str) -> str:
    """Give the notation of a fixed concept.

    >>> notation_of("https://w3id.org/kennistafel/concept/status-practice-only")
    'practice-only'
    """
    return iri.rpartition("/")[2].partition("-")[2]
