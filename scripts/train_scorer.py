"""Make kg/rules/weights/*.toml from annotated notes, or say how well that works on notes left out.

    python scripts/train_scorer.py NOTES... [--check | --verify]

NOTES are folders with nl/docs, nl/gold, en/docs, en/gold, and in the first of them score.py. How the weights are made
stands in benchmarks/training.py. With --check each note is read with weights that were trained on all others; with
--verify the files are compared with what the notes make. Neither writes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from annotated import LANGUAGES, Annotated, load_scorer, predicted, read_notes, scored  # noqa: E402
from training import SCORED, left_out_pairs, weight_files  # noqa: E402

TARGET = ROOT / "kg" / "rules" / "weights"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights, compare them, or print a table of what they do on notes left out; give the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("notes", nargs="+", type=Path)
    options.add_argument("--check", action="store_true", help="print what the weights do on notes left out")
    options.add_argument("--verify", action="store_true", help="exit 1 where the notes make other weights")
    chosen = options.parse_args(arguments)
    score, notes = load_scorer(chosen.notes[0]), read_notes(chosen.notes)
    if chosen.check:
        _report(notes, score)
        return 0
    files = weight_files(notes, score)
    if chosen.verify:
        stale = [name for name, text in files.items() if (TARGET / name).read_text("utf-8") != text]
        sys.stderr.writelines(f"kg/rules/weights/{name} is not what these notes make.\n" for name in stale)
        return int(bool(stale))
    for name, text in files.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    return 0


def _report(notes: Sequence[Annotated], score: ModuleType) -> None:
    weights = left_out_pairs(notes, score)
    found = [predicted(note.document, pair) for note, pair in zip(notes, weights, strict=True)]
    for folder in dict.fromkeys(note.folder for note in notes):
        for language in LANGUAGES:
            here = {
                note.name: one
                for note, one in zip(notes, found, strict=True)
                if (note.folder, note.language) == (folder, language)
            }
            result, _ = scored(score, folder / language, here)
            print(f"\n{folder} {language}")
            for name in (*SCORED, "answers"):
                _row(name, result["kinds"][name])
            _row("micro", result["micro"])


def _row(name: str, value: dict[str, Any]) -> None:
    numbers = "".join(f"{value[key] or 0:7.3f}" for key in ("precision", "recall", "f1"))
    print(f"{name:12}{value['gold']:5}{value['pred']:5}{numbers}")


if __name__ == "__main__":
    sys.exit(main())
