"""Blocks cut into sentences: at arrows and bullets too, without list signs before and fields behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Block
from kg.rules.cues import load_words
from kg.text import Span, sentences, trim

_ARROW = re.compile(r"\s(?:-{1,2}|=)>\s|\s//\s")
_LEADING = re.compile(r"(?:[-–•▪◦‣·>=]{1,3}(?=[\s\w])|\d{1,2}[.)](?=\s)|o(?=\t)|[\s])", re.ASCII)
_TRAILER = re.compile(
    r"(?:\A|(?<=\s))(?:(?P<tag>#[^\W\d][\w/-]{0,60})|(?P<pin>\^[\w-]{1,60})"
    r"|\[?(?P<field>school|brin|thema|theme):: {0,3}(?P<value>#?[^\n\]:#^]{1,60})\]?)\s{0,9}\Z"
)
_LINE = re.compile(
    r"\n[ \t]{0,8}(?=(?P<bullet>[•▪◦‣·]|o\t)|(?P<label>[^\W\d_][\w.'’ -]{0,40}?(?: ?\([^()\n]{1,30}\))?) ?::?\s)"
)
_ELLIPSIS = re.compile(r"\w\.{3}(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W_]")
_ARROWS = ("-->", "->", "=>", "//")
_EMPHASIS = ("***", "**", "*", "__", "_")


@dataclass(frozen=True, slots=True)
class Trailers:
    """What stands at the end of a block and is not part of what it says: `^id`, `school:: 99XA`, `#tag`."""

    pin: str = ""
    school: str = ""
    tags: tuple[str, ...] = ()


def without_trailers(text: str, block: Block) -> tuple[Span, Trailers]:
    """Give the span of a block without the `#tags`, the `^id` and the `field:: value` at its end, and those."""
    span, pin, school, tags = block.span, "", "", []
    while found := _TRAILER.search(text, max(span.start, span.end - 90), span.end):
        pin = pin or (found["pin"] or "")[1:]
        if found["field"] in ("school", "brin"):
            school = found["value"].strip()
        elif found["tag"] or found["value"]:
            tags.append((found["tag"] or found["value"]).strip("# "))
        span = Span(span.start, max(span.start, _end_before(text, found.start())))
    return span, Trailers(pin, school, tuple(reversed(tags)))


def _end_before(text: str, offset: int) -> int:
    """Give the offset without the white space before it."""
    while offset and text[offset - 1].isspace():
        offset -= 1
    return offset


def cut_block(text: str, block: Block, span: Span) -> Iterator[Span]:
    """Yield the sentences of a block, split at arrows too, without bullets that stand inside a paragraph."""
    if block.kind == "code":
        return
    stretch = span.of(text)
    for one in sentences(stretch):
        edges = [one.start, *_cuts(stretch, one), one.end]
        for start, end in pairwise(edges):
            part = bare(text, Span(span.start + start, span.start + end))
            if _LETTER.search(text, part.start, part.end):
                yield part


def _cuts(text: str, sentence: Span) -> list[int]:
    """Give the offsets at which a sentence falls apart: arrows, bullets and names or marks at the start of a line."""
    start, end = sentence.start, sentence.end
    cuts: set[int] = set()
    if text.find("\n", start, end) >= 0:
        cuts.update(found.end() for found in _LINE.finditer(text, start, end) if _begins(found))
    if text.find(">", start, end) >= 0 or text.find("//", start, end) >= 0:
        cuts.update(found.end() - 1 for found in _ARROW.finditer(text, start, end))
    if text.find("...", start, end) >= 0:
        cuts.update(found.end() for found in _ELLIPSIS.finditer(text, start, end))
    return sorted(cuts)


def _begins(line: re.Match[str]) -> bool:
    """Tell whether a line begins with a bullet, a name or a mark, so that it goes on with no line before it."""
    label = line["label"]
    return label is None or label[0].isupper() or label.lower() in load_words("marks")


def bare(text: str, span: Span) -> Span:
    """Give a span without list signs before it, arrows behind it, and emphasis around all of it."""
    span = trim(text, span)
    start, end = span.start, span.end
    for arrow in _ARROWS if text.endswith(_ARROWS, start, end) else ():
        if text.endswith(arrow, start, end):
            end -= len(arrow)
    while found := _LEADING.match(text, start, end):
        start = found.end()
    for mark in _EMPHASIS if text.startswith(("*", "_"), start, end) else ():
        inner = Span(start + len(mark), max(start + len(mark), end - len(mark)))
        if text.startswith(mark, start, end) and text.endswith(mark, inner.start, end) and mark not in inner.of(text):
            return trim(text, inner)
    return trim(text, Span(start, max(start, end)))
