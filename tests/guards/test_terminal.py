"""Nothing that a source holds can steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.guards.terminal import tty


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hoe volgen we leerlingen?", "Hoe volgen we leerlingen?"), ("één\tregel\n", "één\tregel\n"),
        ("\x1b]52;c;eA==\x07", "<U+001B>]52;c;eA==<U+0007>"), ("\x9b31m", "<U+009B>31m"), ("a\rb", "a<U+000D>b"),
        ("\u202etxt.exe", "<U+202E>txt.exe"), ("a\u200bb", "a<U+200B>b"), ("\x00\x7f", "<U+0000><U+007F>"),
        ("\ud800", "<U+D800>"), ("\ufeffa", "<U+FEFF>a"),
    ],
)  # fmt: skip
def test_what_is_shown(text: str, shown: str) -> None:
    assert tty(text) == shown


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    left = {char for char in tty(text) if unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in
            ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")}  # fmt: skip
    assert left <= {"\t", "\n"}
