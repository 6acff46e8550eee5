"""What counts of an answer: nothing but words from fixed lists, numbers, and places in the text."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.llm.checking import DROPPED, KINDS, Checked, Found, WrongShapeError, as_row, check, from_row
from kg.llm.excerpts import SIZE, Excerpt, make_excerpts
from kg.llm.proposing import propose
from kg.model import Block, Document, Source
from kg.readers import read
from kg.text import Span
from tests.llm.conftest import row

TEXT = "Wat werkt bij lezen?\n\nHet team mist\ntijd. Wat werkt bij lezen?"
EXCERPT = Excerpt(TEXT, (Span(0, 20), Span(22, 62)))


def held(*rows: object) -> tuple[list[tuple[str, str, tuple[int, ...]]], dict[str, int]]:
    """Give kind, quote and answers of what holds, and what was dropped."""
    checked = check({"proposals": list(rows)}, EXCERPT)
    return [(f.kind, f.span.of(TEXT), f.answers) for f in checked.found], dict(checked.dropped)


ASKED = row("a", "question", "Wat werkt bij lezen?", "practical")


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param(row("b", "insight", "Het team heeft tijd."), "not verbatim", id="other words"),
        pytest.param(row("b", "insight", "het team mist tijd."), "not verbatim", id="other case"),
        pytest.param(row("b", "insight", "et team mis"), "not verbatim", id="half words"),
        pytest.param(row("b", "insight", "lezen? Het team"), "not verbatim", id="over two blocks"),
        pytest.param(row("b", "insight", ""), "not verbatim", id="no quote"),
        pytest.param(row("b", "insight", "Het team ... tijd."), "not verbatim", id="with an omission"),
        pytest.param(row("b", "insight", "\ud800"), "not verbatim", id="half a character"),
        pytest.param(row("b", "insight", "x" * 100_000), "not verbatim", id="longer than the text"),
        pytest.param(row("b", "insight", "tijd."), "too short", id="one word"),
        pytest.param(row("b", "school", "Het team mist"), "unknown kind", id="a kind that is not asked for"),
        pytest.param(row("b", "constructor", "Het team mist"), "unknown kind", id="a kind that is none"),
        pytest.param(row("b", "question", "Het team mist"), "unknown type", id="a question without type"),
        pytest.param(row("b", "obstacle", "Het team mist", "practical"), "unknown type", id="type of another kind"),
        pytest.param(row("b", "insight", "Het team mist", answers=["z"]), "unknown id", id="an answer to nothing"),
        pytest.param(row("b", "insight", "Het team mist", answers=["b"]), "unknown id", id="an answer to itself"),
        pytest.param(row("a", "insight", "Het team mist"), "twice", id="an id twice"),
        pytest.param(row("b", "insight", "Het team mist", confidence=1.01), "wrong shape", id="too sure"),
        pytest.param(row("b", "insight", "Het team mist", confidence=float("nan")), "wrong shape", id="no number"),
        pytest.param(row("b", "insight", "Het team mist", confidence=True), "wrong shape", id="yes"),
        pytest.param(row("b", "insight", "Het team mist", answers="a"), "wrong shape", id="answers as text"),
        pytest.param(row("b", "insight", "Het team mist", answers=[["a"]]), "wrong shape", id="answers as lists"),
        pytest.param({"kind": "insight"}, "wrong shape", id="hardly anything"),
        pytest.param("insight", "wrong shape", id="a text"),
        pytest.param(None, "wrong shape", id="null"),
    ],
)
def test_what_does_not_hold_is_dropped_and_counted(wrong: object, reason: str) -> None:
    assert held(ASKED, wrong) == ([("question", "Wat werkt bij lezen?", ())], {reason: 1})


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([row("b", "insight", "Het team  mist tijd.")], [("insight", "Het team mist\ntijd.", ())],
                     id="white space makes no difference"),
        pytest.param([row("b", "insight", " Het team mist ")], [("insight", "Het team mist", ())], id="at its ends"),
        pytest.param([row("b", "insight", "Het team mist", answers=["a", "a"]), ASKED],
                     [("insight", "Het team mist", (1,)), ("question", "Wat werkt bij lezen?", ())],
                     id="an answer before its question"),
        pytest.param([row("b", "obstacle", "Het team mist", "team", extra="x")], [("obstacle", "Het team mist", ())],
                     id="more keys than asked for"),
        pytest.param([ASKED, row("b", "insight", "Wat werkt bij lezen?")],
                     [("question", "Wat werkt bij lezen?", ()), ("insight", "Wat werkt bij lezen?", ())],
                     id="two kinds at one place"),
    ],
)  # fmt: skip
def test_what_holds(rows: list[object], found: list[object]) -> None:
    assert held(*rows) == (found, {})


def test_a_quote_that_stands_there_twice_takes_the_next_place() -> None:
    rows = [{**ASKED, "id": one} for one in "abc"]
    checked = check({"proposals": rows}, EXCERPT)
    assert [f.span.start for f in checked.found] == [0, 42]
    assert checked.dropped == (("twice", 1),)


def test_an_answer_to_a_dropped_question_stays_without_it() -> None:
    gone = row("a", "question", "Nooit gevraagd, dit.", "practical")
    assert held(gone, row("b", "insight", "Het team mist", answers=["a"])) == (
        [("insight", "Het team mist", ())],
        {"not verbatim": 1},
    )


def test_more_than_anybody_reads_is_not_looked_at() -> None:
    assert held(*[None] * 600) == ([], {"wrong shape": 600})


ROWS = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abc") | st.none(),
        "kind": st.sampled_from([*KINDS, "school", ""]),
        "type": st.sampled_from(["practical", "team", ""]),
        "quote": st.sampled_from(["Wat werkt", "Het team", "team mist tijd.", "weg", "Wat"]) | st.text(max_size=5),
        "answers": st.lists(st.sampled_from("abcd"), max_size=2) | st.integers(),
        "confidence": st.floats() | st.booleans() | st.integers(),
    }
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@given(rows=st.lists(ROWS | ANY, max_size=8))
def test_whatever_comes_all_is_kept_or_counted_and_survives_the_cache(rows: list[Any]) -> None:
    checked = check({"proposals": rows}, EXCERPT)
    assert len(checked.found) + sum(dict(checked.dropped).values()) == len(rows)
    assert all(EXCERPT.locate(one.span) is not None for one in checked.found)
    quotes = [one["quote"].split() for one in rows if isinstance(one, dict) and isinstance(one.get("quote"), str)]
    assert all(one.span.of(TEXT).split() in quotes for one in checked.found)
    assert {reason for reason, _ in checked.dropped} <= {*DROPPED}
    assert from_row(json.loads(json.dumps(as_row(checked))), EXCERPT) == checked


@given(answer=ANY)
def test_an_answer_of_another_shape_is_refused(answer: object) -> None:
    with pytest.raises(WrongShapeError):
        check(answer, EXCERPT)


@given(kept=ANY | st.fixed_dictionaries({"found": ANY, "dropped": ANY}))
def test_a_damaged_cache_is_no_answer(kept: object) -> None:
    assert from_row(kept, EXCERPT) in (None, Checked())


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(["insight", "", 0, 99, 0.5, []], id="outside"),
        pytest.param(["insight", "", 15, 25, 0.5, []], id="over two blocks"),
        pytest.param(["insight", "team", 0, 5, 0.5, []], id="another type"),
        pytest.param(["insight", "", 0, 5, 2, []], id="too sure"),
        pytest.param(["insight", "", 0, 5, 0.5, [1]], id="answers what is not there"),
        pytest.param(["insight", "", 0.0, 5.5, 0.5, []], id="half characters"),
    ],
)
def test_what_is_kept_is_checked_again(values: list[object]) -> None:
    assert from_row({"found": [values], "dropped": {}}, EXCERPT) is None
    assert from_row({"found": [["insight", "", 0, 5, 0.5, []]], "dropped": {}}, EXCERPT) == Checked(
        (Found("insight", "", Span(0, 5), 0.5),)
    )


WORDS = st.text(alphabet="ab. \n\t?", max_size=60) | st.just("lang. " * 2500) | st.just("x" * 15_000)


@given(texts=st.lists(WORDS, max_size=8))
def test_excerpts_hold_all_text_once_in_bounded_pieces(texts: list[str]) -> None:
    whole, blocks = "", []
    for text in texts:
        blocks.append(Block("paragraph", Span(len(whole), len(whole) + len(text))))
        whole += text + "|"
    excerpts = make_excerpts(Document(Source(PurePosixPath("a.md")), whole, "", tuple(blocks)))
    assert all(0 < len(excerpt.text) <= SIZE for excerpt in excerpts)
    for excerpt in excerpts:
        assert all(here.of(excerpt.text) == there.of(whole) for here, there in excerpt.places())
    assert "".join("".join(e.text.split()) for e in excerpts) == "".join("".join(texts).split())


def test_a_note_of_one_line_without_end_is_cut() -> None:
    document = read(Source(PurePosixPath("a.txt")), ("woord " * 200_000).encode())
    assert {len(excerpt.text) <= SIZE for excerpt in make_excerpts(document)} == {True}


def test_a_note_without_text_asks_nobody() -> None:
    document = Document(Source(PurePosixPath("a.md")), "", "")
    assert propose(document, (), None).statements == ()  # type: ignore[arg-type]


def test_a_text_and_quotes_made_to_take_long_do_not() -> None:
    """Hundreds of quotes that nearly stand in a text everywhere: quadratic searching would take minutes here."""
    text = "a " * 2999 + "a"
    rows = [row(str(n), "insight", "a " * (2000 + n) + "b") for n in range(500)]
    checked = check({"proposals": rows}, Excerpt(text, (Span(0, len(text)),)))
    assert checked == Checked((), (("not verbatim", 500),))
