"""What the worker streams in tests."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator


def numbers(count: int) -> Iterator[int]:
    """Yield numbers."""
    yield from range(count)


def fails(count: int) -> Iterator[int]:
    """Yield numbers, and then refuse."""
    yield from range(count)
    raise ReadError("this is no file", hint="export it again")


def dies(count: int) -> Iterator[int]:
    """Yield numbers, and end the process."""
    yield from range(count)
    os._exit(1)


def hangs(count: int) -> Iterator[int]:
    """Yield numbers, and go on for ever."""
    yield from range(count)
    time.sleep(60)
