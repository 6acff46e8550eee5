"""A block cut into sentences: at full stops, arrows, bullets, names and marks, and where a person ended a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Block
from kg.rules.cues import load_words
from kg.text import COMMON_WORDS, Span, sentences, trim

_ARROW = re.compile(r"\s(?:-{1,2}|=)>\s|\s//\s")
_LEADING = re.compile(r"(?:[-–•▪◦‣·>=]{1,3}(?=[\s\w])|\d{1,2}[.)](?=\s)|o(?=\t)|[\s])", re.ASCII)
_LINE = re.compile(
    r"\n[ \t]{0,8}(?=(?P<bullet>[•▪◦‣·]|o\t)|(?P<label>[^\W\d_][\w.'’ -]{0,40}?(?: ?\([^()\n]{1,30}\))?) ?::?\s)"
)
_BREAK = re.compile(r"(?:<[bB][rR] ?/?>\s{0,3})+")  # HTML's line break, which tables in Markdown hold
_ELLIPSIS = re.compile(r"\w\.{3}(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W_]")
_ARROWS = ("-->", "->", "=>", "//", "<br>", "<br/>", "<br />")
_EMPHASIS = ("***", "**", "*", "__", "_")
_WRAPPED = 140  # characters: the longest line that an editor makes
_FULL, _SHORT = 0.75, 0.6  # parts of the longest line: what is about as long, and what was ended before it was full
#: Function words with which a question may begin.
_ASKING = frozenset(
    (
        *("hoe", "wat", "wie", "waar", "waarom", "welke", "welk", "wanneer"),
        *("is", "zijn", "kan", "kunnen", "moet", "wil"),
        *("how", "what", "who", "where", "why", "which", "when", "are", "can", "should", "does", "do", "will", "would"),
    )
)


def cut(text: str, block: Block, span: Span) -> Iterator[Span]:
    """Yield the sentences of a block, split at arrows too, without bullets that stand inside a paragraph."""
    if block.kind == "code":
        return
    stretch = span.of(text)
    ends = _line_ends(stretch)
    for one in sentences(stretch):
        edges = [one.start, *sorted({*_cuts(stretch, one), *_within(ends, one)}), one.end]
        for start, end in pairwise(edges):
            part = bare(text, Span(span.start + start, span.start + end))
            if _LETTER.search(text, part.start, part.end):
                yield part


def _line_ends(text: str) -> list[int]:
    """Give the offsets at which a new line is a new sentence, because a person ended the line before it.

    Where most lines are about as long as the longest, an editor wrapped them: there only a short line was ended.
    """
    if "\n" not in text:
        return []
    lines = text.split("\n")
    width = min(_WRAPPED, max(map(len, lines)))
    is_wrapped = 2 * sum(_FULL * width < len(line) <= _WRAPPED for line in lines[:-1]) >= len(lines) - 1
    ends, offset = [], 0
    for line, after in pairwise(lines):
        offset += len(line) + 1
        first = after.split(maxsplit=1)[:1]
        may_end = not is_wrapped or (len(line) < _SHORT * width and first and not first[0][0].islower())
        if first and may_end and not _goes_on(line, first[0]):
            ends.append(offset)
    return ends


def _goes_on(line: str, first: str) -> bool:
    """Tell whether a line ends, or the next one begins, in the middle of a clause."""
    last = line.split()[-1:]
    opens = first in COMMON_WORDS and first not in _ASKING
    return line.rstrip().endswith(",") or opens or bool(last and last[0] in COMMON_WORDS)


def _within(offsets: list[int], sentence: Span) -> list[int]:
    return offsets[bisect_right(offsets, sentence.start) : bisect_left(offsets, sentence.end)]


def _cuts(text: str, sentence: Span) -> list[int]:
    """Give the offsets at which a sentence falls apart: arrows, bullets and names or marks at the start of a line."""
    start, end = sentence.start, sentence.end
    cuts: list[int] = []
    if text.find("\n", start, end) >= 0:
        cuts.extend(found.end() for found in _LINE.finditer(text, start, end) if _begins(found))
    if text.find(">", start, end) >= 0 or text.find("//", start, end) >= 0:
        cuts.extend(found.end() - 1 for found in _ARROW.finditer(text, start, end))
    if text.find("<", start, end) >= 0:
        cuts.extend(found.end() for found in _BREAK.finditer(text, start, end))
    if text.find("...", start, end) >= 0:
        cuts.extend(found.end() for found in _ELLIPSIS.finditer(text, start, end))
    return cuts


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
