"""The glossary as data: every line can be found from both sides."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from kg.terms.bridge import label_key, make_bridge

SECTIONS = tomllib.loads(files("kg.terms").joinpath("data", "glossary.toml").read_text("utf-8"))
PAIRS = [pair for section in SECTIONS.values() for pair in section.items()]


def _labels(listed: str) -> list[str]:
    return [label.strip() for label in listed.split(",")]


def test_no_dutch_word_stands_on_two_lines_of_a_section() -> None:
    for section in SECTIONS.values():
        counted = Counter(label for dutch in section for label in _labels(dutch))
        assert [label for label, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_label_is_found(language: str) -> None:
    filed = make_bridge(()).filed[language]
    listed = [label for pair in PAIRS for label in _labels(pair[language == "en"])]
    assert [label for label in listed if not label or label_key(label, language) not in filed] == []
    assert len(PAIRS) > 500
