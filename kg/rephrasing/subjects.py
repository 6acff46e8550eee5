"""Themes that a question is likely about though it does not name them: by words of their names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Theme
from kg.rephrasing.comparing import FOUND, make_rarity, part_found
from kg.rephrasing.wording import make_wording
from kg.terms.bridge import make_bridge

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.rephrasing.comparing import Rarity
    from kg.rephrasing.wording import Wording
    from kg.terms.bridge import Bridge
    from kg.vocabulary import Iri

#: Part of a name that a question must have for the theme to be proposed, and how many themes a question gets at most.
#: Measured: docs/ledger.md. Descriptions of themes were tried as well and brought more wrong themes than right ones.
LEAST, MOST = 0.7, 3


@dataclass(frozen=True, slots=True)
class Likely:
    """A theme for a question: `score` in [0, 1], `because` words of the question, strongest first."""

    theme: Iri
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Themes to be found by their words: each name with its theme, by number; `having` are the names with a term."""

    names: tuple[tuple[Iri, Wording], ...]
    having: Mapping[str, tuple[int, ...]]
    rarity: Rarity
    broader: Mapping[Iri, frozenset[Iri]]
    bridge: Bridge


def make_subjects(themes: Sequence[Theme]) -> Subjects:
    """Give themes as they are looked for, in all languages together; made once for the same themes."""
    return _made(tuple((one.iri, tuple(one.labels.items()), one.broader) for one in themes))


@lru_cache(maxsize=2)
def _made(stated: tuple[tuple[Iri, tuple[tuple[str, tuple[str, ...]], ...], tuple[Iri, ...]], ...]) -> Subjects:
    themes = [Theme(iri, dict(labels), broader) for iri, labels, broader in stated]
    bridge = make_bridge(tuple(themes))
    names = tuple(
        (theme.iri, make_wording(label, language, bridge, is_name=True))
        for theme in themes
        for language, labels in theme.labels.items()
        for label in labels
    )
    having: dict[str, list[int]] = defaultdict(list)
    for number, (_, wording) in enumerate(names):
        for term in sorted(wording.terms):
            having[term].append(number)
    above = {theme.iri: theme.broader for theme in themes}
    return Subjects(
        names,
        {term: tuple(numbers) for term, numbers in having.items()},
        make_rarity(wording for _, wording in names),
        {theme: _above(theme, above) for theme in above},
        bridge,
    )


def _above(theme: Iri, broader: Mapping[Iri, Iterable[Iri]]) -> frozenset[Iri]:
    """Give all broader themes of a theme; a ring of them ends."""
    found: set[Iri] = set()
    waiting = [theme]
    while waiting:
        for above in broader.get(waiting.pop(), ()):
            if above not in found:
                found.add(above)
                waiting.append(above)
    return frozenset(found - {theme})


def find_likely(question: Wording, subjects: Subjects, named: Collection[Iri]) -> list[Likely]:
    """Give the themes that a question is likely about, best first. What is named, or broader than that, is none.

    The score is the part of a name that the question has; a rare word of it counts more. A word leads to one theme
    only: the named one, else the best.
    """
    implied = {*named, *(theme for one in named for theme in subjects.broader.get(one, ()))}
    best: dict[Iri, Likely] = {}
    for number in sorted({number for term in question.terms for number in subjects.having.get(term, ())}):
        theme, name = subjects.names[number]
        found = _likely(theme, name, question, subjects.rarity)
        if found.score >= LEAST and found.because:
            best[theme] = max(found, best.get(theme, found), key=lambda likely: (likely.score, len(likely.because)))
    explained = {word for theme in named if theme in best for word in best[theme].because}
    likely = []
    for found in sorted(best.values(), key=lambda one: (-one.score, -len(one.because), one.theme)):
        if found.theme not in implied and not explained.issuperset(found.because):
            explained.update(found.because)
            likely.append(found)
    return likely


def _likely(theme: Iri, name: Wording, question: Wording, rarity: Rarity) -> Likely:
    """Give what one name says for its theme; the reasons are words on the subject of the question alone."""
    parts = [(rarity.get(unit.key, 1.0), part_found(unit, question)) for unit in name.units]
    if not any(part_found(unit, question) >= FOUND and not unit.is_common for unit in name.units):
        return Likely(theme, 0.0, ())
    total = sum(weight for weight, _ in parts)
    score = sum(weight * part for weight, part in parts) / total if total else 0.0
    words = [
        (-part, unit.word) for unit in question.units if (part := part_found(unit, name)) >= FOUND and unit.is_subject
    ]
    return Likely(theme, round(score, 2), tuple(word for _, word in sorted(words)))
