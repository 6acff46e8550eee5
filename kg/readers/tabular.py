"""Publications in a .csv or .tsv file."""

from __future__ import annotations

from kg.model import Document, Source
from kg.readers.delimited import rows_of
from kg.readers.source_text import text_of
from kg.readers.tables import publications


def read_csv(source: Source, data: bytes) -> Document:
    """Give the publications of a table with a header. The delimiter is told from the header."""
    text, issues = text_of(data)
    rows, broken = rows_of(text)
    records, problems = publications(rows)
    ordered = sorted([*issues, *broken, *problems], key=lambda issue: issue.line or 0)
    return Document(source, text, "text/csv", records=tuple(records), issues=tuple(ordered))
