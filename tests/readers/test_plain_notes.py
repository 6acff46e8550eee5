"""Notes in plain text."""

from collections.abc import Callable

import pytest

from kg.model import Document

ReadAs = Callable[[str, str | bytes], Document]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\nb\n\nc", [("paragraph", "a\nb"), ("paragraph", "c")], id="paragraphs"),
        pytest.param("a\r\n\r\nb", [("paragraph", "a"), ("paragraph", "b")], id="Windows line ends"),
        pytest.param("- a\n* b\n• c\n1. d\n2) e", [("list_item", x) for x in "abcde"], id="bullets and numbers"),
        pytest.param("- a\n  b\n- c", [("list_item", "a\n  b"), ("list_item", "c")], id="item of two lines"),
        pytest.param("Kop\n===\na", [("heading", "Kop"), ("paragraph", "a")], id="heading, underlined"),
        pytest.param("a\nb\n---\nc", [("paragraph", "a\nb"), ("paragraph", "c")], id="a rule below two lines"),
        pytest.param(
            "2020 was goed\n-5 graden", [("paragraph", "2020 was goed\n-5 graden")], id="a number is no bullet"
        ),
        pytest.param("Vraag: wat?\n", [("paragraph", "Vraag: wat?")], id="a mark is text"),
        pytest.param(" \n", [], id="white space"),
        pytest.param("-\n- ", [("paragraph", "-\n-")], id="only bullets"),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]], read_as: ReadAs) -> None:
    document = read_as("meetings/a.txt", text)
    assert document.text == text
    assert [(b.kind, b.span.of(text)) for b in document.blocks] == expected


def test_checkboxes_headings_and_links(read_as: ReadAs) -> None:
    text = "Kop\n---\n[ ] a\n- [x] b http://example.org\n[] c"
    document = read_as("meetings/a.txt", text)
    assert [(b.span.of(text), b.checked, b.heading) for b in document.blocks] == [
        ("Kop", None, None),
        ("a", False, 0),
        ("b http://example.org", True, 0),
        ("c", False, 0),
    ]
    assert [link.target for link in document.links] == ["http://example.org"]
