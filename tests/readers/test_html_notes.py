"""Notes in HTML."""

from collections.abc import Callable

import pytest

from kg.errors import ReadError
from kg.model import Document

ReadAs = Callable[[str, str | bytes], Document]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>a\n  b</p>c", [("paragraph", "a b"), ("paragraph", "c")], id="paragraphs"),
        pytest.param("<h2>K <b>x</b></h2>", [("heading", "K x")], id="heading"),
        pytest.param("<ul><li>a<li><p>b</p></ul>", [("list_item", "a"), ("list_item", "b")], id="items"),
        pytest.param("<blockquote>a</blockquote>", [("quote", "a")], id="quote"),
        pytest.param("a<br>b<br><br>c", [("paragraph", "a b"), ("paragraph", "c")], id="breaks"),
        pytest.param("<script>x</script><style>y</style>a<!-- z -->", [("paragraph", "a")], id="what nobody sees"),
        pytest.param("<pre>x</pre>", [("code", "x")], id="code"),
        pytest.param("a &amp; b&nbsp;c &lt;script&gt;", [("paragraph", "a & b c <script>")], id="entities"),
        pytest.param("<dl><dt>a<dd>b</dl>", [("paragraph", "a"), ("paragraph", "b")], id="definitions"),
        pytest.param("", [], id="empty"),
        pytest.param("<html><body></body></html>", [], id="nothing in it"),
    ],
)
def test_blocks(markup: str, expected: list[tuple[str, str]], read_as: ReadAs) -> None:
    document = read_as("meetings/a.html", markup)
    assert [(b.kind, b.span.of(document.text)) for b in document.blocks] == expected
    assert document.text.count("\n") == max(0, len(expected) - 1)


def test_lists_in_lists_and_paragraphs_in_items(read_as: ReadAs) -> None:
    document = read_as("a.html", "<h1>K</h1><ul><li>a<ol><li>b</ol><p>c</p></li></ul><p>d")
    found = [(b.span.of(document.text), b.level, b.parent, b.heading) for b in document.blocks]
    assert found == [("K", 1, None, None), ("a", 1, None, 0), ("b", 2, 1, 0), ("c", 0, 2, 0), ("d", 0, None, 0)]


def test_checkboxes(read_as: ReadAs) -> None:
    document = read_as("a.html", "<ul><li><input type=checkbox>a<li><input type=checkbox checked> b</ul>")
    assert [(b.span.of(document.text), b.checked) for b in document.blocks] == [("a", False), ("b", True)]


def test_tables(read_as: ReadAs) -> None:
    document = read_as("a.html", "<table><tr><th>A<th>B<tr><td>1<br>x<td><p>y</p></table>")
    assert document.text == "A\tB\n1 x\ty"
    assert [(b.span.of(document.text), b.header, b.row) for b in document.blocks] == [("1 x", "A", 1), ("y", "B", 1)]


def test_a_table_for_layout_is_read_as_blocks(read_as: ReadAs) -> None:
    document = read_as("a.html", "<table><tr><td><h1>K</h1><p>a</p><table><tr><td>b</table></table>")
    assert [b.span.of(document.text) for b in document.blocks] == ["K", "a", "b"]


def test_links_language_and_title(read_as: ReadAs) -> None:
    markup = (
        '<html lang="en-GB"><head><title>T</title></head><a href="http://example.org">hier</a> <a href="#">daar</a>'
    )
    document = read_as("a.html", markup)
    assert [(link.span.of(document.text), link.target) for link in document.links] == [("hier", "http://example.org")]
    assert (document.language, document.metadata) == ("en", {"document-title": "T"})


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        pytest.param("één".encode(), "één", False, id="UTF-8"),
        pytest.param('<meta charset="windows-1251">Вопрос'.encode("cp1251"), "Вопрос", True, id="as declared"),
        pytest.param('<meta charset="iso-8859-1">één €'.encode("cp1252"), "één €", True, id="latin-1 is cp1252"),
        pytest.param('<meta charset="utf-8">één'.encode("cp1252"), "één", True, id="declared wrongly"),
        pytest.param('<meta charset="utf-7">één'.encode("cp1252"), "één", True, id="no such encoding here"),
        pytest.param("één".encode("cp1252"), "één", True, id="a guess"),
    ],
)
def test_encodings(data: bytes, text: str, warned: bool, read_as: ReadAs) -> None:  # noqa: FBT001 - a column
    document = read_as("a.html", data)
    assert (document.text, bool(document.issues)) == (text, warned)


def test_what_is_nested_too_deeply_is_refused(read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        read_as("a.html", "<div>" * 1000 + "x")
