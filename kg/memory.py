"""The memory of IRIs: sources/identities.csv, machine-written, only ever added to."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.guards import atomic
from kg.guards.iri import is_iri
from kg.model import Issue
from kg.text import same_wording
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

#: Columns of identities.csv.
COLUMNS = ("iri", "source", "kind", "exact", "prefix", "suffix")

#: Kinds that stand for one thing wherever they are said; other statements belong to their own note.
SHARED_KINDS = ("question",)

#: Kind of the row that stands for a note itself, and of the row of a record.
NOTE, RECORD = "note", "record"

#: Line ends inside a field, which would break a merge by lines, and what cannot be UTF-8.
_ESCAPES = {ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r"} | {
    code: f"\\u{code:04x}" for code in (0, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029, *range(0xD800, 0xE000))
}

_PIN = re.compile(r"\s*\^([A-Za-z0-9-]+)\s")


@dataclass(frozen=True, slots=True)
class Identity:
    """A row of identities.csv: this IRI stood for these words in this source."""

    iri: Iri
    source: str
    kind: str
    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def pin(self) -> str:
        """Give the `^id` that followed the words, or ''."""
        found = _PIN.match(self.suffix + " ")
        return found[1] if found else ""


@dataclass(slots=True)
class Memory:
    """All rows, looked up by source and by wording. It grows while a refresh goes on.

    `owners` maps the short id of a note to the path that had it last; `unread` are lines that are no rows.
    """

    by_source: dict[str, list[Identity]] = field(default_factory=dict)
    by_wording: dict[tuple[str, str], Iri] = field(default_factory=dict)
    by_pin: dict[str, str] = field(default_factory=dict)
    iris: set[Iri] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)

    def add(self, row: Identity) -> None:
        """Take in a row."""
        self.by_source.setdefault(row.source, []).append(row)
        self.iris.add(row.iri)
        if row.kind == NOTE:
            self.owners[row.exact] = row.source
        elif row.kind != RECORD and row.pin:
            self.by_pin.setdefault(row.pin, row.source)
        if row.kind in SHARED_KINDS:
            self.by_wording.setdefault((row.kind, same_wording(row.exact)), row.iri)

    def issue(self) -> Issue:
        """Say that there are lines that are no rows."""
        hint = "take the file back from git, or remove what is no row; kg writes it itself"
        return Issue(f"{len(self.unread)} lines of the memory of IRIs cannot be read", self.unread[0], hint)


def read_identities(data: bytes, unchanged: Collection[str] = ()) -> Memory:
    """Give the memory that identities.csv holds. A line that is no row is passed over, and costs no other line.

    Records of `unchanged` sources are left out: a library of 100,000 is not read for one new note.
    """
    memory = Memory()
    for number, line in enumerate(data.decode("utf-8-sig", "replace").split("\n"), 1):
        start = line.split(",", 3)
        if len(start) > 3 and start[2] == RECORD and start[1] in unchanged:  # noqa: PLR2004  (iri, source, kind, rest)
            continue
        row = _row(line.rstrip("\r"))
        if row is not None:
            memory.add(row)
        elif line.strip() and not line.startswith(",".join(COLUMNS)):
            memory.unread.append(number)
    return memory


def _row(line: str) -> Identity | None:
    if line.count('"') % 2:
        return None
    csv.field_size_limit(max(csv.field_size_limit(), len(line) + 1))  # a statement may be as long as its note
    fields = next(csv.reader([line]), [])
    if len(fields) != len(COLUMNS) or not is_iri(fields[0]):
        return None
    return Identity(Iri(fields[0]), *map(_unescaped, fields[1:]))


def remember(path: Path, rows: Iterable[Identity]) -> None:
    """Add rows to identities.csv, before anything shows their IRIs: an unused line does no harm.

    Raises:
        WorkspaceError: the file system refuses.
    """
    new = write_rows(rows)
    if not new:
        return
    old = path.read_bytes() if path.is_file() else b""
    tail = old[old.rfind(b"\n") + 1 :]
    if not old:
        atomic.write_file(path, ",".join(COLUMNS).encode() + b"\n" + new)
    elif tail and _row(tail.decode("utf-8", "replace")) is None:
        atomic.write_file(path, old[: -len(tail)] + new)  # a power cut tore it: it named nothing that anybody saw
    else:
        atomic.append(path, new)


def write_rows(rows: Iterable[Identity]) -> bytes:
    """Give rows as lines of identities.csv: one line each, whatever they quote, so that git can merge them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        values = (row.iri, row.source, row.kind, row.exact, row.prefix, row.suffix)
        writer.writerow([value.translate(_ESCAPES) for value in values])
    return text.getvalue().encode("utf-8")


def _unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    plain = {"n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(?:u([0-9a-f]{4})|(.))",
        lambda found: chr(int(found[1], 16)) if found[1] else plain.get(found[2], found[0]),
        value,
    )
