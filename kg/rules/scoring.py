"""The scorer: weighs what is known of a sentence, and says which kind of statement it is, or none.

Weights are data (`weights/scorer.toml`), made by scripts/train_scorer.py from annotated notes.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.model import Action, Decision, Insight, Question, Statement
from kg.rules.features import features
from kg.rules.found import Found
from kg.rules.insights import claims
from kg.rules.note import Note, Sentence

#: The kinds that are scored, in the order of the weights.
KINDS: tuple[type[Statement], ...] = (Question, Insight, Decision, Action)

#: Rules whose statements stand whatever the scorer says: what a writer marked, and what the place in a note says.
CERTAIN = frozenset(
    (
        *("mark", "sign", "column", "checkbox", "inline", "quoted", "announced"),
        *("task-list", "decision-list", "listed", "agreed-doer", "plan", "below"),
    )
)

#: The same, in one language: in Dutch minutes what ends in a question mark is nearly always asked, in English chat it
#: is as often a doubt or an aside.
CERTAIN_IN = {"nl": frozenset(("asked",)), "en": frozenset[str]()}

#: Confidence below which what a rule finds is a candidate only, on which the scorer decides.
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature says for each kind, and from which probability a kind is taken, by language."""

    of: Mapping[str, tuple[float, ...]]
    least: Mapping[str, tuple[float, ...]]
    keep: float = 0.5

    def probabilities(self, names: list[str]) -> tuple[float, ...]:
        """Give for each kind the probability that a sentence with these features is one.

        >>> Weights({"bias": (0.0, 0.0)}, {}).probabilities(["bias", "unknown"])
        (0.5, 0.5)
        """
        known = [row for row in map(self.of.get, names) if row is not None]
        return tuple(1 / (1 + math.exp(-max(-30.0, min(30.0, sum(column))))) for column in zip(*known, strict=True))


@lru_cache(maxsize=2)
def load_weights(name: str = "scorer") -> Weights:
    """Give the weights that come with the package: `scorer` for kinds, `answers` for what answers what."""
    table = tomllib.loads(files("kg.rules").joinpath("weights", f"{name}.toml").read_text("utf-8"))
    of = {name: tuple(float(one) for one in values) for name, values in table["weights"].items()}
    least = {name: tuple(float(one) for one in values) for name, values in table["least"].items()}
    return Weights(of, least, table["keep"])


def score(note: Note, found: Found, weights: Weights) -> None:
    """Drop what weaker rules found where the scorer objects, and take for a claim what nothing else explains.

    A visit note answers research questions in prose of its own, on which nothing was trained: there the rules decide.
    """
    if note.document.source.folder == "schools":
        return
    open_to = (one for one in note.sentences if found.trace is not None or _is_open(found.at(one.span), one))
    named = [(sentence, features(note, found, sentence)) for sentence in open_to]
    scored = [(sentence, names, weights.probabilities(names)) for sentence, names in named]
    if found.trace is not None:
        found.trace.scores = scored
    for sentence, _, chances in scored:
        least = weights.least[sentence.language]
        own = found.at(sentence.span)
        if not _is_open(own, sentence):
            continue
        if own is not None and _stands(own, chances[KINDS.index(type(own))] / least[KINDS.index(type(own))], weights):
            continue
        if own is not None:
            found.drop(own)
        chance = chances[KINDS.index(Insight)]
        if chance >= least[KINDS.index(Insight)]:
            found.take(claims(note, sentence, chance))


def _is_open(own: Statement | None, sentence: Sentence) -> bool:
    """Tell whether the scorer has a say: no certain rule found the sentence, and none a clause of it."""
    return own is None or (own.rule not in CERTAIN | CERTAIN_IN[sentence.language] and _is_about(own, sentence))


def _is_about(statement: Statement, sentence: Sentence) -> bool:
    """Tell whether a statement is the sentence, not a clause of it, and no more than it."""
    span = sentence.span
    return statement.span.start == span.start and span.end - 1 <= statement.span.end <= span.end


def _stands(statement: Statement, margin: float, weights: Weights) -> bool:
    """Tell whether a statement stands: a candidate at the threshold itself, what a rule is sure of well below it."""
    return margin >= (1 if statement.confidence < SURE else weights.keep)
