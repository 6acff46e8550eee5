"""Which sources were added, edited, removed, and why they are read again. Content decides, never a date."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from kg.errors import WorkspaceError
from kg.model import Issue, Source
from kg.workspace import CLOSED, DECISIONS_FILE, IDENTITIES_FILE, SETTINGS_FILE, problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.workspace import Workspace

#: Why a source is read, or its graph dropped.
Reason = Literal["new", "edited", "recipe changed", "output missing", "asked for", "removed"]

#: Version of the state file; another one is not read.
STATE_VERSION = 2

#: From so many sources on, more gone than left at once is worth a warning.
_MANY = 3

#: Names that editors, systems and office programs leave behind; never sources.
_LITTER = ("Thumbs.db", "desktop.ini", "Icon\r")


@dataclass(frozen=True, slots=True)
class Change:
    """A source to read, or to drop, and why."""

    source: Source
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What a refresh will do. `unchanged` are the sources whose graphs stay.

    With `decisions_only` nothing was looked at but decisions.csv, and all else stands as it was left.
    """

    to_read: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    unchanged: tuple[Source, ...] = ()
    issues: Mapping[str, tuple[Issue, ...]] = field(default_factory=dict)
    redraw: bool = False
    decisions_only: bool = False

    @property
    def nothing_to_do(self) -> bool:
        """Tell whether all outputs are those of the sources as they stand."""
        return not (self.to_read or self.removed or self.redraw)


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells, without reading it, that an output is still the one that was written."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(slots=True)
class State:
    """What the last refresh left: a cache in .kg/, which may be thrown away.

    `sources` maps a path to the hash of its content ('' where that could not be read), `issues` to its problems;
    `outputs` and `store` map a file to its stamp.
    """

    recipe: str = ""
    drawing: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    issues: dict[str, list[Issue]] = field(default_factory=dict)
    outputs: dict[str, FileStamp] = field(default_factory=dict)
    store: dict[str, FileStamp] = field(default_factory=dict)


def list_sources(root: Path) -> tuple[list[Source], dict[str, tuple[Issue, ...]]]:
    """Give the sources below a folder, sorted, with their hashes, and what cannot be one.

    Links that lead out of the folder, pipes and devices are named and not opened.
    """
    sources: list[Source] = []
    issues: dict[str, tuple[Issue, ...]] = {}
    closed: list[OSError] = []
    for path in sorted(_files(root, closed), key=lambda p: p.relative_to(root).as_posix()):
        relative = PurePosixPath(path.relative_to(root).as_posix())
        try:
            problem = problem_of(path, root)
            sha256 = "" if problem else hash_file(path)
        except OSError:
            problem, sha256 = CLOSED, ""
        if problem is not None:
            issues[str(relative)] = (problem,)
        else:
            sources.append(Source(relative, sha256))
    for error in closed:
        folder = Path(os.fsdecode(error.filename))
        if folder == root:
            raise WorkspaceError(
                f"cannot be read: {error.strerror}", path=root, hint="is it there, and may you read it?"
            )
        issues[folder.relative_to(root).as_posix() + "/"] = (CLOSED,)
    return sources, issues


