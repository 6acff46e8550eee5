"""A source, read and extracted in the worker; and what it gives as a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.catalogue import describe_publications, describe_schools
from kg.description import complete_date, describe_note, describe_source
from kg.identity import Identified, identify, identify_records
from kg.memory import Memory
from kg.model import Document, Extraction
from kg.trig import read_nquads, write_trig

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.guards.worker import Worker
    from kg.model import Context, Source
    from kg.quads import GraphBuilder

#: Seconds that a source may take: five, and one more for each of its 200 kB.
_PATIENCE, _BYTES_A_SECOND = 5.0, 200_000

#: The register of schools, at the top of sources/.
SCHOOLS_FILE = "schools.csv"


def read_source(
    worker: Worker, source: Source, data: bytes, context: Context, base: str
) -> tuple[Document, Extraction]:
    """Give what a source says, and for a note what rules take from it.

    Raises:
        KgError: it cannot be read, or not within the limits of the worker.
    """
    seconds = _PATIENCE + len(data) / _BYTES_A_SECOND
    if source.path.suffix == ".ttl":
        document: Document = worker.call("kg.turtle:read_turtle", source, data, base, seconds=seconds)
        return document, Extraction()
    document = worker.call("kg.readers:read", source, data, seconds=seconds)
    if not document.blocks:
        return document, Extraction()
    return document, worker.call("kg.rules:extract", document, context, seconds=seconds)


def describe(
    document: Document, extraction: Extraction, memory: Memory, base: str, present: Collection[str]
) -> tuple[GraphBuilder, Identified]:
    """Give the graph of a source that was read; `memory` grows by the names that are new.

    `present` are the paths of all sources that are there now.
    """
    path = str(document.source.path)
    if "nquads" in document.metadata:
        builder = describe_source(document, base)
        builder.quads |= set(read_nquads(document.metadata["nquads"]))
        return builder, Identified("", {})
    if document.schools or path == SCHOOLS_FILE:
        return describe_schools(document, base), Identified("", {})
    if document.records or document.source.folder == "publications":
        identified = identify_records(document, memory, base, present)
        return describe_publications(document, identified, base), identified
    identified = identify(document, extraction, memory, base, present)
    held = complete_date(extraction.meeting, document.metadata, path)
    return describe_note(document, extraction, identified, base, held), identified


def describe_alone(document: Document, extraction: Extraction, base: str) -> str:
    """Give a file's graph as TriG, as it would be in an empty workspace."""
    builder, _ = describe(document, extraction, Memory(), base, ())
    return write_trig(builder.quads).decode()
