"""Print how long a note takes by its length and shape, beside parsing its Markdown alone: time must grow with length.

    KG_CORPUS=DIR python benchmarks/extraction_speed.py [--quick] [--only SHAPE]

CPU seconds of one run a row. `ratio` is the time beside that of the row before, of half the length: about 2 is linear.
`parsing` is the time of markdown-it alone on the same text, and `times` how often it fits in ours.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt

from kg.model import Source
from kg.readers import read
from kg.rules import extract

SIZES = (625_000, 1_250_000, 2_500_000, 5_000_000)  # characters
QUICK = 8  # times shorter
GOAL = 3.0  # most that twice the length may cost: 2 is linear, 4 is quadratic, and a machine has other work
FLOOR = 0.3  # MB of notes a second, reading and extracting together
_STOPS = str.maketrans(dict.fromkeys(".!?…", " "))


@dataclass(frozen=True)
class Row:
    """CPU seconds of one text: Markdown parsing alone, our reading, our extracting."""

    size: int
    parsing: float
    reading: float
    extracting: float

    @property
    def whole(self) -> float:
        """Give the seconds of reading and extracting together."""
        return self.reading + self.extracting


def shapes(notes: list[str]) -> Mapping[str, Callable[[int], str]]:
    """Give for each shape a function that makes a text of a length in characters of real notes."""
    whole = "\n\n".join(notes) + "\n\n"
    line = " ".join(whole.split()) + " "
    return {
        "notes": lambda size: _repeated(whole, size),
        "one line": lambda size: _repeated(line, size),
        "one line, no full stop": lambda size: _repeated(line.translate(_STOPS), size),
        "one word": lambda size: _repeated("".join(char for char in whole if char.isalpha()), size),
        "one list": lambda size: _repeated("".join(f"- {row}\n" for row in line.split(". ") if row.strip()), size),
        "marks": lambda size: _repeated("".join(f"Vraag: {row}\n\n" for row in line.split(". ") if row.strip()), size),
    }


def _repeated(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def measured(text: str) -> Row:
    """Give how long one text takes."""
    marks = [time.process_time()]
    MarkdownIt("commonmark").enable("table").parse(text)
    marks.append(time.process_time())
    document = read(Source(PurePosixPath("meetings/long.md")), text.encode())
    marks.append(time.process_time())
    extract(document)
    marks.append(time.process_time())
    parsing, reading, extracting = (after - before for before, after in pairwise(marks))
    return Row(len(text), parsing, reading, extracting)


def rows(make: Callable[[int], str], sizes: tuple[int, ...]) -> Iterator[tuple[Row, float | None]]:
    """Yield for each size its row, and its time beside that of the size before."""
    before: Row | None = None
    for size in sizes:
        row = measured(make(size))
        yield row, row.whole / before.whole if before else None
        before = row


def main() -> int:
    """Print a table; give 1 where a shape is not linear or real notes go too slowly."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", default="")
    chosen = options.parse_args()
    corpus = Path(os.environ.get("KG_CORPUS") or sys.exit("set KG_CORPUS to the shared corpus"))
    paths = sorted(path for language in ("nl", "en") for path in (corpus / "notes" / language / "docs").iterdir())
    notes = [path.read_text("utf-8") for path in paths]
    sizes = tuple(size // QUICK for size in SIZES) if chosen.quick else SIZES
    measured(notes[0])  # libraries, cues and weights are loaded once in a run, not once a note
    columns = ("shape", "MB", "parsing", "reading", "extracting", "MB/s", "times parsing", "ratio")
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    failed = False
    for name, make in shapes(notes).items():
        if chosen.only in ("", name):
            for row, ratio in rows(make, sizes):
                speed = row.size / 1e6 / row.whole
                failed |= (ratio or 0) > GOAL or (name == "notes" and speed < FLOOR)
                print(_line(name, row, speed, ratio), flush=True)
    return int(failed)


def _line(name: str, row: Row, speed: float, ratio: float | None) -> str:
    seconds = " | ".join(f"{one:.2f}" for one in (row.parsing, row.reading, row.extracting))
    times = row.whole / row.parsing if row.parsing > 0.001 else float("inf")  # noqa: PLR2004 - the clock's step
    return (
        f"| {name} | {row.size / 1e6:.3f} | {seconds} | {speed:.2f} | {times:.1f} | {f'{ratio:.2f}' if ratio else ''} |"
    )


if __name__ == "__main__":
    sys.exit(main())
