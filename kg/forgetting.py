"""Every place where a name stands: sources, outputs, caches, properties of documents, the history of the folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.guards import git
from kg.guards.decode import decode
from kg.guards.worker import Worker
from kg.guards.zip import read_zip
from kg.publishing.folding import fold_words
from kg.publishing.people import person_of
from kg.publishing.redaction import Redactor, make_redactor
from kg.text import line_starts, position_at
from kg.workspace import DECISIONS_FILE, IDENTITIES_FILE, SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.workspace import Workspace

#: Kinds of places, in the order in which they are listed; for each is said what a person can do.
KINDS = (
    "note",
    "settings",
    "decisions",
    "identities",
    "publications",
    "name",
    "properties",
    "output",
    "cache",
    "history",
)

#: Bytes of a file that are read at most, characters of a line that are shown, and seconds that a file may take.
_LARGEST, _SHOWN, _PATIENCE = 256 << 20, 160, 120.0
#: Places of one file that are listed, and commits.
_MOST, _MOST_COMMITS = 200, 50

_ZIPPED = b"PK\x03\x04"
_TAG = re.compile(r"</(?:w:p|text:p|text:h|row|si|dc:creator|cp:lastModifiedBy)>")
_MARKUP = re.compile(r"<[^<>]*>")
_OWN = {SETTINGS_FILE: "settings", DECISIONS_FILE: "decisions", IDENTITIES_FILE: "identities"}
_PROPERTIES = ("docProps/", "meta.xml")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: how it is written (`form`) and what stands there. `line` is 0 where that says nothing."""

    kind: str
    path: str
    line: int
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Forgetting:
    """The places of a name, and what could not be looked at."""

    places: tuple[Place, ...]
    unread: tuple[str, ...] = ()


def find_places(workspace: Workspace, name: str) -> Forgetting:
    """Give every place in and around a workspace where a name stands, in all its forms. Nothing is changed.

    Raises:
        UsageError: this is no name.
    """
    redactor = redactor_of(name)
    places: list[Place] = []
    unread: list[str] = []
    with Worker() as worker:
        for path in _files(workspace.root):
            shown = path.relative_to(workspace.root).as_posix()
            kind = _kind_of(shown)
            places += [Place("name", shown, 0, form, shown) for form in _forms(redactor, shown)]
            try:
                found: tuple[Place, ...] = worker.call(
                    "kg.forgetting:places_in_file", name, path, shown, kind, seconds=_PATIENCE
                )
                places += found
            except KgError:
                unread.append(shown)
    places += _in_history(workspace, name, unread)
    order = {kind: number for number, kind in enumerate(KINDS)}
    return Forgetting(
        tuple(sorted(dict.fromkeys(places), key=lambda one: (order[one.kind], one.path, one.line, one.form))),
        tuple(unread),
    )


def redactor_of(name: str) -> Redactor:
    """Give what finds a name in all its forms.

    Raises:
        UsageError: this is no name.
    """
    person = person_of(name)
    if person is None or max(map(len, fold_words(name))) < len("Bo"):
        raise UsageError(f"'{name}' is no name", hint='give a name, such as "Anna de Boer"')
    return make_redactor([person])


def places_in_file(name: str, path: Path, shown: str, kind: str) -> tuple[Place, ...]:
    """Give where a name stands in a file. Meant for a worker process: the file may be anybody's.

    Raises:
        ReadError: an office file is damaged.
    """
    redactor = redactor_of(name)
    with path.open("rb") as stream:
        data = stream.read(_LARGEST)
    if data.startswith(_ZIPPED):
        return tuple(_in_parts(redactor, data, shown, kind))
    return tuple(_in_text(redactor, _decoded(data), shown, kind))


def _decoded(data: bytes) -> str:
    try:
        return decode(data).text
    except KgError:
        return data.decode("utf-8", "replace")


def _in_parts(redactor: Redactor, data: bytes, shown: str, kind: str) -> Iterator[Place]:
    """Yield where a name stands in an office file: in its text, and in what it tells of who made it."""
    for part, content in read_zip(data, lambda part: part.endswith((".xml", ".rels", ".html", ".json"))).items():
        text = _MARKUP.sub("", _TAG.sub("\n", content.decode("utf-8", "replace")))
        is_property = part.startswith(_PROPERTIES)
        for place in _in_text(redactor, text, shown, "properties" if is_property else kind):
            yield Place(place.kind, shown, 0, place.form, f"{part}: {place.text}" if is_property else place.text)


def _in_text(redactor: Redactor, text: str, shown: str, kind: str) -> Iterator[Place]:
    starts = line_starts(text)
    for start, end in redactor.find(text)[:_MOST]:
        line = position_at(starts, start).line
        stop = starts[line] if line < len(starts) else len(text)
        stated = text[max(starts[line - 1], start - _SHOWN // 2) : min(stop, start + _SHOWN // 2)]
        yield Place(kind, shown, line, " ".join(text[start:end].split()), " ".join(stated.split()))


def _forms(redactor: Redactor, path: str) -> list[str]:
    return [path[start:end] for start, end in redactor.find(path, is_address=True)]


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of a workspace in order: sources, outputs, caches. Links are not followed."""
    for top in ("sources", "outputs", ".kg"):
        for path in sorted((root / top).rglob("*")):
            is_store = path.relative_to(root).as_posix().startswith(".kg/store/")
            if path.is_file() and not path.is_symlink() and not is_store:
                yield path


def _kind_of(shown: str) -> str:
    top, _, rest = shown.partition("/")
    if top != "sources":
        return {"outputs": "output"}.get(top, "cache")
    return _OWN.get(rest, "publications" if rest.startswith("publications/") else "note")


def _in_history(workspace: Workspace, name: str, unread: list[str]) -> Iterator[Place]:
    """Yield the commits that add or remove the name, or tell of it."""
    try:
        for commit in git.commits_with(workspace.root, fold_words(name), _MOST_COMMITS):
            yield Place("history", f"git {commit.id[:12]}", 0, name, f"{commit.day} {commit.subject}")
    except UsageError:
        unread.append("git")
