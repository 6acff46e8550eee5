"""Readers: a note becomes a Document, a metadata file a stream of records. A format is one file and one line here."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.errors import ReadError
from kg.model import Document, Issue, Source
from kg.records import Publication

if TYPE_CHECKING:
    from pathlib import Path

#: What a reader of notes is.
Reader = Callable[[Source, bytes], Document]

#: What a metadata file gives, in its order: its records, and what is wrong with it.
Found = Publication | Issue

#: What a reader of metadata is: it never holds the whole file, and gets a stream that knows `seek`.
RecordReader = Callable[[BinaryIO], Iterator[Found]]

#: Bytes that a format shows itself in, and the most that a note may have.
HEAD, LARGEST_NOTE = 4096, 20_000_000

#: Suffix to reader, as "module:function", so that a format's library is loaded only when it is met.
READERS: dict[str, str] = {
    ".md": "kg.readers.markdown:read_markdown",
    ".markdown": "kg.readers.markdown:read_markdown",
    ".txt": "kg.readers.plain:read_plain",
    ".docx": "kg.readers.docx:read_docx",
    ".odt": "kg.readers.odt:read_odt",
    ".html": "kg.readers.html:read_html",
    ".htm": "kg.readers.html:read_html",
    "schools.csv": "kg.readers.schools:read_schools",
}

#: Suffix to media type and reader of metadata.
RECORDS: dict[str, tuple[str, str]] = {
    ".bib": ("application/x-bibtex", "kg.readers.bibtex:bibtex_records"),
    ".csv": ("text/csv", "kg.readers.tabular:csv_records"),
    ".tsv": ("text/csv", "kg.readers.tabular:csv_records"),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "kg.readers.xlsx:xlsx_records",
    ),
    ".ris": ("application/x-research-info-systems", "kg.readers.ris:ris_records"),
    ".ciw": ("application/x-inst-for-scientific-info", "kg.readers.web_of_science:web_of_science_records"),
    ".isi": ("application/x-inst-for-scientific-info", "kg.readers.web_of_science:web_of_science_records"),
    ".nbib": ("application/nbib", "kg.readers.medline:medline_records"),
    ".enw": ("application/x-endnote-refer", "kg.readers.refer:refer_records"),
    ".json": ("application/json", "kg.readers.json_records:json_records"),
    ".jsonl": ("application/x-ndjson", "kg.readers.json_records:json_records"),
    ".ndjson": ("application/x-ndjson", "kg.readers.json_records:json_records"),
    ".xml": ("application/xml", "kg.readers.xml_records:xml_records"),
}

#: Formats that a suffix does not tell apart: suffix, folder they lie in ('' for all), what their beginning looks like,
#: and the suffix as which they are read. The first line that fits wins.
LOOKS_LIKE: tuple[tuple[str, str, str, str], ...] = (
    (".txt", "", "kg.readers.sniffing:is_ris", ".ris"),
    (".txt", "", "kg.readers.sniffing:is_web_of_science", ".ciw"),
    (".txt", "", "kg.readers.sniffing:is_medline", ".nbib"),
    (".txt", "", "kg.readers.sniffing:is_refer", ".enw"),
    (".txt", "publications", "kg.readers.sniffing:is_bibtex", ".bib"),
    (".txt", "publications", "kg.readers.sniffing:is_table", ".tsv"),
    (".txt", "publications", "kg.readers.sniffing:is_anything", ".ris"),
    (".csv", "", "kg.readers.sniffing:is_school_register", "schools.csv"),
)
#: Files that are told by their name.
NAMED: tuple[str, ...] = ("schools.csv",)

_MOST_UNPACKED = 8_000_000_000  # bytes that a .gz may hold
_TOO_LARGE = "Split it, or leave out what is no note and no reference."


def read(source: Source, data: bytes) -> Document:
    """Give what a source says.

    The reader is told by folder, then by content, then by suffix. An empty file is a Document without blocks.

    Raises:
        ReadError: the type is not known, the file is too large, or nothing in it can be read.
    """
    form = form_of(source, data[:HEAD])
    if form in RECORDS:
        found = list(read_records(source, io.BytesIO(data)))
        records = tuple(one for one in found if isinstance(one, Publication))
        problems = sorted((one for one in found if isinstance(one, Issue)), key=lambda issue: issue.line or 0)
        return Document(source, "", RECORDS[form][0], records=records, issues=tuple(problems))
    check_size(source, len(data))
    reader = cast("Reader", _resolve(READERS[form]))
    try:
        return reader(source, data)
    except ReadError as problem:
        problem.path = problem.path or source.path
        raise


def check_size(source: Source, size: int) -> None:
    """Refuse a note that is too large to be one.

    Raises:
        ReadError: it is.
    """
    if size > LARGEST_NOTE:
        raise ReadError(f"the file is larger than {LARGEST_NOTE // 1_000_000} MB", path=source.path, hint=_TOO_LARGE)


def read_records(source: Source, stream: BinaryIO) -> Iterator[Found]:
    """Yield the records of a metadata file and what is wrong with it, in its order. Memory does not grow with the file.

    Raises:
        ReadError: nothing in it can be read.
    """
    form = form_of(source, stream.read(HEAD))
    reader = cast("RecordReader", _resolve(RECORDS[form][1]))
    stream.seek(0)
    try:
        yield from reader(cast("BinaryIO", _Unpacked(stream)) if _is_packed(source) else stream)
    except ReadError as problem:
        problem.path = problem.path or source.path
        raise
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        hint = "Copy or download it again."
        raise ReadError("the compressed file is damaged or cut off", path=source.path, hint=hint) from problem


def stream_file(source: Source, path: Path) -> Iterator[Found]:
    """Yield what `read_records` gives for a file on disk.

    Raises:
        ReadError: nothing in it can be read.
    """
    with path.open("rb") as stream:
        yield from read_records(source, stream)


def may_hold_records(source: Source) -> bool:
    """Tell, from its name only, whether a file can be one of metadata.

    >>> from pathlib import PurePosixPath
    >>> [may_hold_records(Source(PurePosixPath(name))) for name in ("meetings/a.md", "publications/a.bib")]
    [False, True]
    """
    suffix = source.path.suffix.lower()
    return suffix in {".gz", *RECORDS, *(ending for ending, _, _, form in LOOKS_LIKE if form in RECORDS)}


def suffixes() -> tuple[str, ...]:
    """Give the suffixes that can be read, sorted."""
    return tuple(sorted({*(one for one in READERS if one not in NAMED), *RECORDS, *(line[0] for line in LOOKS_LIKE)}))


def form_of(source: Source, head: bytes) -> str:
    """Give the key in READERS or RECORDS under which a file is read, from its name and its first bytes.

    Raises:
        ReadError: its type is not known.
    """
    if source.path.name in NAMED:
        return source.path.name
    suffix = source.path.suffix.lower()
    if _is_packed(source):
        suffix, head = source.path.with_suffix("").suffix.lower(), _unpacked_head(head)
    for ending, folder, looks, form in LOOKS_LIKE:
        fits = ending == suffix and folder in ("", source.folder)
        if fits and cast("Callable[[bytes], bool]", _resolve(looks))(head):
            suffix = form
            break
    known = RECORDS if _is_packed(source) else {**READERS, **RECORDS}
    if suffix not in known:
        shown = "".join(source.path.suffixes[-2:]) if _is_packed(source) else source.path.suffix
        raise ReadError(
            f"the type {shown or 'without a suffix'} is not known",
            path=source.path,
            hint=f"Save it as one of {', '.join(suffixes())}, or move it out of sources.",
        )
    return suffix


def _is_packed(source: Source) -> bool:
    return source.path.suffix.lower() == ".gz"


def _unpacked_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return b""


class _Unpacked(gzip.GzipFile):
    """What a .gz holds, as long as that is not far too much."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(fileobj=stream, mode="rb")

    def read(self, size: int | None = -1) -> bytes:
        """Give the next bytes.

        Raises:
            ReadError: it holds more than any library.
        """
        data = super().read(size)
        if self.tell() > _MOST_UNPACKED:
            raise ReadError(f"it holds more than {_MOST_UNPACKED // 1_000_000_000} GB", hint="Split it.")
        return data


def _resolve(name: str) -> object:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)
