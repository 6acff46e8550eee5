"""CSV, TSV and XLSX. All records are invented samples."""

import io
import zipfile
from collections.abc import Callable

import pytest

from kg.errors import ReadError
from kg.model import Document, PartialDate
from kg.readers.delimited import delimiter_of
from kg.records import Name, Publication

ReadAs = Callable[[str, str | bytes], Document]

ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date",'
    '"Language","Manual Tags"\n'
    '"AB12","journalArticle","2020","Voorbeeld, Jan; Test, Piet","Een, test","Monsterblad","10.1000/X",'
    '"http://example.org","Kort\nen ""goed""","2020-06","nl","een; twee"\n'
)


def test_a_row_of_zotero_whole(read_as: ReadAs) -> None:
    document = read_as("publications/a.csv", ZOTERO)
    assert document.issues == ()
    assert document.records == (
        Publication(
            id="AB12",
            type="article-journal",
            title="Een, test",
            line=2,
            authors=(Name("Voorbeeld", "Jan"), Name("Test", "Piet")),
            issued=PartialDate(2020, 6),
            container_title="Monsterblad",
            doi="10.1000/x",
            url="http://example.org",
            abstract='Kort en "goed"',
            language="nl",
            keywords=("een", "twee"),
        ),
    )


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param(
            "Authors;Title;Year;Source title;DOI", "Voorbeeld J.;Proef;2020;Monsterblad;10.1000/x", id="Scopus"
        ),
        pytest.param(
            "Author Full Names\tArticle Title\tPublication Year\tSource Title\tDOI",
            "Voorbeeld, J.\tProef\t2020\tMonsterblad\t10.1000/x",
            id="Web of Science",
        ),
        pytest.param(
            "Author/s,Title,Publication Year,Source Title,DOI",
            "J. Voorbeeld,Proef,2020,Monsterblad,10.1000/x",
            id="Lens",
        ),
        pytest.param(
            "authorships.author.display_name,display_name,publication_year,primary_location.source.display_name,doi",
            "J. Voorbeeld,Proef,2020,Monsterblad,https://doi.org/10.1000/x",
            id="OpenAlex",
        ),
        pytest.param(
            "first_authors,title,publication_year,journal,doi",
            "J. Voorbeeld,Proef,2020,Monsterblad,10.1000/x",
            id="ASReview",
        ),
        pytest.param("PT\tAF\tTI\tSO\tPY\tDI", "J\tVoorbeeld, J.\tProef\tMonsterblad\t2020\t10.1000/x", id="WoS tags"),
        pytest.param(
            "Rank,Publication ID,DOI,Title,Source title,PubYear,Authors",
            '1,pub.1,10.1000/x,Proef,Monsterblad,2020,"Voorbeeld, J."',
            id="Dimensions",
        ),
        pytest.param(
            "PMID,Title,Authors,Journal/Book,Publication Year,DOI",
            "1,Proef,Voorbeeld J.,Monsterblad,2020,10.1000/x",
            id="PubMed",
        ),
        pytest.param(
            "Title,Original Title,Author Names,Source,Open URL Link",
            "Proef,,Voorbeeld J.,Monsterblad (2020) 3:3 (1-2),http://example.org/?sid=x&id=doi:10.1000%2Fx&title=a",
            id="Embase",
        ),
        pytest.param(
            "title,authors,year,venue,doi", """Proef,"['Voorbeeld, J.']",2020,Monsterblad,10.1000/x""", id="lists"
        ),
        pytest.param(
            "auteurs;titel;jaar;tijdschrift;DOI", "Voorbeeld, J.;Proef;2020;Monsterblad;10.1000/x", id="Dutch"
        ),
    ],
)
def test_headers_of_each_program(header: str, row: str, read_as: ReadAs) -> None:
    document = read_as("a.csv", f"\ufeff{header}\r\n{row}\r\n")
    found = [(one.title, one.authors, one.issued, one.container_title, one.doi) for one in document.records]
    assert found == [("Proef", (Name("Voorbeeld", "J."),), PartialDate(2020), "Monsterblad", "10.1000/x")]
    assert document.issues == ()


@pytest.mark.parametrize(
    ("text", "titles", "lines"),
    [
        pytest.param("title\na\n\nb\n", ["a", "b"], [2, 4], id="empty line"),
        pytest.param('title,x\n"a\nb",1\nc,2', ["a b", "c"], [2, 4], id="line end in quotes"),
        pytest.param("title,x\n,1\n,\nb,", ["", "b"], [2, 4], id="no title, but a value"),
        pytest.param("title\ra\rb", ["a", "b"], [2, 3], id="line ends of old Macs"),
        pytest.param("title,x\na", ["a"], [2], id="short row"),
        pytest.param("title\na,b,c", ["a"], [2], id="long row"),
        pytest.param('title\na "b" c', ['a "b" c'], [2], id="quotes inside"),
        pytest.param("title", [], [], id="header only"),
        pytest.param("", [], [], id="empty"),
    ],
)
def test_rows(text: str, titles: list[str], lines: list[int], read_as: ReadAs) -> None:
    document = read_as("a.csv", text)
    assert [one.title for one in document.records] == titles
    assert [one.line for one in document.records] == lines
    assert document.issues == ()


def test_other_titles_and_marks_of_a_web_page(read_as: ReadAs) -> None:
    document = read_as("a.csv", "Titel\tOorspronkelijke titel\tEngelse titel\nA &amp; <i>b</i>\tA &amp; b\tOne\n")
    assert [(one.title, one.other_titles) for one in document.records] == [("A & b", ("One",))]


