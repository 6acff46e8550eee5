"""What a person sees of a thing that is decided on: its words, where they stand, by whom and from when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.queries import ask, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.stores import Store

#: Characters of an abstract that are shown.
_ABSTRACT = 300


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a question, publication or theme, below its name.

    `about` says by whom and from when, `quotes` are words with their `path:line`, `start` is how an abstract begins.
    """

    about: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    start: str = ""


def read_cards(store: Store, iris: Iterable[str]) -> dict[str, Card]:
    """Give the cards of things, by IRI; nothing for those of which there is no more to tell."""
    wanted = sorted(set(iris))
    if not wanted:
        return {}
    quotes: dict[str, list[tuple[str, str]]] = {}
    for row in ask(store, "passages", node=wanted):
        place = f"sources/{value_of(row, 'path')}:{value_of(row, 'line')}"
        quotes.setdefault(value_of(row, "node"), []).append((value_of(row, "quote"), place))
    cards = {iri: Card(quotes=tuple(found)) for iri, found in quotes.items()}
    for row in ask(store, "publication-cards", publication=wanted):
        about = ", ".join(filter(None, (value_of(row, "authors"), value_of(row, "issued")[:4])))
        place = f"sources/{value_of(row, 'path')}:{value_of(row, 'line')}"
        card = Card(about, ((value_of(row, "title"), place),), _start(value_of(row, "abstract")))
        cards.setdefault(value_of(row, "publication"), card)
    return cards


def _start(abstract: str) -> str:
    text = " ".join(abstract.split())
    return text if len(text) <= _ABSTRACT else text[:_ABSTRACT].rsplit(" ", 1)[0] + " …"
