"""RIS, as reference managers export it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.tagged_fields import tagged_publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.model import Issue
    from kg.records import Publication


def ris_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the records of a RIS file. One without ER is kept, with a warning."""
    return tagged_publications(stream, "ris")
