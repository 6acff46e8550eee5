"""How the weights of the scorer and of the links are made from annotated notes. A module of other scripts.

Each sentence is an example; its kinds are those of the annotations it matches as the scorer counts. Ridge logistic
regression by Newton's method, one model a kind, from zero: no chance in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from annotated import Annotated

from kg.model import Context
from kg.rules import RULES
from kg.rules.answers import linked_by_rules
from kg.rules.features import features
from kg.rules.found import Found
from kg.rules.linking import pairs
from kg.rules.note import Note, make_note
from kg.rules.scoring import KINDS, Weights
from kg.rules.scoring import score as score_sentences
from kg.text import line_starts

OFTEN = {"nl-seed": 12}  # notes that count more than once: the kind of note that kg is for, of which there is one
RIDGE = 8.0  # prior precision of every weight: larger pulls weights to zero
FEWEST = 4  # notes in which a feature must occur to get a weight
STEPS, NEAR_STEPS = 12, 3  # of Newton's method, from zero and from weights of nearly the same notes
KEEP = 0.2  # a rule is overruled below this part of the threshold
#: From which probability a kind is taken, by language: question, insight, decision, action.
LEAST = {"nl": (0.4, 0.2, 0.18, 0.3), "en": (0.4, 0.2, 0.3, 0.3)}
LEAST_LINK = {"nl": (0.24,), "en": (0.24,)}

SCORED = tuple(kind.kind for kind in KINDS)
LINKED = ("answers",)

Rows = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Examples:
    """A note with the features and the kinds of its sentences, or those of pairs of an insight and a question."""

    note: Annotated
    names: list[list[str]]
    labels: list[frozenset[str]]


def sentences_of(note: Annotated, score: ModuleType) -> Examples:
    """Give the sentences of a note as examples."""
    gold = json.loads(note.gold.read_text("utf-8"))["annotations"]
    starts = line_starts(note.document.text)
    marked = [
        (one["kind"], score.tokens(one["quote"]), _offset(starts, one, "start"), _offset(starts, one, "end"))
        for one in gold
    ]
    made_note, found = _ruled(note)
    labels = []
    for sentence in made_note.sentences:
        here, words = sentence.span, score.tokens(sentence.span.of(note.document.text))
        near = ((kind, said) for kind, said, start, end in marked if start < here.end and here.start < end)
        labels.append(frozenset(kind for kind, said in near if score.jaccard(said, words) >= 0.5))  # noqa: PLR2004
    return Examples(note, [features(made_note, found, one) for one in made_note.sentences], labels)


def _ruled(note: Annotated) -> tuple[Note, Found]:
    """Give a note with what the rules alone find in it."""
    made_note, found = make_note(note.document, Context()), Found()
    for rule in RULES:
        found.take(list(rule(made_note, found)))
    return made_note, found


def _offset(starts: Sequence[int], annotation: dict[str, Any], edge: str) -> int:
    return int(starts[annotation[f"{edge}_line"] - 1] + annotation[f"{edge}_col"])


def pairs_of(note: Annotated, weights: Weights, score: ModuleType) -> Examples:
    """Give the pairs of insight and question that the rules and these weights find in a note as examples."""
    gold, relations = score.load(note.gold, None, note.name)
    made_note, found = _ruled(note)
    score_sentences(made_note, found, weights)
    said = [one for one in found if one.kind in ("question", "insight")]
    ours = [{"kind": one.kind, "tok": score.tokens(one.text)} for one in said]
    match = {said[mine].id: gold[theirs]["id"] for theirs, mine, _ in score.greedy(gold, ours, 0.5)}
    two = list(pairs(made_note, found, linked_by_rules(made_note, found)))
    right = [(match.get(one.insight.id), match.get(one.question.id)) in relations for one in two]
    labels = [frozenset(LINKED) if one else frozenset[str]() for one in right]
    return Examples(note, [list(one.features) for one in two], labels)


def matrix(notes: Sequence[Examples], said: Sequence[str] = SCORED) -> tuple[list[str], Rows, Rows, Rows]:
    """Give the names of the features, a row of them a sentence, a row of kinds a sentence, and its note's number."""
    counts: dict[str, set[int]] = {}
    for number, note in enumerate(notes):
        for name in {name for names in note.names for name in names}:
            counts.setdefault(name, set()).add(number)
    names = sorted(name for name, where in counts.items() if len(where) >= FEWEST)
    at = {name: column for column, name in enumerate(names)}
    sentences = [
        (number, *pair)
        for number, note in enumerate(notes)
        for pair in list(zip(note.names, note.labels, strict=True)) * OFTEN.get(note.note.name, 1)
    ]
    rows = np.zeros((len(sentences), len(names)))
    kinds = np.zeros((len(sentences), len(said)))
    for row, (_, found, labels) in enumerate(sentences):
        rows[row, [at[name] for name in found if name in at]] = 1
        kinds[row] = [kind in labels for kind in said]
    return names, rows, kinds, np.array([number for number, _, _ in sentences])


