"""XML and HTML from outside: no entities, no document type, no depth."""

import pytest

from kg.errors import ReadError
from kg.guards.xml import parse_html, parse_xml, xml_events

LAUGHS = b"""<?xml version="1.0"?>
<!-- ha -->
<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<x>&b;</x>"""


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        pytest.param(LAUGHS, "document type", 3, id="entities"),
        pytest.param(LAUGHS.decode().encode("utf-16"), "document type", 3, id="entities in UTF-16"),
        pytest.param(b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', "document type", 1, id="outside DTD"),
        pytest.param(b"<a>" * 200 + b"</a>" * 200, "nested too deeply", 1, id="200 levels"),
        pytest.param(b"<a>\n<b></a>", "not well-formed", 2, id="tags crossed"),
        pytest.param(b"", "not well-formed", None, id="nothing"),
    ],
)
def test_xml_is_refused_with_its_line(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(ReadError, match=message) as problem:
        parse_xml(data)
    assert problem.value.hint
    assert line is None or problem.value.line == line
    for size in (7, 1 << 16):
        with pytest.raises(ReadError, match=message) as problem:
            list(xml_events(data[place : place + size] for place in range(0, len(data), size)))
        assert problem.value.hint


def test_elements_come_as_they_begin_and_end() -> None:
    text = b'<a xmlns="urn:x" xmlns:y="urn:y"><!-- x --><b y:id="1">een &amp; <i>twee</i></b><c/></a>'
    events = [(event.name, event.text, dict(event.attributes)) for event in xml_events([text[:30], text[30:]])]
    assert events == [
        ("a", None, {}),
        ("b", None, {"id": "1"}),
        ("i", None, {}),
        ("i", "twee", {}),
        ("b", "een & ", {}),
        ("c", None, {}),
        ("c", "", {}),
        ("a", "", {}),
    ]


def test_what_stands_before_a_break_comes_first() -> None:
    events = xml_events([b"<a><b>1</b>", b"</c>"])
    assert [next(events).name for _ in range(3)] == ["a", "b", "b"]
    with pytest.raises(ReadError, match="not well-formed"):
        next(events)


def test_xml_is_parsed_without_comments() -> None:
    root = parse_xml(b"<a><!-- <!DOCTYPE --><b>1</b></a>")
    assert [(child.tag, child.text) for child in root] == [("b", "1")]


def test_html_is_mended_as_a_browser_does() -> None:
    assert parse_html("<p>een<p>twee &amp; <b>drie").xpath("string()") == "eentwee & drie"


@pytest.mark.parametrize("text", ["", "  ", "<!-- x -->", "<!doctype html>"])
def test_html_without_text_is_a_page_without_text(text: str) -> None:
    assert parse_html(text).xpath("normalize-space()") == ""


def test_html_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        parse_html("<div>" * 1000 + "x")
