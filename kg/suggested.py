"""What the library offers for the open questions, as links that wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.iri import digest
from kg.quads import decimal
from kg.search.suggesting import suggest, unanswered_questions
from kg.vocabulary import expand

if TYPE_CHECKING:
    from pathlib import Path

    from kg.quads import GraphBuilder
    from kg.stores import Store

#: Most publications that wait for a decision on one question: more than a person reads at once.
MOST = 3


def propose_evidence(builder: GraphBuilder, store: Store, folder: Path) -> None:
    """Add a proposed link for each open question and publication that fits it. `folder` is that of the search index."""
    for found in suggest(store, folder, unanswered_questions(store)):
        for one in found.suggestions[:MOST]:
            if found.question is None:
                continue
            link = builder.iri("evidence", digest(found.question, one.publication))
            builder.types(link, "kt:EvidenceLink")
            builder.add(link, "kt:question", found.question)
            builder.add(link, "kt:publication", one.publication)
            builder.add(link, "kt:state", expand("ktc:state-proposed"))
            builder.add(link, "kt:score", decimal(one.score))
            for word in one.because:
                builder.text(link, "kt:because", word)
