"""Readers: the bytes of a source become a Document. A format is one file here and one line in a table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from kg.errors import ReadError
from kg.model import Document, Source

#: What every reader is.
Reader = Callable[[Source, bytes], Document]

#: Suffix to reader, as "module:function", so that a format's library is loaded only when it is met.
READERS: dict[str, str] = {
    ".md": "kg.readers.markdown:read_markdown",
    ".markdown": "kg.readers.markdown:read_markdown",
    ".txt": "kg.readers.plain:read_plain",
    ".docx": "kg.readers.docx:read_docx",
    ".odt": "kg.readers.odt:read_odt",
    ".html": "kg.readers.html:read_html",
    ".htm": "kg.readers.html:read_html",
    ".bib": "kg.readers.bibtex:read_bibtex",
    ".ris": "kg.readers.ris:read_ris",
    ".json": "kg.readers.csl_json:read_csl_json",
    ".csv": "kg.readers.tabular:read_csv",
    ".tsv": "kg.readers.tabular:read_csv",
    ".xlsx": "kg.readers.xlsx:read_xlsx",
}

#: Formats that a suffix does not tell apart: suffix, folders it may lie in (none: all), what its beginning looks
#: like, and who reads it. The first line that fits wins; what fits none is for the reader of its suffix.
LOOKS_LIKE: tuple[tuple[str, str, str, str], ...] = (
    (".txt", "publications", "kg.readers.sniffing:is_anything", "kg.readers.ris:read_ris"),
    (".txt", "", "kg.readers.sniffing:is_ris", "kg.readers.ris:read_ris"),
    (".csv", "", "kg.readers.sniffing:is_school_register", "kg.readers.schools:read_schools"),
)
#: Files that are told by their name.
NAMED: dict[str, str] = {"schools.csv": "kg.readers.schools:read_schools"}
_MOST = 20_000_000  # bytes: what is larger is no note and no reference list
_HEAD = 4096  # bytes that a format shows itself in


def read(source: Source, data: bytes) -> Document:
    """Give what a source says.

    The reader is told by folder, then by content, then by suffix. An empty file is a Document without blocks.

    Raises:
        ReadError: the type is not known, the file is too large, or nothing in it can be read.
    """
    if len(data) > _MOST:
        raise ReadError(
            f"the file is larger than {_MOST // 1_000_000} MB",
            path=source.path,
            hint="Split it, or leave out what is no note and no reference.",
        )
    reader = cast("Reader", _resolve(_reader_name(source, data)))
    try:
        return reader(source, data)
    except ReadError as problem:
        problem.path = problem.path or source.path
        raise


def suffixes() -> tuple[str, ...]:
    """Give the suffixes that can be read, sorted."""
    return tuple(sorted({*READERS, *(line[0] for line in LOOKS_LIKE)}))


def _reader_name(source: Source, data: bytes) -> str:
    if source.path.name in NAMED:
        return NAMED[source.path.name]
    suffix = source.path.suffix.lower()
    for ending, folder, looks, reader in LOOKS_LIKE:
        fits = ending == suffix and folder in ("", source.folder)
        if fits and cast("Callable[[bytes], bool]", _resolve(looks))(data[:_HEAD]):
            return reader
    if suffix not in READERS:
        raise ReadError(
            f"the type {suffix or 'without a suffix'} is not known",
            path=source.path,
            hint=f"Save it as one of {', '.join(suffixes())}, or move it out of sources.",
        )
    return READERS[suffix]


def _resolve(name: str) -> object:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)
