"""Print precision, recall and F1 of the rules on the shared notes, with a simple baseline beside them.

    KG_CORPUS=DIR python benchmarks/extraction.py [--errors KIND] [--lang nl|en]

The baseline takes every sentence that ends in a question mark for a question.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import time
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from kg.model import Document, Source
from kg.readers import read
from kg.rules import extract
from kg.text import sentences

_WARM = b"# Notulen\n\nWat is de vraag? What is the question?\n"
KINDS = ("question", "insight", "decision", "action", "publication", "meeting", "answers")


def scorer(corpus: Path) -> ModuleType:
    """Give the corpus's own scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", corpus / "notes" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit("no scorer in the corpus")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(document: Document) -> dict[str, Any]:
    """Give what the rules find, in the scorer's form."""
    found = extract(document)
    kinds = {"question", "insight", "decision", "action", "publication", "school"}
    items: list[dict[str, Any]] = [
        {"id": one.id, "kind": one.kind, "quote": one.text, "answers": list(one.answers)}
        for one in found.statements
        if one.kind in kinds
    ]
    if found.meeting is not None and found.meeting.span is not None:
        meeting = found.meeting
        quote = meeting.span.of(document.text) if meeting.span else ""
        date = str(meeting.held) if meeting.held else None
        items.append(
            {
                "id": "m1",
                "kind": "meeting",
                "quote": quote,
                "date": date,
                "sequence": meeting.number,
                "title": meeting.title,
            }
        )
    return {"annotations": items}


def baseline(document: Document) -> dict[str, Any]:
    """Give every sentence that ends in a question mark."""
    blocks = [block.span.of(document.text) for block in document.blocks if block.kind != "code"]
    found = [span.of(block) for block in blocks for span in sentences(block)]
    return {"annotations": [{"kind": "question", "quote": one} for one in found if one.endswith("?")]}


def main() -> None:
    """Print a table for each language."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", default="")
    options.add_argument("--lang", default="")
    chosen = options.parse_args()
    corpus = Path(os.environ.get("KG_CORPUS") or sys.exit("set KG_CORPUS to the shared corpus"))
    for language in (chosen.lang,) if chosen.lang else ("nl", "en"):
        report(corpus, language, chosen.errors)


def report(corpus: Path, language: str, errors: str) -> None:
    """Print the table of one language, and the errors of one kind where asked."""
    folder = corpus / "notes" / language
    score = scorer(corpus)
    with tempfile.TemporaryDirectory() as rules, tempfile.TemporaryDirectory() as simple:
        size, spent = 0, 0.0
        extract(read(Source(PurePosixPath("warm.md")), _WARM))  # the cues are loaded once in a run, not once a note
        for path in sorted((folder / "docs").iterdir()):
            document = read(Source(PurePosixPath(path.name)), path.read_bytes())
            start = time.process_time()
            found = predictions(document)
            spent, size = spent + time.process_time() - start, size + len(document.text)
            Path(rules, path.stem + ".json").write_text(json.dumps(found), encoding="utf-8")
            Path(simple, path.stem + ".json").write_text(json.dumps(baseline(document)), encoding="utf-8")
        ours, wrong = score.score(folder / "gold", rules)
        theirs, _ = score.score(folder / "gold", simple)
    print(f"\n{language}: {size / 1e6 / spent:.2f} MB/s")
    print(f"{'kind':18}{'gold':>6}{'found':>6}{'P':>7}{'R':>7}{'F1':>7}")
    for kind in KINDS:
        row(kind, ours["kinds"][kind])
    row("micro", ours["micro"])
    row("baseline question", theirs["kinds"]["question"])
    for field, value in ours["meeting_fields"].items():
        row(f"meeting {field}", value)
    for error in wrong:
        if errors and error[2] == errors:
            print("\t".join(str(part).replace("\n", " ")[:220] for part in error))


def row(name: str, value: dict[str, Any]) -> None:
    """Print one line of a table."""
    numbers = "".join(
        f"{value[key]:7.3f}" if value[key] is not None else "      -" for key in ("precision", "recall", "f1")
    )
    print(f"{name:18}{value['gold']:6}{value['pred']:6}{numbers}")


if __name__ == "__main__":
    main()
