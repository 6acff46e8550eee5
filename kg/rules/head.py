"""The fields at the beginning of a note: `Datum: 3 maart 2020`, on one line, on two, or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model import Block
from kg.rules.note import Note

#: Labels of the fields at the beginning of a note in Dutch and English, by what they tell.
LABELS: Mapping[str, frozenset[str]] = {
    "date": frozenset(
        (
            *("datum", "vergaderdatum", "datum vergadering", "datum overleg", "datum bijeenkomst", "wanneer", "dag"),
            *("datum en tijd", "datum/tijd", "datum & tijd", "datum en tijdstip", "datum verslag", "besproken op"),
            *(
                "date",
                "meeting date",
                "date/time",
                "date and time",
                "date & time",
                "when",
                "date of meeting",
                "held on",
            ),
        )
    ),
    "title": frozenset(
        (
            *("meeting", "overleg", "vergadering", "bijeenkomst", "onderwerp", "betreft", "naam overleg", "titel"),
            *("subject", "title", "name of meeting", "meeting title", "soort overleg"),
        )
    ),
    "number": frozenset(("nummer", "vergadernummer", "volgnummer", "number", "meeting number", "nr", "nr.")),
    "place": frozenset(("plaats", "locatie", "location", "place", "where", "waar")),
}
_FIELD = re.compile(r"[\s*_>-]{0,6}(?P<label>[^\W\d_][\w&/. -]{0,30}?)[*_ ]{0,4}:[*_ ]{0,4}(?P<value>[^\n]{0,200})")
_OTHER = re.compile(r"\b(?:volgende?|vorige?|next|previous|last)\b", re.IGNORECASE)
_HEAD = 24  # blocks at the beginning of a note, among which its fields stand
_OPENING = 40  # characters in which a line says which meeting it is about
_LONGEST = 2_000  # characters of a block: fields stand in short ones


def find_fields(note: Note) -> dict[str, str]:
    """Give what the fields at the beginning of a note say, by `date`, `title`, `number`, `place`; the first of each."""
    found: dict[str, str] = {}
    for label, value in _pairs(note):
        folded = " ".join(label.strip("*_: ").casefold().split())
        name = next((name for name, labels in LABELS.items() if folded in labels), "")
        bare = value.strip("*_ \t")
        if name and bare:
            found.setdefault(name, bare)
    return found


def _pairs(note: Note) -> Iterator[tuple[str, str]]:
    """Yield labels and values: of lines with a colon, and of rows of two cells."""
    text = note.document.text
    rows: dict[tuple[int | None, int | None], list[str]] = {}
    for index, block in enumerate(note.document.blocks[:_HEAD]):
        if block.kind == "table_cell":
            yield from _in_table(block, block.span.of(text), rows)
        elif block.kind in ("paragraph", "list_item") and not is_of_another(note, index):
            yield from _in_lines(block.span.of(text)[:_LONGEST])


def _in_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a paragraph; the value may stand on the line below its label."""
    lines = text.splitlines()
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        field = _FIELD.match(line)
        if field:
            yield field["label"], field["value"] or below


def _in_table(
    block: Block, cell: str, rows: dict[tuple[int | None, int | None], list[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the first two cells of a row, when the second is read; the header of a table is a row as well."""
    row = rows.setdefault((block.heading, block.row), [])
    row.append(cell)
    header = rows.setdefault((block.heading, -1), [])
    if block.row == 1:
        header.append(block.header)
    if len(row) == 2:  # noqa: PLR2004 - label and value
        yield row[0], row[1]
        if block.row == 1 and len(header) == 2:  # noqa: PLR2004
            yield header[0], header[1]


def is_of_another(note: Note, index: int) -> bool:
    """Tell whether a block, or the heading above it, is about the next or the last meeting."""
    own = note.spans[index].of(note.document.text)[:_OPENING]
    return any(_OTHER.search(text) for text in (own, *(section.text for section in note.titles[index][:1])))
