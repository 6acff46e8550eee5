"""Schools, their boards and places, as numbers in the order of their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.publishing.folding import fold_words
from kg.publishing.people import is_telling
from kg.queries import ask, value_of
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.stores import Store

_KINDS = {"nl": ("school", "bestuur", "plaats"), "en": ("school", "board", "place")}


def school_names(store: Store) -> Iterator[str]:
    """Yield the names of schools, boards and places in the graph."""
    for row in ask(store, "schools"):
        yield from filter(None, (value_of(row, name) for name in ("name", "board", "place")))


def school_codes(store: Store, base: str, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give what is shown in place of each name of a school, board or place; and in place of each BRIN code."""
    words = _KINDS.get(language, _KINDS["nl"])
    rows = sorted(ask(store, "schools"), key=lambda row: (value_of(row, "brin"), value_of(row, "name")))
    known = {value_of(row, "brin") for row in rows} | _unregistered(store, f"{base}school/")
    codes = {brin: n for n, brin in enumerate(sorted(known), 1)}
    shown: dict[str, str] = {}
    for word, name in zip(words[1:], ("board", "place"), strict=True):
        values = dict.fromkeys(value_of(row, name) for row in rows)
        shown |= {value: f"{word} {n}" for n, value in enumerate(filter(None, values), 1)}
    shown |= {
        value_of(row, "name"): f"{words[0]} {codes[value_of(row, 'brin')]}" for row in rows if value_of(row, "name")
    }
    numbers = {f"{base}school/{brin}": f"{words[0]} {n}" for brin, n in codes.items()}
    shown |= _mentioned(store, numbers)
    return shown, {brin.upper(): f"{words[0]}-{n}" for brin, n in codes.items() if brin}


def _unregistered(store: Store, start: str) -> set[str]:
    """Give the codes of schools that notes name and the register does not."""
    values = (quad.object for name in ("kt:school", "kt:askedBy") for quad in store.match(predicate=expand(name)))
    iris = {value.value for value in values if isinstance(value, ox.NamedNode)}
    return {iri.removeprefix(start) for iri in iris if iri.startswith(start)}


def _mentioned(store: Store, numbers: Mapping[str, str]) -> dict[str, str]:
    """Give the other names by which notes call a school."""
    found: dict[str, str] = {}
    mentions = store.match(predicate=expand("rdf:type"), value=ox.NamedNode(expand("kt:SchoolMention")))
    for about in (quad.subject for quad in mentions):
        if not isinstance(about, ox.NamedNode):
            continue
        schools = [quad.object for quad in store.match(Iri(about.value), expand("kt:school"))]
        number = next(
            (numbers[one.value] for one in schools if isinstance(one, ox.NamedNode) and one.value in numbers), ""
        )
        for text in (quad.object for quad in store.match(Iri(about.value), expand("kt:text"))):
            if number and isinstance(text, ox.Literal) and _is_name(text.value):
                found.setdefault(text.value, number)
    return dict(sorted(found.items()))


def _is_name(stated: str) -> bool:
    return any(map(is_telling, fold_words(stated))) and not stated.islower()
