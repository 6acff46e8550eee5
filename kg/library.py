"""The publications that the graph holds, as works that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.text import same_wording, title_key
from kg.vocabulary import Iri, expand
from kg.works import Work, author_key, gist_of, main_title

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.stores import Store

#: Publications that share a name beyond which no more are looked at: a title such as 'Editorial' names nothing.
_MOST = 50

_TITLES = (expand("dcterms:title"), expand("dcterms:alternative"))


@dataclass(frozen=True, slots=True)
class StoredWorks:
    """The library in a store, without the graphs in `pending`, which are about to be read anew."""

    store: Store
    pending: Collection[str] = ()

    def alike(self, work: Work) -> list[Work]:
        """Give the records that share a DOI, an ISBN or a title with a work."""
        found: set[tuple[Iri, str]] = set()
        for curie, value in _names(work):
            for quad in islice(self.store.match(None, expand(curie), ox.Literal(value)), _MOST):
                found.add((Iri(str(quad.subject)[1:-1]), str(quad.graph_name)[1:-1]))
        return [one for iri, graph in sorted(found) for one in self._read(iri, graph)]

    def of(self, iri: Iri) -> list[Work]:
        """Give the records of one publication."""
        graphs = {
            str(quad.graph_name)[1:-1] for quad in islice(self.store.match(iri, expand("kt:statedIn"), None), _MOST)
        }
        return [one for graph in sorted(graphs) for one in self._read(iri, graph)]

    def _read(self, iri: Iri, graph: str) -> Iterator[Work]:
        if graph in self.pending:
            return
        facts: dict[str, list[str]] = {}
        for quad in self.store.match(iri, graph=Iri(graph)):
            value = quad.object
            if isinstance(value, (ox.Literal, ox.NamedNode)):
                facts.setdefault(quad.predicate.value, []).append(value.value)
        if expand("kt:Publication") in facts.get(expand("rdf:type"), ()):
            yield _work(iri, facts)


def _names(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the properties, with their values, by which a record is looked for."""
    for doi in filter(None, (work.doi, *work.versions)):
        yield "bibo:doi", doi
    if work.doi:
        yield "kt:versionDoi", work.doi
    if work.isbn:
        yield "bibo:isbn", work.isbn
    for title in work.titles:
        if title_key(title):
            yield "kt:titleKey", title_key(title)


def _work(iri: Iri, facts: Mapping[str, list[str]]) -> Work:
    """Give a record as its graph tells it; of one that stands there under several DOIs, those are its versions."""

    def values(curie: str) -> list[str]:
        return sorted(facts.get(expand(curie), []))

    titles = [title for name in _TITLES for title in sorted(facts.get(name, []))]
    years = [int(value[:4]) for value in values("dcterms:issued") if value[:4].isdigit()]
    doi, *more = values("bibo:doi") or [""]
    return Work(
        iri=iri,
        titles=tuple(dict.fromkeys(filter(None, map(same_wording, titles)))),
        mains=tuple(dict.fromkeys(filter(None, (same_wording(main_title(title)) for title in titles)))),
        authors=tuple(filter(None, (author_key(name.partition(",")[0]) for name in _authors(values("kt:authors"))))),
        year=years[0] if years else None,
        doi=doi,
        isbn=next(iter(values("bibo:isbn")), ""),
        type=next(iter(values("kt:cslType")), ""),
        venue=same_wording(next(iter(values("kt:containerTitle")), "")),
        versions=(*more, *values("kt:versionDoi")),
        gist=gist_of(next(iter(values("dcterms:abstract")), ""), titles[0] if titles else ""),
    )


def _authors(stated: list[str]) -> list[str]:
    return stated[0].split("; ") if stated else []
