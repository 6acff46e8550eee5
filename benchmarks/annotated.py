"""Notes that people annotated, as the benchmarks read them: what kg finds in them, beside what is there.

A folder of notes holds score.py, and for each language docs and gold. This is a module of other scripts.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from kg.model import Document, Source
from kg.readers import read
from kg.rules import RULES, extract
from kg.rules.found import Rule
from kg.rules.scoring import Weights

LANGUAGES = ("nl", "en")
#: The kinds of the gold annotations that are items; a meeting is one as well.
ITEMS = frozenset(("question", "insight", "decision", "action", "publication", "school"))

#: What the scorer reads: items with their quotes.
Prediction = dict[str, Any]


@dataclass(frozen=True)
class Annotated:
    """An annotated note: where its folder is, its language, its text as kg reads it."""

    folder: Path
    language: str
    document: Document

    @property
    def name(self) -> str:
        """Give the name of the note without its suffix."""
        return Path(self.document.source.path).stem

    @property
    def gold(self) -> Path:
        """Give the file with its annotations."""
        return self.folder / self.language / "gold" / f"{self.name}.json"


def load_scorer(folder: Path) -> ModuleType:
    """Give the scorer of a folder of notes as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None or not (folder / "score.py").exists():
        sys.exit(f"no score.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_notes(folders: Iterable[Path]) -> list[Annotated]:
    """Give the annotated notes of some folders, Dutch before English, in the order of their names."""
    return [
        Annotated(folder, language, read(Source(PurePosixPath(path.name)), path.read_bytes()))
        for folder in folders
        for language in LANGUAGES
        for path in sorted((folder / language / "docs").iterdir())
    ]


def predicted(
    document: Document, weights: tuple[Weights, Weights] | None = None, rules: tuple[Rule, ...] = RULES
) -> Prediction:
    """Give what kg finds in a note, in the scorer's form."""
    found = extract(document, weights=weights, rules=rules)
    items: list[Prediction] = [
        {"id": one.id, "kind": one.kind, "quote": one.text, "answers": list(one.answers)}
        for one in found.statements
        if one.kind in ITEMS
    ]
    meeting = found.meeting
    if meeting is not None and meeting.span is not None:
        quote = meeting.span.of(document.text)
        held = str(meeting.held) if meeting.held else None
        facts = {"date": held, "sequence": meeting.number, "title": meeting.title}
        items.append({"id": "m1", "kind": "meeting", "quote": quote, **facts})
    return {"annotations": items}


def scored(
    score: ModuleType, folder: Path, predictions: Mapping[str, Prediction]
) -> tuple[dict[str, Any], list[tuple[str, ...]]]:
    """Give what the scorer says of the predictions for one language, by name of the note, and the errors."""
    with tempfile.TemporaryDirectory() as place:
        for name, prediction in predictions.items():
            Path(place, f"{name}.json").write_text(json.dumps(prediction), encoding="utf-8")
        result: tuple[dict[str, Any], list[tuple[str, ...]]] = score.score(folder / "gold", place)
        return result


def of_language(notes: Sequence[Annotated], language: str) -> list[Annotated]:
    """Give the notes in one language."""
    return [note for note in notes if note.language == language]
