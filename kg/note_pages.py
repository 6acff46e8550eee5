"""The pages of notes in the next generation: made from the text where something of them changed, else carried over."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.facts import ends_of_merges
from kg.generation import carry_output, put_output
from kg.model import Source
from kg.plan import output_stands
from kg.queries import ask, value_of
from kg.reading import read_text
from kg.reports.notes import Note, note_page, read_notes, read_passages
from kg.reports.places import note_file

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.guards.worker import Worker
    from kg.intake import Run
    from kg.plan import Plan
    from kg.reports import ReportSettings
    from kg.workspace import Workspace


def put_note_pages(
    run: Run, plan: Plan, settings: ReportSettings, before: Mapping[str, str], *, anew: bool = False
) -> None:
    """Give the page of each note its place in the next generation.

    `before` are the merges of questions that the pages that stand know of; with `anew` all pages are made again.
    A note that cannot be read keeps its last page, or gets one that shows what the graph knows of it.
    """
    merged = ends_of_merges(run.store)
    notes = read_notes(run.store)
    read = {str(change.source.path) for change in plan.to_read}
    moved = _with_questions(run, {one for one, _ in before.items() ^ merged.items()})
    standing = {path for path in notes if _stands(run, path)}
    wanted = [path for path in notes if anew or path in read or path in moved or path not in standing]
    for path in sorted(standing.difference(wanted)):
        carry_output(run.workspace, note_file(path))
    passages = read_passages(run.store, wanted, merged)
    for path in wanted:
        text = run.texts[path] if path in run.texts else text_of(run.workspace, run.worker, notes[path])
        if text is None and path in standing and path not in moved:
            carry_output(run.workspace, note_file(path))
            continue
        for name, data in note_page(notes[path], passages[path], text, settings).items():
            put_output(run.workspace, name, data)


def _stands(run: Run, path: str) -> bool:
    name = note_file(path)
    return output_stands(run.workspace, name, run.state.outputs.get(name))


def _with_questions(run: Run, questions: Collection[str]) -> set[str]:
    """Give the notes in which some questions stand."""
    rows = ask(run.store, "passages", node=sorted(questions)) if questions else ()
    return {value_of(row, "path") for row in rows}


def text_of(workspace: Workspace, worker: Worker, note: Note) -> str | None:
    """Give the text of a note as it was when it was taken in, or None where it is another by now, or cannot be read."""
    try:
        data = (workspace.sources / note.path).read_bytes()
        if hashlib.sha256(data).hexdigest() != note.sha256:
            return None
        return read_text(worker, Source(PurePosixPath(note.path), note.sha256), data)
    except (OSError, KgError):
        return None
