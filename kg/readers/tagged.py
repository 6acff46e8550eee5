"""Formats in which each line begins with a tag, read line by line: a record that is cut short must not vanish."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.model import Issue
from kg.readers.publications import shortened, warning
from kg.readers.sniffing import tagged_form
from kg.readers.streams import LARGEST, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.readers.streams import Line

_EXPORT_AGAIN = "Export the file again, or mend the record."
_TWO = 2  # blanks between a tag of RIS and its dash


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one of these formats is written: see the files in dialects/. `fields` says which tags hold what, best first.

    A record begins with a tag of `begins`; it ends with one of `ends` or, where there are none, at an empty line.
    """

    name: str
    first: str
    last: str
    line: re.Pattern[str]
    begins: frozenset[str]
    ends: frozenset[str]
    around: frozenset[str]
    lists: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class TaggedRecord:
    """The lines of one record, by tag. `gap` is what stands behind the tag of its first line."""

    line: int
    gap: str
    begun: bool = True  # with a tag that begins one
    is_tight: bool = True  # no space parts the value from what stands before it
    size: int = 0
    last: str = ""
    parts: dict[str, list[list[str]]] = field(default_factory=dict)

    def take(self, tag: str, value: str, lists: frozenset[str]) -> None:
        """Add a tag line, or a line without a tag to the value before it; in a list it is one more value."""
        value = value.strip()
        self.size += len(value)
        if self.size > LARGEST:
            self.parts.clear()
        elif tag:
            self.last = tag
            self.parts.setdefault(tag, []).append([value])
        elif self.last and self.last not in lists:
            self.parts.setdefault(self.last, [[]])[-1].append(value)
        elif self.last:
            self.parts.setdefault(self.last, []).append([value])

    def values(self, tags: str) -> list[str]:
        """Give the values of tags that are parted by spaces, tag by tag, those that say nothing left out."""
        found = [" ".join(parts) for tag in tags.split() for parts in self.parts.get(tag, ())]
        return [value for value in (one.strip() for one in found) if value]


