"""What files give, as JSON that is written while they are read: a library may be larger than memory."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from textwrap import indent
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.extraction import as_json, issue_table, publication_table, read_file
from kg.guards.worker import Worker
from kg.model import Context, Document, Extraction, Issue, Source
from kg.reading import record_format, stream_records
from kg.records import Publication
from kg.themes import shipped_themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Listing:
    """Files one after another as pieces of one JSON array; `has_failed` tells in the end whether a part failed."""

    def __init__(self, paths: Sequence[str], context: Context | None = None) -> None:
        self._paths, self._context = paths, context or Context(shipped_themes())
        self.has_failed = False

    def pieces(self) -> Iterator[str]:
        """Yield the text, the same as `json.dumps` with an indent of two gives of it all."""
        with Worker() as worker:
            for number, path in enumerate(self._paths):
                yield "[\n" if number == 0 else ",\n"
                yield from self._file(worker, path)
        yield "\n]\n" if self._paths else "[]\n"

    def _file(self, worker: Worker, path: str) -> Iterator[str]:
        source = Source(PurePosixPath(Path(path).as_posix()))
        try:
            is_metadata = bool(record_format(worker, source, Path(path)))
        except (OSError, KgError):
            is_metadata = False  # what is wrong is said where it is read
        if is_metadata:
            yield from self._records(worker, source, path)
            return
        document, extraction = read_file(worker, path, self._context)
        self.has_failed |= any(issue.is_error for issue in document.issues)
        yield indent(_text(as_json(document, extraction)), "  ")

    def _records(self, worker: Worker, source: Source, path: str) -> Iterator[str]:
        head = as_json(Document(source, "", ""), Extraction())
        start = {key: head[key] for key in ("source", "language", "meeting", "statements")}
        yield indent(_text(start)[:-2], "  ") + ',\n    "publications": ['
        issues: list[Issue] = []
        count = 0
        try:
            for found in stream_records(worker, source, Path(path)):
                if isinstance(found, Publication):
                    yield ("," if count else "") + "\n" + indent(_text(publication_table(found)), " " * 6)
                    count += 1
                else:
                    issues.append(found)
        except KgError as error:
            issues.append(Issue(error.message, error.line, error.hint))
        issues.sort(key=lambda issue: issue.line or 0)
        self.has_failed |= any(issue.is_error for issue in issues)
        rest = _text(issue_table(issues))
        yield ("\n    ]" if count else "]") + ",\n" + indent(rest[2:], "  ")


def _text(table: object) -> str:
    return json.dumps(table, ensure_ascii=False, indent=2)
