"""Themes that a question is likely about though it does not name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.proposing import Known, Proposal
from kg.proposing.questions import standing
from kg.rephrasing.subjects import MOST, find_likely, make_subjects
from kg.rephrasing.wording import make_wording
from kg.wordings import themes_of, wordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.rephrasing.subjects import Likely
    from kg.vocabulary import Iri

KIND = "theme-of"


def propose(known: Known) -> Iterator[Proposal]:
    """Yield the best themes of each question: by any of its wordings, and none on which a person decided."""
    subjects = make_subjects(known.themes)
    for question in standing(known.facts):
        named = themes_of(known.facts, question)
        best: dict[Iri, Likely] = {}
        for text, language in wordings(known.facts, question):
            for likely in find_likely(make_wording(text, language, subjects.bridge), subjects, named):
                best[likely.theme] = max(likely, best.get(likely.theme, likely), key=lambda found: found.score)
        waiting = [found for found in best.values() if not known.is_decided(question, found.theme)]
        for found in sorted(waiting, key=lambda likely: (-likely.score, likely.theme))[:MOST]:
            yield Proposal(KIND, question, found.theme, found.score, found.because)
