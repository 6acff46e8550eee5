"""What is looked up: a question of the graph, or words that a person typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.guards.iri import is_iri
from kg.nodes import find_node

if TYPE_CHECKING:
    from kg.stores import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """A text to look for, and the IRI of the question that it is of ('' for a text that a person typed)."""

    text: str
    iri: str = ""


def find_subject(store: Store, text: str) -> Subject:
    """Give the question that a text names; where it names none, or several, the text itself.

    Raises:
        UsageError: it is an IRI, and no question has it.
    """
    try:
        node = find_node(store, text, ["Question"])
    except UsageError:
        if is_iri(text):
            raise
        return Subject(text)
    return Subject(node.label, node.iri)
