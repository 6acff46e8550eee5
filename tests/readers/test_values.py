"""Names, dates, identifiers, languages, types: what all reference lists share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import PartialDate
from kg.readers.cells import authors_of
from kg.readers.csl_types import spoken_type
from kg.readers.dates import date_of
from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.languages import language_tag
from kg.readers.latex import plain_text
from kg.readers.names import name_of, names_of
from kg.records import Name


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        pytest.param("Voorbeeld, Jan", Name("Voorbeeld", "Jan"), id="Last, First"),
        pytest.param("van den Voorbeeld, Jan", Name("Voorbeeld", "Jan", "van den"), id="particle, Last, First"),
        pytest.param("Jan van der Voorbeeld", Name("Voorbeeld", "Jan", "van der"), id="First particle Last"),
        pytest.param("Voorbeeld, Jan van 't", Name("Voorbeeld", "Jan", "van 't"), id="particle behind the given name"),
        pytest.param("'t Voorbeeld, Jan", Name("Voorbeeld", "Jan", "'t"), id="'t"),
        pytest.param("Jan Piet Voorbeeld", Name("Voorbeeld", "Jan Piet"), id="First Middle Last"),
        pytest.param("Jan De Voorbeeld", Name("De Voorbeeld", "Jan"), id="Flemish: De is part of the family name"),
        pytest.param("Voorbeeld, Jr., Jan", Name("Voorbeeld", "Jan, Jr."), id="junior"),
        pytest.param("Voorbeeld Test, Jan", Name("Voorbeeld Test", "Jan"), id="double family name"),
        pytest.param("{Voorbeeld van Test en Co.}", Name("Voorbeeld van Test en Co."), id="organisation"),
        pytest.param("{Test, Test} and", Name("and", "Test, Test"), id="comma in braces is no comma"),
        pytest.param("Jan {Voorbeeld Test}", Name("Voorbeeld Test", "Jan"), id="family name in braces"),
        pytest.param("family=Voorbeeld, given=Jan, prefix=van", Name("Voorbeeld", "Jan", "van"), id="name by parts"),
        pytest.param("Voorbeeld", Name("Voorbeeld"), id="one word"),
        pytest.param("others", None, id="others"),
        pytest.param(" ", None, id="nothing"),
        pytest.param("{}", None, id="empty braces"),
        pytest.param(",", None, id="a comma"),
    ],
)
def test_name(stated: str, name: Name | None) -> None:
    assert name_of(stated) == name


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        pytest.param("A, B and C, D", ["A, B", "C, D"], id="and"),
        pytest.param("A, B AND C, D\nand others", ["A, B", "C, D"], id="AND, line end, others"),
        pytest.param("{Test and Co} and A, B", ["Test and Co", "A, B"], id="and in braces"),
        pytest.param("{Test and A, B", ["Test and A, B"], id="braces that are not closed"),
        pytest.param("Anderson, Sandy", ["Anderson, Sandy"], id="and inside a word"),
        pytest.param("", [], id="nobody"),
    ],
)
def test_names(stated: str, names: list[str]) -> None:
    assert [str(name) for name in names_of(stated)] == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        pytest.param("A, B; C, D", ["A, B", "C, D"], id="semicolons"),
        pytest.param("Jan Test|Piet Proef", ["Test, Jan", "Proef, Piet"], id="bars"),
        pytest.param("Test J., Proef K.L.", ["Test, J.", "Proef, K.L."], id="commas between names with initials"),
        pytest.param(
            "Jan Test, Piet Proef, Kees Monster", ["Test, Jan", "Proef, Piet", "Monster, Kees"], id="whole names"
        ),
        pytest.param("Test, Jan (1234)", ["Test, Jan"], id="number of an author"),
        pytest.param("A, B and C, D", ["A, B", "C, D"], id="and"),
        pytest.param("", [], id="nobody"),
    ],
)
def test_authors_in_a_cell(cell: str, names: list[str]) -> None:
    assert [str(name) for name in authors_of(cell)] == names


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        pytest.param("2020", PartialDate(2020), id="year"),
        pytest.param("2020/06//", PartialDate(2020, 6), id="RIS, without a day"),
        pytest.param("2020///spring", PartialDate(2020), id="RIS, with a season"),
        pytest.param("2020-06-23", PartialDate(2020, 6, 23), id="ISO"),
        pytest.param("2020-06-23T10:00:00Z", PartialDate(2020, 6, 23), id="ISO with a time"),
        pytest.param("20200623", PartialDate(2020, 6, 23), id="compact"),
        pytest.param("23-06-2020", PartialDate(2020, 6, 23), id="Dutch"),
        pytest.param("23 juni 2020", PartialDate(2020, 6, 23), id="Dutch month"),
        pytest.param("June 23, 2020", PartialDate(2020, 6, 23), id="English month"),
        pytest.param("mrt 2020", PartialDate(2020, 3), id="short month"),
        pytest.param("2019-05/2020-06", PartialDate(2019, 5), id="range: its beginning"),
        pytest.param("2020-13-40", PartialDate(2020), id="a month that cannot be"),
        pytest.param("2021-02-29", PartialDate(2021, 2), id="a day that cannot be"),
        pytest.param("c2020", PartialDate(2020), id="about"),
        pytest.param("2020?", PartialDate(2020), id="uncertain"),
        pytest.param("in druk", None, id="in press"),
        pytest.param("-0044", None, id="before our era"),
        pytest.param("199X", None, id="a decade"),
        pytest.param("12345", None, id="a number"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_date(stated: str, date: PartialDate | None) -> None:
    assert date_of(stated) == date


@pytest.mark.parametrize(
    ("stated", "doi"),
    [
        pytest.param("10.1000/ABC", "10.1000/abc", id="lower case"),
        pytest.param("https://doi.org/10.1000/abc", "10.1000/abc", id="resolver"),
        pytest.param("http://dx.doi.org/10.1000/abc.", "10.1000/abc", id="old resolver, full stop"),
        pytest.param("doi: 10.1000/abc", "10.1000/abc", id="doi:"),
        pytest.param("DOI:https://doi.org/10.1000/abc", "10.1000/abc", id="both"),
        pytest.param("https://doi.org/10.1000%2Fabc", "10.1000/abc", id="escaped slash"),
        pytest.param("10.1000/a(b)c", "10.1000/a(b)c", id="brackets"),
        pytest.param("10.1/abc", "", id="registrant too short"),
        pytest.param("10.1000/a b", "", id="space"),
        pytest.param("10.1000/x> . <urn:evil>", "", id="breaks out of an IRI"),
        pytest.param("10.1000/x\u0085y", "", id="control character"),
        pytest.param('10.1000/"', "", id="quote"),
        pytest.param("n.v.t.", "", id="none"),
    ],
)
def test_doi(stated: str, doi: str) -> None:
    assert doi_of(stated) == doi


@pytest.mark.parametrize(
    ("stated", "isbn"),
    [
        pytest.param("0-00-000000-0", "0000000000", id="10 digits"),
        pytest.param("ISBN 978-90-000-0000-5", "9789000000005", id="13 digits"),
        pytest.param("978-90-000-0000-6", "", id="wrong check digit"),
        pytest.param("0000-0000 0000-0000", "", id="two ISSNs"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_isbn(stated: str, isbn: str) -> None:
    assert isbn_of(stated) == isbn


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("Dutch", "nl"),
        ("nl-NL", "nl"),
        ("en_US", "en"),
        ("nld", "nl"),
        ("mul", ""),
        ("ngerman", "de"),
        ("English; Dutch", "en"),
        ("?", ""),
    ],
)
def test_language(stated: str, tag: str) -> None:
    assert language_tag(stated) == tag


@pytest.mark.parametrize(
    ("stated", "kind"),
    [("journalArticle", "article-journal"), ("thesis", "thesis"), ("Book Chapter", "chapter"), ("", "document")],
)
def test_type(stated: str, kind: str) -> None:
    assert spoken_type(stated) == kind


@pytest.mark.parametrize(
    ("field", "text"),
    [
        pytest.param(r"Co{\"o}rdinatie", "Coördinatie", id="accent in braces"),
        pytest.param(r"Co\"{o}rdinatie", "Coördinatie", id="braces in accent"),
        pytest.param(r"\'e\`e\^e\~n\=a\.z", "éèêñāż", id="accents by signs"),
        pytest.param(r"\v{s}\c c \u{g} \H{o}", "šç ğ ő", id="accents by letters"),
        pytest.param(r"na{\"\i}ef", "naïef", id="dotless i"),
        pytest.param(r"{\O}re \ss \ae\ {\L}", "Øre ßæ Ł", id="letters"),
        pytest.param(r"A \& B 50\% \{x\} \_", "A & B 50% {x} _", id="escaped signs"),
        pytest.param("``a'' -- b---c", "“a” – b—c", id="quotes and dashes"),
        pytest.param(r"\emph{a} \textbf{b}", "a b", id="commands"),
        pytest.param("{{Titel}}\n  verder", "Titel verder", id="braces and line ends"),
        pytest.param("a\\", "a\\", id="a backslash at the end"),
    ],
)
def test_latex(field: str, text: str) -> None:
    assert plain_text(field) == text


@given(st.text(max_size=60))
def test_nothing_here_raises(text: str) -> None:
    names_of(text)
    authors_of(text)
    date_of(text)
    isbn_of(text)
    language_tag(text)
    plain_text(text)
    assert doi_of(text) == doi_of(doi_of(text))
