"""The files of the index: segments as flat arrays that are mapped, and a list of them that is replaced in one step."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.guards import atomic
from kg.search.segment import LAYOUT, Segment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Raised by one when a file says things differently.
VERSION = 1

#: What reading a file that is damaged may raise.
DAMAGE = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError)

_LIST = "index.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as the list names it: its file, the sizes of its arrays, its checksum, and the texts that are gone."""

    file: str
    sizes: tuple[int, ...]
    checksum: int
    stamp: tuple[int, ...]
    dead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What the index holds: its parts, and for each graph the state in which it was read and the file of its members.

    `recipe` says how texts became terms: an index of another recipe is made anew.
    """

    recipe: str
    parts: tuple[Part, ...] = ()
    graphs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    next: int = 0


def read_listing(folder: Path, recipe: str) -> Listing:
    """Give the list of an index; an empty one where there is none, or one that is damaged or of another recipe."""
    try:
        check, _, data = (folder / _LIST).read_bytes().partition(b"\n")
        if int(check, 16) != zlib.crc32(data):
            return Listing(recipe)
        found = json.loads(data)
        listing = Listing(
            recipe=found["recipe"],
            parts=tuple(_part(**part) for part in found["parts"]),
            graphs={graph: (state, file) for graph, (state, file) in found["graphs"].items()},
            next=int(found["next"]),
        )
    except DAMAGE:
        return Listing(recipe)
    return listing if listing.recipe == recipe else Listing(recipe)


def _part(file: str, sizes: list[int], checksum: int, stamp: list[int], dead: list[int]) -> Part:
    return Part(file, tuple(sizes), checksum, tuple(stamp), tuple(dead))


def write_listing(folder: Path, listing: Listing) -> None:
    """Put the list in place, in one step: from then on its parts are the index.

    Raises:
        WorkspaceError: the file system refuses.
    """
    data = json.dumps(asdict(listing), ensure_ascii=False, separators=(",", ":")).encode()
    atomic.write_file(folder / _LIST, f"{zlib.crc32(data):08x}\n".encode() + data)
    keep = {*(part.file for part in listing.parts), *(file for _, file in listing.graphs.values())}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".segment", ".members") and path.name not in keep:
            atomic.remove_file(path)


def write_segment(folder: Path, name: str, segment: Segment) -> Part:
    """Write a segment under a name that no list holds yet, and give it as the list will name it.

    Raises:
        WorkspaceError: the file system refuses.
    """
    arrays = [np.ascontiguousarray(getattr(segment, key), LAYOUT[key]) for key in LAYOUT]
    data = b"".join(array.tobytes() + b"\0" * (-array.nbytes % 8) for array in arrays)
    path = folder / name
    atomic.write_new(path, data)
    return Part(name, tuple(len(array) for array in arrays), zlib.crc32(data), _stamp(path))


def read_segment(folder: Path, part: Part) -> Segment:
    """Give a segment, mapped from its file. One whose stamp is not the known one is read whole, to check its sum.

    Raises:
        ValueError: the file is damaged.
        OSError: the file cannot be read.
    """
    path = folder / part.file
    whole: Any = np.memmap(path, np.uint8, mode="r") if path.stat().st_size else np.zeros(0, np.uint8)
    sizes = dict(zip(LAYOUT, part.sizes, strict=True))
    wanted = sum(_padded(sizes[key] * np.dtype(LAYOUT[key]).itemsize) for key in LAYOUT)
    if len(whole) != wanted or (_stamp(path) != part.stamp and zlib.crc32(whole) != part.checksum):
        raise ValueError(f"{part.file} is damaged")
    arrays: dict[str, Any] = {}
    at = 0
    for key, kind in LAYOUT.items():
        bytes_ = sizes[key] * np.dtype(kind).itemsize
        arrays[key] = whole[at : at + bytes_].view(np.ndarray).view(kind)
        at += _padded(bytes_)
    return Segment(**arrays)


def _padded(size: int) -> int:
    return size + -size % 8


def _stamp(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def write_members(folder: Path, name: str, iris: list[str]) -> None:
    """Write down which publications a graph holds.

    Raises:
        WorkspaceError: the file system refuses.
    """
    data = "\n".join(iris).encode()
    atomic.write_new(folder / name, f"{zlib.crc32(data):08x}\n".encode() + data)


def read_members(folder: Path, name: str) -> list[str]:
    """Give the publications that a graph held when it was read.

    Raises:
        ValueError: the file is damaged.
        OSError: the file cannot be read.
    """
    check, _, data = (folder / name).read_bytes().partition(b"\n")
    if int(check, 16) != zlib.crc32(data):
        raise ValueError(f"{name} is damaged")
    return data.decode().split("\n") if data else []
