"""Which sources were added, edited, removed, and why they are read again. Content decides, never a date."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from kg.model import Issue, Source
from kg.workspace import DECISIONS_FILE, IDENTITIES_FILE, SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.workspace import Workspace

#: Why a source is read, or its graph dropped.
Reason = Literal["new", "edited", "recipe changed", "output missing", "asked for", "removed"]

#: Version of the state file; another one is not read.
STATE_VERSION = 1

#: Modules and data of which a change can change what a source gives.
_READING = (
    "model.py", "text.py", "stemming.py", "identity.py", "memory.py", "quads.py", "description.py", "catalogue.py",
    "reading.py", "trig.py", "themes.py", "turtle.py", "vocabulary.py", "guards", "readers", "rules",
)  # fmt: skip

#: Names that editors, systems and office programs leave behind; never sources.
_LITTER = ("Thumbs.db", "desktop.ini", "Icon\r")

#: A source larger than this is named, not read.
SIZE_LIMIT = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Change:
    """A source to read, or to drop, and why."""

    source: Source
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What a refresh will do. `unchanged` are the sources whose graphs stay."""

    to_read: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    unchanged: tuple[Source, ...] = ()
    issues: Mapping[str, tuple[Issue, ...]] = field(default_factory=dict)
    redraw: bool = False

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

    `sources` maps a path to its content hash and its problems; `outputs` maps an output to its stamp.
    """

    recipe: str = ""
    drawing: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    issues: dict[str, list[Issue]] = field(default_factory=dict)
    outputs: dict[str, FileStamp] = field(default_factory=dict)


def list_sources(root: Path) -> tuple[list[Source], dict[str, tuple[Issue, ...]]]:
    """Give the sources below a folder, sorted, with their hashes, and what cannot be one.

    Links that lead out of the folder, pipes and devices are named and not opened.
    """
    sources: list[Source] = []
    issues: dict[str, tuple[Issue, ...]] = {}
    for path in sorted(_files(root), key=lambda p: p.relative_to(root).as_posix()):
        relative = PurePosixPath(path.relative_to(root).as_posix())
        problem = _problem(path, root)
        if problem is not None:
            issues[str(relative)] = (problem,)
        else:
            sources.append(Source(relative, hash_file(path)))
    return sources, issues


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            top = Path(folder) == root
            ours = top and name in (SETTINGS_FILE, IDENTITIES_FILE)
            litter = name.startswith((".", "~$")) or name.endswith("~") or name in _LITTER
            if not (ours or litter):
                yield Path(folder) / name


def _problem(path: Path, root: Path) -> Issue | None:
    try:
        status = path.stat()
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return Issue("cannot be opened", hint="check the link or who may read it")
    if not inside:
        return Issue("is a link that leads out of sources/", hint="put the file itself here")
    if not stat.S_ISREG(status.st_mode):
        return Issue("is no file", hint="remove it from sources/")
    if status.st_size > SIZE_LIMIT:
        return Issue(f"is larger than {SIZE_LIMIT >> 20} MB", hint="split it")
    if any("\ud800" <= char <= "\udfff" or char < " " for char in str(path.relative_to(root))):
        return Issue("has a name that cannot be written down", hint="rename it with plain letters")
    return None


def hash_file(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def package_hash(names: Sequence[str] = ()) -> str:
    """Give a hash over the program text and data of kg (or of some of its parts), so that a new rule re-reads."""
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


def make_plan(workspace: Workspace, state: State, recipe: str, drawing: str, *, full: bool = False) -> Plan:
    """Compare the sources with what the last refresh left."""
    sources, issues = list_sources(workspace.sources)
    changes, unchanged = [], []
    for source in sources:
        if source.path == PurePosixPath(DECISIONS_FILE):
            continue
        reason = _reason(workspace, state, source, recipe, full=full)
        if reason:
            changes.append(Change(source, reason))
        else:
            unchanged.append(source)
    here = {str(source.path) for source in sources} | set(issues)
    gone = tuple(Change(Source(PurePosixPath(path)), "removed") for path in sorted(state.sources) if path not in here)
    decisions = next((s.sha256 for s in sources if s.path == PurePosixPath(DECISIONS_FILE)), "")
    redraw = (
        state.drawing != drawing
        or state.sources.get(DECISIONS_FILE, "") != decisions
        or {p: list(i) for p, i in issues.items()} != {p: i for p, i in state.issues.items() if p in issues}
        or not all(_stands(workspace, name, stamp) for name, stamp in state.outputs.items())
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
    return None if stamp is not None and _stands(workspace, graph_file(path), stamp) else "output missing"


def _stands(workspace: Workspace, name: str, stamp: FileStamp) -> bool:
    return stamp_of(workspace.outputs / name) == stamp


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
        table = json.loads(path.read_bytes())
        if table["version"] != STATE_VERSION:
            return State()
        return State(
            table["recipe"],
            table["drawing"],
            dict(table["sources"]),
            {p: [Issue(**issue) for issue in found] for p, found in table["issues"].items()},
            {name: FileStamp(*stamp) for name, stamp in table["outputs"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def state_bytes(state: State) -> bytes:
    """Give the state as the bytes of its file."""
    table = {
        "version": STATE_VERSION,
        "recipe": state.recipe,
        "drawing": state.drawing,
        "sources": state.sources,
        "issues": {path: [asdict(issue) for issue in found] for path, found in state.issues.items()},
        "outputs": {n: [s.size, s.mtime_ns, s.inode] for n, s in state.outputs.items()},
    }
    return json.dumps(table, sort_keys=True).encode()
