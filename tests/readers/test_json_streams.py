"""JSON as a stream: where records are found, and what is read around what is broken. All records are invented."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document, Issue, Source
from kg.readers import read_records
from kg.readers.json_items import Item, items
from kg.readers.json_text import JsonText
from kg.records import Publication
from kg.words.errors import translate

ReadAs = Callable[[str, str | bytes], Document]

A, B, C = '{"id": "a", "title": "x"}', '{"id": "b", "title": "y"}', '{"id": "c", "title": "z"}'
DEEP, DEEPER = (f'{{"id": {"[" * levels}{"]" * levels}}}' for levels in (200, 9000))
BROKEN = '{"id": "b", "title": y}'


def in_pieces(text: str, size: int) -> Iterator[str]:
    """Yield a text in pieces of this many characters."""
    return (text[at : at + size] for at in range(0, len(text), size))


def found(text: str, size: int = 1 << 16) -> list[Item | Issue]:
    """Give what is found in a text that comes in pieces."""
    return list(items(JsonText(in_pieces(text, size))))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(f"{A}\n{B}\n", [("a", 1), ("b", 2)], id="JSON lines"),
        pytest.param(f"{A}\r\n\r\n{B}", [("a", 1), ("b", 3)], id="JSON lines of Windows"),
        pytest.param(f"{A}\r{B}", [("a", 1), ("b", 2)], id="JSON lines of an old Macintosh"),
        pytest.param(f"{A}{B}", [("a", 1), ("b", 1)], id="objects without anything between"),
        pytest.param(f"[{A}]\n[{B}]", [("a", 1), ("b", 2)], id="lists one after another"),
        pytest.param(f'{{"items": [{A}]}}\n{{"items": [{B}]}}', [("a", 1), ("b", 2)], id="pages one after another"),
        pytest.param(f'{{"data": {A}}}', [("a", 1)], id="one record as data"),
        pytest.param(f'{{"a": {A},\n"b": {B}}}', [("a", 1), ("b", 2)], id="records by key"),
        pytest.param('{"data": [{"key": "k", "data": {"title": "x", "id": 1}}]}', [("1", 1)], id="data in data"),
        pytest.param('{"results": []}', [], id="an answer without results"),
        pytest.param('[{"id": "]}[{", "title": "\\"]"}]', [("]}[{", 1)], id="brackets and quotes in a text"),
        pytest.param('[{"id": 1e400, "title": "x"}]', [("", 1)], id="a number that is infinite"),
        pytest.param(f'[{{"id": {"9" * 5000}, "title": "x"}}]', [("9" * 5000, 1)], id="a number of 5000 digits"),
    ],
)
def test_records_are_found(text: str, read: list[tuple[str, int]], read_as: ReadAs) -> None:
    document = read_as("a.jsonl", text)
    assert [(one.id, one.line) for one in document.records] == read
    assert not any(one.is_error for one in document.issues)


@pytest.mark.parametrize(
    ("text", "read", "wrong"),
    [
        pytest.param(f"{A}\n{BROKEN}\n{C}", "ac", [(2, "a value is missing", BROKEN)], id="a broken line"),
        pytest.param(f"{A}\nniets\n{C}", "ac", [(2, "a value is missing", "niets")], id="a line of something else"),
        pytest.param(f'{A}\n{{"id": "b", "ti\n{C}', "ac", [(2, "a text runs over the end of the line", '{"id": "b", "ti')],
                     id="a line that is cut off"),
        pytest.param(f'{A}\n{{"id": "b",\n{C}', "ac", [(3, "a name in double quotes is missing", '{"id": "b",')],
                     id="a line that is cut off behind a comma"),
        pytest.param(f'{A}\n{{"id": "b", "issued":\n{C}', "ac", [(3, "its end is missing", '{"id": "b", "issued":')],
                     id="a line that is cut off before a value"),
        pytest.param(f'{{"items": [{A}, {BROKEN}]}}\n{{"items": [{C}]}}', "ac",
                     [(1, "a value is missing", BROKEN + ']}\n{"items": [')], id="a page with a broken member"),
        pytest.param(f"[{A},\n{BROKEN},\n{C}]", "ac", [(2, "a value is missing", BROKEN + ",")], id="a broken member"),
        pytest.param(f"[{A}, {BROKEN}, {C}]", "ac", [(1, "a value is missing", BROKEN + ",")], id="the same on one line"),
        pytest.param(f"[{BROKEN},\n{C}]", "c", [(1, "a value is missing", BROKEN + ",")], id="the first is broken"),
        pytest.param(f'{{"message": {{"items": [{A},\n{BROKEN},\n{C}]}}}}', "ac", [(2, "a value is missing", BROKEN + ",")],
                     id="a broken member in an answer"),
        pytest.param(f'[{A},\n{{"id": "b", "year": NaN}},\n{C}]', "ac", [(2, "NaN is no number", '{"id": "b", "year": NaN}')],
                     id="NaN"),
        pytest.param(f"[{A}\n{C}]", "ac", [(2, "a comma is missing", "")], id="no comma"),
        pytest.param(f"[{A},]", "a", [(1, "", "")], id="a comma too many"),
        pytest.param(f"[{A},\n{B}", "ab", [(2, "its end is missing", "")], id="the end is missing"),
        pytest.param(f'[{A},\n{{"id": "b", "title": "', "a", [(2, "its end is missing", '{"id": "b", "title": "')], id="cut off"),
        pytest.param(f"[{A},\nfalse]", "a", [(2, "'false' is no publication", "false")], id="no object"),
        pytest.param(f'{A}\n{{"status": "ok"}}', "a", [(2, "is no publication", '{"status": "ok"}')], id="no record"),
        pytest.param(f"{A},\n{B},\n{C}", "abc", [(1, "a comma stands between records", ",")], id="commas, no list"),
        pytest.param(f"[{A}]eind", "a", [(1, "what follows here is no record", "eind")], id="a word behind the end"),
        pytest.param(f"[{A}]\neind", "a", [(2, "a value is missing", "eind")], id="a word on a line behind the end"),
        pytest.param(f"[{A}, {DEEP}, {C}]", "ac", [(1, "nested too deeply", DEEP)], id="200 levels"),
        pytest.param(f"[{A}, {DEEPER}, {C}]", "ac", [(1, "nested too deeply", DEEPER[:2000])], id="9000 levels"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named_and_the_rest_is_read(
    text: str, read: str, wrong: list[tuple[int, str, str]], read_as: ReadAs
) -> None:
    document = read_as("a.json", text)
    assert "".join(one.id for one in document.records) == read
    errors = [one for one in document.issues if one.is_error]
    assert [one.line for one in errors] == [line for line, _, _ in wrong]
    for issue, (_, message, quote) in zip(errors, wrong, strict=True):
        assert (message in issue.message, issue.quote, bool(issue.hint)) == (True, quote, True)
        assert translate(issue.message, "nl") != issue.message
        assert not any(word in translate(issue.message, "nl") for word in ("missing", "line", "record", "text "))


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        pytest.param("[1,\n,2]", "this is not JSON: a value is missing", 2, id="comma too many"),
        pytest.param('[{"a": NaN}]', "NaN is no number", 1, id="NaN"),
        pytest.param("[-Infinity]", "-Infinity is no number", 1, id="Infinity"),
        pytest.param("[" * 200 + "]" * 200, "nested too deeply", 1, id="200 levels"),
        pytest.param("[" * 100_000, "nested too deeply", 1, id="100000 levels, not closed"),
        pytest.param('{"a": "b"}', "no list of publications", 1, id="something else"),
        pytest.param('{"error": "niet gevonden", "message": "x"}', "no list of publications", 1, id="an error answer"),
        pytest.param("3", "no list of publications", 1, id="a number"),
        pytest.param('["a\nb"]', "this is not JSON: a text runs over the end of the line", 1, id="line end in a text"),
        pytest.param("[][]", "what follows here is no record", 1, id="two lists, nothing between"),
        pytest.param("{}}", "what follows here is no record", 1, id="a bracket too many"),
        pytest.param('{"a": 1,}', "a name in double quotes is missing", 1, id="comma behind the last member"),
        pytest.param("{'a': 1}", "a name in double quotes is missing", 1, id="single quotes"),
        pytest.param(" \n", "there is nothing in this file", 1, id="white space"),
    ],
)
def test_what_is_refused(text: str, message: str, line: int, read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match=message) as problem:
        read_as("publications/a.json", text)
    assert (str(problem.value.path), problem.value.line, bool(problem.value.hint)) == (
        "publications/a.json",
        line,
        True,
    )


def test_an_empty_list_is_read(read_as: ReadAs) -> None:
    document = read_as("a.json", "[]")
    assert (document.records, document.issues) == ((), ())


def test_an_empty_record_is_a_warning(read_as: ReadAs) -> None:
    document = read_as("a.json", f"[null,\n{{}},\n{A}]")
    assert [one.id for one in document.records] == ["a"]
    assert [(one.line, one.is_error) for one in document.issues] == [(1, False), (2, False)]


def test_half_a_character_is_shown_and_named(read_as: ReadAs) -> None:
    document = read_as("a.json", '[\n{"id": "a", "title": "x\\ud800y \\ud83d\\ude00"}]')
    assert document.records[0].title == "x\ufffdy 😀"
    assert [(one.line, one.is_error) for one in document.issues] == [(2, False)]


def test_a_record_of_more_than_20_mb_is_refused_and_the_rest_read() -> None:
    large = '{"id": "b", "title": "' + '\\\\\\"x[' * 4_000_000 + '"}'
    data = f"[{A},\n{large},\n{C}]".encode()
    read = list(read_records(Source(PurePosixPath("a.json")), io.BytesIO(data)))
    assert [one.id for one in read if isinstance(one, Publication)] == ["a", "c"]
    wrong = [one for one in read if isinstance(one, Issue)]
    assert [(one.line, "larger than 20 MB" in one.message, len(one.quote)) for one in wrong] == [(2, True, 2000)]


def test_a_list_larger_than_what_is_at_hand_is_read_to_its_end() -> None:
    records = [{"id": str(number), "title": "x" * (number % 999)} for number in range(3000)]
    text = json.dumps({"status": "ok", "facets": {"a": ["]"] * 99}, "message": {"total": 3000, "items": records}})
    assert [one.value for one in found(text, 1000) if isinstance(one, Item)] == records


@settings(max_examples=200, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from([
            A, B, BROKEN, "[", "]", "{", "}", ",", ":", "\n", "\r\n", "\r", " ", '"', "\\", '"items":', '{"a":', "null",
            "12", "-", "NaN", '"\\ud800"', '"\\ud83d\\ude00"', "9" * 5000, "[" * 130, "true", "é",
        ]),
        max_size=25,
    ),
    size=st.integers(1, 40),
)  # fmt: skip
def test_how_a_text_is_cut_in_pieces_makes_no_difference(parts: list[str], size: int) -> None:
    text = "".join(parts)
    whole, pieces = found(text), found(text, size)
    assert [_told(one) for one in whole] == [_told(one) for one in pieces]


def _told(one: Item | Issue) -> tuple[object, ...]:
    """Give what must not depend on pieces; a quote shows what is at hand."""
    return (one.value, one.line, one.key) if isinstance(one, Item) else (one.message[:20], one.line, one.is_error)
