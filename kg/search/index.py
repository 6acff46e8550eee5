"""The index of a library: a cache beside the store, brought in line with the graph before it is asked."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from kg.errors import WorkspaceError
from kg.guards import atomic
from kg.queries import ask, value_of
from kg.reading import package_hash, reading_recipe
from kg.search.files import (
    DAMAGE,
    VERSION,
    Listing,
    read_listing,
    read_members,
    read_segment,
    write_listing,
    write_members,
    write_segment,
)
from kg.search.shelf import Bundle, matcher_of, take_in
from kg.search.texts import read_texts
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.search.matching import Matcher
    from kg.search.segment import Segment
    from kg.stores import Store

#: Seconds to wait for another kg that makes the index, before one is made in memory.
_PATIENCE = 60.0

#: A segment of so many texts is brought to disk before the next one is made.
_LARGE = 1 << 14

#: The parts of kg that decide which terms a text gives.
_ANALYSIS = ("search/lexicon.py", "search/segment.py", "search/texts.py", "stemming.py", "text.py", "terms")


def open_index(store: Store, folder: Path) -> Matcher:
    """Give the index of all publications in the graph, ready for questions, brought in line with it first.

    `folder` holds nothing but the index, which is a cache: what is damaged, of another version, or made from words in
    another way is made anew. Where it cannot be written, the index is made in memory.
    """
    states = _states(store)
    try:
        with atomic.lock(folder / "lock", patience=_PATIENCE):
            return matcher_of(_in_line(store, folder, states))
    except WorkspaceError:
        members = sorted({iri for graph in states for iri in _members(store, graph)})
        return matcher_of(take_in([], members, read_texts(store, members)))


def _recipe() -> str:
    """Give a name for all that decides which terms a text gives."""
    import Stemmer  # noqa: PLC0415  (only for its version)

    return f"{VERSION} {Stemmer.version()} {package_hash(_ANALYSIS)}"


def _states(store: Store) -> dict[str, str]:
    """Give for each graph with publications what it was made from: its file, and how files are read."""
    found: dict[str, str] = {}
    for row in ask(store, "library-files"):
        graph = value_of(row, "file")
        found[graph] = f"{found.get(graph, '')}{value_of(row, 'sha256')} "
    return {graph: state + reading_recipe() for graph, state in sorted(found.items())}


def _members(store: Store, graph: str) -> list[str]:
    """Give the publications of a graph, sorted; that takes a second for 200,000, and 25 in a query."""
    kind = expand("kt:Publication")
    typed = store.match(predicate=expand("rdf:type"), graph=Iri(graph))
    return sorted({getattr(quad.subject, "value", "") for quad in typed if getattr(quad.object, "value", "") == kind})


def _in_line(store: Store, folder: Path, states: Mapping[str, str]) -> Sequence[Bundle]:
    """Give what the index holds, after what changed in the graph was taken in and written down."""
    listing = read_listing(folder, _recipe())
    changed = _changed(listing, states)
    try:
        shelf = [Bundle(read_segment(folder, part), frozenset(part.dead), part) for part in listing.parts]
        before = [
            iri
            for graph in changed
            if graph in listing.graphs
            for iri in read_members(folder, listing.graphs[graph][1])
        ]
    except DAMAGE:
        listing, shelf, before = Listing(listing.recipe), [], []
        changed = _changed(listing, states)
    if not changed:
        return shelf
    members = {graph: _members(store, graph) for graph in changed if graph in states}
    touched = sorted({*before, *(iri for found in members.values() for iri in found)})
    numbers = count(listing.next)

    def keep(segment: Segment) -> Bundle:
        return Bundle(segment) if len(segment) < _LARGE else _kept(folder, next(numbers), Bundle(segment))

    fresh = take_in(shelf, touched, read_texts(store, touched), keep)
    graphs = {graph: named for graph, named in listing.graphs.items() if graph not in changed}
    for graph, found in members.items():
        graphs[graph] = (states[graph], f"{next(numbers)}.members")
        write_members(folder, graphs[graph][1], found)
    fresh = [bundle if bundle.part else _kept(folder, next(numbers), bundle) for bundle in fresh]
    parts = [replace(bundle.part, dead=tuple(sorted(bundle.dead))) for bundle in fresh if bundle.part]
    write_listing(folder, Listing(listing.recipe, tuple(parts), graphs, next(numbers)))
    return fresh


def _kept(folder: Path, number: int, bundle: Bundle) -> Bundle:
    """Give a segment as it is on disk, so that it takes no memory until it is asked."""
    part = write_segment(folder, f"{number}.segment", bundle.segment)
    return Bundle(read_segment(folder, part), bundle.dead, part)


def _changed(listing: Listing, states: Mapping[str, str]) -> list[str]:
    before = {graph: state for graph, (state, _) in listing.graphs.items()}
    return [graph for graph in sorted({*states, *before}) if states.get(graph) != before.get(graph)]
