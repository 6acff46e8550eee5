"""Records in XML, whatever they are wrapped in. All records are invented samples."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document, Issue, PartialDate, Source
from kg.readers import read, read_records
from kg.readers.xml_tags import tags
from kg.records import Name, Publication

ReadAs = Callable[[str, str | bytes], Document]

DC = """<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/">
{}
</oai_dc:dc>"""


def oai(*records: str, rest: str = "") -> str:
    """Give an answer to ListRecords with these records, each on lines of its own."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n<ListRecords>\n'
        + "\n".join(records)
        + f"\n{rest}</ListRecords>\n</OAI-PMH>\n"
    )


def record(number: int, fields: str) -> str:
    """Give a record of three lines with these fields of Dublin Core."""
    head = f"<header><identifier>oai:example.org:{number}</identifier></header>"
    return f"<record>{head}<metadata>{DC.format(fields)}</metadata></record>"


def titled(number: int) -> str:
    """Give a record with a title."""
    return record(number, f"<dc:title>Proef {number}</dc:title>")


def read_xml(text: str | bytes) -> Document:
    """Read a text as an XML file."""
    data = text.encode() if isinstance(text, str) else text
    return read(Source(PurePosixPath("publications/a.xml")), data)


def seen(document: Document) -> tuple[list[tuple[str, int]], list[tuple[str, int | None, bool]]]:
    """Give title and line of each record, and what is wrong, on which line and how badly."""
    records = [(one.title, one.line) for one in document.records]
    return records, [(one.message, one.line, one.is_error) for one in document.issues]


def test_a_record_of_dublin_core_whole() -> None:
    fields = """<dc:title xml:lang="en">A test</dc:title><dc:title xml:lang="nl">Een  &lt;i>proef&lt;/i> &amp;eacute;n
meer</dc:title><dc:creator>Voorbeeld, Jan van</dc:creator><dc:creator>Monster Universiteit</dc:creator>
<dc:creator>Jan de Test</dc:creator><dc:date>2021-03-04T05:06:07Z</dc:date><dc:date>2020-06</dc:date>
<dc:date>info:eu-repo/date/embargoEnd/2019-01-01</dc:date><dc:description>Kort</dc:description>
<dc:description>Een langere samenvatting</dc:description><dc:identifier>http://example.org/1</dc:identifier>
<dc:identifier>https://doi.org/10.1000/TEST</dc:identifier><dc:identifier>urn:isbn:978-0-00-000000-2</dc:identifier>
<dc:language>dut</dc:language><dc:subject>een; twee</dc:subject><dc:subject>http://example.org/drie</dc:subject>
<dc:source>Tijdschrift Monster; Vol. 3 (2020); 1-20</dc:source><dc:type>text</dc:type>
<dc:type>info:eu-repo/semantics/article</dc:type>
<dcterms:isVersionOf xmlns:dcterms="http://purl.org/dc/terms/">doi:10.1000/preprint</dcterms:isVersionOf>"""
    document = read_xml(oai(record(1, fields)))
    assert document.issues == ()
    assert document.records == (
        Publication(
            id="oai:example.org:1",
            type="article-journal",
            title="Een proef én meer",
            line=4,
            authors=(Name("Voorbeeld", "Jan", "van"), Name("Monster Universiteit"), Name("Test", "Jan", "de")),
            issued=PartialDate(2020, 6),
            container_title="Tijdschrift Monster",
            doi="10.1000/test",
            isbn="9780000000002",
            url="http://example.org/1",
            abstract="Een langere samenvatting",
            language="nl",
            keywords=("een", "twee"),
            other_titles=("A test",),
            versions=("10.1000/preprint",),
        ),
    )


MORE = '<resumptionToken completeListSize="9">next</resumptionToken>'
GOES_ON = ("the list of 9 goes on at the server: this is a part of it", 7, False)
PROVENANCE = "<about><provenance><identifier>oai:example.org:0</identifier></provenance></about></record>"


