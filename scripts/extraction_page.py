"""Write the tables of docs/extraction.md from the annotated notes; the text around them is written by hand.

    KG_CORPUS=DIR python scripts/extraction_page.py
    python scripts/extraction_page.py --check [--corpus DIR]

With --check nothing is written, and the exit code is 1 when the page is out of date: without a corpus as far as that
can be told from the code (every rule has its line, in the order of the rules), with one number by number.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

PAGE = ROOT / "docs" / "extraction.md"
COMMAND = "KG_CORPUS=DIR python scripts/extraction_page.py"
_TABLE = re.compile(r"(<!-- (figures|rules): made by [^\n]*-->\n).*?(<!-- end -->)", re.DOTALL)
_RULE = re.compile(r"^\| `(find_\w+)` \|", re.MULTILINE)


def made(page: str, corpus: Path) -> str:
    """Give the page with its tables made anew."""
    from ablation import table  # noqa: PLC0415 - numpy, which only this needs
    from annotated import load_scorer, read_notes  # noqa: PLC0415 - same
    from extraction import figures  # noqa: PLC0415 - same

    folder = corpus / "notes"
    score, notes = load_scorer(folder), read_notes([folder])
    tables = {"figures": figures(notes, score), "rules": table(notes, score)}
    return _TABLE.sub(lambda found: found[1] + tables[found[2]] + found[3], page)


def has_all_rules(page: str) -> bool:
    """Tell whether the page has a line for each rule, in their order."""
    from kg.rules import RULES  # noqa: PLC0415 - only --check needs it

    return _RULE.findall(page) == [rule.__name__ for rule in RULES]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or check it; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    parser.add_argument("--corpus", type=Path, help="folder of the shared corpus (default when writing: KG_CORPUS)")
    chosen = parser.parse_args(arguments)
    page = PAGE.read_text("utf-8")
    if chosen.check:
        if not has_all_rules(page) or (chosen.corpus and made(page, chosen.corpus) != page):
            sys.stderr.write(f"docs/extraction.md is out of date. Run `{COMMAND}`.\n")
            return 1
        return 0
    corpus = chosen.corpus or os.environ.get("KG_CORPUS")
    if not corpus:
        print("docs/extraction.md is left as it is: KG_CORPUS does not say where the annotated notes are.")
        return 0
    PAGE.write_text(made(page, Path(corpus)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
