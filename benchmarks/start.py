"""Time how soon kg starts, against Python that does nothing, and tell which heavy modules each command imports.

    python benchmarks/start.py [--quick]

Goal: `kg --help` below 6 times `python -c pass`, in CPU time of the whole process, median.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from synthetic import key_of, kg, write_libraries, write_notes

#: Most times as long as bare Python that the help may take.
GOAL = 6.0

#: Modules that take tens of milliseconds to import.
HEAVY = ("rdflib", "networkx", "numpy", "pyvis", "pyshacl", "pyoxigraph", "lxml", "jinja2", "openpyxl", "bibtexparser",
         "markdown_it", "yaml")  # fmt: skip

_START = "from kg.cli import main; main()"

#: Runs kg and tells, last of all, which of the heavy modules are loaded.
_LOADED = """
import sys
from kg.cli import main
try:
    main()
except SystemExit:
    pass
print(*(name for name in sys.argv[0].split() if name in sys.modules), file=sys.stderr)
"""


def cpu_of(command: list[str], runs: int) -> float:
    """Give the median CPU milliseconds of a process."""
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times) * 1000


def heavy_modules(arguments: list[str]) -> list[str]:
    """Give the heavy modules that a command has imported when it ends."""
    program = f"import sys; sys.argv[0] = {' '.join(HEAVY)!r}" + _LOADED
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True)
    return done.stderr.decode().splitlines()[-1].split()


def commands(folder: Path) -> list[list[str]]:
    """Give the commands to time, in a small workspace."""
    note = str(next((folder / "sources" / "meetings").iterdir()))
    asked = (
        ["gaps"],
        ["status"],
        ["show", key_of(1)],
        ["queries"],
        ["query", "questions"],
        ["extract", note],
        ["validate"],
    )
    return [["--help"], *(["-C", str(folder), *one] for one in asked), ["-C", str(folder), "refresh"]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="five runs")
    runs = 5 if parser.parse_args().quick else 15
    bare = cpu_of([sys.executable, "-c", "pass"], runs)
    print(f"{'':22}{'CPU ms':>8}{'times':>7}  heavy modules")
    print(f"{'python -c pass':22}{bare:>8.0f}{1:>7.1f}")
    click = cpu_of([sys.executable, "-c", "import click"], runs)
    print(f"{'import click':22}{click:>8.0f}{click / bare:>7.1f}")
    with tempfile.TemporaryDirectory() as name:
        write_notes(Path(name), 3)
        write_libraries(Path(name), 50)
        kg(Path(name), "refresh")
        for command in commands(Path(name)):
            shown = " ".join(part for part in command[-2:] if "/" not in part and "\\" not in part)
            time = cpu_of([sys.executable, "-c", _START, *command], runs)
            print(f"{'kg ' + shown:22}{time:>8.0f}{time / bare:>7.1f}  {' '.join(heavy_modules(command))}")
    first = cpu_of([sys.executable, "-c", _START, "--help"], runs) / bare
    print(f"kg --help: {first:.1f} times bare Python; goal below {GOAL:g}: {'kept' if first < GOAL else 'NOT KEPT'}")
    sys.exit(0 if first < GOAL else 1)


if __name__ == "__main__":
    main()