@cache
def dialect(name: str) -> Dialect:
    """Give a dialect by the name of its file in dialects/.

    >>> dialect("ris").begins
    frozenset({'TY'})
    """
    text = resources.files("kg.readers").joinpath(f"dialects/{name}.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    lines = told["lines"]
    return Dialect(
        **told["words"],
        line=re.compile(lines["tag"], re.DOTALL),
        begins=frozenset(lines["begins"]),
        ends=frozenset(lines["ends"]),
        around=frozenset(lines["around"]),
        lists=frozenset(lines["lists"]),
        fields={key: tuple(tags) for key, tags in told["fields"].items()},
    )


def tagged_records(lines: Iterable[Line], form: Dialect) -> Iterator[TaggedRecord | Issue]:
    """Yield the records in these lines, and what is wrong: no end, no beginning, or no part of a record."""
    reading = _Reading(form)
    for number, text in lines:
        yield from reading.take(number, text.rstrip("\r\n"))
    yield from reading.close()
    if reading.count == 0 and not reading.is_empty and not reading.failed:
        other = tagged_form(reading.head) or (form.name, "")
        what = f"no record begins with '{form.first}': this is no {form.name}"
        known = f"It looks like {other[0]}: give it the suffix {other[1]}."
        hint = known if other[0] != form.name else f"Export it as {form.name}."
        yield Issue(what, line=1, hint=hint, quote=reading.head)


class _Reading:
    """The record that is open, and the first of the lines since the last one that belong to none."""

    def __init__(self, form: Dialect) -> None:
        self.form = form
        self.record: TaggedRecord | None = None
        self.count = 0
        self.is_empty = True  # beside what may stand around records
        self.failed = False
        self.is_after_blank = True
        self.outside: list[tuple[int, str, str]] = []  # line, tag, what stands there
        self.tags = 0  # lines outside that have a tag
        self.room = QUOTED
        self.head = ""

    def take(self, number: int, line: str) -> Iterator[TaggedRecord | Issue]:
        """Take one line in."""
        if not line.strip("\ufeff \t\f\x1a"):
            self.is_after_blank = True
            return
        if len(self.head) < QUOTED:
            self.head += line[: QUOTED - len(self.head)] + "\n"
        tag, gap, value = self._parted(line)
        self.is_empty = self.is_empty and tag in self.form.around
        if tag in self.form.ends:
            yield from self.end_record()
        elif tag and self._begins(tag):
            yield from self.close()
            begun = tag in self.form.begins
            self.record = TaggedRecord(number, gap, begun=begun, is_tight=not value[:1].isspace())
            self.record.take(tag, value, self.form.lists)
        elif self.record is not None:
            self.record.take(tag, value, self.form.lists)
        elif tag not in self.form.around:
            self._put_outside(number, tag, line)
        self.is_after_blank = False

    def _parted(self, line: str) -> tuple[str, str, str]:
        found = self.form.line.match(line)
        tag, gap, value = (part or "" for part in found.groups()) if found else ("", "", line)
        if tag and not self._fits(tag, gap, value):
            tag, value = "", line
        return tag, gap, value

    def _fits(self, tag: str, gap: str, value: str) -> bool:
        """Tell whether a tag is written as the first one of its record; one without a value always is."""
        if self.record is None:
            return bool(gap) or not value or tag in self.form.begins
        is_tight = self.record.is_tight or value[:1].isspace() or not value.strip()
        return not value.strip() or (is_tight and len(gap) >= min(_TWO, len(self.record.gap)))

    def _begins(self, tag: str) -> bool:
        form, record = self.form, self.record
        if form.ends:
            return tag in form.begins
        if record is None:
            return True
        if tag in form.begins:
            return self.is_after_blank or tag in record.parts
        return self.is_after_blank and not record.begun

    def _put_outside(self, number: int, tag: str, line: str) -> None:
        self.tags += bool(tag)
        if tag and self.tags == 1:
            self.outside, self.room = self.outside[:1], QUOTED  # from here on it may be a record
        if self.room > 0:
            self.outside.append((number, tag, line[: self.room]))
            self.room -= len(line)

    def end_record(self) -> Iterator[TaggedRecord | Issue]:
        """End a record, or lines that would have been one."""
        if self.record:
            yield from self._finished(self.record)
            self.record = None
        elif self.tags:
            number = next(number for number, tag, _ in self.outside if tag)
            what = f"a record here does not begin with {self.form.first} and is left out"
            self.failed = True
            yield Issue(what, line=number, hint=_EXPORT_AGAIN, quote=self._left_over())
        self._forget()

    def close(self) -> Iterator[TaggedRecord | Issue]:
        """Name what is left over where a record begins or the file ends."""
        if self.record:
            if self.form.ends:
                what = f"the record has no {self.form.last} line; it is kept as far as it goes"
                yield warning(what, self.record.line, _EXPORT_AGAIN)
            yield from self._finished(self.record)
            self.record = None
        elif self.outside:
            number, _, text = self.outside[0]
            what = f"'{shortened(text)}' is no part of a record and is left out"
            yield warning(what, number, "Remove it if it is no mistake.")
        self._forget()

    def _finished(self, record: TaggedRecord) -> Iterator[TaggedRecord | Issue]:
        self.count += 1
        if record.size <= LARGEST:
            yield record
        else:
            what = f"a record is larger than {LARGEST // 1_000_000} MB and is left out"
            yield Issue(what, line=record.line, hint="Leave out what is no reference, such as a full text.")

    def _left_over(self) -> str:
        return "\n".join(text for _, tag, text in self.outside if tag or self.tags == 0)[:QUOTED]

    def _forget(self) -> None:
        self.outside, self.tags, self.room = [], 0, QUOTED
