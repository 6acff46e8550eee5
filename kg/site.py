"""All that a refresh makes for readers, as files to give away: pages, reports and map, without the graph."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.current import current_store
from kg.errors import UsageError
from kg.facts import newest_date, read_facts
from kg.generation import OWN_OUTPUTS
from kg.guards import atomic
from kg.guards.worker import Worker
from kg.guards.zip import pack
from kg.note_pages import hidden_in, original, text_of
from kg.outputs import draw_outputs, report_settings
from kg.published import hiding_of, publish
from kg.reports.notes import note_page, read_notes, read_passages
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.published import Published
    from kg.reports import ReportSettings
    from kg.stores import Store
    from kg.workspace import Workspace

#: The page to start at, and what a site is called whose table has no name.
START, _NAMELESS = "index.html", "kennistafel"

#: Most characters of a name, and names that Windows keeps for itself.
_LONGEST, _RESERVED = 60, re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")


def make_site(
    workspace: Workspace, *, as_of: str = "", language: str = "", published: Published | None = None
) -> dict[str, bytes]:
    """Give the files of the site by name, sorted: those that the last refresh made, where they are asked for as such.

    Of another day or in another language they are made anew, and notes that are later than that day are left out;
    and so they are from the graph without names, where that is given or kg.toml wants it.

    Raises:
        UsageError: `as_of` is no date.
        WorkspaceError: nothing was read yet.
    """
    settings = workspace.settings
    if published is None:
        with current_store(workspace) as store:
            if not as_of and language in ("", settings.language) and (workspace.outputs / START).is_file():
                return dict(sorted(_standing(workspace.outputs)))
            hiding = hiding_of(settings)
            if not hiding.is_needed:
                return _made(workspace, store, report_settings(settings, as_of=as_of, language=language))
            with Worker() as worker:
                published = publish(workspace, store, worker, hiding)
    wished = report_settings(settings, as_of=as_of, language=language)
    wished = replace(wished, name=published.redactor.text(settings.name))
    return _made(workspace, published.store, wished, published)


def _made(
    workspace: Workspace, store: Store, wished: ReportSettings, published: Published | None = None
) -> dict[str, bytes]:
    wished = replace(wished, today=first_day(newest_date(store)))
    notes = _notes(workspace, store, wished, published)
    return dict(sorted({**dict(draw_outputs(store, wished)), **notes}.items()))


def _standing(outputs: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what is kg's own; what others put beside it is not given away."""
    for name in OWN_OUTPUTS:
        path = outputs / name
        files = sorted(path.rglob("*")) if path.is_dir() and name != "graph" else [path]
        yield from ((file.relative_to(outputs).as_posix(), file.read_bytes()) for file in files if file.is_file())


def _notes(
    workspace: Workspace, store: Store, settings: ReportSettings, published: Published | None
) -> dict[str, bytes]:
    merged = read_facts(store, as_of=settings.as_of, today=settings.today).merged
    notes = read_notes(store, settings.as_of)
    passages = read_passages(store, list(notes), merged)
    files: dict[str, bytes] = {}
    with Worker() as worker:
        for path, note in notes.items():
            text = text_of(workspace, worker, original(note, published))
            files |= note_page(note, passages[path], text, settings, hidden_in(text, note, published))
    return files


def site_name(workspace: Workspace) -> str:
    """Give the name of the table as a name of a folder that is good on every system."""
    return safe_name(workspace.settings.name)


def safe_name(text: str) -> str:
    """Give a text as a name of a file or folder that is good on every system.

    >>> safe_name("Kennistafel Léren: ict/toets"), safe_name("../"), safe_name("CON")
    ('kennistafel-leren-ict-toets', 'kennistafel', 'kennistafel-con')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"{_NAMELESS}-{name}" if _RESERVED.fullmatch(name) else name or _NAMELESS


def packed(files: Mapping[str, bytes], folder: str) -> bytes:
    """Give a site as one zip file with one folder in it."""
    return pack((f"{folder}/{name}", data) for name, data in files.items())


def check_folder(folder: Path) -> None:
    """Refuse a place for a site where something stands already.

    Raises:
        UsageError: there is a file, or a folder with something in it.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise UsageError(
            f"'{folder}' is there already", hint="choose a new or empty folder, or a name that ends in .zip"
        )


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a site to a folder, the page to start at last: without it a site is not finished.

    Raises:
        UsageError: something stands there already.
        WorkspaceError: the file system refuses.
    """
    check_folder(folder)
    for name in sorted(files, key=lambda name: (name == START, name)):
        atomic.write_new(folder / name, files[name])
