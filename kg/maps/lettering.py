"""How wide text is, without a browser: letters of Arimo, which is as wide as Arial, Helvetica and Liberation Sans."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Fonts in the order of trying. All but the last are equally wide, so a picture looks the same on every machine.
FAMILY = "Arial, Helvetica, 'Liberation Sans', Arimo, sans-serif"
#: Height of a line to the font size, and of its baseline below the top.
LINE, BASE = 1.2, 0.93
#: Width of a letter that is in no table, and what a text may be wider elsewhere, where another font stands in.
_UNKNOWN, _GENEROUS = 1000, 1.04


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of one line of text, in the unit of the font size.

    >>> round(width_of("lezen", 20), 1), round(width_of("lezen", 20, bold=True), 1)
    (49.8, 52.1)
    """
    widths = _widths("bold" if bold else "regular")
    return sum(widths.get(letter, _UNKNOWN) for letter in text) * size / 1000 * _GENEROUS


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Give a line as far as it fits.

    >>> cut("lezen in de onderbouw", 20, 120)
    'lezen in d…'
    """
    if width_of(text, size, bold=bold) <= room:
        return text
    room -= width_of("…", size, bold=bold)
    ends = accumulate(width_of(letter, size, bold=bold) for letter in text)
    kept = sum(1 for _ in takewhile(lambda end: end <= room, ends))
    return f"{text[:kept].rstrip()}…"


def lines_of(text: str, size: float, room: float, *, most: int, bold: bool = False) -> tuple[str, ...]:
    """Give a text in lines that fit, at most so many; the last is cut where it is longer.

    >>> lines_of("lezen in de onderbouw", 20, 120, most=2)
    ('lezen in de', 'onderbouw')
    """
    words, lines = text.split(), list[str]()
    while words and len(lines) < most - 1:
        line = [words.pop(0)]
        while words and width_of(" ".join([*line, words[0]]), size, bold=bold) <= room:
            line.append(words.pop(0))
        lines.append(" ".join(line))
    lines += [" ".join(words)] if words else []
    return tuple(cut(line, size, room, bold=bold) for line in lines)


@cache
def _widths(style: str) -> Mapping[str, int]:
    """Give letter to width, in thousandths of the font size."""
    text = resources.files("kg.maps").joinpath("widths.toml").read_text(encoding="utf-8")
    return {letter: int(width) for width, letters in tomllib.loads(text)[style].items() for letter in letters}