@pytest.mark.parametrize(
    ("text", "records", "warnings"),
    [
        pytest.param("sep=;\ntitel;doi\na,b;10.1000/x\n", [("a,b", 3)], [], id="the delimiter that Excel states"),
        pytest.param("Lijst\n\ntitel,jaar\na,2020\n", [("a", 4)], [1], id="a line above the header"),
        pytest.param("titel,jaar\na,2020\ntitel,jaar\nb,2020\n", [("a", 2), ("b", 4)], [], id="header repeated"),
        pytest.param(
            '"Test, J.",Een proef over niets dan dat,2020\n"Test, K.",Nog een,2021\n',
            [("Een proef over niets dan dat", 1), ("Nog een", 2)],
            [1],
            id="no header",
        ),
    ],
)
def test_headers(text: str, records: list[tuple[str, int]], warnings: list[int], read_as: ReadAs) -> None:
    document = read_as("a.csv", text)
    assert [(one.title, one.line) for one in document.records] == records
    assert [one.line for one in document.issues if not one.is_error and one.hint] == warnings


def test_a_row_that_is_far_too_large_or_goes_on_for_too_long_is_named_and_the_rest_is_read(read_as: ReadAs) -> None:
    text = "title,x\na,1\n" + "x" * 21_000_000 + ',2\nb,3\n"c,4\n' + "d,5\n" * 6_000
    document = read_as("a.csv", text)
    assert [one.title for one in document.records] == ["a", "b", *["d"] * 6_000]
    assert [(one.line, one.is_error, one.quote[:4]) for one in document.issues] == [
        (3, True, "xxxx"),
        (5, True, '"c,4'),
    ]


def test_a_quote_that_is_not_closed_costs_its_own_line_or_runs_to_the_next_quote(read_as: ReadAs) -> None:
    document = read_as("a.csv", 'title,x\n"a,1\nb,2\n"c,3\nd,4\n')
    assert [one.title for one in document.records] == ["a,1 b,2 c", "d"]
    document = read_as("a.csv", 'title,x\na,1\n"b,2\nc,3\n')
    assert [one.title for one in document.records] == ["a", "c"]
    assert [(one.line, one.is_error) for one in document.issues] == [(3, True)]


def test_a_table_without_titles_says_so(read_as: ReadAs) -> None:
    document = read_as("a.csv", "naam,x\na,1\n")
    assert [one.title for one in document.records] == [""]
    assert [(one.line, one.is_error) for one in document.issues] == [(1, False)]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a,b;c", ","), ('"a,b";c;d', ";"), ("a\tb", "\t"), ("a|b", "|"), ("a", ","), ("", ",")],
)
def test_delimiter(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def workbook(rows: list[str], *more: str, strings: str = "", name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Give a workbook with these rows, as XML, and more sheets."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f"<worksheet {space}><sheetData>{''.join(rows)}</sheetData></worksheet>")
        for number, sheet in enumerate(more, 2):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", f"<worksheet {space}><sheetData>{sheet}")
        if strings:
            archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{strings}</sst>")
    return target.getvalue()


def test_a_workbook(read_as: ReadAs) -> None:
    data = workbook(
        [
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Datum</t></is></c></row>',
            '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>44005</v></c></row>',
            '<row r="4"><c r="A4" t="s"><v>9</v></c><c r="C4"><v>2020.0</v></c></row>',
        ],
        strings="<si><t>Titel</t></si><si><r><t>Een </t></r><r><t>test</t></r><rPh><t>x</t></rPh></si>",
    )
    document = read_as("publications/a.xlsx", data)
    assert [(one.title, str(one.issued), one.line) for one in document.records] == [
        ("Een test", "2020-06-23", 3),
        ("", "2020", 4),
    ]


def text_row(number: int, *cells: str) -> str:
    """Give a row of a sheet, as XML."""
    inline = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inline}</row>'


END = "</sheetData></worksheet>"
TWO = [text_row(1, "Titel", "Jaar"), text_row(2, "a", "2020")]


@pytest.mark.parametrize(
    ("sheet", "titles", "issues"),
    [
        pytest.param(text_row(5, "Titel") + text_row(7, "b") + END, ["a", "b"], [], id="publications too"),
        pytest.param(text_row(1, "x", "y") + text_row(2, "b") + END, ["a"], [(1, False)], id="something else"),
        pytest.param(
            text_row(1, "Titel", "Jaar") + text_row(2, "b") + "<row>", ["a", "b"], [(1, True)], id="broken further on"
        ),
        pytest.param(END, ["a"], [], id="empty"),
    ],
)
def test_a_second_sheet(sheet: str, titles: list[str], issues: list[tuple[int, bool]], read_as: ReadAs) -> None:
    document = read_as("publications/a.xlsx", workbook(TWO, sheet))
    assert [one.title for one in document.records] == titles
    assert [(one.line, one.is_error) for one in document.issues] == issues


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(workbook(["<x>" * 200]), "nested too deeply", id="deep"),
        pytest.param(b"PK", "damaged", id="no zip"),
        pytest.param(workbook([], name="x.xml"), "holds no sheets", id="no sheets"),
        pytest.param(workbook(["<row><c>"]), "not well-formed", id="broken XML"),
        pytest.param(
            workbook(['<row><c t="s"><v>0</v></c></row>'] * 30_000, strings=f"<si><t>{'x' * 1000}</t></si>"),
            "too much text",
            id="one long text in 30000 cells",
        ),
    ],
)
def test_a_workbook_that_is_refused(data: bytes, message: str, read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match=message):
        read_as("publications/a.xlsx", data)
