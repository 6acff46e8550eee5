"""Make kg/rephrasing/data/weights.toml from the first half of benchmarks/question_pairs.tsv.

    python scripts/train_questions.py [--verify]

With --verify the file is compared with what the pairs make, and nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from question_pairs import read_pairs, train, written  # noqa: E402

TARGET = ROOT / "kg" / "rephrasing" / "data" / "weights.toml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights, or compare them; give the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--verify", action="store_true", help="exit 1 where the pairs make other weights")
    chosen = options.parse_args(arguments)
    made = written(train([pair for pair in read_pairs() if pair.half == "dev"]))
    if chosen.verify:
        if TARGET.read_text("utf-8") != made:
            sys.stderr.write("kg/rephrasing/data/weights.toml is not what the pairs make.\n")
            return 1
        return 0
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
