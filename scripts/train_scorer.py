"""Make kg/rules/weights/scorer.toml from annotated notes, or say how well that works on notes left out.

    python scripts/train_scorer.py NOTES... [--check]

NOTES are folders with nl/docs, nl/gold, en/docs, en/gold, and in the first of them score.py. Each sentence is an
example; its kinds are those of the annotations it matches as the scorer counts. Ridge logistic regression by
Newton's method, one model a kind, from zero: no chance in it. With --check each note is read with weights that were
trained on all others, and nothing is written.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import numpy as np

import kg.rules.scoring
from kg.model import Context, Document, Source
from kg.readers import read
from kg.rules import RULES, extract
from kg.rules.answers import linked_by_rules
from kg.rules.features import features
from kg.rules.found import Found
from kg.rules.linking import pairs
from kg.rules.note import make_note
from kg.rules.scoring import KINDS, Weights
from kg.text import line_starts

OFTEN = {"nl-seed": 12}  # notes that count more than once: the kind of note that kg is for, of which there is one
RIDGE = 8.0  # prior precision of every weight: larger pulls weights to zero
FEWEST = 4  # notes in which a feature must occur to get a weight
STEPS, NEAR_STEPS = 12, 3  # of Newton's method, from zero and from weights of nearly the same notes
KEEP = 0.2  # a rule is overruled below this part of the threshold
#: From which probability a kind is taken, by language: question, insight, decision, action.
LEAST = {"nl": (0.4, 0.18, 0.18, 0.3), "en": (0.4, 0.2, 0.3, 0.3)}
LEAST_LINK = {"nl": (0.24,), "en": (0.24,)}
TARGET = Path(__file__).parents[1] / "kg" / "rules" / "weights"

SCORED = tuple(kind.kind for kind in KINDS)

Rows = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Annotated:
    """A note with the features and the kinds of its sentences, or those of pairs of an insight and a question."""

    folder: Path
    language: str
    document: Document
    names: list[list[str]]
    labels: list[frozenset[str]]


def annotated(folders: Sequence[Path], score: ModuleType) -> list[Annotated]:
    """Give all annotated notes of some folders, in the order of their names."""
    return [
        _annotated(folder, language, path, score)
        for folder in folders
        for language in ("nl", "en")
        for path in sorted((folder / language / "docs").iterdir())
    ]


def _annotated(folder: Path, language: str, path: Path, score: ModuleType) -> Annotated:
    document = read(Source(PurePosixPath(path.name)), path.read_bytes())
    gold = json.loads((folder / language / "gold" / f"{path.stem}.json").read_text("utf-8"))["annotations"]
    starts = line_starts(document.text)
    marked = [
        (one["kind"], score.tokens(one["quote"]), _offset(starts, one, "start"), _offset(starts, one, "end"))
        for one in gold
    ]
    note, found = make_note(document, Context()), Found()
    for rule in RULES:
        found.take(list(rule(note, found)))
    labels = []
    for sentence in note.sentences:
        here, words = sentence.span, score.tokens(sentence.span.of(document.text))
        near = ((kind, said) for kind, said, start, end in marked if start < here.end and here.start < end)
        labels.append(frozenset(kind for kind, said in near if score.jaccard(said, words) >= 0.5))  # noqa: PLR2004
    return Annotated(folder, language, document, [features(note, found, one) for one in note.sentences], labels)


def _offset(starts: Sequence[int], annotation: dict[str, Any], edge: str) -> int:
    return int(starts[annotation[f"{edge}_line"] - 1] + annotation[f"{edge}_col"])


def paired(note: Annotated, weights: Weights, score: ModuleType) -> Annotated:
    """Give a note with the pairs of insight and question that its rules and these weights find."""
    path = note.folder / note.language / "gold" / f"{Path(note.document.source.path).stem}.json"
    gold, relations = score.load(path, None, path.stem)
    made_note, found = make_note(note.document, Context()), Found()
    for rule in RULES:
        found.take(list(rule(made_note, found)))
    kg.rules.scoring.score(made_note, found, weights)
    said = [one for one in found if one.kind in ("question", "insight")]
    ours = [{"kind": one.kind, "tok": score.tokens(one.text)} for one in said]
    match = {said[mine].id: gold[theirs]["id"] for theirs, mine, _ in score.greedy(gold, ours, 0.5)}
    two = list(pairs(made_note, found, linked_by_rules(made_note, found)))
    right = [(match.get(one.insight.id), match.get(one.question.id)) in relations for one in two]
    labels = [frozenset(("answers",)) if one else frozenset[str]() for one in right]
    return Annotated(note.folder, note.language, note.document, [list(one.features) for one in two], labels)


def matrix(notes: Sequence[Annotated], said: Sequence[str] = SCORED) -> tuple[list[str], Rows, Rows, Rows]:
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
        for pair in list(zip(note.names, note.labels, strict=True)) * OFTEN.get(Path(note.document.source.path).stem, 1)
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


def left_out(notes: Sequence[Annotated], said: Sequence[str], least: Mapping[str, tuple[float, ...]]) -> list[Weights]:
    """Give for each note weights that were trained on all others."""
    names, rows, kinds, number = matrix(notes, said)
    whole = fit(rows, kinds)
    trained = (fit(rows[number != at], kinds[number != at], whole) for at in range(len(notes)))
    return [made(names, one, least) for one in trained]


def main() -> None:
    """Write the weights, or print a table of what they do on notes left out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("notes", nargs="+", type=Path)
    options.add_argument("--check", action="store_true")
    chosen = options.parse_args()
    score = _scorer(chosen.notes[0])
    notes = annotated(chosen.notes, score)
    scorers = left_out(notes, SCORED, LEAST)
    twos = [paired(note, weights, score) for note, weights in zip(notes, scorers, strict=True)]
    if chosen.check:
        linkers = left_out(twos, ("answers",), LEAST_LINK)
        _report(chosen.notes, list(zip(notes, scorers, linkers, strict=True)), score)
        return
    for name, examples, said, least in (("scorer", notes, SCORED, LEAST), ("answers", twos, ("answers",), LEAST_LINK)):
        names, rows, kinds, _ = matrix(examples, said)
        text = written(made(names, fit(rows, kinds), least), said)
        (TARGET / f"{name}.toml").write_text(text, encoding="utf-8")


def _report(folders: Sequence[Path], left: list[tuple[Annotated, Weights, Weights]], score: ModuleType) -> None:
    for folder in folders:
        for language in ("nl", "en"):
            with tempfile.TemporaryDirectory() as place:
                for note, *weights in left:
                    if note.folder == folder and note.language == language:
                        path = Path(place, Path(note.document.source.path).stem + ".json")
                        path.write_text(json.dumps(_predicted(note.document, *weights)), encoding="utf-8")
                result, _ = score.score(folder / language / "gold", place)
            print(f"\n{folder} {language}")
            for name in (*SCORED, "answers"):
                _row(name, result["kinds"][name])
            _row("micro", result["micro"])


def _predicted(document: Document, scorer: Weights, linker: Weights) -> dict[str, Any]:
    said = extract(document, weights=(scorer, linker)).statements
    return {
        "annotations": [
            {"id": one.id, "kind": one.kind, "quote": one.text, "answers": list(one.answers)}
            for one in said
            if one.kind not in ("obstacle", "factor")
        ]
    }


def _row(name: str, value: dict[str, Any]) -> None:
    numbers = "".join(f"{value[key] or 0:7.3f}" for key in ("precision", "recall", "f1"))
    print(f"{name:12}{value['gold']:5}{value['pred']:5}{numbers}")


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no score.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
