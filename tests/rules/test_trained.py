"""What is made from the annotated notes is what they make: the weights, and the tables of docs/extraction.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(script: str, *arguments: str) -> tuple[int, str]:
    """Give the exit code of a script and what it says on stderr."""
    command = [sys.executable, str(ROOT / "scripts" / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, done.stderr


def test_training_again_gives_the_same_weights(corpus: Path) -> None:
    assert run("train_scorer.py", str(corpus / "notes"), "--verify") == (0, "")


def test_the_page_says_what_each_rule_brings(corpus: Path) -> None:
    assert run("extraction_page.py", "--check", "--corpus", str(corpus)) == (0, "")
