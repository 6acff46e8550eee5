"""The themes that the graph holds: those that come with kg, and the table's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Theme
from kg.queries import ask, value_of
from kg.themes import DEFAULT_LANGUAGE
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from kg.stores import Store


def known_themes(store: Store) -> tuple[Theme, ...]:
    """Give the themes, sorted by IRI; of each language the preferred label first, regions left out as in a source."""
    labels: dict[Iri, dict[str, dict[str, None]]] = {}
    broader: dict[Iri, set[Iri]] = {}
    for row in ask(store, "themes"):
        theme, language = Iri(value_of(row, "theme")), value_of(row, "language").partition("-")[0].lower()
        named = labels.setdefault(theme, {}).setdefault(language or DEFAULT_LANGUAGE, {})
        named[value_of(row, "label")] = None
        broader.setdefault(theme, set()).update({Iri(value_of(row, "broader"))} - {""})
    return tuple(
        Theme(iri, {language: tuple(found) for language, found in sorted(named.items())}, tuple(sorted(broader[iri])))
        for iri, named in sorted(labels.items())
    )
