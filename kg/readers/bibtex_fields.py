"""Fields of a BibTeX entry: strings joined, xdata and crossref filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.publications import keywords_of, shortened, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bibtexparser.model import Entry

    from kg.model import Issue

#: What @string names stand for, names in lower case.
Strings = dict[str, str]

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_STRINGS = {name[:3]: name for name in _MONTHS}
_PARTS = re.compile(r"[{}\"#]")
_GROUPS = re.compile(r"(?<!\\)[{}\"]")
_NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w-]{0,60})\s*=\s*")
_MANY = ("file", "keywords", "annotation")  # fields that exporters write more than once, as a list
_LONGEST_JOINED = 10_000  # characters: names that stand for names double with each step
_DEEPEST = 8  # crossref in crossref: more is a ring or a mistake
_INBOOK = ("inbook", "bookinbook", "suppbook")


def fields_of(entry: Entry, line: int, strings: Strings) -> tuple[dict[str, str], list[Issue]]:
    """Give the fields of an entry, names in lower case, values without delimiters; the first of a name counts."""
    fields: dict[str, str] = {}
    wrong: list[str] = []
    for field in entry.fields:
        name = field.key.rsplit("\n", 1)[-1].strip().lower()  # a % comment may stand before the name
        for number, (own, raw) in enumerate(_parted(name, field.value)):
            if number:
                wrong.append(f"no comma before {shortened(own)}, which is read as a field")
            if not fields.get(own):
                fields[own] = value_of(raw, strings)
            elif own not in _MANY:
                wrong.append(f"{shortened(own)} more than once; the first one is used")
    return fields, [warning(f"'{shortened(entry.key)}' has {what}", line) for what in dict.fromkeys(wrong)]


def _parted(name: str, raw: str) -> Iterator[tuple[str, str]]:
    """Yield a field, and those that follow it in the same value because a comma is missing."""
    start = 0
    for end in _ends_of_groups(raw) if "=" in raw else ():
        following = _NEXT_FIELD.match(raw, end) if end > start else None
        if following:
            yield name, raw[start:end]
            name, start = following[1].lower(), following.end()
    yield name, raw[start:]


def _ends_of_groups(raw: str) -> Iterator[int]:
    """Yield where a group in braces or quotes ends that is in no other one."""
    depth, quoted = 0, False
    for found in _GROUPS.finditer(raw):
        if found[0] == '"':
            quoted = quoted != (depth == 0)
            if depth == 0 and not quoted:
                yield found.end()
        elif found[0] == "{":
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == 0 and not quoted:
                yield found.end()


def value_of(raw: str, strings: Strings) -> str:
    """Give the text of a field: braces or quotes taken off, names replaced, parts joined at `#` unless that is huge.

    >>> value_of('"a " # name # { c}', {"name": "b"}), value_of("may", {})
    ('a b c', 'may')
    """
    raw = raw.strip()
    if "#" not in raw:
        return _part(raw, strings)
    parts, size = [], 0
    for part in _split(raw):
        parts.append(_part(part.strip(), strings))
        size += len(parts[-1])
        if size > max(len(raw), _LONGEST_JOINED):
            return raw
    return "".join(parts)


def _part(part: str, strings: Strings) -> str:
    if len(part) > 1 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
        return part[1:-1]
    return strings.get(part.lower()) or _MONTH_STRINGS.get(part.lower(), part)


def _split(raw: str) -> list[str]:
    depth, quoted, start = 0, False, 0
    parts = []
    for found in _PARTS.finditer(raw):
        sign = found[0]
        if sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            parts.append(raw[start : found.start()])
            start = found.end()
        else:
            depth = max(0, depth + (sign == "{") - (sign == "}"))
    return [*parts, raw[start:]]


def inherited(kind: str, fields: Mapping[str, str], entries: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Give the fields of an entry with what `xdata` and `crossref` add; its own always win.

    Of a crossref, `title` becomes `booktitle`, and an author comes along only for a part of one author's book.
    Source: BibLaTeX manual 3.x, sections 2.2.4 and 3.13.6, and appendix B.
    """
    whole = _with_xdata(fields, entries, frozenset())
    parent_key = whole.get("crossref", "").strip()
    seen = 0
    while parent_key and seen < _DEEPEST:
        parent = _with_xdata(entries.get(parent_key, {}), entries, frozenset())
        for name, value in parent.items():
            if name in ("title", "booktitle"):
                whole.setdefault("booktitle", value)
            elif name in ("date", "year", "month", "isbn", "language", "langid") or (
                name == "author" and kind in _INBOOK
            ):
                whole.setdefault(name, value)
        parent_key = parent.get("crossref", "").strip()
        seen += 1
    return whole


def _with_xdata(
    fields: Mapping[str, str], entries: Mapping[str, Mapping[str, str]], seen: frozenset[str]
) -> dict[str, str]:
    whole = dict(fields)
    for key in keywords_of(fields.get("xdata", "")):
        if key in entries and key not in seen and len(seen) < _DEEPEST:
            for name, value in _with_xdata(entries[key], entries, seen | {key}).items():
                whole.setdefault(name, value)
    return whole
