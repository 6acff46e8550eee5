"""How much two wordings are alike: features of the pair, weighed to a score, with the words that they share."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log1p
from typing import TYPE_CHECKING

from kg.rephrasing.wording import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rephrasing.wording import Unit, Wording

#: Weight of each term from 0 to 1: the more questions have it, the less it says.
Rarity = dict[str, float]

#: As many questions as a table is thought to have had before its first, so that the words of two questions are weighed
#: as those of many; and in how many of those a word stood, and a common word.
_BEFORE, _SELDOM, _OFTEN = 200, 1, 20

#: Part of a word that must be found again for it to be a reason.
FOUND = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two wordings ask the same, from 0 to 1, and the words that say so, strongest first."""

    score: float
    because: tuple[str, ...]


def make_rarity(wordings: Iterable[Wording]) -> Rarity:
    """Give the weights of all words in these wordings. Source: Sparck Jones 1972, scaled to 1."""
    having: Counter[str] = Counter()
    common: set[str] = set()
    number = _BEFORE
    for wording in wordings:
        number += 1
        having.update({unit.key for unit in wording.units})
        common.update(unit.key for unit in wording.units if unit.is_common)
    before = {key: _OFTEN if key in common else _SELDOM for key in having}
    return {key: log1p(number / (count + before[key])) / log1p(number) for key, count in having.items()}


@dataclass(frozen=True, slots=True)
class _Side:
    """One wording beside another: what its words weigh in all, and what of that is found in the other.

    `subject` is the heaviest of its words on the subject that is found, `missing` the heaviest that is not.
    """

    total: float
    found: float
    subject: float
    missing: float
    words: tuple[tuple[float, str], ...]

    @property
    def covered(self) -> float:
        return self.found / self.total if self.total else 0.0


def _side(one: Wording, other: Wording, rarity: Rarity) -> _Side:
    total = found = subject = missing = 0.0
    reasons = []
    for unit in one.units:
        weight, part = rarity.get(unit.key, 1.0), part_found(unit, other)
        total += weight
        found += weight * part
        if unit.is_subject:
            subject = max(subject, weight * part)
            missing = max(missing, weight * (1 - part))
        if part >= FOUND:
            reasons.append((weight * part, unit.word))
    return _Side(total, found, subject, missing, tuple(reasons))


def part_found(unit: Unit, other: Wording) -> float:
    """Give how surely a word of one wording stands in another: itself, another word for it, or its parts."""
    whole = _surest(unit.terms, other)
    return max(whole, sum(_surest(part, other) for part in unit.parts) / len(unit.parts)) if unit.parts else whole


def _surest(terms: Mapping[str, float], other: Wording) -> float:
    both = terms.keys() & other.terms.keys()
    return max([min(terms[term], other.terms[term]) for term in both]) if both else 0.0


def features(one: Wording, other: Wording, rarity: Rarity) -> dict[str, float]:
    """Give what is known of a pair, by name; the same for a pair turned round."""
    sides = _side(one, other, rarity), _side(other, one, rarity)
    return _features(one, other, *sides)


def _features(one: Wording, other: Wording, left: _Side, right: _Side) -> dict[str, float]:
    missed = sorted((left.total - left.found, right.total - right.found))
    covered = sorted((left.covered, right.covered))
    given = {
        "bias": 1.0,
        "covered:least": covered[0],
        "covered:most": covered[1],
        "other-words": log1p(missed[0]),
        "more-words": log1p(missed[1] - missed[0]),
        "shared": log1p((left.found + right.found) / 2),
        "subject": min(left.subject, right.subject),
        "other-subject": min(left.missing, right.missing),
        "two-languages": float(one.language != other.language),
        "numbers:differ": float(one.numbers != other.numbers and bool(one.numbers and other.numbers)),
        "numbers:one": float(bool(one.numbers) != bool(other.numbers)),
    }
    for mark in MARKS:
        given |= _marked(mark, one.marks[mark], other.marks[mark])
    return given


def _marked(mark: str, one: frozenset[str], other: frozenset[str]) -> dict[str, float]:
    """Say whether two wordings name the same lists of a group, one list each that the other does not, or only one."""
    return {
        f"{mark}:same": float(bool(one & other)),
        f"{mark}:differ": float(bool(one - other) and bool(other - one)),
        f"{mark}:one": float(bool(one) != bool(other)),
    }


def compare(one: Wording, other: Wording, rarity: Rarity) -> Likeness:
    """Give how much two wordings are alike; the reasons are words of the first."""
    left, right = _side(one, other, rarity), _side(other, one, rarity)
    score = probability(_features(one, other, left, right), load_weights())
    because = dict.fromkeys(word for _, word in sorted(left.words, key=lambda found: (-found[0], found[1])))
    return Likeness(score, tuple(because))


def probability(given: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Give the probability that features and their weights stand for.

    >>> probability({"bias": 1.0}, {"bias": 0.0})
    0.5
    """
    total = sum(weights.get(name, 0.0) * value for name, value in given.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def _table() -> tuple[float, dict[str, float]]:
    table = tomllib.loads(files("kg.rephrasing").joinpath("data", "weights.toml").read_text("utf-8"))
    return float(table["least"]), {name: float(value) for name, value in table["weights"].items()}


def load_weights() -> dict[str, float]:
    """Give the weight of each feature, as benchmarks/questions.py --train made them."""
    return _table()[1]


def load_least() -> float:
    """Give the likeness from which two questions are put side by side."""
    return _table()[0]
