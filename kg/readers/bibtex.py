"""BibTeX and BibLaTeX: bibtexparser finds the entries, this file says what they mean."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.model import Block, Entry, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from kg.model import Document, Issue, PartialDate, Source
from kg.readers.bibtex_fields import Strings, fields_of, inherited, line_of, value_of
from kg.readers.csl_types import BIBTEX
from kg.readers.dates import checked_date, date_of, month_of
from kg.readers.identifiers import isbn_of
from kg.readers.languages import language_tag
from kg.readers.latex import accents, plain_text, without_braces
from kg.readers.names import names_of
from kg.readers.publications import checked_doi, doi_in_link, keywords_of, shortened, warning
from kg.readers.source_text import text_of
from kg.records import Publication
from kg.text import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs is an Issue here

_LONE_CR = re.compile(r"\r(?!\n)")
_LIKE_ENTRY = re.compile(r"(?m)^[ \t]*(?:@\w+[^\n]{0,200}|\w+[ \t]*[{(][^\s,{}()=]{1,200},)\s*\w+\s*=\s*[{\"\d]")
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle", "series")
_REASONS = (
    ("end of file", "the entry is not closed before the end of the file", "Close it with }."),
    ("block start", "the next entry begins before this one is closed", "Check its braces and quotes."),
    ("Expected comma", "there is no comma after the key", "Write @type{key, field = {value}, ...}."),
    ("`=`", "a field has no = after its name, or no comma before it", "Write name = {value}, for each field."),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry at its place in the text."""

    entry: Entry
    fields: Mapping[str, str]
    span: Span
    line: int


def read_bibtex(source: Source, data: bytes) -> Document:
    """Give the records of a BibTeX file, in order, duplicates included; what cannot be read is an issue with its line.

    @string, @preamble, @comment and @xdata are no records.
    """
    text, issues = text_of(data)
    even = _LONE_CR.sub("\n", text)  # as long as the text, so that offsets hold
    blocks = list(_mended(even, list(_placed(even, Splitter(even).split().blocks))))
    strings = _strings(block for block, _ in blocks)
    found, problems = [], list(issues)
    for block, span in blocks:
        entry = _entry_of(block)
        if entry is not None:
            fields, more = fields_of(entry, strings)
            found.append(_Found(entry, fields, span, line_of(entry)))
            problems += more
        else:
            problems += _left_out(block)
    shared = {one.entry.key: one.fields for one in reversed(found)}
    aliases = {alias: one.fields for one in reversed(found) for alias in keywords_of(one.fields.get("ids", ""))}
    records = []
    for one in found:
        if one.entry.entry_type != "xdata":
            publication, wrong = _publication(one, {**aliases, **shared})
            records.append(publication)
            problems += wrong
    problems += _repeated(found)
    ordered = sorted(problems, key=lambda issue: issue.line or 0)
    return Document(source, text, "application/x-bibtex", records=tuple(records), issues=tuple(ordered))


def _placed(text: str, blocks: list[Block]) -> Iterator[tuple[Block, Span]]:
    starts = line_starts(text)
    cursor = 0
    for block in blocks:
        raw = block.raw or ""
        at = text.find(raw, max(cursor, starts[line_of(block) - 1]))
        at = cursor if at < 0 else at
        cursor = min(len(text), at + len(raw))
        yield block, Span(at, cursor)


def _mended(text: str, placed: list[tuple[Block, Span]]) -> Iterator[tuple[Block, Span]]:
    """Yield the blocks; one that failed is tried again without the `%` comments between its fields."""
    following = len(text)
    again: list[tuple[Block, Span]] = []
    for block, span in reversed(placed):
        stretch = text[span.start : following]
        retried = _retried(block, stretch) if isinstance(block, ParsingFailedBlock) and "%" in stretch else None
        end = span.start + len(retried.raw or "") if retried else span.end
        again.append((retried or block, Span(span.start, end)))
        if not isinstance(block, ImplicitComment):
            following = span.start
    yield from reversed(again)


