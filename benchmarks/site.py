"""Time the pages: how long a refresh takes, which files it writes, how large they are, how soon Chromium shows them.

    python benchmarks/site.py [--quick]

A workspace of 1,000 notes, 5,000 questions and 100,000 publications (--quick: a tenth of that and less) is refreshed;
then a line is added to one note in which nothing is found, and then a question. Goals: a changed note writes only what
says something else, each page opens in less than 2 s, and outputs/ without the graph is smaller than 60 MB.
Without playwright or Chromium no page is opened.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic import MARK, kg, meeting_note, schools_csv, visit_note, write_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Most megabytes of outputs/ without the graph, and most seconds until a page is there.
MOST_MEGABYTES, MOST_SECONDS = 60, 2.0

#: Notes, questions in each, schools and publications.
SIZE, QUICK = (1000, 5, 20, 100_000), (100, 5, 5, 2_000)

#: Pages of a folder that are opened.
SAMPLES = 2

#: Waits until the page has been painted.
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True, slots=True)
class Change:
    """What a refresh did: `written` are the files that are new, `same` those of them that say what they said before."""

    name: str
    seconds: float
    written: int
    same: int
    files: int


def write_workspace(folder: Path, size: tuple[int, int, int, int]) -> None:
    """Write a workspace of so many notes, questions in each, schools and publications."""
    notes, questions, schools, publications = size
    for name in ("meetings", "schools"):
        (folder / "sources" / name).mkdir(parents=True)
    (folder / "sources" / "schools.csv").write_bytes(schools_csv(schools))
    for number in range(notes):
        text = meeting_note(number, questions=questions, schools=schools)
        (folder / "sources" / "meetings" / f"{MARK}-{number}.md").write_bytes(text)
    for school in range(schools):
        (folder / "sources" / "schools" / f"{MARK}-{school}.md").write_bytes(visit_note(school))
    write_libraries(folder, publications)


def own_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give inode and content of the files in outputs/."""
    outputs = folder / "outputs"
    return {
        file.relative_to(outputs).as_posix(): (file.stat().st_ino, file.read_bytes())
        for file in sorted(outputs.rglob("*"))
        if file.is_file()
    }


def refreshed(folder: Path, name: str, before: dict[str, tuple[int, bytes]]) -> Change:
    """Refresh, and compare outputs/ with what it was."""
    start = time.perf_counter()
    kg(folder, "refresh")
    seconds = time.perf_counter() - start
    after = own_files(folder)
    new = [file for file in after if before.get(file, (0, b""))[0] != after[file][0]]
    same = sum(file in before and before[file][1] == after[file][1] for file in new)
    return Change(name, seconds, len(new), same, len(after))


def changes(folder: Path) -> Iterator[Change]:
    """Yield what a first refresh does, one after a line more, and one after a question more."""
    yield refreshed(folder, "first refresh", {})
    note = folder / "sources" / "meetings" / f"{MARK}-1.md"
    for name, line in (("a line more", "Zomaar een zin."), ("a question more", "Vraag: Wat werkt buiten de klas?")):
        before = own_files(folder)
        with note.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{line}\n")
        yield refreshed(folder, name, before)


def some_pages(outputs: Path) -> list[Path]:
    """Give the pages at the top of outputs/ and the largest of each kind below it."""
    kinds = {page.parent for page in outputs.rglob("*.html")}
    found = []
    for folder in sorted(kinds):
        pages = sorted(folder.glob("*.html"), key=lambda page: (-page.stat().st_size, page.name))
        found += pages if folder == outputs else pages[:SAMPLES]
    return found


def opened(pages: list[Path]) -> dict[Path, float]:
    """Give the seconds until Chromium has painted each page, nothing where it is not there."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (the rest can be measured without)
    except ImportError:
        return {}
    if browser_path is None:
        return {}
    times = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for path in pages:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            start = time.perf_counter()
            page.goto(path.as_uri())
            page.evaluate(_PAINTED)
            times[path] = time.perf_counter() - start
            page.close()
        browser.close()
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="100 notes and 2,000 publications")
    parser.add_argument("--folder", type=Path, help="an empty folder to work in, which stays")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else SIZE
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        write_workspace(folder, size)
        kept = measure(folder, size)
    sys.exit(0 if kept else 1)


def measure(folder: Path, size: tuple[int, int, int, int]) -> bool:
    """Print what was measured, and tell whether all goals are kept."""
    print(f"{size[0]:,} notes, {size[0] * size[1]:,} questions, {size[3]:,} publications")
    print(f"{'':18}{'wall s':>10}{'written':>10}{'for nothing':>13}{'files':>10}")
    kept = True
    for one in changes(folder):
        print(f"{one.name:18}{one.seconds:>10.1f}{one.written:>10,}{one.same:>13,}{one.files:>10,}", flush=True)
        kept &= one.same == 0
    outputs = folder / "outputs"
    sizes = {name: len(data) for name, (_, data) in own_files(folder).items() if not name.startswith("graph/")}
    total = sum(sizes.values()) / 1_000_000
    print(f"outputs/ without the graph: {total:.1f} MB in {len(sizes):,} files; goal {MOST_MEGABYTES} MB")
    kinds: dict[str, int] = {}
    for name, count in sizes.items():
        kind = name.partition("/")[0]
        kinds[kind] = kinds.get(kind, 0) + count
    print("  MB:", *(f"{kind} {count / 1_000_000:.1f} " for kind, count in kinds.items()))
    times = opened(some_pages(outputs))
    for path, seconds in times.items():
        mark = "" if seconds < MOST_SECONDS else "   NOT KEPT"
        name = path.relative_to(outputs).as_posix()
        print(f"{name:60}{path.stat().st_size / 1000:>9.0f} kB{seconds:>8.2f} s{mark}")
    return kept and total < MOST_MEGABYTES and all(seconds < MOST_SECONDS for seconds in times.values())


if __name__ == "__main__":
    main()
