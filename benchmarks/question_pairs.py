"""Pairs of made-up questions that people would call the same or not, and the weights that follow from them.

A module of other scripts. question_pairs.tsv holds 44 topics of the field; no topic is in both halves. Within a topic
the questions that are not the same differ in what is asked, of whom, where, or which way round: the hard ones.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

from kg.rephrasing.comparing import Rarity, features, make_rarity
from kg.rephrasing.wording import Wording, make_wording
from kg.terms.bridge import make_bridge
from kg.themes import shipped_themes

PAIRS = Path(__file__).with_name("question_pairs.tsv")
LANGUAGES = ("nl-nl", "en-en", "nl-en")

#: Prior precision of every weight: larger pulls weights to their prior.
RIDGE = 2.0
#: What a weight is before it has seen a pair. Figures, places, actors or a `not` that differ make another question;
#: there are too few of each among the pairs to learn that from.
PRIOR = {
    "numbers:differ": -3.0, "sectors:differ": -2.5, "negation:one": -3.0, "actors:differ": -1.5, "aspects:differ": -1.5,
    "directions:differ": -1.5, "numbers:one": -0.5, "sectors:one": -0.5, "other-words": -1.0, "more-words": -0.5,
    "subject": 1.0, "other-subject": -1.0,
}  # fmt: skip
#: What a pair of questions on two topics counts, beside a judged pair: there are a dozen times as many.
BESIDE = 0.1
#: From which probability two questions are put side by side. Chosen on the first half: precision before recall.
LEAST = 0.6
STEPS = 30

Rows = np.ndarray[Any, np.dtype[np.float64]]
Text = tuple[str, str]


@dataclass(frozen=True)
class Pair:
    """Two questions, each a text and its language; `is_same` tells whether a person would join them."""

    half: str
    topic: int
    is_same: bool
    left: Text
    right: Text

    @property
    def languages(self) -> str:
        """Give both languages, as in `nl-en`."""
        return f"{self.left[1]}-{self.right[1]}"


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Give the pairs of a file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["half"], int(row["topic"]), row["verdict"] == "same",
                (row["left"], row["left_language"]), (row["right"], row["right_language"]),
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]  # fmt: skip


@dataclass(frozen=True)
class Table:
    """All questions of some pairs as one table would have them, with the topic of each."""

    wordings: Mapping[Text, Wording]
    topics: Mapping[Text, int]
    rarity: Rarity

    def features(self, left: Text, right: Text) -> dict[str, float]:
        """Give what is known of two questions."""
        return features(self.wordings[left], self.wordings[right], self.rarity)

    def apart(self) -> list[tuple[Text, Text]]:
        """Give the questions on two topics that share some word all the same."""
        return [
            two
            for two in combinations(sorted(self.wordings), 2)
            if self.topics[two[0]] != self.topics[two[1]]
            and self.wordings[two[0]].terms.keys() & self.wordings[two[1]].terms.keys()
        ]


def make_table(pairs: Iterable[Pair]) -> Table:
    """Give the questions of some pairs as one table."""
    topics = {text: pair.topic for pair in pairs for text in (pair.left, pair.right)}
    bridge = make_bridge(shipped_themes())
    wordings = {text: make_wording(*text, bridge) for text in topics}
    return Table(wordings, topics, make_rarity(wordings.values()))


def train(pairs: Sequence[Pair]) -> dict[str, float]:
    """Give the weight of each feature: ridge logistic regression by Newton's method. No chance in it."""
    table = make_table(pairs)
    judged = [(pair.left, pair.right, pair.is_same, 1.0) for pair in pairs]
    apart = [(left, right, False, BESIDE) for left, right in table.apart()]
    given = [table.features(left, right) for left, right, _, _ in (*judged, *apart)]
    names = list(given[0])
    rows = np.array([[one[name] for name in names] for one in given])
    same = np.array([float(is_same) for _, _, is_same, _ in (*judged, *apart)])
    counts = np.array([count for _, _, _, count in (*judged, *apart)])
    found = _fit(rows, same, counts, np.array([PRIOR.get(name, 0.0) for name in names]))
    return {name: round(float(one), 3) for name, one in zip(names, found, strict=True)}


def _fit(rows: Rows, same: Rows, counts: Rows, prior: Rows) -> Rows:
    weights, held = prior.copy(), RIDGE * np.eye(len(prior))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (chance - same)) + held @ (weights - prior)
        bend = (rows.T * (counts * chance * (1 - chance))) @ rows + held
        weights -= np.linalg.solve(bend, slope)
    return weights


def written(weights: Mapping[str, float]) -> str:
    """Give weights as the file that comes with the package."""
    lines = ["# Made by scripts/train_questions.py: do not edit.", f"least = {LEAST}", "", "[weights]"]
    return "\n".join([*lines, *(f'"{name}" = {value:.3f}' for name, value in weights.items())]) + "\n"


def chance(given: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Give the probability that features stand for."""
    return 1 / (1 + exp(-sum(weights[name] * value for name, value in given.items())))
