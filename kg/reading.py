"""A source, read and extracted in the worker; and what it gives as a graph."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.catalogue import describe_broken, describe_publication, describe_schools
from kg.description import complete_date, describe_note, describe_source
from kg.errors import KgError
from kg.identity import Identified, identify
from kg.memory import Memory
from kg.model import Context, Document, Extraction, Issue, Source
from kg.quads import source_iri
from kg.readers import HEAD, RECORDS
from kg.records import Publication
from kg.shelving import Shelf
from kg.spool import Spool
from kg.trig import read_nquads, write_trig
from kg.workspace import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.guards.worker import Worker
    from kg.model import Theme
    from kg.quads import GraphBuilder
    from kg.readers import Found
    from kg.records import School
    from kg.workspace import Workspace

#: Seconds that a source may take: five, and one more for each of its 200 kB.
_PATIENCE, _BYTES_A_SECOND = 5.0, 200_000
_PACKED = 20  # bytes that a byte of a .gz may stand for

#: Records that are described at a time, and problems of one file beyond which no more are listed.
_PART, _MOST_ISSUES = 500, 1000

#: The register of schools, and themes that a table adds to the shipped ones, at the top of sources/.
SCHOOLS_FILE, THEMES_FILE = "schools.csv", "themes.ttl"

#: Modules and data of which a change can change what a source gives.
_READING = (
    "model.py", "records.py", "text.py", "stemming.py", "identity.py", "memory.py", "quads.py", "description.py",
    "catalogue.py", "reading.py", "shelving.py", "works.py", "library.py", "spool.py", "trig.py", "themes.py",
    "turtle.py", "vocabulary.py", "sectors.py", "grading.py", "guards", "readers", "rules",
)  # fmt: skip


@cache
def package_hash(names: tuple[str, ...] = ()) -> str:
    """Give a hash over the program text and data of kg (or of some of its parts), so that a new rule re-reads.

    It stands for the program that runs, so it is made once.
    """
    total = hashlib.sha256()
    package = Path(str(resources.files("kg")))
    roots = [package / name for name in names] if names else [package, Path(str(resources.files("kg.ontology")))]
    for root in roots:
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file())
        for file in files:
            if "__pycache__" not in file.parts:
                total.update(file.relative_to(root.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def reading_recipe(*context: bytes) -> str:
    """Give a hash of all but the source itself that decides what a source gives: program, cues, themes, schools."""
    return hashlib.sha256(b"\0".join([package_hash(_READING).encode(), *context])).hexdigest()


def context_files(workspace: Workspace) -> tuple[bytes, bytes, bytes]:
    """Give what decides, beside a note itself, what it gives: themes, schools, settings; b'' for what is not there."""
    themes, schools, settings = (
        path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for path in (workspace.sources / name for name in (THEMES_FILE, SCHOOLS_FILE, SETTINGS_FILE))
    )
    return themes, schools, settings


def make_context(worker: Worker, themes: bytes, schools: bytes) -> Context:
    """Give what rules know beside a note.

    A themes.ttl or schools.csv that cannot be read adds nothing here; it is named when it is read as a source.
    """
    from kg.themes import shipped_themes  # noqa: PLC0415

    own: tuple[Theme, ...] = ()
    register: tuple[School, ...] = ()
    with suppress(KgError):
        own = worker.call("kg.themes:themes_from_turtle", themes) if themes else ()
    with suppress(KgError):
        source = Source(PurePosixPath(SCHOOLS_FILE))
        register = worker.call("kg.readers:read", source, schools).schools if schools else ()
    return Context((*shipped_themes(), *own), register)


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
    extraction: Extraction = worker.call("kg.rules:extract", document, context, seconds=seconds)
    if source.folder == "publications":  # a page with references is no meeting: only what it names counts
        named = tuple(replace(one, answers=()) for one in extraction.statements if one.kind == "publication")
        extraction = Extraction(statements=named)
    return document, extraction


def read_text(worker: Worker, source: Source, data: bytes) -> str:
    """Give the text of a note, without what rules take from it.

    Raises:
        KgError: it cannot be read, or not within the limits of the worker.
    """
    document: Document = worker.call("kg.readers:read", source, data, seconds=_PATIENCE + len(data) / _BYTES_A_SECOND)
    return document.text


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
    identified = identify(document, extraction, memory, base, present)
    held = complete_date(extraction.meeting, document.metadata, path)
    return describe_note(document, extraction, identified, base, held), identified


def record_format(worker: Worker, source: Source, path: Path) -> str:
    """Give the media type of a file of metadata, or '' where it is none.

    Raises:
        ReadError: its type is not known.
    """
    if source.path.suffix == ".ttl":
        return ""
    with path.open("rb") as stream:
        form = worker.call("kg.readers:form_of", source, stream.read(HEAD))
    return RECORDS[form][0] if form in RECORDS else ""


def stream_records(worker: Worker, source: Source, path: Path) -> Iterator[Found]:
    """Yield the records of a file of metadata and what is wrong with it.

    Raises:
        KgError: it cannot be read, or not within the limits of the worker; also after the first records.
    """
    size = path.stat().st_size * (_PACKED if source.path.suffix == ".gz" else 1)
    return worker.stream("kg.readers:stream_file", source, path, seconds=_PATIENCE + size / _BYTES_A_SECOND)


def shelve(found: Iterable[Found], source: Source, media_type: str, shelf: Shelf, spool: Spool) -> list[Issue]:
    """Put the graph of a metadata file in a spool, and give what is wrong with the file, in the order of its lines."""
    path, count, issues = str(source.path), 0, list[Issue]()
    found = iter(found)
    while part := list(islice(found, _PART)):
        records = [one for one in part if isinstance(one, Publication)]
        for record, iri in zip(records, shelf.place(records), strict=True):
            spool.add(iri, describe_publication(record, iri, path, shelf.base).quads)
        for issue in (one for one in part if isinstance(one, Issue)):
            if len(issues) < _MOST_ISSUES:
                issues.append(issue)
            if issue.quote:
                iri, builder = describe_broken(issue, path, shelf.base)
                spool.add(iri, builder.quads)
        count += len(records)
    shelf.close()
    head = describe_source(Document(source, "", media_type), shelf.base, count)
    spool.add(source_iri(shelf.base, path), head.quads)
    return sorted(issues, key=lambda issue: issue.line or 0)


def describe_alone(document: Document, extraction: Extraction, base: str) -> str:
    """Give a file's graph as TriG, as it would be in an empty workspace."""
    if document.records:
        spool = Spool(Path())
        found: tuple[Found, ...] = (*document.records, *(issue for issue in document.issues if issue.is_error))
        shelve(found, document.source, document.media_type, Shelf(str(document.source.path), Memory(), base, ()), spool)
        return write_trig(spool.quads()).decode()
    builder, _ = describe(document, extraction, Memory(), base, ())
    return write_trig(builder.quads).decode()
