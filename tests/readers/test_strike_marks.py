"""What is struck out stays in the text and is known as struck, in every format that can strike out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Source
from kg.readers import read

ReadAs = Callable[[str, str | bytes], Document]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office",) * 2, ("text",) * 2, ("table",) * 2, ("style",) * 2)
)


def packed(name: str, xml: str) -> bytes:
    """Give a package with one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, xml)
    return target.getvalue()


def docx(body: str) -> bytes:
    return packed("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def run(text: str, marks: str = "") -> str:
    """Give a run of Word."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str) -> bytes:
    styles = (
        '<style:style style:name="T1"><style:text-properties {}/></style:style>'.format(
            'style:text-line-through-style="solid"'
        )
        + '<style:style style:name="T2"><style:text-properties style:text-line-through-style="none"/></style:style>'
    )
    head = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed("content.xml", f"<office:document-content {OPEN}>{head}{text}</office:document-content>")


def struck(document: Document) -> list[str]:
    """Give what is struck out."""
    return [span.of(document.text) for span in document.struck]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- ~~weg~~", ["~~weg~~"], id="item"),
        pytest.param("de ~~oude~~ en ~~kleine~~ zaal", ["~~oude~~", "~~kleine~~"], id="words"),
        pytest.param("~~twee\nregels~~", ["~~twee\nregels~~"], id="over a line end"),
        pytest.param("de <s>oude</s> zaal", ["<s>oude</s>"], id="tag"),
        pytest.param('de <del datetime="x">oude</del> zaal', ['<del datetime="x">oude</del>'], id="tag with attribute"),
        pytest.param(
            "<del>\n\neen\n\ntwee\n\n</del>\n\ndrie", ["<del>\n\neen\n\ntwee\n\n</del>"], id="tags around blocks"
        ),
        pytest.param("~~een <s>twee~~ drie</s>", ["~~een <s>twee~~ drie</s>"], id="both, crossed"),
        pytest.param("~~niet dicht", [], id="not closed"),
        pytest.param("~~een\n\ntwee~~", [], id="closed in another paragraph"),
        pytest.param("van ~~ tot ~~ over", [], id="spaces inside"),
        pytest.param("```\n~~code~~ <s>x</s>\n```", [], id="code"),
        pytest.param("~ongeveer~ ~~~tien~~~", [], id="other numbers of tildes"),
        pytest.param(r"\~~letterlijk~~", [], id="escaped"),
        pytest.param("<small>x</small> <section>y</section>", [], id="other tags"),
    ],
)
def test_marks_in_markdown(text: str, expected: list[str], read_as: ReadAs) -> None:
    document = read_as("meetings/a.md", text)
    assert (document.text, struck(document)) == (text, expected)


def test_tildes_in_plain_text(read_as: ReadAs) -> None:
    assert struck(read_as("meetings/a.txt", "de ~~oude~~ zaal\n\nniet ~~dicht")) == ["~~oude~~"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>de <s>oude</s> zaal</p>", ["oude"], id="s"),
        pytest.param("<p>de <strike><b>oude</b> en</strike> zaal</p>", ["oude en"], id="strike around bold"),
        pytest.param("<del><p>een</p><p>twee</p></del>", ["een", "twee"], id="del around blocks"),
        pytest.param('<li style="text-decoration: line-through">een</li>', ["een"], id="style"),
        pytest.param("<table><tr><td>a</td><td><s>b</s></td></tr></table>", ["b"], id="cell"),
        pytest.param("<table><tr><td>a</td><td><s>b</s> c</td></tr></table>", [], id="part of a cell is not seen"),
        pytest.param("<p>de zaal <ins>erbij</ins></p>", [], id="insertion"),
    ],
)
def test_html(body: str, expected: list[str], read_as: ReadAs) -> None:
    assert struck(read_as("meetings/a.html", f"<body>{body}</body>")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<w:p>{run('de ')}{run('oude', '<w:strike/>')}{run(' zaal')}</w:p>", ["oude"], id="strike"),
        pytest.param(f"<w:p>{run('een', '<w:dstrike/>')}</w:p>", ["een"], id="double"),
        pytest.param("<w:p>" + run("een", '<w:strike w:val="0"/>') + "</w:p>", [], id="switched off"),
        pytest.param(
            f"<w:p>{run('een ', '<w:strike/>')}{run('twee', '<w:strike/>')}</w:p>", ["een twee"], id="two runs are one"
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{run('b', '<w:strike/>')}</w:p></w:tc></w:tr></w:tbl>",
            ["b"],
            id="cell",
        ),
    ],
)
def test_word(body: str, expected: list[str], read_as: ReadAs) -> None:
    assert struck(read_as("meetings/a.docx", docx(body))) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('<text:p>de <text:span text:style-name="T1">oude</text:span> zaal</text:p>', ["oude"], id="words"),
        pytest.param('<text:p text:style-name="T1">een</text:p>', ["een"], id="paragraph"),
        pytest.param('<text:p>de <text:span text:style-name="T2">oude</text:span> zaal</text:p>', [], id="no line"),
        pytest.param(
            '<table:table><table:table-row><table:table-cell><text:p text:style-name="T1">a</text:p></table:table-cell>'
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
            ["a"],
            id="cell",
        ),
    ],
)
def test_opendocument(body: str, expected: list[str], read_as: ReadAs) -> None:
    assert struck(read_as("meetings/a.odt", odt(body))) == expected


PIECES = st.lists(st.sampled_from(["~~", "<s>", "</s>", "<del>", "</del>", "a", " ", "\n", "\n\n", "- ", "`", "```\n"]))


@given(PIECES)
def test_what_is_struck_is_in_order_and_lies_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = read(Source(PurePosixPath("a.md")), text.encode())
    edges = [edge for span in document.struck for edge in (span.start, span.end)]
    assert edges == sorted(set(edges))
    assert all(edge <= len(text) for edge in edges)
