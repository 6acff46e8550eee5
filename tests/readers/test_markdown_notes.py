"""Notes in Markdown: blocks at their exact place."""

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Link, Source
from kg.readers import read
from kg.text import Position

ReadAs = Callable[[str, str | bytes], Document]
Row = tuple[str, str]


def rows(document: Document) -> list[Row]:
    """Give kind and text of each block."""
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n \n", [], id="white space"),
        pytest.param(
            "Eerste\nregel.\n\nTweede.", [("paragraph", "Eerste\nregel."), ("paragraph", "Tweede.")], id="paragraphs"
        ),
        pytest.param("a\r\nb\r\n\r\nc\r\n", [("paragraph", "a\r\nb"), ("paragraph", "c")], id="Windows line ends"),
        pytest.param("a\rb\r\rc", [("paragraph", "a\rb"), ("paragraph", "c")], id="line ends of old Macs"),
        pytest.param("# Kop ##\n", [("heading", "Kop")], id="heading, closed"),
        pytest.param("Kop\n===\n", [("heading", "Kop")], id="heading, underlined"),
        pytest.param("## **Vet**\n", [("heading", "Vet")], id="emphasis around all of it"),
        pytest.param("**Vraag:** wat?", [("paragraph", "**Vraag:** wat?")], id="emphasis around a part stays"),
        pytest.param("- a\n* b\n+ c\n1. d\n2) e", [("list_item", x) for x in "abcde"], id="bullets and numbers"),
        pytest.param("- a\n  b\n\n  c", [("list_item", "a\n  b"), ("paragraph", "c")], id="item of two paragraphs"),
        pytest.param("-\n- a", [("list_item", "a")], id="empty item"),
        pytest.param("> a\n> b\n\n> c", [("quote", "a\n> b"), ("quote", "c")], id="quotes"),
        pytest.param("> - a", [("list_item", "a")], id="list in a quote"),
        pytest.param("> > diep", [("quote", "diep")], id="quote in a quote"),
        pytest.param("<!-- Vraag: x? -->\n\nb", [("code", "<!-- Vraag: x? -->"), ("paragraph", "b")], id="comment"),
        pytest.param("a <!-- x -->", [("paragraph", "a")], id="comment behind text"),
        pytest.param("```\nVraag: x?\n```", [("code", "```\nVraag: x?\n```")], id="fenced code"),
        pytest.param("```\nniet dicht", [("code", "```\nniet dicht")], id="fence that is not closed"),
        pytest.param(
            "a\n\n    ingesprongen", [("paragraph", "a"), ("paragraph", "ingesprongen")], id="indented is text"
        ),
        pytest.param("<div>\n<p>Tekst</p>\n</div>", [("paragraph", "Tekst")], id="HTML around text"),
        pytest.param("a\x00b", [("paragraph", "a\x00b")], id="NUL"),
        pytest.param("- ~~weg~~", [("list_item", "~~weg~~")], id="struck through"),
        pytest.param(
            "[a]: http://example.org", [("paragraph", "[a]: http://example.org")], id="link definition is text"
        ),
        pytest.param("---\n\na", [("paragraph", "a")], id="a rule is nothing"),
    ],
)
def test_blocks(text: str, expected: list[Row], read_as: ReadAs) -> None:
    document = read_as("meetings/a.md", text)
    assert document.text == text
    assert rows(document) == expected


def test_a_mark_at_the_beginning_is_no_text(read_as: ReadAs) -> None:
    assert read_as("meetings/a.md", b"\xef\xbb\xbf# a").text == "# a"


def test_levels_parents_and_headings(read_as: ReadAs) -> None:
    text = "# K\n- a\n  - b\n    1. c\n\n       d\n- e\n\n## L\nf"
    document = read_as("meetings/a.md", text)
    found = [(b.span.of(text), b.level, b.parent, b.heading) for b in document.blocks]
    assert found == [
        ("K", 1, None, None),
        ("a", 1, None, 0),
        ("b", 2, 1, 0),
        ("c", 3, 2, 0),
        ("d", 0, 3, 0),
        ("e", 1, None, 0),
        ("L", 2, None, 0),
        ("f", 0, None, 6),
    ]


