"""Refer, as EndNote exports it (.enw)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.tagged_fields import tagged_publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.model import Issue
    from kg.records import Publication


def refer_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the records of a Refer file; `%0` after an empty line begins one."""
    return tagged_publications(stream, "refer")
