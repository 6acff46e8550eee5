"""How many words texts have in common: by that an edited statement is known again."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.text import same_wording

if TYPE_CHECKING:
    from collections.abc import Iterable


class WordIndex:
    """Texts by the words that they hold, so that only those that share some are compared."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._totals: list[int] = []
        self._having: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for order, text in enumerate(texts):
            found = Counter(same_wording(text).split())
            self._totals.append(found.total())
            for word, count in found.items():
                self._having[word].append((order, count))

    def likeness(self, text: str) -> list[tuple[int, float]]:
        """Give the texts that share words with this one, by their order, with the share in common (Dice).

        >>> WordIndex(["samen lezen", "alleen"]).likeness("samen schrijven")
        [(0, 0.5)]
        """
        found = Counter(same_wording(text).split())
        shared: dict[int, int] = defaultdict(int)
        for word, count in found.items():
            for order, other in self._having.get(word, ()):
                shared[order] += min(count, other)
        return [(n, 2 * both / (found.total() + self._totals[n])) for n, both in sorted(shared.items())]
