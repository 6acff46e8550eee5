"""The pages of notes in the next generation: made from the text where something of them changed, else carried over."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.facts import ends_of_merges
from kg.generation import carry_output, put_output
from kg.guards import atomic
from kg.model import Source
from kg.outputs import draw_outputs
from kg.places import note_file
from kg.plan import output_stands
from kg.published import check_leaving, hiding_of, publish
from kg.queries import ask, value_of
from kg.reading import read_text
from kg.reports.notes import Note, note_page, read_notes, read_passages
from kg.workspace import read_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.guards.worker import Worker
    from kg.intake import Run
    from kg.plan import Plan
    from kg.published import Published
    from kg.publishing.redaction import Hidden
    from kg.reports import ReportSettings
    from kg.stores import Store
    from kg.workspace import Workspace


#: The file in .kg/ that tells what was hidden when the pages were made.
HIDDEN = "hidden"


def put_outputs(
    run: Run, plan: Plan, settings: ReportSettings, before: Mapping[str, str], *, anew: bool = False
) -> None:
    """Give all that people get its place in the next generation, without the names that kg.toml hides.

    `before` and `anew` are as for `put_note_pages`.

    Raises:
        UsageError: a name would be left.
    """
    hiding, mark = hiding_of(run.workspace.settings), run.workspace.cache / HIDDEN
    published = publish(run.workspace, run.store, run.worker, hiding) if hiding.is_needed else None
    if published:
        settings = replace(settings, name=published.redactor.text(settings.name))
        hidden = published.fingerprint.encode()
        anew = anew or read_whole(mark) != hidden  # a name in one note is hidden in all of them
        atomic.write_file(mark, hidden)
    for name, data in draw_outputs(published.store if published else run.store, settings):
        if published:
            check_leaving(data, published, run.base)
        put_output(run.workspace, name, data)
    put_note_pages(run, plan, settings, before, published=published, anew=anew)


def original(note: Note, published: Published | None) -> Note:
    """Give a note under the path that it has in sources/."""
    return replace(note, path=published.originals.get(note.path, note.path)) if published else note


def hidden_in(text: str | None, note: Note, published: Published | None) -> list[Hidden]:
    """Give what is hidden in the text of a note: start, end, and what stands there instead."""
    return published.redactor.spans(text, note.language[:2]) if published and text else []


def put_note_pages(
    run: Run,
    plan: Plan,
    settings: ReportSettings,
    before: Mapping[str, str],
    *,
    published: Published | None = None,
    anew: bool = False,
) -> None:
    """Give the page of each note its place in the next generation.

    `before` are the merges of questions that the pages that stand know of; with `anew` all pages are made again.
    A note that cannot be read keeps its last page, or gets one that shows what the graph knows of it.
    """
    store = published.store if published else run.store
    merged = ends_of_merges(store)
    notes = read_notes(store)
    paths = {path: original(note, published).path for path, note in notes.items()}
    read = {str(change.source.path) for change in plan.to_read}
    moved = _with_questions(store, {one for one, _ in before.items() ^ merged.items()})
    standing = {path for path in notes if _stands(run, path)}
    wanted = [path for path in notes if anew or paths[path] in read or path in moved or path not in standing]
    for path in sorted(standing.difference(wanted)):
        carry_output(run.workspace, note_file(path))
    passages = read_passages(store, wanted, merged)
    for path in wanted:
        note, kept = notes[path], run.texts.get(paths[path])
        text = kept if kept is not None else text_of(run.workspace, run.worker, original(note, published))
        if text is None and path in standing and path not in moved:
            carry_output(run.workspace, note_file(path))
            continue
        for name, data in note_page(note, passages[path], text, settings, hidden_in(text, note, published)).items():
            put_output(run.workspace, name, data)


def _stands(run: Run, path: str) -> bool:
    name = note_file(path)
    return output_stands(run.workspace, name, run.state.outputs.get(name))


def _with_questions(store: Store, questions: Collection[str]) -> set[str]:
    """Give the notes in which some questions stand."""
    rows = ask(store, "passages", node=sorted(questions)) if questions else ()
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
