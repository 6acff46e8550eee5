"""Parts of an office file, unpacked in memory within limits; and files of our own, packed."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

_MOST_BYTES = 64 * 1024 * 1024  # unpacked; a real note of 64 MB does not exist, a bomb does
_MOST_RATIO = 100  # unpacked to packed; XML of real documents stays below 30
_MOST_ENTRIES = 2000
_SMALL = 1024 * 1024  # entries below this may be packed as tightly as they like
_CHUNK = 65_536
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of encrypted and of old office files
_AGAIN = "Open it in the program that made it and save it again."
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def zip_names(stream: BinaryIO, most: int = _MOST_BYTES) -> list[str]:
    """Give the names of the entries of a zip file, in the order of its directory. The stream must know `seek`.

    Raises:
        ReadError: as `read_zip`, but for the size that it may have when unpacked: `most` bytes.
    """
    stream.seek(0)
    _refuse_old(stream.read(len(_OLE)))
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check(entries, most)
            return [entry.filename for entry in entries if not entry.is_dir()]
    except _BROKEN as problem:
        raise ReadError("the file is damaged or cut short: it is not a whole office file", hint=_AGAIN) from problem


def zip_pieces(stream: BinaryIO, name: str, most: int = _MOST_BYTES) -> Iterator[bytes]:
    """Yield what an entry of a zip file holds, piece by piece, so that no more than a piece is in memory.

    Raises:
        ReadError: it is cut short or encrypted, or breaks a limit: `most` bytes unpacked, or a ratio of 100.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            yield from _pieces(archive, archive.getinfo(name), most)
    except _BROKEN as problem:
        raise ReadError("the file is damaged or cut short: it is not a whole office file", hint=_AGAIN) from problem


def read_zip(data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Give the wanted entries of a zip file by name, in the order of its directory. Nothing is written to disk.

    Raises:
        ReadError: it is no zip file, is cut short, is encrypted, or breaks a limit: 64 MB unpacked, a ratio of
            100 (entries above 1 MB), 2000 entries, a name twice, a link, a name outside the file.
    """
    _refuse_old(data[: len(_OLE)])
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, _MOST_BYTES)
            left = _MOST_BYTES
            parts = {}
            for entry in entries:
                if not entry.is_dir() and wanted(entry.filename):
                    parts[entry.filename] = b"".join(_pieces(archive, entry, left))
                    left -= len(parts[entry.filename])
            return parts
    except _BROKEN as problem:
        raise ReadError("the file is damaged or cut short: it is not a whole office file", hint=_AGAIN) from problem


def _refuse_old(head: bytes) -> None:
    if head == _OLE:
        raise ReadError(
            "the file is password-protected, or in the format of before 2007",
            hint="Save it without a password, as .docx, .xlsx or .odt.",
        )


def _check(entries: list[zipfile.ZipInfo], most: int) -> None:
    if len(entries) > _MOST_ENTRIES:
        _refuse(f"it holds more than {_MOST_ENTRIES} parts")
    if len({entry.filename for entry in entries}) < len(entries):
        _refuse("it holds two parts of one name")
    if sum(entry.file_size for entry in entries) > most:
        _refuse(f"it is larger than {most // 1024 // 1024} MB when unpacked")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        _refuse("a part has a name that points outside the file")
    if stat.S_ISLNK(entry.external_attr >> 16):
        _refuse("it holds a link")
    if entry.flag_bits & 1:
        raise ReadError("the file is password-protected", hint="Save it without a password.")
    if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(1, entry.compress_size):
        _refuse(f"a part is packed more than {_MOST_RATIO} times smaller")


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """Unpack one entry, counting: the directory may lie about its size."""
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left or (size > _SMALL and size > _MOST_RATIO * max(1, entry.compress_size)):
                _refuse(f"it is larger than {left // 1024 // 1024} MB when unpacked")
            yield chunk


def _refuse(what: str) -> None:
    raise ReadError(f"the file is not safe to unpack: {what}", hint=_AGAIN)


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Give a zip file of these names and contents: the same, in the same order, is the same file, whenever it is made.

    >>> pack([("a.txt", b"a")]) == pack([("a.txt", b"a")])
    True
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name)  # of 1 January 1980, the first day that a zip file knows
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
