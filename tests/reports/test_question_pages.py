"""The page of a question: who asked it, what was said, and how its status changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.places import doi_link
from kg.reports import ReportSettings, draw_report
from kg.reports.history import histories
from kg.reports.material import gather
from kg.reports.strengths import strengths
from kg.reports.views import view_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.stores import Store

QUESTION = "urn:kg:question/"


def _pages(store: Store, **settings: str) -> dict[str, str]:
    files = draw_report("questions", store, ReportSettings(**settings))  # type: ignore[arg-type]
    return {name: data.decode() for name, data in files.items()}


def _told(page: str) -> str:
    body = re.sub(r"<i lang=en>.*?</i>", " ", page.partition("<main")[2].partition("<footer")[0])
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_each_question_that_was_not_merged_has_a_page(store: Store) -> None:
    names = (
        "apparaat doel elders onderwerpen overzicht reflectie rooster tegenspraak verantwoording verouderd vervallen"
    )
    assert sorted(_pages(store)) == [f"questions/{name}.html" for name in names.split()]


@pytest.mark.parametrize(
    ("question", "as_of", "expected"),
    [
        pytest.param(
            "reflectie",
            "",
            [
                ("10 november 2020", "open", "gevraagd: Eerste voorbeeldbijeenkomst"),
                ("23 juni 2021", "practice-only", "er is iets over gezegd"),
            ],
            id="er is iets over gezegd",
        ),
        pytest.param(
            "reflectie",
            "2021-02-15",
            [("10 november 2020", "open", "gevraagd: Eerste voorbeeldbijeenkomst")],
            id="zoals het op een dag stond",
        ),
        pytest.param(
            "tegenspraak",
            "",
            [
                ("januari 2021", "open", "gevraagd: Tweede voorbeeldbijeenkomst"),
                ("1 juli 2021", "evidenced", "Max Monster aanvaardde een publicatie"),
            ],
            id="een dag zoals hij is genoemd",
        ),
        pytest.param(
            "vervallen",
            "",
            [
                ("zonder datum", "open", "gevraagd: Voorbeeldbijeenkomst zonder datum"),
                ("4 juli 2021", "retired", "Vera Voorbeeld liet de vraag vervallen"),
            ],
            id="zonder datum, en vervallen",
        ),
        pytest.param(
            "overzicht",
            "",
            [
                ("10 november 2020", "open", "gevraagd: Eerste voorbeeldbijeenkomst"),
                ("3 juli 2021", "answered", "Vera Voorbeeld sloot de vraag af"),
            ],
            id="afgesloten",
        ),
    ],
)
def test_the_history_tells_when_to_what_and_why(
    question: str, as_of: str, expected: list[tuple[str, str, str]], store: Store
) -> None:
    found = histories(gather(store, ReportSettings(as_of=as_of)))[QUESTION + question]
    assert [(str(change.day), change.status, str(change.why)) for change in found] == expected


def test_every_quote_leads_to_its_place_in_the_note(store: Store) -> None:
    view = gather(store, ReportSettings()).once(view_all)[f"{QUESTION}reflectie"]
    assert [(quote.by, quote.target) for quote in view.wordings] == [
        ("Voorbeeldschool De Proef", "notes/meetings/2020-11-10-eerste.md.html#reflectie"),
        ("Voorbeeldschool Het Model", "notes/meetings/2021-06-23-derde.md.html#reflectie"),
        ("Voorbeeldschool De Schets", "notes/meetings/2021-06-23-derde.md.html#reflectie-kort"),
    ]
    assert [quote.target for quote in view.insights] == [
        "notes/meetings/2021-06-23-derde.md.html#eigen-leervraag",
        "notes/meetings/2021-06-23-derde.md.html#gesprek",
    ]


def test_who_looks_into_it_is_told_with_the_end_date(load: Callable[[bytes], Store], sample: bytes) -> None:
    assert "door iemand; er is geen einddatum genoemd" in _told(_pages(load(sample))["questions/verantwoording.html"])
    detail = b'kt:verb "research" ;\n    kt:detail "researcher=Voorbeeldlab;until=2022-05" ;'
    told = load(sample.replace(b'kt:verb "research" ;', detail))
    assert "door Voorbeeldlab, tot en met mei 2022" in _told(_pages(told)["questions/verantwoording.html"])


def test_publications_are_shown_with_what_they_do_and_how_firm_they_are(store: Store) -> None:
    told = _told(_pages(store)["questions/tegenspraak.html"])
    for part in (
        "Tablets in de voorbeeldklas ondersteunt, onderzoek, door vakgenoten beoordeeld · aanvaard door Max Monster, 1 juli 2021",
        "Geen verschil met voorbeeldtablets",
        "spreekt tegen",
        "Publicaties spreken elkaar tegen",
        "Geteld: 1 onderzoek, door vakgenoten beoordeeld, 1 publicatie die tegenspreekt.",
    ):
        assert part in told


def test_strength_is_that_of_the_query(store: Store) -> None:
    found = {name.removeprefix(QUESTION): one.value for name, one in strengths(gather(store, ReportSettings())).items()}
    assert found == {"elders": 4, "tegenspraak": 2, "verouderd": 4}


def test_a_question_about_the_table_itself_says_so(store: Store) -> None:
    told = _told(_pages(store)["questions/onderwerpen.html"])
    assert "Deze vraag gaat over het werk van de tafel zelf." in told
    assert "Prioriteit" not in told


def test_a_page_leads_to_where_was_searched_and_when(store: Store) -> None:
    """The number and the day would change on every page with each meeting; they stand on one."""
    page = _pages(store)["questions/rooster.html"]
    assert re.search(r'<a href="../gaps.html#getallen"><i lang=nl>Waar is gezocht, en wanneer</i>', page)
    assert "14 september 2021" not in _told(page)


@pytest.mark.parametrize(
    ("doi", "link"),
    [
        pytest.param("10.5555/voorbeeld.1", "https://doi.org/10.5555/voorbeeld.1", id="gewoon"),
        pytest.param('10.5555/a"b<c>#d', "https://doi.org/10.5555/a%22b%3Cc%3E%23d", id="tekens"),
        pytest.param("javascript:alert(1)", "", id="geen"),
        pytest.param("https://doi.org/10.5555/a", "", id="een adres"),
        pytest.param("10.5555/a b", "", id="met een spatie"),
    ],
)
def test_only_a_doi_becomes_an_address(doi: str, link: str) -> None:
    assert doi_link(doi) == link