def test_checkboxes(read_as: ReadAs) -> None:
    text = "- [ ] open\n- [x] klaar\n- [X] ook\n- [?] geen\n- [x](u) link"
    found = [(b.span.of(text), b.checked) for b in read_as("meetings/a.md", text).blocks]
    assert found == [("open", False), ("klaar", True), ("ook", True), ("[?] geen", None), ("[x](u) link", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "| A | B |\n|---|:-:|\n|  1  | x \\| y |\n| 2 |",
            [("1", "A", 1), ("x \\| y", "B", 1), ("2", "A", 2)],
            id="padded, escaped bar, short row",
        ),
        pytest.param("A | B\n--|--\n1 | 2", [("1", "A", 1), ("2", "B", 1)], id="without outer bars"),
        pytest.param("| A | B |\n|---|---|\n| | 2 |", [("A", "", 0), ("2", "B", 1)], id="column without cells"),
        pytest.param("| A | B |\n|---|---|", [("A", "", 0), ("B", "", 0)], id="header only is kept"),
        pytest.param("> | A | B |\n> |---|---|\n> | 1 | 2 |", [("1", "A", 1), ("2", "B", 1)], id="in a quote"),
    ],
)
def test_tables(text: str, expected: list[tuple[str, str, int]], read_as: ReadAs) -> None:
    document = read_as("meetings/a.md", text)
    assert [(b.span.of(text), b.header, b.row) for b in document.blocks] == expected
    assert {b.kind for b in document.blocks} == {"table_cell"}


def test_front_matter_is_metadata_and_the_note_follows(read_as: ReadAs) -> None:
    document = read_as("meetings/a.md", "---\nTitle: Eerste\nDate: 2021-6-3\n---\n- [a](http://example.org)\n")
    assert document.metadata == {"title": "Eerste", "date": "2021-06-03"}
    assert rows(document) == [("list_item", "[a](http://example.org)")]
    assert document.position(document.blocks[0].span.start) == Position(5, 2)
    assert [link.target for link in document.links] == ["http://example.org"]


def test_links_in_code_are_none(read_as: ReadAs) -> None:
    text = "[[a]]\n\n```\n[[b]]\n```\n\n[[c]]"
    document = read_as("meetings/a.md", text)
    assert document.links == (
        Link(document.links[0].span, "a", "wiki"),
        Link(document.links[1].span, "c", "wiki"),
    )


@pytest.mark.parametrize(("text", "language"), [("What is the aim?", "en"), ("Wat is het doel?", "nl"), ("", "nl")])
def test_language_is_told_by_small_words(text: str, language: str, read_as: ReadAs) -> None:
    assert read_as("meetings/a.md", text).language == language


def test_language_that_is_stated_wins(read_as: ReadAs) -> None:
    assert read_as("meetings/a.md", "---\nlang: en-GB\n---\nWat is het doel?").language == "en"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(">" * 20_000 + " x", id="20000 quotes"),
        pytest.param("\n".join(" " * (2 * level) + "- x" for level in range(300)), id="300 lists in lists"),
        pytest.param("woord " * 170_000, id="a line of 1 MB"),
        pytest.param("a" * 1_000_000, id="a word of 1 MB"),
        pytest.param("[" * 300_000, id="brackets"),
        pytest.param("`a" * 300_000, id="backticks"),
        pytest.param("[x](" * 200_000, id="links that are not closed"),
        pytest.param("<a " * 200_000, id="tags that are not closed"),
    ],
)
def test_hostile_text_is_read_whole(text: str, read_as: ReadAs) -> None:
    document = read_as("meetings/a.md", text)
    assert document.text == text
    kept = "".join(block.span.of(text) for block in document.blocks)
    assert [sum(map(str.isalpha, one)) for one in (kept,)] == [sum(map(str.isalpha, text))]


LINES = st.lists(
    st.sampled_from(
        [
            "- a",
            "  - b",
            "> c",
            "# d",
            "e f",
            "",
            "    g",
            "1. h",
            "| i | j |",
            "|---|---|",
            "***",
            "```",
            "<b>k</b>",
            "\tl",
        ]
    ),
    max_size=14,
)
MARKS = set(" \t\r\n>#*+-|`:1.<b/")


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_blocks_cover_all_words(lines: list[str], end: str) -> None:
    """Every letter of a note lies in a block, or is the header of a cell."""
    text = end.join(lines)
    document = read(Source(PurePosixPath("a.md")), text.encode())
    covered = {place for block in document.blocks for place in range(block.span.start, block.span.end)}
    headers = {cell.strip() for block in document.blocks for cell in [block.header]}
    missing = [
        char for place, char in enumerate(text) if place not in covered and char not in MARKS and char not in headers
    ]
    assert missing == []