def _retried(block: ParsingFailedBlock, stretch: str) -> Entry | None:
    if block.ignore_error_block:
        return None
    first = next(iter(Splitter(_without_comments(stretch)).split().blocks), None)
    if not isinstance(first, Entry):
        return None
    return Entry(first.entry_type, first.key, first.fields, start_line=block.start_line, raw=first.raw)


def _without_comments(raw: str) -> str:
    """Give an entry with spaces in place of the `%` comments outside its values, as long as it was."""
    lines, depth = [], 0
    for line in raw.split("\n"):
        bare = line
        for place, char in enumerate(line):
            depth += (char == "{") - (char == "}")
            if char == "%" and depth <= 1:
                bare = line[:place].ljust(len(line))
                break
        lines.append(bare)
    return "\n".join(lines)


def _strings(blocks: Iterator[Block]) -> Strings:
    """Give what @string names stand for; a later one may use the earlier ones."""
    strings: Strings = {}
    for block in blocks:
        inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(inner, String):
            strings[inner.key.lower()] = value_of(inner.value, strings)
    return strings


def _entry_of(block: Block) -> Entry | None:
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    return inner if isinstance(inner, Entry) else None


def _left_out(block: Block) -> Iterator[Issue]:
    """Yield what is wrong with a block that gave no entry; comments are fine, unless they look like one."""
    if isinstance(block, ParsingFailedBlock):
        yield _failure(block)
    elif isinstance(block, ImplicitComment) and (found := _LIKE_ENTRY.search(block.comment)):
        line = line_of(block) + block.comment.count("\n", 0, found.start())
        what = f"'{shortened(found[0], 40)}' looks like an entry and is left out"
        yield Issue(what, line=line, hint="An entry begins with @type{key,.")


def _failure(block: ParsingFailedBlock) -> Issue:
    reason = str(getattr(block.error, "abort_reason", block.error))
    name = shortened((block.raw or "@").split("\n", 1)[0], 40)
    for sign, what, hint in _REASONS:
        if sign in reason:
            return Issue(f"'{name}' cannot be read: {what}", line=line_of(block), hint=hint)
    return Issue(f"'{name}' cannot be read", line=line_of(block), hint="Check its braces, quotes and commas.")


def _repeated(found: list[_Found]) -> Iterator[Issue]:
    first: dict[str, int] = {}
    for one in found:
        key = one.entry.key
        if key and key in first:
            message = f"the key '{shortened(key)}' was used before, on line {first[key]}; both are kept"
            yield warning(message, one.line, "Give one of them another key.")
        first.setdefault(key, one.line)


def _publication(one: _Found, entries: Mapping[str, Mapping[str, str]]) -> tuple[Publication, tuple[Issue, ...]]:
    kind = one.entry.entry_type.lower()
    fields = inherited(kind, one.fields, entries)
    url = _link(fields.get("url", ""))
    doi, issues = checked_doi(_link(fields.get("doi", "")), one.line)
    publication = Publication(
        id=one.entry.key,
        type=BIBTEX.get(kind, "document"),
        title=": ".join(filter(None, (_text(fields, "title"), _text(fields, "subtitle")))),
        line=one.line,
        authors=names_of(accents(fields.get("author", ""))),
        issued=_issued(fields),
        container_title=next(filter(None, (_text(fields, name) for name in _CONTAINERS)), ""),
        doi=doi or doi_in_link(url),
        isbn=isbn_of(fields.get("isbn", "")),
        url=url,
        abstract=_text(fields, "abstract"),
        language=next(filter(None, (language_tag(fields.get(name, "")) for name in ("langid", "language"))), ""),
        keywords=keywords_of(_text(fields, "keywords") or _text(fields, "keyword")),
    )
    return publication, issues


def _text(fields: Mapping[str, str], name: str) -> str:
    return plain_text(fields.get(name, ""))


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
