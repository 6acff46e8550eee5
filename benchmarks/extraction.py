"""Print precision, recall and F1 on the shared notes, with notes left out and simple baselines beside them.

    KG_CORPUS=DIR python benchmarks/extraction.py [--errors KIND] [--lang nl|en] [--ablate]

`left out` is the same with a scorer and a linker that were trained on all other notes: what to expect of new ones, as
far as that part goes. The baseline takes what ends in a question mark for a question, and a sentence with a word such
as `inzicht`, `besloten` or `actie` for what it says; `times` is our F1 as a multiple of it. With --ablate the table of
docs/extraction.md is printed instead.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from ablation import table
from annotated import LANGUAGES, Annotated, Prediction, load_scorer, of_language, predicted, read_notes, scored
from training import left_out_pairs

from kg.model import Document, Source
from kg.readers import read
from kg.rules import extract
from kg.text import sentences

KINDS = ("question", "insight", "decision", "action", "publication", "meeting", "answers")
KEYS = ("precision", "recall", "f1")
_WARM = b"# Notulen\n\nWat is de vraag? What is the question?\n"
_WORDS = {
    "insight": r"inzicht\w*|conclusie\w*|bevinding\w*|gebleken|blijkt|insights?|conclusions?|findings?|found that",
    "decision": r"besluit\w*|besloten|afgesproken|akkoord|decisions?|decided|agreed|approved",
    "action": r"actie\w*|actiepunt\w*|zal|gaat|uitzoeken|actions?|action items?|todo|will|to do",
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}


def baseline(document: Document) -> Prediction:
    """Give every sentence that ends in a question mark, and every other one with a word that names a kind."""
    blocks = [block.span.of(document.text) for block in document.blocks if block.kind != "code"]
    said = [span.of(block) for block in blocks for span in sentences(block)]
    kinds = [(one, "question" if one.endswith("?") else _named(one)) for one in said]
    return {"annotations": [{"kind": kind, "quote": one} for one, kind in kinds if kind]}


def _named(sentence: str) -> str:
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(sentence)), "")


def main() -> None:
    """Print a table for each language."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--errors", default="", help="print the errors of one kind too")
    options.add_argument("--lang", default="", choices=("", "nl", "en"))
    options.add_argument("--ablate", action="store_true", help="print what each rule brings")
    chosen = options.parse_args()
    folder = Path(os.environ.get("KG_CORPUS") or sys.exit("set KG_CORPUS to the shared corpus")) / "notes"
    score, notes = load_scorer(folder), read_notes([folder])
    if chosen.ablate:
        print(table(notes, score), end="")
        return
    speeds = {language: speed(of_language(notes, language)) for language in LANGUAGES}
    for language, one in measured(notes, score).items():
        if chosen.lang in ("", language):
            print(f"\n{language}: {speeds[language]}")
            report(one, chosen.errors)


def speed(notes: Sequence[Annotated]) -> str:
    """Give how many MB of notes a second are extracted the first time, and again, with reading and without."""
    extract(read(Source(PurePosixPath("warm.md")), _WARM))  # the cues are loaded once in a run, not once a note
    size = sum(len(note.document.text) for note in notes) / 1e6
    said = []
    for when in ("first", "again"):
        start = time.process_time()
        for note in notes:
            extract(note.document)
        middle = time.process_time()
        for note in notes:
            read(note.document.source, note.document.text.encode())
        end = time.process_time()
        said.append(f"{when} {size / (middle - start):.2f} MB/s ({size / (end - start):.2f} with reading)")
    return ", ".join(said)


@dataclass(frozen=True)
class Figures:
    """What the scorer says of one language: of kg, of kg trained on other notes, of the baseline; and the errors."""

    ours: dict[str, Any]
    left: dict[str, Any]
    simple: dict[str, Any]
    wrong: list[tuple[str, ...]]

    def of(self, kind: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Give the three of one kind, or of all together (`micro`)."""
        ours, left, simple = (one["micro"] if kind == "micro" else one["kinds"][kind] for one in self.three)
        return ours, left, simple

    @property
    def three(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Give the three results as a whole."""
        return self.ours, self.left, self.simple


def measured(notes: Sequence[Annotated], score: ModuleType) -> dict[str, Figures]:
    """Give the figures of each language."""
    weights = dict(zip((note.name for note in notes), left_out_pairs(notes, score), strict=True))
    found = {}
    for language in LANGUAGES:
        here = of_language(notes, language)
        folder = here[0].folder / language
        ours, wrong = scored(score, folder, {note.name: predicted(note.document) for note in here})
        left, _ = scored(score, folder, {note.name: predicted(note.document, weights[note.name]) for note in here})
        simple, _ = scored(score, folder, {note.name: baseline(note.document) for note in here})
        found[language] = Figures(ours, left, simple, wrong)
    return found


def figures(notes: Sequence[Annotated], score: ModuleType) -> str:
    """Give the figures as a table in Markdown."""
    lines = ["| kind | gold | precision | recall | F1 | F1, left out | F1, baseline |", "|---|---|---|---|---|---|---|"]
    for language, one in measured(notes, score).items():
        for kind in (*KINDS, "micro"):
            ours, left, simple = one.of(kind)
            values = (*(ours[key] for key in KEYS), left["f1"], simple["f1"])
            cells = " | ".join("" if value is None else f"{value:.2f}" for value in values)
            lines.append(f"| {language} {kind} | {ours['gold']} | {cells} |")
    return "\n".join(lines) + "\n"


def report(one: Figures, errors: str) -> None:
    """Print the table of one language, and the errors of one kind where asked."""
    print(f"{'':31}left out{'':16}baseline")
    print(f"{'kind':18}{'gold':>6}{'found':>6}{'P':>7}{'R':>7}{'F1':>7}{'P':>8}{'R':>7}{'F1':>7}{'F1':>8}{'times':>7}")
    for kind in (*KINDS, "micro"):
        row(kind, *one.of(kind))
    for field, value in one.ours["meeting_fields"].items():
        row(f"meeting {field}", value, one.left["meeting_fields"][field], {"f1": None})
    for error in one.wrong:
        if errors and error[2] == errors:
            print("\t".join(str(part).replace("\n", " ")[:220] for part in error))


def row(name: str, ours: dict[str, Any], left: dict[str, Any], simple: dict[str, Any]) -> None:
    """Print one line of a table."""
    numbers = "".join(_number(ours[key]) for key in KEYS) + " " + "".join(_number(left[key]) for key in KEYS)
    times = ours["f1"] / simple["f1"] if ours["f1"] and simple["f1"] else None
    print(f"{name:18}{ours['gold']:6}{ours['pred']:6}{numbers} {_number(simple['f1'])}{_number(times)}")


def _number(value: float | None) -> str:
    return "      -" if value is None else f"{value:7.3f}"


if __name__ == "__main__":
    main()
