"""What is struck out in a note: `~~so~~`, or between `<s>`, `<del>` or `<strike>` and their end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Block

_TILDES = re.compile(r"(?<![~\\])~~(?!~)")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>s|del|strike)(?:\s[^<>]{0,300})?>", re.IGNORECASE)


def find_struck(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Give the stretches that are struck out, marks included, in order; code strikes nothing.

    A mark that is not closed, or only in another block, strikes nothing.

    >>> from kg.model import Block
    >>> [span.of("de ~~oude~~ zaal") for span in find_struck("de ~~oude~~ zaal", [Block("paragraph", Span(0, 16))])]
    ['~~oude~~']
    """
    if "~~" not in text and "</" not in text:
        return ()
    spoken = [block.span for block in blocks if block.kind != "code"]
    code = [block.span for block in blocks if block.kind == "code"]
    found = [*_between_tildes(text, spoken), *_between_tags(text, code)]
    return joined(found)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give spans in order, those that overlap or touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _between_tildes(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Yield what stands between two pairs of tildes in one block; white space stands on the outside of both."""
    for block in blocks:
        start: int | None = None
        for mark in _TILDES.finditer(text, max(0, block.start - 2), block.end + 2):
            if start is not None and not text[mark.start() - 1].isspace():
                yield Span(start, mark.end())
                start = None
            elif not text[mark.end() : mark.end() + 1].isspace():
                start = mark.start()


def _between_tags(text: str, code: Sequence[Span]) -> Iterator[Span]:
    """Yield what stands between a tag and the end tag of its name, outside code."""
    edges = [0, *(edge for span in code for edge in (span.start, span.end)), len(text)]
    is_open = True
    for start, end in pairwise(edges):
        if is_open:
            yield from _tagged(text, start, max(start, end))
        is_open = not is_open


def _tagged(text: str, start: int, end: int) -> Iterator[Span]:
    opened: dict[str, int] = {}
    for tag in _TAG.finditer(text, start, end):
        name = tag["name"].lower()
        if not tag["close"]:
            opened.setdefault(name, tag.start())
        elif name in opened:
            yield Span(opened.pop(name), tag.end())
