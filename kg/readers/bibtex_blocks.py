"""What a piece of BibTeX holds: bibtexparser finds it, and what it cannot read is named."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.model import Block, Entry, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from kg.model import Issue
from kg.readers.publications import shortened
from kg.readers.streams import LARGEST, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.bibtex_chunks import Chunk

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs is an Issue here

_LIKE_ENTRY = re.compile(
    r"(?m)^[ \t]{0,80}(?:@\w{1,40}[^\n]{0,200}|\w{1,40}[ \t]{0,9}[{(][^\s,{}()=]{1,200},)"
    r"\s{0,80}\w{1,60}\s{0,20}=\s{0,20}[{\"\d]"
)
_REASONS = (
    ("end of file", "the entry is not closed before the end of the file", "Close it with }."),
    ("block start", "the next entry begins before this one is closed", "Check its braces and quotes."),
    ("Expected comma", "there is no comma after the key", "Write @type{key, field = {value}, ...}."),
    ("`=`", "a field has no = after its name, or no comma before it", "Write name = {value}, for each field."),
)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry or @string, and the line of the file on which it begins."""

    block: Entry | String
    line: int


def blocks_of(chunk: Chunk) -> Iterator[Found | Issue | Block]:
    """Yield the entries and @strings of a piece, what cannot be read, and the blocks that say nothing."""
    if chunk.is_too_large:
        what = f"a record is larger than {LARGEST // 1_000_000} MB and is left out"
        hint = "Leave out what is no reference, such as a full text."
        yield Issue(what, line=chunk.line, hint=hint, quote=chunk.text[:QUOTED])
        return
    blocks = Splitter(chunk.text).split().blocks
    if "%" in chunk.text and any(_is_failure(block) for block in blocks):
        blocks = list(_mended(chunk.text, blocks))
    for block in blocks:
        line = chunk.line + (block.start_line or 0)
        inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(inner, Entry | String):
            yield Found(inner, line)
        elif isinstance(block, ParsingFailedBlock):
            yield _failure(block, line, chunk)
        elif isinstance(block, ImplicitComment) and (found := _LIKE_ENTRY.search(block.comment)):
            what = f"'{shortened(found[0], 40)}' looks like an entry and is left out"
            at = line + block.comment.count("\n", 0, found.start())
            quote = block.comment[found.start() : found.start() + QUOTED]
            yield Issue(what, line=at, hint="An entry begins with @type{key,.", quote=quote)
        else:
            yield block


def _is_failure(block: Block) -> bool:
    return isinstance(block, ParsingFailedBlock) and not block.ignore_error_block


def _mended(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks; one that failed is tried again without the `%` comments between its fields."""
    starts, cursor = [], 0
    for block in blocks:
        raw = block.raw or ""
        at = text.find(raw, cursor)
        starts.append(cursor if at < 0 else at)
        cursor = starts[-1] + (len(raw) if at >= 0 else 0)
    again: list[Block] = []
    following = len(text)
    for block, start in zip(reversed(blocks), reversed(starts), strict=True):
        again.append((_retried(block, text[start:following]) if _is_failure(block) else None) or block)
        if not isinstance(block, ImplicitComment):
            following = start
    yield from reversed(again)


def _retried(block: Block, stretch: str) -> Entry | None:
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


def _failure(block: ParsingFailedBlock, line: int, chunk: Chunk) -> Issue:
    reason = str(getattr(block.error, "abort_reason", block.error))
    if not chunk.is_last:
        reason = reason.replace("end of file", "block start")
    raw = block.raw or "@"
    name, at = shortened(raw.split("\n", 1)[0], 40), max(0, chunk.text.find(raw))
    quote = chunk.text[at : at + QUOTED].rstrip()
    for sign, what, hint in _REASONS:
        if sign in reason:
            return Issue(f"'{name}' cannot be read: {what}", line=line, hint=hint, quote=quote)
    return Issue(f"'{name}' cannot be read", line=line, hint="Check its braces, quotes and commas.", quote=quote)
