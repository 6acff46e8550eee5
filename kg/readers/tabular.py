"""Publications in a .csv or .tsv file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.delimited import rows_of
from kg.readers.streams import text_stream
from kg.readers.tables import publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.model import Issue
    from kg.records import Publication


def csv_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the publications of a table with a header. The delimiter is told from the header, or by Excel's `sep=`."""
    text = text_stream(stream)
    yield from text.issues
    yield from publications(rows_of(text.lines()))
