"""One score from two: how well the words of a text fit a question, and how near their meanings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Likeness of vectors at which two texts have nothing, and all, to do with each other. Source: e5 puts questions and
#: texts of one field between 0.73 and 0.88, whatever they say (benchmarks/matching.py).
UNRELATED, RELATED = 0.76, 0.88

#: Share of meaning in a score: tuned on the odd lines of benchmarks/matching.tsv, the table is in docs/searching.md.
SEMANTIC_SHARE = 0.4


def calibrate(likeness: float) -> float:
    """Give how near two meanings are, in [0, 1], from the product of their vectors.

    >>> calibrate(0.76), calibrate(0.82), calibrate(0.95)
    (0.0, 0.5, 1.0)
    """
    return round(min(1.0, max(0.0, (likeness - UNRELATED) / (RELATED - UNRELATED))), 6)


def mix(lexical: Sequence[float], semantic: Sequence[float], weight: float = SEMANTIC_SHARE) -> list[float]:
    """Give the scores of texts for one question, in [0, 1]. `weight` is the share of meaning.

    `lexical` are scores of any scale from 0, which count beside the best of them; `semantic` are products of vectors.

    Raises:
        ValueError: there are not as many of the one as of the other.

    >>> mix([4.0, 2.0, 0.0], [0.76, 0.88, 0.82], 0.5)
    [0.5, 0.75, 0.25]
    """
    best = max(lexical, default=0.0) or 1.0
    pairs = zip(lexical, semantic, strict=True)
    return [(1 - weight) * score / best + weight * calibrate(near) for score, near in pairs]
