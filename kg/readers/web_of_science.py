"""The tagged format of Web of Science: .ciw, .isi, or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.tagged_fields import tagged_publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.model import Issue
    from kg.records import Publication


def web_of_science_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the records of a file of Web of Science. One without ER is kept, with a warning."""
    return tagged_publications(stream, "web_of_science")