def fit(rows: Rows, kinds: Rows, start: Rows | None = None) -> Rows:
    """Give a column of weights for each kind."""
    weights = np.zeros((rows.shape[1], kinds.shape[1])) if start is None else start.copy()
    for kind in range(kinds.shape[1]):
        for _ in range(STEPS if start is None else NEAR_STEPS):
            chance = 1 / (1 + np.exp(-rows @ weights[:, kind]))
            slope = rows.T @ (chance - kinds[:, kind]) + RIDGE * weights[:, kind]
            bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
            weights[:, kind] -= np.linalg.solve(bend, slope)
    return weights


def made(names: Sequence[str], weights: Rows, least: Mapping[str, tuple[float, ...]]) -> Weights:
    """Give weights as the rules use them."""
    return Weights({name: tuple(map(float, row)) for name, row in zip(names, weights, strict=True)}, least, KEEP)


def written(weights: Weights, said: Sequence[str]) -> str:
    """Give weights as the file that comes with the package."""
    lines = ["# Made by scripts/train_scorer.py: do not edit. A column a kind: " + ", ".join(said) + "."]
    lines += [f"keep = {weights.keep}", "", "[least]"]
    lines += [f"{language} = [{', '.join(map(str, least))}]" for language, least in weights.least.items()]
    lines += ["", "[weights]"]
    lines += [f'"{name}" = [{", ".join(f"{one:.3f}" for one in row)}]' for name, row in weights.of.items()]
    return "\n".join(lines) + "\n"


def left_out(notes: Sequence[Examples], said: Sequence[str], least: Mapping[str, tuple[float, ...]]) -> list[Weights]:
    """Give for each note weights that were trained on all others."""
    names, rows, kinds, number = matrix(notes, said)
    whole = fit(rows, kinds)
    trained = (fit(rows[number != at], kinds[number != at], whole) for at in range(len(notes)))
    return [made(names, one, least) for one in trained]


def left_out_pairs(notes: Sequence[Annotated], score: ModuleType) -> list[tuple[Weights, Weights]]:
    """Give for each note the weights, of the scorer and of the links, that know nothing of it."""
    scorers = left_out([sentences_of(note, score) for note in notes], SCORED, LEAST)
    twos = [pairs_of(note, weights, score) for note, weights in zip(notes, scorers, strict=True)]
    return list(zip(scorers, left_out(twos, LINKED, LEAST_LINK), strict=True))


def weight_files(notes: Sequence[Annotated], score: ModuleType) -> dict[str, str]:
    """Give the weight files that these notes make, by name.

    The links learn from pairs that weights find which do not know the note: those are as wrong as in a new note.
    """
    sentences = [sentences_of(note, score) for note in notes]
    scorers = left_out(sentences, SCORED, LEAST)
    twos = [pairs_of(note, weights, score) for note, weights in zip(notes, scorers, strict=True)]
    files = {}
    for name, examples, said, least in (("scorer", sentences, SCORED, LEAST), ("answers", twos, LINKED, LEAST_LINK)):
        names, rows, kinds, _ = matrix(examples, said)
        files[f"{name}.toml"] = written(made(names, fit(rows, kinds), least), said)
    return files
