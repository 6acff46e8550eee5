"""Questions that may be one in other words: put side by side, never joined by the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.proposing import Known, Proposal
from kg.rephrasing.pairing import find_alike
from kg.wordings import type_of, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.statuses import Facts
    from kg.vocabulary import Iri

KIND = "same-question"


def standing(facts: Facts) -> list[Iri]:
    """Give the questions on which there is something to decide: not merged, not retired, not about the process."""
    return [
        question
        for question in sorted(facts.occurrences)
        if question not in facts.merged and not _is_retired(facts, question) and type_of(facts, question) != "process"
    ]


def _is_retired(facts: Facts, question: Iri) -> bool:
    rows = [row for row in facts.rows.get(question, ()) if row.id not in facts.withdrawn]
    last = max(rows, key=lambda row: (row.verb in ("retire", "reopen"), row.date, row.line), default=None)
    return last is not None and last.verb == "retire"


def propose(known: Known) -> Iterator[Proposal]:
    """Yield the pairs of questions that are alike in any of their wordings."""
    asked = {question: wordings(known.facts, question) for question in standing(known.facts)}
    for pair in find_alike(asked, known.themes, known.is_decided):
        yield Proposal(KIND, pair.left, pair.right, pair.score, pair.because)
