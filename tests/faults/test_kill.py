"""Whenever a refresh is killed or a call fails, outputs/ is one whole generation, and the next refresh heals it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of small files are made and removed."""
    memory = Path("/dev/shm")  # noqa: S108
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as made:
        yield Path(made)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which this system has not")
@pytest.mark.parametrize(
    ("scenario", "fault", "swap"),
    [
        ("first", "kill", "at-once"),
        ("edited", "kill", "at-once"),
        ("removed-and-decided", "kill", "at-once"),
        ("edited", "kill", "in-steps"),
        ("edited", "no-space", "at-once"),
        ("removed-and-decided", "io-error", "in-steps"),
    ],
)
def test_whatever_call_goes_wrong_there_is_one_generation_and_it_heals(
    scenario: str, fault: str, swap: str, folder: Path
) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", scenario, fault, swap, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert found.returncode == 0, found.stderr[-2000:]
    assert int(found.stdout) > 30
