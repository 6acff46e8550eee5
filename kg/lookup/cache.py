"""What servers answered before, by what was asked: a question that was asked last week needs no network.

A file holds when it came and the answer, no address: that could hold a mail address or a key.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.guards.atomic import remove_file, write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Version of the files; another one is not read.
VERSION = 1

_DAY = 86_400.0  # seconds
_DAMAGE = (OSError, ValueError, KeyError, TypeError, RecursionError)


def recall(folder: Path, address: str, now: float, days: float) -> bytes | None:
    """Give the answer that is kept for an address, if it is not older than a number of days (nor from later)."""
    try:
        head, _, body = _file(folder, address).read_bytes().partition(b"\n")
        told = json.loads(head)
        age = now - float(told["at"])
        whole = told["version"] == VERSION and told["sha256"] == hashlib.sha256(body).hexdigest()
    except _DAMAGE:
        return None
    return body if whole and 0 <= age < days * _DAY else None


def keep(folder: Path, answers: Sequence[tuple[str, bytes]], now: float, days: float) -> bool:
    """Keep answers by their address, and drop what is too old; False where the disk does not take it."""
    if not days:
        return True
    try:
        _drop_old(folder, now, days)
        for address, body in answers:
            head = {"version": VERSION, "at": int(now), "sha256": hashlib.sha256(body).hexdigest()}
            write_file(_file(folder, address), json.dumps(head).encode() + b"\n" + body)
    except (KgError, OSError):
        return False
    return True


def _file(folder: Path, address: str) -> Path:
    return folder / hashlib.sha256(address.encode()).hexdigest()


def _drop_old(folder: Path, now: float, days: float) -> None:
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        at = 0.0
        with contextlib.suppress(*_DAMAGE), file.open("rb") as stream:
            at = float(json.loads(stream.readline(1000))["at"])
        if not 0 <= now - at < days * _DAY:
            remove_file(file)
