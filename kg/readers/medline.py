"""MEDLINE, as PubMed and ERIC export it (.nbib)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.tagged_fields import tagged_publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.model import Issue
    from kg.records import Publication


def medline_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the records of a MEDLINE file; an empty line or the next PMID ends one."""
    return tagged_publications(stream, "medline")
