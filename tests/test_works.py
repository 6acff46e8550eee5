"""Whether two records are one publication. All of them are samples."""

from __future__ import annotations

import pytest

from kg.model import PartialDate
from kg.records import Name, Publication
from kg.vocabulary import Iri
from kg.works import Match, author_key, compare, work_of

LONG = "Samen leren lezen in een verzonnen klas"
SHORT = "Samen lezen"


def record(title: str = LONG, **given: object) -> Publication:
    """Give a sample record by Vera van Voorbeeld in 2020, or with other facts."""
    author, year = given.pop("author", "Voorbeeld"), given.pop("year", 2020)
    facts = {
        "type": "article-journal",
        "authors": (Name(str(author), "V.", "van"),) if author else (),
        "issued": PartialDate(int(str(year))) if year else None,
        **given,
    }
    return Publication(id="a", title=title, **facts)  # type: ignore[arg-type]


def match(one: Publication, other: Publication) -> Match | None:
    """Compare two records, and see that the order does not matter."""
    left, right = work_of(one, Iri("urn:a")), work_of(other, Iri("urn:b"))
    found = compare(left, right)
    assert found == compare(right, left)
    return found


A, B = "10.1000/voorbeeld-a", "10.1000/voorbeeld-b"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(record(doi=A), record(doi=A), id="the same DOI"),
        pytest.param(record(doi=A), record("Learning to read together", doi=A), id="one DOI, Dutch and English title"),
        pytest.param(record(doi=A), record(), id="title, year and first author; one without DOI"),
        pytest.param(record(), record(author="VOORBEELD"), id="a name in capitals"),
        pytest.param(record(), record(LONG.upper() + "."), id="a title in capitals with a full stop"),
        pytest.param(record(), record(type="document"), id="a type that says nothing"),
        pytest.param(record(SHORT, year=None), record(SHORT, year=None), id="the same in everything"),
        pytest.param(record(LONG, author=""), record(LONG, author="", type=""), id="a long title, without authors"),
        pytest.param(
            record(type="book", isbn="9789000000005", year=2019), record(type="book", isbn="9789000000005"),
            id="the same book under its ISBN",
        ),
        pytest.param(record(doi=A, versions=(B,)), record(doi=B, year=2021), id="a preprint that names its article"),
        pytest.param(
            record("Learning to read together", other_titles=(LONG,)), record(), id="a title in two languages, stated"
        ),
    ],
)  # fmt: skip
def test_certainly_one(one: Publication, other: Publication) -> None:
    found = match(one, other)
    assert found is not None
    assert found.certain


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        pytest.param(record(doi=A), record(doi=B, year=2021), ("title", "first author"), id="preprint and article"),
        pytest.param(record(doi=A), record(doi=B), ("title", "first author", "year"), id="two DOIs"),
        pytest.param(record(year=2019), record(), ("title", "first author"), id="a year apart"),
        pytest.param(record(type="thesis"), record(), ("title", "first author", "year"), id="a thesis and an article"),
        pytest.param(record(author=""), record(), ("title", "year"), id="one without authors"),
        pytest.param(record(LONG + ": een proef"), record(), ("main title", "first author", "year"), id="no subtitle"),
        pytest.param(record(LONG.replace("verzonnen", "verzonen")), record(),
                     ("like title", "first author", "year"), id="a slip of the pen"),
        pytest.param(record(SHORT), record(SHORT, container_title="Tijdschrift Monster"),
                     ("title", "first author", "year"), id="a short title in another venue"),
        pytest.param(record("Editorial", container_title="Tijdschrift Monster"),
                     record("Editorial", container_title="Tijdschrift Monster"),
                     ("title", "first author", "year", "venue"), id="two editorials"),
        pytest.param(record("Een heel ander verhaal", author="Test", doi=A), record(doi=A), ("doi", "year"),
                     id="one DOI for two papers"),
        pytest.param(record("Hoofdstuk een", type="chapter", doi=A), record("Iets over taal", type="chapter", doi=A),
                     ("doi", "first author", "year"), id="two chapters with the DOI of their book"),
    ],
)  # fmt: skip
def test_likely_one(one: Publication, other: Publication, because: tuple[str, ...]) -> None:
    found = match(one, other)
    assert found is not None
    assert (found.certain, found.because) == (False, because)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(record(), record("Rekenen in een verzonnen klas met ict"), id="another title"),
        pytest.param(record(), record(author="Test"), id="another author"),
        pytest.param(record(), record(year=2010), id="ten years apart"),
        pytest.param(record(LONG + " deel 1"), record(LONG + " deel 2"), id="part one and part two"),
        pytest.param(record("Jaarverslag 2019"), record("Jaarverslag 2020"), id="two years of one report"),
        pytest.param(record("Een", type="chapter", isbn="9789000000005", author="Test"),
                     record("Twee", type="chapter", isbn="9789000000005"), id="two chapters of one book"),
        pytest.param(record("", author="", year=None), record("", author="", year=None), id="nothing known"),
    ],
)  # fmt: skip
def test_not_one(one: Publication, other: Publication) -> None:
    assert match(one, other) is None


@pytest.mark.parametrize(
    ("family", "key"),
    [("van der Vries", "vries"), ("Vries-Jansen", "jansen"), ("PO-Raad", "raad"), ("Çelik", "celik"), ("", "")],
)
def test_a_family_name_is_known_by_its_last_word(family: str, key: str) -> None:
    assert author_key(family) == key


ONE = "Wij volgden dertig verzonnen klassen een jaar lang en keken hoe zij samen lazen."
TWO = "Dit verzonnen handboek legt uit welke spellen bij rekenen passen, met lijsten en voorbeelden."


@pytest.mark.parametrize(
    ("abstract", "other", "certain"),
    [
        pytest.param(ONE, ONE.upper(), True, id="the same"),
        pytest.param(ONE, "Abstract. " + ONE[:60], True, id="cut off"),
        pytest.param(ONE, "", True, id="one without"),
        pytest.param(ONE, TWO, False, id="of another paper"),
    ],
)
def test_abstracts_tell_papers_with_one_title_apart(abstract: str, other: str, *, certain: bool) -> None:
    found = match(record(abstract=abstract), record(abstract=other))
    assert found is not None
    assert found.certain is certain
