"""The memory of IRIs: sources/identities.csv, machine-written, only ever added to."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.text import same_wording
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """All rows, looked up by source and by wording. It grows while a refresh goes on."""

    by_source: dict[str, list[Identity]] = field(default_factory=dict)
    by_wording: dict[tuple[str, str], Iri] = field(default_factory=dict)
    by_pin: dict[str, str] = field(default_factory=dict)
    iris: set[Iri] = field(default_factory=set)

    def add(self, row: Identity) -> None:
        """Take in a row."""
        self.by_source.setdefault(row.source, []).append(row)
        self.iris.add(row.iri)
        if row.kind != RECORD and row.pin:
            self.by_pin.setdefault(row.pin, row.source)
        if row.kind in SHARED_KINDS:
            self.by_wording.setdefault((row.kind, same_wording(row.exact)), row.iri)


def read_identities(data: bytes) -> Memory:
    """Give the memory that identities.csv holds. A torn or foreign line is passed over: it named nothing yet."""
    memory = Memory()
    text = data.decode("utf-8", "replace")
    rows = csv.reader(io.StringIO(text, newline=""))
    for row in rows:
        if len(row) == len(COLUMNS) and row[0] != COLUMNS[0] and ":" in row[0]:
            memory.add(Identity(Iri(row[0]), *map(_unescaped, row[1:])))
    return memory


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
