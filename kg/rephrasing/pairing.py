"""Which questions are worth comparing, and which of those are alike: no more work than there are questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kg.rephrasing.comparing import compare, load_least, make_rarity
from kg.rephrasing.wording import make_wording
from kg.terms.bridge import make_bridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Theme
    from kg.rephrasing.wording import Wording
    from kg.vocabulary import Iri

#: A term, or two terms together, that more wordings than this have brings no pairs: it is the subject of the table.
_COMMON = 30

#: How many questions a question is put beside at most: the best of those that are alike.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Two questions that may be one, `left` the one that sorts first: `score` in [0, 1], `because` words of `left`."""

    left: Iri
    right: Iri
    score: float
    because: tuple[str, ...]


def find_alike(
    questions: Mapping[Iri, Sequence[tuple[str, str]]],
    themes: Sequence[Theme] = (),
    is_settled: Callable[[Iri, Iri], bool] = lambda *_: False,
) -> list[Alike]:
    """Give the pairs of questions that may be the same, by IRI. A question has wordings, each a text and its language.

    Two questions are as much alike as the two of their wordings that are most alike. A pair that is settled is passed
    over, and takes no place of others.

    >>> from kg.vocabulary import Iri
    >>> first = [("Hoe verlaag je de werkdruk van leraren?", "nl")]
    >>> second = [("Hoe kun je de werkdruk van leraren verminderen?", "nl")]
    >>> [(found.left, found.because) for found in find_alike({Iri("urn:a"): first, Iri("urn:b"): second})]
    [('urn:a', ('werkdruk', 'leraren'))]
    """
    owned = [(iri, text) for iri in sorted(questions) for text in dict.fromkeys(questions[iri])]
    bridge = make_bridge(tuple(themes))
    wordings = [make_wording(text, language, bridge) for _, (text, language) in owned]
    rarity = make_rarity(wordings)
    best: dict[tuple[Iri, Iri], Alike] = {}
    for one, other in candidates(wordings):
        left, right = owned[one][0], owned[other][0]
        if left == right or is_settled(left, right):
            continue
        found = compare(wordings[one], wordings[other], rarity)
        if found.score >= load_least() and found.because:
            alike = Alike(left, right, round(found.score, 2), found.because)
            best[left, right] = max(alike, best.get((left, right), alike), key=lambda pair: pair.score)
    return sorted(_foremost(best.values()), key=lambda pair: (pair.left, pair.right))


def candidates(wordings: Sequence[Wording]) -> list[tuple[int, int]]:
    """Give the pairs of wordings, by their number, that share a rare term, two less rare ones, or all their terms."""
    having: dict[str, list[int]] = defaultdict(list)
    whole: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, wording in enumerate(wordings):
        whole[tuple(sorted(wording.terms))].append(number)
        for term in sorted(wording.terms):
            having[term].append(number)
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, wording in enumerate(wordings):
        often = sorted(term for term in wording.terms if len(having[term]) > _COMMON)
        for two in combinations(often, 2):
            together[two].append(number)
    pairs = {pair for numbers in whole.values() for pair in pairwise(numbers)}
    pairs.update(_within(having.values()), _within(together.values()))
    return sorted(pairs)


def _within(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for numbers in groups:
        if len(numbers) <= _COMMON:
            yield from combinations(numbers, 2)


def _foremost(found: Iterable[Alike]) -> list[Alike]:
    """Give the pairs that are among the best of one of their questions."""
    places: dict[Iri, int] = defaultdict(int)
    kept = []
    for pair in sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right)):
        if min(places[pair.left], places[pair.right]) < _MOST:
            kept.append(pair)
        places[pair.left] += 1
        places[pair.right] += 1
    return kept
