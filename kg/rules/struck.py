"""What is left of a statement whose writer struck a part of it out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.text import Span, trim

_HALF = 2


def left_of(span: Span, struck: Sequence[Span], text: str) -> Span | None:
    """Give a span without what is struck out at its ends; None where less than half of its letters is left.

    >>> text = "~~de zaal~~ de aula huren"
    >>> left_of(Span(0, 25), [Span(0, 11)], text)
    Span(start=12, end=25)
    """
    inside = _overlapping(span, struck)
    if not inside:
        return span
    start, end = span.start, span.end
    for one in inside:
        start = max(start, one.end) if not text[start : max(start, one.start)].strip("*_ \n") else start
    for one in reversed(inside):
        end = min(end, one.start) if not text[min(end, one.end) : end].strip("*_ \n") else end
    gone = sum(_letters(text[max(span.start, one.start) : min(span.end, one.end)]) for one in inside)
    if start >= end or gone * _HALF > _letters(span.of(text)):
        return None
    return trim(text, Span(start, end))


def _overlapping(span: Span, struck: Sequence[Span]) -> Sequence[Span]:
    """Give the stretches that overlap a span; they are in order and do not overlap each other."""
    first = max(0, bisect_right(struck, span.start, key=lambda one: one.start) - 1)
    last = bisect_right(struck, span.end - 1, key=lambda one: one.start)
    return [one for one in struck[first:last] if one.end > span.start]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
