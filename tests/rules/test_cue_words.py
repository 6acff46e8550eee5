"""Cues are data: they are all well formed and cannot run away."""

from __future__ import annotations

import re

import pytest

from kg.rules.cues import Cues, expand, load_cues, parts_of, pattern_of

WORDINGS = [
    pytest.param(wording, id=f"{language}-{group}-{wording}")
    for language in ("nl", "en")
    for group, cues in load_cues(language).groups.items()
    for wording in sorted({expand(cue)[0] for cue in cues})
]


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_cue_is_found_in_its_own_words(wording: str) -> None:
    text = wording.replace("^", "").replace("...", "x").replace(" *", " woord").replace("*", "")
    words = re.findall(r"[^\W_]+", text.lower())
    assert "group" in Cues({"group": [wording]}).find(text, words)


@pytest.mark.parametrize(
    "cue",
    [
        pytest.param("a+", id="repeat"),
        pytest.param("een ... twee ... drie", id="two gaps"),
        pytest.param("[a-z]", id="class"),
        pytest.param("...", id="no word"),
    ],
)
def test_what_is_no_cue_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match="not a cue"):
        parts_of(cue)


@pytest.mark.parametrize(
    ("cue", "text", "hit"),
    [
        pytest.param("vraagt ... of", "zij vraagt de groep of", True, id="gap"),
        pytest.param("vraag*", "De vragen", False, id="other letters"),
        pytest.param("vraag*", "Vraagstukken", True, id="any ending"),
        pytest.param("^hoe", "en hoe", False, id="only at the start"),
        pytest.param("of", "offer", False, id="whole words"),
    ],
)
def test_how_a_cue_is_written(cue: str, text: str, hit: bool) -> None:  # noqa: FBT001
    assert bool(pattern_of(cue).search(text)) is hit


def test_both_languages_know_the_same_groups() -> None:
    only = {"inverted"}
    assert set(load_cues("en").groups) - only == set(load_cues("nl").groups) - only
