"""What would be read from a file, without a workspace and without touching anything."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.guards.worker import Worker
from kg.model import Action, Context, Document, Extraction, Issue, Source
from kg.reading import read_source
from kg.text import line_starts, position_at
from kg.themes import shipped_themes
from kg.workspace import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records import Publication
    from kg.rules.explaining import Answer, Cue, Explained, Explanation, Weight
    from kg.text import Span

    #: What a file gives, with why.
    Told = tuple[Document, Extraction, Explanation]

#: Seconds that telling why may take: ten, and one more for each 100,000 characters.
_PATIENCE, _CHARACTERS_A_SECOND = 10.0, 100_000


def extract_files(paths: Sequence[str], context: Context | None = None) -> Iterable[tuple[Document, Extraction]]:
    """Yield what each file gives, in order; one that cannot be read gives a Document that holds the reason."""
    context = context or Context(shipped_themes())
    with Worker() as worker:
        for path in paths:
            yield read_file(worker, path, context)


def explain_files(paths: Sequence[str], context: Context | None = None) -> Iterable[Told]:
    """Yield what each file gives and why, in order. Where the why cannot be told, a warning in the Document says so."""
    from kg.rules.explaining import Explanation  # noqa: PLC0415  (rules run in the worker: who asks no why waits not)

    context = context or Context(shipped_themes())
    with Worker() as worker:
        for path in paths:
            document, extraction = read_file(worker, path, context)
            seconds = _PATIENCE + len(document.text) / _CHARACTERS_A_SECOND
            explanation = Explanation()
            if document.blocks:
                try:
                    explanation = worker.call("kg.rules.explaining:explain", document, context, seconds=seconds)
                except KgError as error:
                    issue = Issue(f"the explanation failed: {error.message}", error.line, error.hint, is_error=False)
                    document = replace(document, issues=(*document.issues, issue))
            yield document, extraction, explanation


def read_file(worker: Worker, path: str, context: Context) -> tuple[Document, Extraction]:
    """Give what one file gives; one that cannot be read gives a Document that holds the reason."""
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


def as_json(document: Document, extraction: Extraction, explanation: Explanation | None = None) -> dict[str, object]:
    """Give what one file gives, as `kg extract --format json` spells it; with `--explain` also why."""
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
                **(_task(s) if isinstance(s, Action) else {}),
            }
            for s in extraction.statements
        ],
    }
    if document.records or _is_metadata(document):
        table["publications"] = [publication_table(record) for record in document.records]
    table |= issue_table(document.issues)
    if explanation is not None:
        table["explanation"] = [_told(one, document.text, starts) for one in explanation.sentences]
        table["links"] = [_link(one) for one in explanation.answers]
    return table


def _told(one: Explained, text: str, starts: Sequence[int]) -> dict[str, object]:
    return {
        "quote": one.span.of(text),
        **_place(one.span, starts),
        "cues": _cues(one.cues),
        "above": _cues(one.above),
        "rules": [
            {
                "rule": attempt.rule,
                "kind": attempt.kind,
                "outcome": attempt.outcome,
                "confidence": attempt.confidence,
                "statement": attempt.statement or None,
                "rival": attempt.rival or None,
            }
            for attempt in one.attempts
        ],
        "scores": {score.kind: score.chance for score in one.scores},
        "least": {score.kind: score.least for score in one.scores},
        "best": one.best,
        "weights": _weights(one.weights),
        "statement": one.statements[0] if one.statements else None,
        "statements": list(one.statements),
    }


def _link(one: Answer) -> dict[str, object]:
    return {
        "insight": one.insight,
        "question": one.question,
        "why": one.why,
        "rule": one.rule,
        "score": one.chance,
        "least": one.least,
        "weights": _weights(one.weights),
    }


def _cues(cues: Iterable[Cue]) -> list[dict[str, str]]:
    return [{"group": cue.group, "words": cue.words} for cue in cues]


def _weights(weights: Iterable[Weight]) -> list[dict[str, object]]:
    return [{"feature": one.feature, "weight": one.weight} for one in weights]


def _task(action: Action) -> dict[str, object]:
    """Give who does something, by when as the text says it and which days that may be, and whether it is done."""
    days = {"due_from": action.due_from, "due_until": action.due_until}
    return {
        "agent": action.agent or None,
        "due": action.due or None,
        **{name: str(day) if day else None for name, day in days.items()},
        "done": action.done,
    }


def _is_metadata(document: Document) -> bool:
    return not document.blocks and document.source.path.suffix.lower() in (
        ".bib",
        ".ris",
        ".json",
        ".xml",
        ".csv",
        ".xlsx",
    )


def publication_table(record: Publication) -> dict[str, object]:
    """Give one record of a metadata file, as `kg extract --format json` spells it."""
    return {
        "id": record.id,
        "type": record.type,
        "title": record.title,
        "authors": [str(name) for name in record.authors],
        "issued": str(record.issued) if record.issued else None,
        "doi": record.doi or None,
        "language": record.language or None,
        "line": record.line,
    }


def issue_table(issues: Iterable[Issue]) -> dict[str, object]:
    """Give what could not be read, and what was guessed, as `kg extract --format json` spells it."""
    failures: list[object] = []
    warnings: list[object] = []
    for issue in issues:
        table = {"line": issue.line, "message": issue.message, "hint": issue.hint}
        (failures if issue.is_error else warnings).append(table)
    return {"failures": failures, "warnings": warnings}


def _place(span: Span, starts: Sequence[int]) -> dict[str, object]:
    first, last = position_at(starts, span.start), position_at(starts, span.end)
    return {
        "start": {"line": first.line, "col": first.column},
        "end": {"line": last.line, "col": last.column},
    }
