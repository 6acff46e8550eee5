"""Meaning beside words: an extra. It finds what says the same in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.guards import atomic
from kg.search.ranking import Found
from kg.search.texts import read_texts
from kg.terms.embedding import open_embedder
from kg.terms.mixing import SEMANTIC_SHARE, calibrate
from kg.terms.vectors import vectors_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.search.matching import Matcher
    from kg.search.texts import Text
    from kg.stores import Store

#: The score of words for which the same meaning counts: so that off the subject nothing reaches the threshold.
WORTH = 0.4

#: Seconds to wait for another kg that reads texts.
_PATIENCE = 3600.0


def near_in_meaning(
    store: Store, matcher: Matcher, questions: Sequence[str], folder: Path
) -> Callable[[int, Iterable[Found]], list[Found]]:
    """Give what adds meaning to the hits of a question, by its number: all publications in a new order.

    Every publication is compared with every question. Vectors are kept below `folder`.

    Raises:
        UsageError: the extra is not installed.
        WorkspaceError: another kg holds the folder too long.
    """
    embedder = open_embedder()
    iris = matcher.iris()
    texts = dict(read_texts(store, iris))
    with atomic.lock(folder / "lock", patience=_PATIENCE):
        known = vectors_of([_said(texts.get(iri, ())) for iri in iris], embedder, folder)
        asked = vectors_of(questions, embedder, folder, is_question=True)
    likeness = np.round(asked @ known.T, 5)

    def mixed(number: int, hits: Iterable[Found]) -> list[Found]:
        by_words = {hit.iri: hit for hit in hits}
        found = [
            _mixed(by_words.get(iri, Found(iri, 0.0, ())), near)
            for iri, near in zip(iris, likeness[number].tolist(), strict=True)
        ]
        return sorted((hit for hit in found if hit.score > 0), key=lambda hit: (-hit.score, hit.iri))

    return mixed


def _said(texts: Iterable[Text]) -> str:
    """Give the text of a publication: titles first, as the model looks at the beginning."""
    return ". ".join(text.text for text in sorted(texts, key=lambda text: (text.part != "title", text)))


def _mixed(hit: Found, near: float) -> Found:
    score = (1 - SEMANTIC_SHARE) * hit.score + SEMANTIC_SHARE * WORTH * calibrate(near)
    return Found(hit.iri, round(score, 4), hit.because)
