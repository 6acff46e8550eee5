"""The elements of an XML text that are records, whole and one after another; what stands around them is only followed.

One that is broken is given as it stands, and the next one is found again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.errors import ReadError
from kg.model import Issue
from kg.readers.streams import LARGEST, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.readers.xml_tags import Tag

_DECLARATION = re.compile(r"(?<!\S)xmlns(?::([^\W\d][\w.\-]*))?\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_DEEPEST = 128
_MOST_ISSUES = 100
_MOST_TAGS = 200_000  # in a record: more take more memory than it is worth
#: What holds a record of another format, which may have the same name: OAI-PMH and SRU.
_HOLDERS = frozenset(["metadata", "recordData"])
_AGAIN = "Download or export the file again, or mend the record."


class Outer(NamedTuple):
    """An element that begins around the records; `depth` is 0 for a root."""

    name: str
    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Element:
    """An element as it stands, its first line, and `declarations`: the namespaces that hold there, as attributes.

    `outside` is the name of the element around it ('' for none); names are without prefix.
    """

    name: str
    line: int
    text: str
    outside: str
    declarations: str


def elements(tags: Iterable[Tag], wanted: frozenset[str]) -> Iterator[Element | Outer | Issue]:
    """Yield the elements with a wanted name (without prefix) that are in no other such element, and what is wrong.

    Raises:
        ReadError: they are nested too deeply.
    """
    walk = _Walk(wanted)
    for tag in tags:
        yield from walk.take(tag)
    yield from walk.end()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class _Open:
    """An element around the records that is open."""

    name: str
    line: int
    namespaces: dict[str, str]


@dataclass(slots=True)
class _Part:
    """A wanted element while it is read."""

    name: str
    line: int
    parent: str
    namespaces: dict[str, str]
    texts: list[str] = field(default_factory=list)
    size: int = 0
    tags: int = 0
    depth: int = 1
    parents: int = 0  # elements in it that have the name of the one around it
    is_held: bool = False  # a holder is open, and nothing in it has ended yet

    def add(self, text: str) -> None:
        """Add what stands next; of one that is too large only what is quoted."""
        self.size += len(text)
        self.tags += 1
        if not self.is_too_large:
            self.texts.append(text)
        elif len(self.texts) > 1:
            self.texts = ["".join(self.texts)[:QUOTED]]

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than one record can be."""
        return self.size > LARGEST or self.tags > _MOST_TAGS

    def ended_before(self, tag: Tag) -> Literal["", "record", "list"]:
        """Give what begins or ends with a tag that cannot stand in it, '' where it goes on."""
        if tag.kind == "start" and tag.name == self.name and not self.is_held:
            return "record"
        if tag.kind == "end" and tag.name == self.parent != self.name and not self.parents:
            return "list"
        return ""

    def count(self, tag: Tag) -> None:
        """Follow what opens and closes in it."""
        step = {"start": 1, "end": -1}.get(tag.kind, 0)
        if tag.name == self.name:
            self.depth += step
        elif tag.name == self.parent:
            self.parents += step
        if tag.kind != "text":
            self.is_held = tag.kind == "start" and (self.is_held or _local(tag.name) in _HOLDERS)


@dataclass(slots=True)
class _Walk:
    """What is open around the next tag."""

    wanted: frozenset[str]
    around: list[_Open] = field(default_factory=list)
    part: _Part | None = None
    line: int = 1
    issues: int = 0

    def take(self, tag: Tag) -> Iterator[Element | Outer | Issue]:
        """Follow one tag."""
        self.line = tag.line + tag.text.count("\n", tag.before)
        if self.part is None:
            yield from self._around(tag)
        elif before := self.part.ended_before(tag):
            self.part.add(tag.text[: tag.before])
            yield _broken(self.part, before)
            self.part = None
            yield from self._around(tag)
        else:
            self.part.add(tag.text)
            self.part.count(tag)
            if not self.part.depth:
                yield _whole(self.part)
                self.part = None

    def end(self) -> Iterator[Issue]:
        """Yield what is left open where the file ends."""
        if self.part:
            yield _broken(self.part, "file")
        elif self.around:
            what = f"the file ends before <{self.around[-1].name}>, of line {self.around[-1].line}, is closed"
            yield Issue(what, line=self.line, hint="Download or export the file again: a part of it is missing.")

    def _around(self, tag: Tag) -> Iterator[Element | Outer | Issue]:
        if tag.kind == "end":
            yield from self._close(tag)
        elif tag.kind != "text":
            parent = self.around[-1] if self.around else _Open("", 0, {})
            declared = dict(_DECLARATION.findall(tag.attributes))
            namespaces = {**parent.namespaces, **declared} if declared else parent.namespaces
            if _local(tag.name) in self.wanted:
                # its own declarations stand in its text
                self.part = _Part(tag.name, tag.line, parent.name, parent.namespaces)
                self.part.add(tag.text[tag.before :])
                if tag.kind == "empty":
                    yield _whole(self.part)
                    self.part = None
            else:
                yield Outer(_local(tag.name), tag.line, len(self.around))
                if tag.kind == "start":
                    self._enter(_Open(tag.name, tag.line, namespaces))

    def _enter(self, one: _Open) -> None:
        self.around.append(one)
        if len(self.around) > _DEEPEST:
            raise ReadError("the file is nested too deeply", line=one.line, hint="Export or save the file again.")

    def _close(self, tag: Tag) -> Iterator[Issue]:
        names = [one.name for one in self.around]
        what = f"</{tag.name}> closes nothing: a tag before it is broken or missing"
        if tag.name in names:
            place = len(names) - 1 - names[::-1].index(tag.name)
            inner = self.around[place + 1 :]
            del self.around[place:]
            if not inner:
                return
            what = f"<{inner[0].name}>, of line {inner[0].line}, is not closed before </{tag.name}>"
        self.issues += 1
        if self.issues <= _MOST_ISSUES:
            yield Issue(what, line=tag.line, hint=_AGAIN)


def _whole(part: _Part) -> Element | Issue:
    if part.is_too_large:
        return _broken(part, "file")
    declarations = " ".join(f"xmlns{':' * bool(name)}{name}={value}" for name, value in part.namespaces.items())
    return Element(_local(part.name), part.line, "".join(part.texts), _local(part.parent), declarations)


def _broken(part: _Part, before: Literal["record", "list", "file"]) -> Issue:
    quote = "".join(part.texts)[:QUOTED]
    if part.is_too_large:
        what = f"a record has more than {_MOST_TAGS} tags and is left out"
        if part.size > LARGEST:
            what = f"a record is larger than {LARGEST // 1_000_000} MB and is left out"
        return Issue(what, line=part.line, hint="Leave out what is no reference, such as a full text.", quote=quote)
    what = "the record is not closed before the next one begins"
    if before == "list":
        what = "the record is not closed before the list ends"
    elif before == "file":
        what = "the record is not closed before the end of the file"
    return Issue(what, line=part.line, hint=_AGAIN, quote=quote)
