"""Web of Science, MEDLINE and Refer. All records are invented samples."""

from collections.abc import Callable

import pytest

from kg.model import Document, PartialDate
from kg.readers.tagged import dialect
from kg.records import Name, Publication

ReadAs = Callable[[str, str | bytes], Document]

WEB_OF_SCIENCE = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU van der Test, P
   Voorbeeld, J
AF van der Test, Piet
   Voorbeeld, Jan
CA Stichting Monster
TI A sample study of
   nothing
SO MONSTER JOURNAL
LA English
DT Article; Early Access
DE sample; test
AB Short &amp; to
   the point.
PD MAR 20
PY 2020
SN 0000-0000
DI 10.1000/TEST
UT WOS:000000000000001
ER

PT B
TI Second
PY 2019
UT WOS:000000000000002
ER

EF"""

MEDLINE = """
PMID- 00000001
OWN - NLM
LID - 10.1000/test [doi]
TI  - [A sample study of
      nothing].
AB  - Short.
FAU - van der Test, Piet
AU  - van der Test P
CN  - Stichting Monster
LA  - dut
PT  - Research Support
PT  - Journal Article
TT  - Een proef over niets.
DP  - 2020 Mar 20
JT  - Monster journal
OT  - sample
MH  - *Test/methods

PMID- 00000002
TI  - Second
DP  - 2019 Winter
PT  - Review
"""

REFER = """%0 Journal Article
%T A sample study of
nothing
%A van der Test, Piet
%A Jan Voorbeeld
%A Stichting Monster,
%J Monster journal
%D 2020
%8 March 20
%@ 0000-0000
%R 10.1000/test
%K sample
test
%X Short.

More.
%G English
%U http://example.org
%F test1

%0 Book
%T Second
%D 2019

"""

PERSONS = (Name("Test", "Piet", "van der"), Name("Voorbeeld", "Jan"), Name("Stichting Monster"))


@pytest.mark.parametrize(
    ("name", "text", "first", "second"),
    [
        pytest.param(
            "a.ciw",
            WEB_OF_SCIENCE,
            Publication(
                id="WOS:000000000000001",
                type="article-journal",
                title="A sample study of nothing",
                line=3,
                authors=PERSONS,
                issued=PartialDate(2020, 3, 20),
                container_title="MONSTER JOURNAL",
                doi="10.1000/test",
                abstract="Short & to the point.",
                language="en",
                keywords=("sample", "test"),
            ),
            ("WOS:000000000000002", "book", "Second", 24),
            id="Web of Science",
        ),
        pytest.param(
            "a.nbib",
            MEDLINE,
            Publication(
                id="00000001",
                type="article-journal",
                title="A sample study of nothing",
                line=2,
                authors=(PERSONS[0], PERSONS[2]),
                issued=PartialDate(2020, 3, 20),
                container_title="Monster journal",
                doi="10.1000/test",
                abstract="Short.",
                language="nl",
                keywords=("sample", "Test"),
                other_titles=("Een proef over niets",),
            ),
            ("00000002", "article-journal", "Second", 20),
            id="MEDLINE",
        ),
        pytest.param(
            "a.enw",
            REFER,
            Publication(
                id="test1",
                type="article-journal",
                title="A sample study of nothing",
                line=1,
                authors=PERSONS,
                issued=PartialDate(2020, 3, 20),
                container_title="Monster journal",
                doi="10.1000/test",
                url="http://example.org",
                abstract="Short. More.",
                language="en",
                keywords=("sample", "test"),
            ),
            ("", "book", "Second", 21),
            id="Refer",
        ),
    ],
)
def test_two_records(
    name: str, text: str, first: Publication, second: tuple[str, str, str, int], read_as: ReadAs
) -> None:
    for as_name in (f"publications/{name}", "publications/a.txt"):
        document = read_as(as_name, text)
        assert document.issues == ()
        one, two = document.records
        assert one == first
        assert (two.id, two.type, two.title, two.line) == second


@pytest.mark.parametrize(
    ("name", "text", "titles", "issues"),
    [
        pytest.param("a.ciw", "PT J\nTI a\n\nPT J\nTI b\nER\n", ["a", "b"], [(1, False)], id="no ER"),
        pytest.param("a.ciw", "FN x\nTI a\nER\n\nPT J\nTI b\nER\n", ["b"], [(2, True)], id="no PT"),
        pytest.param("a.ciw", "zomaar tekst", [], [(1, False), (1, True)], id="no Web of Science"),
        pytest.param("a.isi", "FN x\nVR 1.0\nEF\n", [], [], id="an empty list"),
        pytest.param("a.nbib", "PMID- 1\nTI  - a\nPMID- 2\nTI  - b\n", ["a", "b"], [], id="no empty line between"),
        pytest.param("a.nbib", "PMC - PMC1\nPMID- 1\nTI  - a\n", ["a"], [], id="PMC before PMID"),
        pytest.param("a.nbib", "OWN - ERIC\nTI  - a\n\nOWN - ERIC\nTI  - b\n", ["a", "b"], [], id="ERIC, without PMID"),
        pytest.param("a.enw", "%A A. Test\n%T a\n\n%A B. Test\n%T b\n", ["a", "b"], [], id="Refer without %0"),
        pytest.param("a.enw", "%0 Book\n%T a\n%0 Book\n%T b", ["a", "b"], [], id="%0 without an empty line"),
        pytest.param("a.enw", "zomaar tekst", [], [(1, False), (1, True)], id="no Refer"),
    ],
)
def test_records_and_what_is_wrong(
    name: str, text: str, titles: list[str], issues: list[tuple[int, bool]], read_as: ReadAs
) -> None:
    document = read_as(f"publications/{name}", text)
    assert [one.title for one in document.records] == titles
    assert [(one.line, one.is_error) for one in document.issues] == issues
    assert all(one.hint for one in document.issues)


def test_what_looks_like_another_format_is_named(read_as: ReadAs) -> None:
    document = read_as("publications/a.ris", WEB_OF_SCIENCE)
    assert document.issues[-1].hint == "It looks like Web of Science: give it the suffix .ciw."


@pytest.mark.parametrize("name", ["ris", "web_of_science", "medline", "refer"])
def test_every_dialect_has_the_same_fields(name: str) -> None:
    assert dialect(name).fields.keys() == dialect("ris").fields.keys()
