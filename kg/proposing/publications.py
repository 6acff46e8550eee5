"""Publications that are likely to be one, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.proposing import Proposal
from kg.queries import ask, value_of
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.proposing import Known


def propose(known: Known) -> Iterator[Proposal]:
    """Yield the pairs that the comparing of the library left to a person."""
    because: dict[tuple[Iri, Iri, float], list[str]] = {}
    for row in ask(known.store, "doubles"):
        left, right = (known.facts.work(Iri(value_of(row, end))) for end in ("left", "right"))
        if left != right:
            pair = (min(left, right), max(left, right), float(value_of(row, "score")))
            because.setdefault(pair, []).append(value_of(row, "because"))
    done: set[tuple[Iri, Iri]] = set()
    for (left, right, score), reasons in because.items():
        if (left, right) not in done:
            done.add((left, right))
            yield Proposal("same-publication", left, right, score, tuple(dict.fromkeys(reasons)))
