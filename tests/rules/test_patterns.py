"""No pattern can be made to run away: repeats have bounds, and texts made of a pattern's own pieces take little time."""

from __future__ import annotations

import importlib
import pkgutil
import re
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# The parser behind `re` is the only one that reads patterns as `re` does; it has no public name.
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import kg.rules
import kg.stemming
import kg.text
from kg.rules.cues import GAP, load_cues, pattern_of

CUES = sorted({cue for language in ("nl", "en") for cues in load_cues(language).groups.values() for cue in cues})
MODULES = [importlib.import_module(f"kg.rules.{one.name}") for one in pkgutil.iter_modules(kg.rules.__path__)]
#: The patterns that the rules keep, by where they stand.
OWN = {
    f"{module.__name__}.{name}": found
    for module in (*MODULES, kg.text, kg.stemming)
    for name, found in sorted(vars(module).items())
    if isinstance(found, re.Pattern)
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_SECONDS = 60  # of CPU for all patterns on all texts of a length; they take a few
#: Characters that a pattern is shown at most, where that is not a whole text: the signs before an item, a cue.
SEES = {"kg.rules.marks._PREFIX": 40, "kg.rules.cues._ALLOWED": 200}


def repeats(items: Iterable[Any], around: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield of each repeat in a parsed pattern how many repeats are around it, and its least and most times."""
    for operator, value in items:
        if operator in _REPEATS:
            least, most, inner = value
            yield around, int(least), int(most)
            yield from repeats(inner, around + (most > 1))
        elif operator is sre.SUBPATTERN:
            yield from repeats(value[3], around)
        elif operator is sre.BRANCH:
            for branch in value[1]:
                yield from repeats(branch, around)
        elif operator in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(value[1], around)


def parsed(pattern: re.Pattern[str]) -> list[tuple[int, int, int]]:
    """Give the repeats of a compiled pattern."""
    return list(repeats(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def pieces(pattern: re.Pattern[str]) -> list[str]:
    """Give the words that a pattern spells out."""
    return [word for word in re.findall(r"[^\W\d_]{2,}", pattern.pattern) if word not in ("P", "name")] or ["a"]


def texts(name: str, pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts that nearly match a pattern again and again."""
    words = pieces(pattern)
    half = " ".join(words[: len(words) // 2 + 1])
    units = [words[0], words[0] + " ", half + "    ", " "]
    units += ["a", "A ", "(", "1.", "- ", "* "] if name in OWN else []
    most = min(length, SEES.get(name, length))
    for unit in units:
        yield (unit * (most // len(unit) + 1))[:most] + "\0"


@pytest.mark.parametrize("cue", CUES)
def test_every_repeat_of_a_cue_is_bounded_and_holds_no_other(cue: str) -> None:
    assert [one for one in parsed(pattern_of(cue)) if one[0] or one[2] > GAP] == []


@pytest.mark.parametrize("name", OWN)
def test_no_repeat_without_bound_stands_in_another(name: str) -> None:
    inside = [one for one in parsed(OWN[name]) if one[0] and one[2] == int(sre.MAXREPEAT)]
    assert name in SEES or inside == []


def try_all() -> None:
    """Try all patterns on all texts; the process is stopped when that takes too long."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    for name, pattern in ({cue: pattern_of(cue) for cue in CUES} | OWN).items():
        for text in texts(name, pattern, int(sys.argv[1])):
            pattern.search(text)


@pytest.mark.parametrize("length", [20_000, 40_000])
def test_texts_made_of_its_own_pieces_stop_no_pattern(length: int) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), str(length)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_repeat_in_a_repeat_is_seen() -> None:
    assert repeats_of(r"(a+)+b") == [(0, 1), (1, 1)]
    assert repeats_of(r"(?:a{1,3} )?b") == [(0, 0), (0, 1)]


def repeats_of(pattern: str) -> list[tuple[int, int]]:
    """Give the depth and least times of each repeat."""
    return [(around, least) for around, least, _ in repeats(parser.parse(pattern))]


if __name__ == "__main__":
    try_all()
