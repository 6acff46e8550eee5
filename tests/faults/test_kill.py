"""Whenever a refresh is killed, outputs/ is one whole generation, and the next refresh ends as if nothing happened."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which this system has not")
@pytest.mark.parametrize("scenario", ["first", "edited", "removed-and-decided"])
def test_a_kill_before_any_call_leaves_one_generation_and_heals(scenario: str, tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", scenario, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert found.returncode == 0, found.stderr[-2000:]
    assert int(found.stdout) > 50
