"""What the page tells of each node: facts as small numbers and texts, and the quotes under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.maps.columns import Interned
from kg.places import anchor_of, link_to, note_file, question_file, school_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Kinds that have a page of their own, and its file by the last part of their IRI.
_PAGES = {"question": question_file, "school": school_file}


def facts_of(
    iri: str, node: Mapping[str, Any], index: Mapping[str, int], tables: Mapping[str, Interned], days: Mapping[str, int]
) -> dict[str, Any]:
    """Give what the page needs of a node beside its place; what is empty is left out.

    Nodes, prefixes of IRIs, types, dates and days are numbers. `page` is 1 where the name of its page follows from its
    IRI; `history` is [day, status, day, status, ...].
    """
    tail = anchor_of(iri)
    facts = {
        "text": node["label"],
        "names": node["labels"],
        "prefix": tables["prefixes"](iri[: len(iri) - len(tail)]),
        "tail": tail,
        "type": tables["types"](node["type"]),
        "sector": tables["types"](node.get("sector", "")),
        "date": tables["dates"](node["date"]),
        "arrived": days[node["arrived"]],
        "asked": node["asked"] if node["asked"] > 1 else 0,
        "themes": _numbers(node["themes"], index),
        "schools": _numbers(node["schools"], index),
        "meetings": _numbers(node["meetings"], index),
        "history": [part for day, status in node["history"] for part in (days[day], tables["types"](status))],
        "url": node["url"],
        "page": _page(node["kind"], iri, tail),
    }
    return {key: value for key, value in facts.items() if value}


def quotes_of(nodes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the quotes of all nodes, and where their paths lead.

    A quote is [its words (1 where they are the text), path, line, statement].
    """
    paths, tails = Interned(), Interned({"": 0})
    rows = [
        [
            [
                1 if quote == node["label"] else quote,
                paths(path),
                line,
                tails(anchor_of(statement) if statement else ""),
            ]
            for quote, path, line, statement in node["quotes"]
        ]
        for node in nodes
    ]
    known = paths.texts()
    return {"of": rows, "paths": known, "pages": [_note_page(path) for path in known], "anchors": tails.texts()}


def _numbers(iris: Sequence[str], index: Mapping[str, int]) -> list[int]:
    return [index[iri] for iri in iris if iri in index]


def _page(kind: str, iri: str, tail: str) -> str | int:
    if kind not in _PAGES:
        return ""
    file = _PAGES[kind](iri if kind == "question" else anchor_of(iri))
    return 1 if file == f"{kind}s/{tail}.html" else link_to(file)


def _note_page(path: str) -> str | int:
    """Give the page of a note; 1 where its name follows from the path, '' for a file of records, which has none."""
    if not path.startswith(("meetings/", "schools/")) or path.endswith(".csv"):
        return ""
    page = link_to(note_file(path))
    return 1 if page == f"notes/{link_to(path)}.html" else page