@pytest.mark.parametrize(
    ("text", "titles", "issues"),
    [
        pytest.param(oai(titled(1), titled(2)), ["Proef 1", "Proef 2"], [], id="two records"),
        pytest.param(oai('<record><header status="deleted"/></record>', titled(1)), ["Proef 1"], [], id="a deleted one"),
        pytest.param(oai(titled(1), rest=MORE), ["Proef 1"], [GOES_ON], id="the list goes on"),
        pytest.param(oai(titled(1), rest="<resumptionToken/>"), ["Proef 1"], [], id="the last page"),
        pytest.param(oai(titled(1), rest=MORE) + oai(titled(2)), ["Proef 1", "Proef 2"], [], id="two answers in a file"),
        pytest.param(oai(titled(1).replace("</record>", PROVENANCE)), ["Proef 1"], [], id="provenance"),
        pytest.param("<OAI-PMH><error code='noRecordsMatch'/></OAI-PMH>", [], [], id="nothing found"),
        pytest.param("<OAI-PMH><ListIdentifiers><header/></ListIdentifiers></OAI-PMH>", [], [], id="identifiers only"),
        pytest.param(oai(titled(1).replace("oai_dc:dc", "x")), [], [("<x> is no kind of record that is known and is left out", 4, True)], id="unknown metadata"),
        pytest.param(DC.format("<dc:title>Los</dc:title>"), ["Los"], [], id="Dublin Core by itself"),
        pytest.param("<list><record xmlns:dc='x'><dc:title>Los</dc:title></record></list>", ["Los"], [], id="fields in a record"),
        pytest.param("<dc><title>Los</title></dc>", ["Los"], [], id="no namespaces"),
        pytest.param('<zs:searchRetrieveResponse xmlns:zs="urn:x"><zs:records><zs:record><zs:recordData><dc><title>Los</title></dc></zs:recordData></zs:record></zs:records></zs:searchRetrieveResponse>', ["Los"], [], id="an answer of SRU"),
        pytest.param(oai(titled(1).replace("<oai_dc", "<d><e><oai_dc").replace("</oai_dc:dc>", "</oai_dc:dc></e></d>")), ["Proef 1"], [], id="packed"),
        pytest.param('<!DOCTYPE dc SYSTEM "http://example.org/none.dtd">\n<dc><title>Los</title></dc>', ["Los"], [], id="a document type elsewhere, not fetched"),
        pytest.param("<!-- <record> -->\n<dc><!-- </dc> --><title><![CDATA[</dc> Los]]></title></dc>", ["</dc> Los"], [], id="comments and CDATA"),
        pytest.param("<modsCollection/>", [], [], id="an empty list"),
        pytest.param(" \n", [], [], id="blank"),
    ],
)  # fmt: skip
def test_what_holds_records(text: str, titles: list[str], issues: list[tuple[str, int, bool]]) -> None:
    records, found = seen(read_xml(text))
    assert ([title for title, _ in records], found) == (titles, issues)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        pytest.param(
            titled(2).replace("</dc:title>", "</dc:titel>"), "the record cannot be read, on line 8: ", id="tags crossed"
        ),
        pytest.param(
            titled(2).replace("</record>", ""), "the record is not closed before the next one begins", id="not closed"
        ),
        pytest.param(
            titled(2).replace("</metadata></record>", ""),
            "the record is not closed before the next one begins",
            id="twice not closed",
        ),
        pytest.param("<record><header/></record>", "<record> is no kind of record that is known", id="no metadata"),
    ],
)
def test_a_broken_record_is_named_and_quoted_and_the_rest_is_read(broken: str, message: str) -> None:
    document = read_xml(oai(titled(1), broken, titled(3)))
    third = 7 + broken.count("\n") + 1
    assert [(one.title, one.line) for one in document.records] == [("Proef 1", 4), ("Proef 3", third)]
    (issue,) = document.issues
    assert (issue.message[: len(message)], issue.line, issue.is_error) == (message, 7, True)
    assert issue.quote.strip() == broken
    assert issue.hint


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        pytest.param("<dc:title>Lezen & schrijven</dc:title>", "Lezen & schrijven", id="a bare ampersand"),
        pytest.param("<dc:title>caf&eacute;&nbsp;nu</dc:title>", "café nu", id="a name that only HTML knows"),
        pytest.param("<dc:title>p < 0.05</dc:title>", "p < 0.05", id="a bare sign"),
        pytest.param("<dc:title>a\x01b&#0;c</dc:title>", "abc", id="signs that XML does not allow"),
        pytest.param("<dcx:title>Los</dcx:title>", "Los", id="a prefix without a namespace"),
    ],
)
def test_what_exporters_get_wrong_is_mended_with_a_warning(fields: str, title: str) -> None:
    document = read_xml(oai(record(1, fields)))
    mended = "the record has signs that XML does not allow; they were mended"
    assert seen(document) == ([(title, 4)], [(mended, 4, False)])


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        pytest.param("geen xml", "this is no XML", 1, id="no XML"),
        pytest.param("<?xml version='1.0'?>\n<kind/>", "this XML is <kind>, in which no publications are known", 2, id="another kind"),
        pytest.param("<html><head><title>Fout</title></head></html>", "this XML is <html>", 1, id="a web page"),
        pytest.param("<OAI-PMH>\n<error code='badResumptionToken'>Too late</error></OAI-PMH>", "the server answered with the error badResumptionToken: Too late", 2, id="an error of the server"),
        pytest.param("\n<!DOCTYPE x [<!ENTITY a 'b'>]><dc><title>&a;</title></dc>", "document type", 2, id="entities"),
        pytest.param("<a>" * 200, "nested too deeply", 1, id="depth"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_publications_is_refused(text: str, message: str, line: int) -> None:
    with pytest.raises(ReadError, match=message) as problem:
        read_xml(text)
    assert (problem.value.line, bool(problem.value.hint)) == (line, True)


def test_what_follows_a_record_never_takes_it_back() -> None:
    cut = oai(titled(1), titled(2))[:-60]
    assert seen(read_xml(cut)) == (
        [("Proef 1", 4)],
        [("the record is not closed before the end of the file", 7, True)],
    )
    records, issues = seen(read_xml(oai(titled(1)) + "<!DOCTYPE x [<!ENTITY a 'b'>]>"))
    assert (len(records), [is_error for _, _, is_error in issues]) == (1, [True])
    records, issues = seen(read_xml(oai(titled(1)).replace("</OAI-PMH>", "")))
    assert (len(records), issues) == (1, [("the file ends before <OAI-PMH>, of line 2, is closed", 9, True)])


@pytest.mark.parametrize(
    ("declared", "encoding", "warning"),
    [
        pytest.param("UTF-8", "utf-8", "", id="UTF-8"),
        pytest.param("ISO-8859-1", "utf-8", "", id="UTF-8 that says something else"),
        pytest.param("ISO-8859-1", "cp1252", "not UTF-8; read as ISO-8859-1, as it states itself", id="Latin-1"),
        pytest.param("windows-1251", "cp1251", "not UTF-8; read as windows-1251, as it states itself", id="Cyrillic"),
        pytest.param("UTF-8", "cp1252", "not UTF-8; read as cp1252, which is a guess", id="what is no UTF-8"),
        pytest.param("UTF-16", "utf-16", "", id="UTF-16"),
        pytest.param(
            "unicode_escape", "cp1252", "not UTF-8; read as cp1252, which is a guess", id="no encoding of text"
        ),
    ],
)
def test_encodings(declared: str, encoding: str, warning: str) -> None:
    title = "«Жизнь»" if encoding == "cp1251" else "Één café"
    text = f'<?xml version="1.0" encoding="{declared}"?><dc><title>{title}</title></dc>'
    records, issues = seen(read_xml(text.encode(encoding)))
    assert (records, issues) == ([(title, 1)], [(warning, None, False)] if warning else [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_far_into_a_file(end: str) -> None:
    """An XML library gives no more than line 65,535."""
    long = record(1, "<dc:title>Lang</dc:title>" + "\n" * 997)
    text = oai(*[long] * 100).replace("\n", end)
    assert [one.line for one in read_xml(text).records] == list(range(4, 100_000, 1000))


class _Endless(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, begin: bytes, middle: bytes, times: int, end: bytes) -> None:
        self.parts = (begin, middle, times, end)
        self.seek(0)

    def _pieces(self) -> Iterator[bytes]:
        begin, middle, times, end = self.parts
        yield begin
        yield from (middle for _ in range(times))
        yield end

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        begin, middle, times, end = self.parts
        if whence == 2:
            return len(begin) + times * len(middle) + len(end)
        self.pieces, self.rest = self._pieces(), b""
        return offset

    def readinto(self, buffer: object) -> int:
        view = cast("memoryview", buffer)
        while len(self.rest) < len(view) and (piece := next(self.pieces, b"")):
            self.rest += piece
        given, self.rest = self.rest[: len(view)], self.rest[len(view) :]
        view[: len(given)] = given
        return len(given)


def test_a_record_that_is_far_too_large_is_left_out_by_name() -> None:
    begin, end = oai(titled(1), "<record>", "</record>", titled(2)).split("</record>\n<record>")[0], oai(titled(2))
    stream = _Endless(
        f"{begin}</record>\n<record><metadata>".encode(), b"x" * 10_000, 2_100, f"</metadata></record>{end}".encode()
    )
    found = list(read_records(Source(PurePosixPath("publications/a.xml")), io.BufferedReader(stream)))
    titles = [one.title for one in found if isinstance(one, Publication)]
    issues = [(one.message, one.line) for one in found if isinstance(one, Issue)]
    assert titles == ["Proef 1", "Proef 2"]
    assert issues[0] == ("a record is larger than 20 MB and is left out", 7)


def test_a_record_of_far_too_many_tags_is_left_out_by_name() -> None:
    many = record(2, "<dc:subject/>" * 200_000)
    records, issues = seen(read_xml(oai(titled(1), many, titled(3))))
    assert [title for title, _ in records] == ["Proef 1", "Proef 3"]
    assert issues == [("a record has more than 200000 tags and is left out", 7, True)]


def test_a_file_of_broken_records_only_is_not_named_record_by_record() -> None:
    document = read_xml("<records>" + "<record>" * 20_000)
    assert (len(document.issues), document.records) == (10_002, ())
    assert "more than 10000 records are broken; the rest was not read" in {one.message for one in document.issues}


def test_a_kind_that_is_not_known_among_others_is_named() -> None:
    records, issues = seen(read_xml("<list><article><x/></article><dc><title>Los</title></dc></list>"))
    assert records == [("Los", 1)]
    assert issues == [("<article> is no kind of record that is known and is left out", 1, True)]


PIECES = [
    "<a>", "</a>", "<b/>", '<c d="<">', "<c d='>'>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "<", ">", "&", "\n",
    "\r", '"', "'", "tekst", "<!DOCTYPE x>", "<!DOC", "TYPE", "<record>", "</record>", "<metadata>", "</metadata>", "<dc>",
    "</dc>", "<title>", "</title>", "/", "=", "!", "[",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 7))
def test_the_tags_are_the_whole_text_however_it_comes_in_pieces(parts: list[str], size: int) -> None:
    text = "".join(parts)
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")

    def cut(pieces: list[str]) -> list[tuple[str, str, int]] | int | None:
        try:
            found = list(tags(pieces))
        except ReadError as refusal:
            return refusal.line
        assert "".join(tag.text for tag in found) == newlines
        return [(tag.kind, tag.name, tag.line) for tag in found if tag.kind != "text"]

    whole = cut([text])
    assert whole == cut([text[place : place + size] for place in range(0, len(text), size)])


ANSWER = oai(titled(1), titled(2), titled(3))


@given(
    st.integers(1, len(ANSWER) - 1),
    st.integers(0, 40),
    st.sampled_from(["", "<", "&", '"', "</x>", "<record>", "</record>", "<!--", "\0"]),
)
def test_whatever_is_damaged_no_record_is_lost_silently(place: int, gone: int, junk: str) -> None:
    damaged = ANSWER[:place] + junk + ANSWER[place + gone :]
    try:
        document = read_xml(damaged)
    except ReadError as refusal:
        assert refusal.hint
        return
    assert len(document.records) >= 3 or any(issue.is_error for issue in document.issues)