def _files(root: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield what could be a source, and links to folders; folders that cannot be opened are put in `closed`."""
    for folder, folders, names in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in folders if (Path(folder) / name).is_symlink())
        for name in names:
            top = Path(folder) == root
            ours = top and name in (SETTINGS_FILE, IDENTITIES_FILE)
            litter = name.startswith((".", "~$")) or name.endswith("~") or name in _LITTER
            if not (ours or litter):
                yield Path(folder) / name


def hash_file(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def make_plan(workspace: Workspace, state: State, recipe: str, drawing: str, *, full: bool = False) -> Plan:
    """Compare the sources with what the last refresh left.

    What lies in a folder that cannot be opened, or cannot be opened itself, is not gone: it keeps its last graph.

    Raises:
        WorkspaceError: sources/ cannot be read.
    """
    sources, issues = list_sources(workspace.sources)
    closed = tuple(path for path in issues if path.endswith("/"))
    issues |= {path: (CLOSED,) for path in state.sources if path.startswith(closed) and closed}
    memory = workspace.sources / IDENTITIES_FILE
    known = hash_file(memory) if memory.is_file() else ""
    recipe = recipe if state.sources.get(IDENTITIES_FILE, "") == known else f"{recipe} {known}"
    changes, unchanged = [], []
    for source in sources:
        if source.path == PurePosixPath(DECISIONS_FILE):
            continue
        reason = _reason(workspace, state, source, recipe, full=full)
        if reason:
            changes.append(Change(source, reason))
        else:
            unchanged.append(source)
    here = {str(source.path) for source in sources} | set(issues) | {IDENTITIES_FILE}
    solved = {path for path, found in state.issues.items() if any(issue.is_error for issue in found)} - here
    gone = tuple(
        Change(Source(PurePosixPath(path), state.sources[path]), "removed")
        for path in sorted(state.sources)
        if path not in here
    )
    decisions = next((s.sha256 for s in sources if s.path == PurePosixPath(DECISIONS_FILE)), "")
    redraw = (
        state.drawing != drawing
        or bool(solved - {DECISIONS_FILE})
        or state.sources.get(DECISIONS_FILE, "") != decisions
        or {p: list(i) for p, i in issues.items()} != {p: i for p, i in state.issues.items() if p in issues}
        or not outputs_stand(workspace, state)
        or not store_stands(workspace, state)
    )
    return Plan(tuple(changes), gone, tuple(unchanged), issues, redraw)


def graph_file(path: str) -> str:
    """Give the output that holds the graph of a source.

    >>> graph_file("meetings/a.md")
    'graph/meetings/a.md.trig'
    """
    return f"graph/{path}.trig"


def _reason(workspace: Workspace, state: State, source: Source, recipe: str, *, full: bool) -> Reason | None:
    path = str(source.path)
    if full:
        return "asked for"
    if path not in state.sources:
        return "new"
    if state.sources[path] != source.sha256:
        return "edited"
    if state.recipe != recipe:
        return "recipe changed"
    stamp = state.outputs.get(graph_file(path))
    failed = any(issue.is_error for issue in state.issues.get(path, ()))
    if stamp is None and failed:
        return None
    return None if output_stands(workspace, graph_file(path), stamp) else "output missing"


def warn_of_loss(plan: Plan) -> dict[str, tuple[Issue, ...]]:
    """Give a warning where most of the sources are gone at once, as when a disk is not there.

    Nothing is lost: names and decisions are kept, and files that come back find their place.
    """
    here = {change.source.sha256 for change in plan.to_read}
    gone = [str(change.source.path) for change in plan.removed if change.source.sha256 not in here]
    left = len(plan.to_read) + len(plan.unchanged)
    if len(gone) < _MANY or len(gone) <= left:
        return {}
    folder = os.path.commonpath([str(PurePosixPath(path).parent) for path in gone])
    hint = "if that was not meant, put them back and run kg refresh: names and decisions are kept"
    return {folder: (Issue(f"{len(gone)} sources are gone at once, {left} are left", hint=hint, is_error=False),)}


def outputs_stand(workspace: Workspace, state: State) -> bool:
    """Tell, without reading them, whether the outputs are those that the last refresh left."""
    return all(output_stands(workspace, name, stamp) for name, stamp in state.outputs.items())


def store_stands(workspace: Workspace, state: State) -> bool:
    """Tell, without opening it, whether the store on disk is the one that the last refresh left."""
    return state.store == store_stamps(workspace)


def store_stamps(workspace: Workspace) -> dict[str, FileStamp]:
    """Give the stamps of the files of the store; its log of messages and its lock hold no data."""
    folder = workspace.cache / "store"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    found = {file.name: stamp_of(file) for file in files if not file.name.startswith("LO")}
    return {name: stamp for name, stamp in found.items() if stamp is not None}


def known_issues(plan: Plan, state: State) -> dict[str, tuple[Issue, ...]]:
    """Give what could not be read when it was last tried, or cannot be tried now; and what decisions still miss."""
    known = {
        path: tuple(i for i in found if i.is_error or path == DECISIONS_FILE) for path, found in state.issues.items()
    }
    return {**known, **plan.issues}


def present(plan: Plan) -> frozenset[str]:
    """Give the paths of all sources that are there, whether they can be read or not."""
    sources = (*(change.source for change in plan.to_read), *plan.unchanged)
    return frozenset({str(source.path) for source in sources} | set(plan.issues))


def output_stands(workspace: Workspace, name: str, stamp: FileStamp | None) -> bool:
    """Tell, without reading it, whether an output is the one of a stamp."""
    return stamp is not None and stamp_of(workspace.outputs / name) == stamp


def stamp_of(path: Path) -> FileStamp | None:
    """Give the stamp of a file, or None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ino)


def read_state(path: Path) -> State:
    """Give what the last refresh left; nothing where the file is missing, damaged or of another version."""
    try:
        check, _, data = path.read_bytes().partition(b"\n")
        if check != hashlib.sha256(data).hexdigest().encode():
            return State()
        table = json.loads(data)
        if table["version"] != STATE_VERSION:
            return State()
        return State(
            table["recipe"],
            table["drawing"],
            dict(table["sources"]),
            {p: [Issue(**issue) for issue in found] for p, found in table["issues"].items()},
            *({name: FileStamp(*stamp) for name, stamp in table[key].items()} for key in ("outputs", "store")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def state_bytes(state: State) -> bytes:
    """Give the state as the bytes of its file: a checksum of the rest, then JSON."""
    table = {
        "version": STATE_VERSION,
        "recipe": state.recipe,
        "drawing": state.drawing,
        "sources": state.sources,
        "issues": {path: [asdict(issue) for issue in found] for path, found in state.issues.items()},
        "outputs": {n: [s.size, s.mtime_ns, s.inode] for n, s in state.outputs.items()},
        "store": {n: [s.size, s.mtime_ns, s.inode] for n, s in state.store.items()},
    }
    data = json.dumps(table, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest().encode() + b"\n" + data
