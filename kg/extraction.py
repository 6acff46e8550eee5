"""What would be read from a file, without a workspace and without touching anything."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.guards.worker import Worker
from kg.model import Context, Document, Extraction, Issue, Source
from kg.reading import read_source
from kg.text import line_starts, position_at
from kg.themes import shipped_themes
from kg.workspace import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.text import Span


def extract_files(paths: Sequence[str], context: Context | None = None) -> Iterable[tuple[Document, Extraction]]:
    """Yield what each file gives, in order; one that cannot be read gives a Document that holds the reason."""
    context = context or Context(shipped_themes())
    with Worker() as worker:
        for path in paths:
            yield _extract(worker, path, context)


def _extract(worker: Worker, path: str, context: Context) -> tuple[Document, Extraction]:
    shown = PurePosixPath(Path(path).as_posix())
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        issue = Issue(f"cannot be opened: {error.strerror}", hint="check the name")
        return Document(Source(shown), "", "", issues=(issue,)), Extraction()
    source = Source(shown, hashlib.sha256(data).hexdigest())
    try:
        return read_source(worker, source, data, context, DEFAULT_BASE)
    except KgError as error:
        return Document(source, "", "", issues=(Issue(error.message, error.line, error.hint),)), Extraction()


def as_json(document: Document, extraction: Extraction) -> dict[str, object]:
    """Give what one file gives, as `kg extract --format json` spells it."""
    starts = line_starts(document.text)
    meeting = extraction.meeting
    table: dict[str, object] = {
        "source": str(document.source.path),
        "language": document.language if document.blocks else "",
        "meeting": None
        if meeting is None
        else {
            "date": str(meeting.held) if meeting.held else None,
            "number": meeting.number,
            "title": meeting.title or None,
        },
        "statements": [
            {
                "id": s.id,
                "kind": s.kind,
                "type": getattr(s, "question_type", None) or getattr(s, "level", None) or "",
                "quote": s.text,
                **_place(s.span, starts),
                "answers": list(s.answers),
                "themes": list(s.themes),
                "language": s.language,
                "rule": s.rule,
                "confidence": s.confidence,
            }
            for s in extraction.statements
        ],
    }
    if document.records or _is_metadata(document):
        table["publications"] = _publications(document, starts)
    table["failures"] = [{"line": i.line, "message": i.message, "hint": i.hint} for i in document.issues if i.is_error]
    table["warnings"] = [
        {"line": i.line, "message": i.message, "hint": i.hint} for i in document.issues if not i.is_error
    ]
    return table


def _is_metadata(document: Document) -> bool:
    return not document.blocks and document.source.path.suffix.lower() in (
        ".bib",
        ".ris",
        ".json",
        ".xml",
        ".csv",
        ".xlsx",
    )


def _publications(document: Document, starts: Sequence[int]) -> list[dict[str, object]]:
    return [
        {
            "id": record.id,
            "type": record.type,
            "title": record.title,
            "authors": [str(name) for name in record.authors],
            "issued": str(record.issued) if record.issued else None,
            "doi": record.doi or None,
            "language": record.language or None,
            "line": position_at(starts, record.span.start).line,
        }
        for record in document.records
    ]


def _place(span: Span, starts: Sequence[int]) -> dict[str, object]:
    first, last = position_at(starts, span.start), position_at(starts, span.end)
    return {
        "start": {"line": first.line, "col": first.column},
        "end": {"line": last.line, "col": last.column},
    }
