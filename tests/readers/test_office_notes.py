"""Notes in Word and OpenDocument: one table of contents for both."""

import io
import zipfile
from collections.abc import Callable

import pytest

from kg.errors import ReadError
from kg.model import Document

ReadAs = Callable[[str, str | bytes], Document]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "draw")
)
LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def packed(parts: dict[str, str]) -> bytes:
    """Give a package with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def docx(body: str, *, space: str = W, **parts: str) -> bytes:
    """Give a Word file with this body, and further parts by name."""
    document = f"<w:document {space} {R}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": document, **parts})


def odt(body: str, **parts: str) -> bytes:
    """Give an OpenDocument file with this body."""
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {OPEN} {LINK}>{text}</office:document-content>"
    return packed({"content.xml": content, **{f"{name}.xml": text for name, text in parts.items()}})


def p(text: str, marks: str = "") -> str:
    """Give a paragraph of Word."""
    return f"<w:p><w:pPr>{marks}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str, marks: str = "") -> str:
    """Give a row of a table of Word."""
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def found(document: Document) -> list[tuple[str, str, int, int | None]]:
    """Give kind, text, level and parent of each block."""
    return [(b.kind, b.span.of(document.text), b.level, b.parent) for b in document.blocks]


STYLES = f"""<w:styles {W}>
<w:style w:styleId="K1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Eigen"><w:name w:val="Eigen"/><w:basedOn w:val="K2"/></w:style>
<w:style w:styleId="K2"><w:name w:val="Kop 2"/></w:style>
<w:style w:styleId="Lijst"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Rond"><w:name w:val="Rond"/><w:basedOn w:val="Rond"/></w:style>
</w:styles>"""


def test_headings_and_lists_of_word(read_as: ReadAs) -> None:
    def numbered(level: int, number: int = 1) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    body = (
        p("Een", '<w:pStyle w:val="K1"/>')
        + p("Twee", '<w:pStyle w:val="Eigen"/>')
        + p("Drie", '<w:outlineLvl w:val="2"/>')
        + p("a", numbered(0))
        + p("b", numbered(1))
        + p("c", '<w:pStyle w:val="Lijst"/>')
        + p("geen", numbered(0, 0))
        + p("- streep")
        + p("☒ klaar")
        + p("rond", '<w:pStyle w:val="Rond"/>')
    )
    document = read_as("meetings/a.docx", docx(body, **{"word/styles.xml": STYLES}))
    assert document.text == "Een\nTwee\nDrie\na\nb\nc\ngeen\n- streep\n☒ klaar\nrond"
    assert found(document) == [
        ("heading", "Een", 1, None),
        ("heading", "Twee", 2, None),
        ("heading", "Drie", 3, None),
        ("list_item", "a", 1, None),
        ("list_item", "b", 2, 3),
        ("list_item", "c", 1, None),
        ("paragraph", "geen", 0, None),
        ("list_item", "streep", 1, None),
        ("list_item", "klaar", 1, None),
        ("paragraph", "rond", 0, None),
    ]
    assert [block.checked for block in document.blocks][-2:] == [True, None]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            "<w:p><w:r><w:t>a </w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a b c", id="tab and break"
        ),
        pytest.param("<w:p><w:ins><w:r><w:t>erbij</w:t></w:r></w:ins></w:p>", "erbij", id="inserted"),
        pytest.param("<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>", "", id="deleted"),
        pytest.param("<w:ins><w:p><w:r><w:t>blok</w:t></w:r></w:p></w:ins>", "blok", id="inserted paragraph"),
        pytest.param("<w:sdt><w:sdtContent>" + p("veld") + "</w:sdtContent></w:sdt>", "veld", id="content control"),
        pytest.param(
            "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText><w:t>tekst</w:t></w:r></w:p>", "tekst", id="field"
        ),
        pytest.param(
            "<w:p><w:r><w:t>voor</w:t><w:pict><w:txbxContent>" + p("kader") + "</w:txbxContent></w:pict></w:r></w:p>",
            "voor\nkader",
            id="text box",
        ),
        pytest.param(
            '<mc:AlternateContent xmlns:mc="x"><mc:Choice>'
            + p("a")
            + "</mc:Choice><mc:Fallback>"
            + p("a")
            + "</mc:Fallback></mc:AlternateContent>",
            "a",
            id="alternative content once",
        ),
        pytest.param("<w:p/>" + p(" "), "", id="empty paragraphs"),
    ],
)
def test_text_of_word(body: str, text: str, read_as: ReadAs) -> None:
    assert read_as("meetings/a.docx", docx(body)).text == text


def test_strict_word_is_read_as_well(read_as: ReadAs) -> None:
    assert read_as("meetings/a.docx", docx(p("tekst"), space=STRICT)).text == "tekst"


def test_tables_of_word(read_as: ReadAs) -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("x")
    body = (
        "<w:tbl>"
        + row(p("A"), p("B"), p("C"), marks="<w:tblHeader/>")
        + row(p("1") + p("een"), wide)
        + row(p(""), p("y"), p("z"))
        + "</w:tbl>"
    )
    document = read_as("meetings/a.docx", docx(body))
    assert document.text == "A\tB\tC\n1 een\tx\t\n\ty\tz"
    assert [(b.span.of(document.text), b.header, b.row) for b in document.blocks] == [
        ("1 een", "A", 1),
        ("x", "B", 1),
        ("y", "B", 2),
        ("z", "C", 2),
    ]


def test_a_table_whose_first_row_asks_has_no_header(read_as: ReadAs) -> None:
    document = read_as(
        "meetings/a.docx", docx("<w:tbl>" + row(p("Vraag"), p("Wat is dat?")) + row(p("x"), p("y")) + "</w:tbl>")
    )
    assert [(b.span.of(document.text), b.header, b.row) for b in document.blocks] == [
        ("Vraag", "", 1),
        ("Wat is dat?", "", 1),
        ("x", "", 2),
        ("y", "", 2),
    ]


def test_notes_comments_links_and_properties_of_word(read_as: ReadAs) -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="x/hyperlink" TargetMode="External" '
        'Target="http://example.org"/></Relationships>'
    )
    data = docx(
        '<w:p><w:r><w:t>zie </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>hier</w:t></w:r></w:hyperlink></w:p>',
        **{
            "word/_rels/document.xml.rels": relations,
            "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:type="separator">{p("x")}</w:footnote>'
            f"<w:footnote>{p('voet')}</w:footnote></w:footnotes>",
            "word/comments.xml": f"<w:comments {W}><w:comment>{p('opmerking')}</w:comment></w:comments>",
            "docProps/core.xml": '<c xmlns:d="d" xmlns:t="t"><d:title>Titel</d:title>'
            "<t:created>2020-01-01T00:00:00Z</t:created></c>",
        },
    )
    document = read_as("meetings/a.docx", data)
    assert document.text == "zie hier\nvoet\nopmerking"
    assert [(link.span.of(document.text), link.target) for link in document.links] == [("hier", "http://example.org")]
    assert document.metadata == {"document-title": "Titel", "document-created": "2020-01-01T00:00:00Z"}


@pytest.mark.parametrize("target", ["../../etc/passwd", "/../x", "file:/etc/passwd", "..\\..\\x"])
def test_a_relationship_that_leads_out_is_refused(target: str, read_as: ReadAs) -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="x/image" Target="{target}"/></Relationships>'
    )
    with pytest.raises(ReadError, match="leads out of it"):
        read_as("meetings/a.docx", docx(p("x"), **{"word/_rels/document.xml.rels": relations}))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.docx", b"geen zip", "damaged or cut short", id="docx that is no zip"),
        pytest.param("a.odt", b"geen zip", "damaged or cut short", id="odt that is no zip"),
        pytest.param("a.docx", packed({"a.txt": "x"}), "holds no Word document", id="docx without a document"),
        pytest.param("a.odt", packed({"a.txt": "x"}), "holds no OpenDocument text", id="odt without a document"),
        pytest.param("a.docx", docx("<w:p>"), "not well-formed", id="docx with broken XML"),
        pytest.param(
            "a.odt",
            packed({"META-INF/manifest.xml": "<encryption-data/>", "content.xml": "x"}),
            "password",
            id="locked odt",
        ),
        pytest.param("a.docx", docx("<w:p/>")[:-40], "damaged or cut short", id="docx cut short"),
    ],
)
def test_what_is_refused(name: str, data: bytes, message: str, read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match=message) as problem:
        read_as(f"meetings/{name}", data)
    assert problem.value.hint
    assert str(problem.value.path) == f"meetings/{name}"


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.xlsx"])
def test_an_empty_file_has_no_blocks(name: str, read_as: ReadAs) -> None:
    assert read_as(name, b"").blocks == ()


def test_headings_lists_and_links_of_opendocument(read_as: ReadAs) -> None:
    body = """<text:tracked-changes><text:p>weg</text:p></text:tracked-changes>
