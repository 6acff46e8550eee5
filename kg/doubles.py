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
from kg.vocabulary import Iri, expand
from kg.works import Match, Work, compare, names_differ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

#: Name of the graph.
DOUBLES = "doubles"

#: What publications may have in common: a predicate, and the one under which others state the same name.
_SHARED = (
    ("kt:titleKey", "kt:titleKey"), ("bibo:doi", "bibo:doi"), ("bibo:isbn", "bibo:isbn"),
    ("bibo:doi", "kt:versionDoi"),
)  # fmt: skip

#: Publications with one name beyond which it names nothing: 'Editorial', or the ISBN of a series.
_MOST = 12

#: Least length of titles of which neighbours in the alphabet are compared, and how much longer one may be.
_LONG, _LONGER = 24, 3


def find_doubles(store: Store, base: str) -> GraphBuilder:
    """Give the graph of the pairs of publications that are or may be one, each with its score and reasons."""
    builder = GraphBuilder.of(base, DOUBLES)
    builder.add(builder.iri(DOUBLES), "kt:publicationCount", ox.Literal(_count(store)))
    library = StoredWorks(store)
    works: dict[Iri, list[Work]] = {}
    for left, right in sorted(_candidates(store, base)):
        for iri in (left, right):
            if iri not in works:
                works[iri] = library.of(iri)
        found = _best(works[left], works[right])
        if found is not None:
            _describe(builder, left, right, found)
    return builder


def _count(store: Store) -> int:
    """Give how many publications there are, in whatever files each stands."""
    found = store.match(None, expand("rdf:type"), ox.NamedNode(expand("kt:Publication")))
    return len({quad.subject for quad in found})


def _candidates(store: Store, base: str) -> set[tuple[Iri, Iri]]:
    pairs: set[tuple[Iri, Iri]] = set()
    for one, other in _SHARED:
        named = _named(store, one, base)
        if one != other:
            for name, iris in _named(store, other, base).items():
                if name in named:
                    named[name] |= iris
        for iris in named.values():
            if 1 < len(iris) <= _MOST:
                pairs |= set(combinations(sorted(iris), 2))
        if one == "kt:titleKey":
            pairs |= set(_neighbours(named))
    return pairs


def _named(store: Store, curie: str, base: str) -> dict[str, set[Iri]]:
    """Give the publications (not what mentions them) by what they have under a property."""
    found: dict[str, set[Iri]] = defaultdict(set)
    start = f"<{base}publication/"
    for quad in store.match(None, expand(curie), None):
        subject = str(quad.subject)
        if subject.startswith(start) and isinstance(quad.object, ox.Literal):
            found[quad.object.value].add(Iri(subject[1:-1]))
    return found


def _neighbours(titles: dict[str, set[Iri]]) -> Iterator[tuple[Iri, Iri]]:
    """Yield the publications whose long titles are the same for their first or last half: slips of the pen."""
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
