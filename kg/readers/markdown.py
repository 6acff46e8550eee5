"""Notes in Markdown: blocks by markdown-it, positions by the lines of the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kg.model import Block, Document, Link, Source
from kg.readers.front_matter import read_front_matter
from kg.readers.links import find_links
from kg.readers.markdown_blocks import blocks_of
from kg.readers.source_text import language_of, text_of
from kg.readers.strikes import find_struck

if TYPE_CHECKING:
    from collections.abc import Iterable

_NESTING = 60  # levels of lists and quotes; what lies deeper is kept as plain paragraphs


def read_markdown(source: Source, data: bytes) -> Document:
    """Give a note in Markdown. Blocks are in the order of the text; what no block rule knows is a paragraph."""
    text, issues = text_of(data)
    front = read_front_matter(text)
    blocks = blocks_of(_parser().parse(text[front.end :]), text, front.end)
    stated = front.values.get("lang") or front.values.get("language") or front.values.get("taal") or ""
    return Document(
        source,
        text,
        "text/markdown",
        blocks=blocks,
        links=_outside_code(find_links(text), blocks, front.end),
        struck=find_struck(text, blocks),
        language=language_of(text[front.end :], stated),
        metadata=front.values,
        issues=(*issues, *front.issues),
    )


def _parser() -> MarkdownIt:
    """Give a parser of blocks only: inline marks can be made slow, and indented text is no code in a note."""
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    parser.disable(["code", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _outside_code(links: Iterable[Link], blocks: tuple[Block, ...], start: int) -> tuple[Link, ...]:
    code = [block.span for block in blocks if block.kind == "code"]
    starts = [span.start for span in code]

    def is_in_code(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < code[index].end

    return tuple(link for link in links if link.span.start >= start and not is_in_code(link.span.start))