<text:h text:outline-level="2">Kop</text:h><text:p>zie <text:a xlink:href="http://example.org">hier</text:a>,<text:s/><text:span>vet</text:span></text:p>
<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>
</text:list-item><text:list-item><text:p>c</text:p><text:p>d</text:p></text:list-item></text:list>
<text:section><text:p>slot<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>voet</text:p></text:note-body></text:note></text:p></text:section>"""
    document = read_as("meetings/a.odt", odt(body))
    assert found(document) == [
        ("heading", "Kop", 2, None),
        ("paragraph", "zie hier, vet", 0, None),
        ("list_item", "a", 1, None),
        ("list_item", "b", 2, 2),
        ("list_item", "c", 1, None),
        ("paragraph", "d", 0, 4),
        ("paragraph", "slot", 0, None),
        ("paragraph", "voet", 0, None),
    ]
    assert [(link.span.of(document.text), link.target) for link in document.links] == [("hier", "http://example.org")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.docx", docx(p("[@test2020] en http://example.org.")), id="Word"),
        pytest.param("a.odt", odt("<text:p>[@test2020] en http://example.org.</text:p>"), id="OpenDocument"),
        pytest.param("a.html", b"<p>[@test2020] en http://example.org.", id="HTML"),
    ],
)
def test_links_that_are_written_out(name: str, data: bytes, read_as: ReadAs) -> None:
    document = read_as(f"meetings/{name}", data)
    assert [(link.kind, link.target) for link in document.links] == [
        ("citation", "test2020"),
        ("url", "http://example.org"),
    ]


def test_tables_and_properties_of_opendocument(read_as: ReadAs) -> None:
    def cell(text: str, marks: str = "") -> str:
        return f"<table:table-cell {marks}><text:p>{text}</text:p></table:table-cell>"

    body = f"""<table:table><table:table-header-rows><table:table-row>{cell("A")}{cell("B")}</table:table-row>
</table:table-header-rows>
<table:table-row>{cell("1", 'table:number-columns-repeated="2"')}</table:table-row></table:table>"""
    meta = '<m xmlns:d="d" xmlns:o="o"><d:title> Titel </d:title></m>'
    document = read_as("meetings/a.odt", odt(body, meta=meta))
    assert [(b.span.of(document.text), b.header, b.row) for b in document.blocks] == [("1", "A", 1), ("1", "B", 1)]
    assert document.metadata == {"document-title": "Titel"}
