"""What waits for a person to decide: pairs of things that may belong together, made anew from all sources.

A proposer is a function that looks at one kind of pair; what a person decided is never proposed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.guards.iri import digest
from kg.known_themes import known_themes
from kg.quads import decimal
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curation import Curation
    from kg.model import Theme
    from kg.quads import GraphBuilder
    from kg.statuses import Facts
    from kg.stores import Store

#: Kind of proposal to the function that finds them, in the order in which they are found. To add one, add a line.
PROPOSERS = {
    "same-question": "kg.proposing.questions:propose",
    "theme-of": "kg.proposing.themes:propose",
    "same-publication": "kg.proposing.publications:propose",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two things that may belong together: `score` in [0, 1]; `because` the words that led to it, strongest first.

    Of two things of one kind, `left` is the one that sorts first; else `left` is the question.
    """

    kind: str
    left: Iri
    right: Iri
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a proposer may look at: the graphs, the questions, and the pairs on which a person decided."""

    store: Store
    facts: Facts
    decided: frozenset[frozenset[str]]
    themes: tuple[Theme, ...] = ()

    def is_decided(self, one: Iri, other: Iri) -> bool:
        """Tell whether a person decided on two things, or on what was merged into them."""
        ends = (self.facts.work(self.facts.target(iri)) for iri in (one, other))
        return frozenset(ends) in self.decided


#: What finds proposals of one kind.
Proposer = Callable[[Known], Iterable[Proposal]]


def find_proposals(store: Store, facts: Facts, rows: Iterable[Curation]) -> list[Proposal]:
    """Give all that waits for a person, by kind, best first. `rows` are the decisions that count."""
    known = Known(store, facts, _decided(facts, rows), known_themes(store))
    found = [proposal for where in PROPOSERS.values() for proposal in _load(where)(known)]
    open_ones = (proposal for proposal in found if not known.is_decided(proposal.left, proposal.right))
    order = list(PROPOSERS)
    return sorted(open_ones, key=lambda p: (order.index(p.kind), -p.score, p.left, p.right))


def _decided(facts: Facts, rows: Iterable[Curation]) -> frozenset[frozenset[str]]:
    """Give the pairs of which a person said something; what was merged stands for what it was merged into."""
    pairs = ((Iri(row.subject), Iri(row.object)) for row in rows if row.object)
    return frozenset(frozenset(facts.work(facts.target(iri)) for iri in pair) for pair in pairs)


def _load(where: str) -> Proposer:
    module, _, name = where.partition(":")
    found: Proposer = getattr(importlib.import_module(module), name)
    return found


def describe_proposals(builder: GraphBuilder, proposals: Sequence[Proposal]) -> None:
    """Add proposals to the derived graph."""
    for found in proposals:
        proposal = builder.iri("proposal", digest(found.kind, found.left, found.right))
        builder.types(proposal, "kt:Proposal", "prov:Entity")
        builder.text(proposal, "kt:proposalKind", found.kind)
        builder.add(proposal, "kt:left", found.left)
        builder.add(proposal, "kt:right", found.right)
        builder.add(proposal, "kt:score", decimal(found.score))
        for word in found.because:
            builder.text(proposal, "kt:because", word)
