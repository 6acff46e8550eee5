"""BibTeX and BibLaTeX, entry by entry; what entries take from each other is looked for first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from bibtexparser.model import Entry, ImplicitComment, String

from kg.model import Issue, PartialDate
from kg.readers.bibtex_blocks import Found, blocks_of
from kg.readers.bibtex_chunks import chunks
from kg.readers.bibtex_fields import Strings, fields_of, inherited, value_of
from kg.readers.csl_types import BIBTEX
from kg.readers.dates import checked_date, date_of, month_of
from kg.readers.identifiers import isbn_of
from kg.readers.languages import language_tag
from kg.readers.latex import accents, plain_text, without_braces
from kg.readers.markup import without_markup
from kg.readers.names import names_of
from kg.readers.publications import checked_doi, doi_in_link, keywords_of, shortened, warning
from kg.readers.streams import text_stream
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from kg.readers.bibtex_chunks import Chunk

_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle", "series")
_OTHER_TITLES = ("origtitle", "reprinttitle", "titletranslation", "translatedtitle")
_KEY = re.compile(r"@\w*[ \t]*[{(]\s{0,40}([^,{}\"=\n]{1,500})[,}]")
_TAKES = re.compile(r"(?i)\b(?:crossref|xdata)\s*=\s*(?:\{([^{}]*)\}|\"([^\"]*)\"|([^\s,{}\"]+))")
_BITS = 1 << 24  # places for keys that were met: two keys at one place only cost a second look


@dataclass(slots=True)
class _Shared:
    """What entries take from others: names of @string, and the fields of entries that are referred to.

    `again` holds every key that is used twice, and a few that are not.
    """

    strings: Strings = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    entries: dict[str, Mapping[str, str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def bibtex_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the records of a BibTeX file, in order, duplicates included, and what cannot be read.

    @string, @preamble, @comment and @xdata are no records.
    """
    shared = _first_look(stream)
    if shared.wanted:
        _second_look(stream, shared)
    text = text_stream(stream)
    yield from text.issues
    is_bibtex, rest = False, ""
    for chunk in chunks(text.lines()):
        for found in blocks_of(chunk):
            if isinstance(found, Issue):
                yield found
            elif isinstance(found, Found) and isinstance(found.block, Entry):
                yield from _records(found.block, found.line, shared)
            if isinstance(found, ImplicitComment):
                rest = rest or _beside_comments(found.comment)
            else:
                is_bibtex = True
    if rest and not is_bibtex:
        yield Issue("there is no entry: this is no BibTeX", line=1, hint="Export it as BibTeX.", quote=rest)


def _first_look(stream: BinaryIO) -> _Shared:
    """Give what @string stands for, the keys that are referred to, and those that may be used twice."""
    shared = _Shared()
    met = bytearray(_BITS // 8)
    for chunk in chunks(text_stream(stream).lines()):
        low = chunk.text.lower()
        if "@string" in low:
            _take_strings(chunk, shared.strings)
        if "crossref" in low or "xdata" in low:
            shared.wanted.update(key for value in _TAKES.findall(chunk.text) for key in keywords_of("".join(value)))
        for found in _KEY.finditer(chunk.text):
            key = found[1].strip()
            place, bit = divmod(crc32(key.encode()) % _BITS, 8)
            if met[place] & 1 << bit:
                shared.again.add(key)
            met[place] |= 1 << bit
    return shared


def _take_strings(chunk: Chunk, strings: Strings) -> None:
    """Add what @string names stand for; a later one may use the earlier ones."""
    for found in blocks_of(chunk):
        if isinstance(found, Found) and isinstance(found.block, String):
            strings[found.block.key.lower()] = value_of(found.block.value, strings)


def _second_look(stream: BinaryIO, shared: _Shared) -> None:
    """Keep the fields of the entries that are referred to, by key or else by one of their `ids`; the first counts."""
    aliases: dict[str, Mapping[str, str]] = {}
    for chunk in chunks(text_stream(stream).lines()):
        keys = {found[1].strip() for found in _KEY.finditer(chunk.text)}
        if not keys & shared.wanted and "ids" not in chunk.text.lower():
            continue
        for found in blocks_of(chunk):
            if isinstance(found, Found) and isinstance(found.block, Entry):
                fields, _ = fields_of(found.block, found.line, shared.strings)
                if found.block.key in shared.wanted:
                    shared.entries.setdefault(found.block.key, fields)
                for alias in shared.wanted.intersection(keywords_of(fields.get("ids", ""))):
                    aliases.setdefault(alias, fields)
    shared.entries = {**aliases, **shared.entries}


def _records(entry: Entry, line: int, shared: _Shared) -> Iterator[Publication | Issue]:
    fields, issues = fields_of(entry, line, shared.strings)
    if entry.entry_type != "xdata":
        publication, more = _publication(entry, line, inherited(entry.entry_type.lower(), fields, shared.entries))
        yield publication
        issues += more
    yield from issues
    if entry.key in shared.again:
        before = shared.lines.get(entry.key)
        shared.lines.setdefault(entry.key, line)
        if before is not None:
            message = f"the key '{shortened(entry.key)}' was used before, on line {before}; both are kept"
            yield warning(message, line, "Give one of them another key.")


def _beside_comments(text: str) -> str:
    lines = (line for line in text[:2000].split("\n") if not line.lstrip().startswith("%"))
    return "\n".join(lines).strip()


def _publication(entry: Entry, line: int, fields: Mapping[str, str]) -> tuple[Publication, tuple[Issue, ...]]:
    title = ": ".join(filter(None, (_text(fields, "title"), _text(fields, "subtitle"))))
    url = _link(fields.get("url", ""))
    doi, issues = checked_doi(_link(fields.get("doi", "")), line)
    publication = Publication(
        id=entry.key,
        type=BIBTEX.get(entry.entry_type.lower(), "document"),
        title=title,
        line=line,
        authors=names_of(accents(fields.get("author", ""))),
        issued=_issued(fields),
        container_title=next(filter(None, (_text(fields, name) for name in _CONTAINERS)), ""),
        doi=doi or doi_in_link(url),
        isbn=isbn_of(fields.get("isbn", "")),
        url=url,
        abstract=_text(fields, "abstract"),
        language=next(filter(None, (language_tag(fields.get(name, "")) for name in ("langid", "language"))), ""),
        keywords=keywords_of(_text(fields, "keywords") or _text(fields, "keyword")),
        other_titles=tuple(one for name in _OTHER_TITLES if (one := _text(fields, name)) and one != title),
    )
    return publication, issues


def _text(fields: Mapping[str, str], name: str) -> str:
    return without_markup(plain_text(fields.get(name, "")))


def _link(field: str) -> str:
    r"""Give a link or DOI without LaTeX: no dash may be joined in it, but `\_` and `{\_}` are `_`."""
    field = re.sub(r"^\s*\\url\s*", "", field)
    return without_braces(re.sub(r"\{?\\([_%&#~$])\}?", r"\1", field)).strip()


def _issued(fields: Mapping[str, str]) -> PartialDate | None:
    stated = date_of(plain_text(fields.get("date", "")))
    if stated:
        return stated
    year = date_of(plain_text(fields.get("year", "")))
    if year is None or year.month:
        return year
    month = plain_text(fields.get("month", ""))
    numbers = re.findall(r"\d+", month)
    day = fields.get("day", "") or (numbers[0] if numbers and not month.strip().isdigit() else "")
    words = re.findall(r"[^\W\d_]+", month)
    return checked_date(
        year.year, month_of(words[0] if words else month), int(day) if re.fullmatch(r"\d{1,2}", day) else None
    )
