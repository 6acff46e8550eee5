"""Fields of a BibTeX entry: strings joined, xdata and crossref filled in."""

from __future__ import annotations

import re


from kg.readers.publications import keywords_of, shortened, warning
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Issue
    from bibtexparser.model import Block, Entry
    from collections.abc import Mapping

#: What @string names stand for, names in lower case.
Strings = dict[str, str]

_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
]
_MONTH_STRINGS = {name[:3]: name for name in _MONTHS}
_PARTS = re.compile(r"[{}\"#]")
_DEEPEST = 8  # crossref in crossref: more is a ring or a mistake
_INBOOK = ("inbook", "bookinbook", "suppbook")


def fields_of(entry: Entry, strings: Strings) -> tuple[dict[str, str], list[Issue]]:
    """Give the fields of an entry, names in lower case, values without delimiters; the first of a name counts."""
    fields: dict[str, str] = {}
    repeated: list[str] = []
    for field in entry.fields:
        name = field.key.rsplit("\n", 1)[-1].strip().lower()  # a % comment may stand before the name
        if fields.get(name):
            repeated.append(name)
        else:
            fields[name] = value_of(field.value, strings)
    names = [name for name in dict.fromkeys(repeated) if name not in ("file", "keywords", "annotation")]
    if not names:
        return fields, []
    message = f"'{shortened(entry.key)}' has {', '.join(map(shortened, names))} more than once; the first one is used"
    return fields, [warning(message, line_of(entry), "Keep one of them.")]


def line_of(block: Block) -> int:
    """Give the line on which a block begins; bibtexparser counts from 0."""
    return (block.start_line or 0) + 1


def value_of(raw: str, strings: Strings) -> str:
    """Give the text of a field: braces or quotes taken off, names replaced, parts joined at `#`.

    >>> value_of('"a " # name # { c}', {"name": "b"}), value_of("may", {})
    ('a b c', 'may')
    """
    raw = raw.strip()
    if "#" not in raw:
        return _part(raw, strings)
    return "".join(_part(part.strip(), strings) for part in _split(raw))


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
