"""Notes in plain text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Block, Document, Source
from kg.readers.links import find_links
from kg.readers.source_text import language_of, text_of
from kg.readers.strikes import find_struck
from kg.text import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLET = re.compile(r"[ \t]*(?:[-*•·‣◦–—o]|\d{1,3}[.)]|[a-z][.)]|\[[ xX]?\])[ \t]+(?=\S)")
_CHECKBOX = re.compile(r"[ \t]*\[([ xX]?)\][ \t]+")
_RULE = re.compile(r"[ \t]*([=\-~_*])\1{2,}[ \t]*\Z")


def read_plain(source: Source, data: bytes) -> Document:
    """Give a note in plain text: paragraphs between empty lines, list items where a line begins with a bullet.

    A line above a line of `===` or `---` is a heading.
    """
    text, issues = text_of(data)
    blocks = tuple(_headed(list(_blocks(text))))
    links = tuple(find_links(text))
    return Document(
        source,
        text,
        "text/plain",
        blocks=blocks,
        links=links,
        struck=find_struck(text, blocks),
        language=language_of(text),
        issues=issues,
    )


def _blocks(text: str) -> Iterator[Block]:
    starts = [*line_starts(text), len(text)]
    block: Block | None = None
    for begin, end in pairwise(starts):
        line = text[begin:end].rstrip()
        is_rule = bool(_RULE.match(line))
        started = _started(text, begin, begin + len(line)) if line.strip() and not is_rule else None
        if block is not None and started is not None and started.kind == "paragraph":
            block = _longer(block, begin + len(line))
            continue
        if block is not None:
            yield Block("heading", block.span, level=1) if is_rule and _is_one_line(text, block) else block
        block = started
    if block is not None:
        yield block


def _is_one_line(text: str, block: Block) -> bool:
    return block.kind == "paragraph" and not re.search(r"[\r\n]", block.span.of(text))


def _longer(block: Block, end: int) -> Block:
    return Block(block.kind, Span(block.span.start, end), level=block.level, checked=block.checked)


def _started(text: str, begin: int, end: int) -> Block:
    """Give the block that a line begins."""
    bullet = _BULLET.match(text, begin, end)
    if not bullet:
        return Block("paragraph", Span(begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end))
    box = _CHECKBOX.match(text, begin, end) or _CHECKBOX.match(text, bullet.end(), end)
    start = box.end() if box else bullet.end()
    checked = box[1] in ("x", "X") if box else None
    if start >= end:
        return Block("paragraph", Span(begin, end))
    return Block("list_item", Span(start, end), level=1, checked=checked)


def _headed(blocks: list[Block]) -> Iterator[Block]:
    heading: int | None = None
    for index, block in enumerate(blocks):
        yield Block(block.kind, block.span, level=block.level, heading=heading, checked=block.checked)
        if block.kind == "heading":
            heading = index
