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
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence
from kg.rules.questions import question_type
from kg.text import Span

#: The kinds that are scored, in the order of the weights.
KINDS: tuple[type[Statement], ...] = (Question, Insight, Decision, Action)

#: Rules whose statements stand whatever the scorer says: what a writer marked, and what the place in a note says.
CERTAIN = frozenset(
    (
        *("mark", "sign", "column", "checkbox", "inline", "quoted", "announced"),
        *("task-list", "decision-list", "listed", "agreed-doer", "plan", "below"),
    )
)

_FEWEST = 3  # words: shorter sentences say nothing by themselves


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
        known = [self.of[name] for name in names if name in self.of]
        return tuple(1 / (1 + math.exp(-max(-30.0, min(30.0, sum(column))))) for column in zip(*known, strict=True))


@lru_cache(maxsize=2)
def load_weights(name: str = "scorer") -> Weights:
    """Give the weights that come with the package: `scorer` for kinds, `answers` for what answers what."""
    table = tomllib.loads(files("kg.rules").joinpath("weights", f"{name}.toml").read_text("utf-8"))
    of = {name: tuple(float(one) for one in values) for name, values in table["weights"].items()}
    least = {name: tuple(float(one) for one in values) for name, values in table["least"].items()}
    return Weights(of, least, table["keep"])


def score(note: Note, found: Found, weights: Weights) -> None:
    """Add the sentences that score high enough, and drop or change what weaker rules found where the scorer objects.

    A visit note answers research questions in prose of its own, on which nothing was trained: there the rules decide.
    """
    if note.document.source.folder == "schools":
        return
    scored = [(sentence, weights.probabilities(features(note, found, sentence))) for sentence in note.sentences]
    if found.trace is not None:
        found.trace.scores = [(one, features(note, found, one), chances) for one, chances in scored]
    for sentence, chances in scored:
        own = found.at(sentence.span)
        if own is None:
            found.take(_made(note, sentence, chances, weights))
        elif (
            own.rule not in CERTAIN and own.span.start == sentence.span.start and own.span.end >= sentence.span.end - 1
        ):
            _reconsider(note, found, own, (sentence, chances), weights)


def _is_about(statement: Statement, sentence: Sentence) -> bool:
    """Tell whether a statement is the sentence, or begins with it, and is no clause of it."""
    return statement.span.start == sentence.span.start and statement.span.end >= sentence.span.end - 1


def _reconsider(
    note: Note, found: Found, own: Statement, scored: tuple[Sentence, tuple[float, ...]], weights: Weights
) -> None:
    """Keep what a rule found, make it another kind, or drop it."""
    sentence, chances = scored
    at = KINDS.index(type(own))
    least = weights.least[sentence.language]
    if chances[at] >= least[at] or own.span.end > sentence.span.end:
        return
    better = _made(note, sentence, chances, weights)
    if better or chances[at] < weights.keep * least[at]:
        found.drop(own)
        found.take(better)


def _made(note: Note, sentence: Sentence, chances: tuple[float, ...], weights: Weights) -> list[Statement]:
    """Give the statement that a sentence most probably is, or nothing."""
    if len(sentence.words) < _FEWEST:
        return []
    margins = [chance / least for chance, least in zip(chances, weights.least[sentence.language], strict=True)]
    best = max(range(len(KINDS)), key=lambda at: margins[at])
    if margins[best] < 1:
        return []
    kind = KINDS[best]
    more = {"question_type": question_type(note, sentence)} if kind is Question else {}
    text = sentence.plain.rstrip()
    span = Span(sentence.span.start, sentence.span.end - (1 if text.endswith((":", ";")) else 0))
    return [make(kind, note, span, "scored", confidence=round(chances[best], 2), **more)]
