"""Publications that are, or may be, one: found among all that the library holds, for a person to join.

Most records of one publication got one IRI when they were read. What is left has its own graph: those that became the
same by an edit, and those that are only likely to be.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.guards.iri import digest
from kg.library import StoredWorks
from kg.quads import GraphBuilder, decimal
from kg.queries import ask, value_of
from kg.vocabulary import Iri, expand
from kg.works import Match, Work, compare, names_differ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

#: Name of the graph.
DOUBLES = "doubles"

#: Publications with one name beyond which it names nothing: 'Editorial', or the ISBN of a series.
_MOST = 12

#: Least length of titles of which neighbours in the alphabet are compared, and how much longer one may be.
_LONG, _LONGER = 24, 3

#: Publications up to which slips of the pen are looked for: all titles are read for it.
_MOST_READ = 50_000


def find_doubles(store: Store, base: str) -> GraphBuilder:
    """Give the graph of the pairs of publications that are or may be one, each with its score and reasons."""
    builder = GraphBuilder.of(base, DOUBLES)
    count = sum(int(value_of(row, "count")) for row in ask(store, "library-count"))
    builder.add(builder.iri(DOUBLES), "kt:publicationCount", ox.Literal(count))
    library = StoredWorks(store)
    works: dict[Iri, list[Work]] = {}
    for left, right in sorted({*_sharing(store, base), *(_neighbours(store, base) if count <= _MOST_READ else ())}):
        for iri in (left, right):
            if iri not in works:
                works[iri] = library.of(iri)
        found = _best(works[left], works[right])
        if found is not None:
            _describe(builder, left, right, found)
    return builder


def _sharing(store: Store, base: str) -> Iterator[tuple[Iri, Iri]]:
    """Yield the pairs that share a title, a DOI or an ISBN, or of which one names the other's DOI."""
    for row in ask(store, "shared-names"):
        yield from _pairs(_having(store, base, value_of(row, "property"), value_of(row, "name")))
    for row in ask(store, "shared-versions"):
        doi = value_of(row, "doi")
        named = (_having(store, base, expand(curie), doi) for curie in ("bibo:doi", "kt:versionDoi"))
        yield from _pairs(sorted({iri for found in named for iri in found}))


def _pairs(iris: list[Iri]) -> Iterator[tuple[Iri, Iri]]:
    if len(iris) <= _MOST:
        yield from combinations(iris, 2)


def _having(store: Store, base: str, property_: str, value: str) -> list[Iri]:
    """Give the publications (not what mentions them) with a value, sorted."""
    found = (str(quad.subject)[1:-1] for quad in store.match(None, Iri(property_), ox.Literal(value)))
    return sorted({Iri(iri) for iri in found if iri.startswith(f"{base}publication/")})


def _titles(store: Store, base: str) -> dict[str, set[Iri]]:
    """Give the publications by their titles."""
    found: dict[str, set[Iri]] = defaultdict(set)
    start = f"<{base}publication/"
    for quad in store.match(None, expand("kt:titleKey"), None):
        subject = str(quad.subject)
        if subject.startswith(start) and isinstance(quad.object, ox.Literal):
            found[quad.object.value].add(Iri(subject[1:-1]))
    return found


def _neighbours(store: Store, base: str) -> Iterator[tuple[Iri, Iri]]:
    """Yield the publications whose long titles are the same for their first or last half: slips of the pen."""
    titles = _titles(store, base)
    for turned in (False, True):
        long = sorted(title[::-1] if turned else title for title in titles if len(title) >= _LONG)
        for one, other in pairwise(long):
            half = len(one) // 2
            if abs(len(one) - len(other)) > _LONGER or one[:half] != other[:half]:
                continue
            ends = (titles[title[::-1] if turned else title] for title in (one, other))
            lefts, rights = (sorted(found)[:_MOST] for found in ends)
            yield from ((min(pair), max(pair)) for pair in product(lefts, rights) if pair[0] != pair[1])


def _best(ones: list[Work], others: list[Work]) -> Match | None:
    """Give the strongest match of the records of two publications; certain only where no two of them disagree."""
    pairs = [(one, other, compare(one, other)) for one in ones for other in others]
    best = max((found for _, _, found in pairs if found is not None), key=lambda found: found.score, default=None)
    if best is None or not best.certain:
        return best
    doubtful = any(names_differ(one, other) and not (found and found.certain) for one, other, found in pairs)
    return Match(certain=not doubtful, score=best.score, because=best.because)


def _describe(builder: GraphBuilder, left: Iri, right: Iri, found: Match) -> None:
    iri = builder.iri("double", digest(left, right))
    builder.types(iri, "kt:Double")
    builder.add(iri, "kt:left", left)
    builder.add(iri, "kt:right", right)
    builder.add(iri, "kt:score", decimal(found.score))
    builder.add(iri, "kt:certain", ox.Literal(value=found.certain))
    for reason in found.because:
        builder.text(iri, "kt:because", reason)
