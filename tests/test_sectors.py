"""Which sectors a publication names, in Dutch and in English, and what only looks like one."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from kg.sectors import BROADER, SECTORS, is_within, sectors_of


@pytest.mark.parametrize(
    ("title", "sectors"),
    [
        pytest.param("Leren lezen in het basisonderwijs", "po", id="basisonderwijs"),
        pytest.param("Basisschoolleerlingen over feedback", "po", id="a compound"),
        pytest.param("Kleuters en getalbegrip", "", id="an age is no sector"),
        pytest.param("Feedback in primary-school classrooms", "po", id="a hyphen"),
        pytest.param("Elementary students' motivation", "po", id="elementary"),
        pytest.param("Differentiatie in het voortgezet onderwijs", "vo", id="voortgezet onderwijs"),
        pytest.param("Vmbo'ers aan het woord", "vo", id="vmbo with an apostrophe"),
        pytest.param("Motivation in secondary education", "vo", id="secondary education"),
        pytest.param("Motivation in postsecondary education", "", id="postsecondary"),
        pytest.param("Motivation in post-secondary education", "", id="post-secondary with a hyphen"),
        pytest.param("Secondary vocational education and its teachers", "mbo", id="the longer phrase counts"),
        pytest.param("Burgerschap in het MBO", "mbo", id="capitals"),
        pytest.param("Combinatie van opvang en werk", "", id="mbo within a word"),
        pytest.param("Toetsen aan de hogeschool", "hbo", id="hogeschool"),
        pytest.param("Assessment in higher education", "hbo wo", id="higher education is two"),
        pytest.param("University students and sleep", "wo", id="university students"),
        pytest.param("Een publicatie van de Universiteit Nergens", "", id="a university is no sector"),
        pytest.param("Passend onderwijs in het speciaal basisonderwijs", "sbo", id="sbo is not po"),
        pytest.param("Het voortgezet speciaal onderwijs", "vso", id="vso is not so"),
        pytest.param("Speciaal onderwijs en basisonderwijs", "po so", id="two sectors"),
        pytest.param("Primary and secondary schools compared", "po vo", id="primary and secondary"),
        pytest.param("The primary education of a poet's senses", "po", id="words decide, not their sense"),
        pytest.param("Een secundaire analyse", "", id="secondary analysis"),
        pytest.param("Één groot BASISÖNDERWIJS", "po", id="accents and capitals"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_title_names_sectors(title: str, sectors: str) -> None:
    assert " ".join(sectors_of(title)) == sectors


@pytest.mark.parametrize(
    ("title", "keywords", "abstract", "sectors"),
    [
        pytest.param("Feedback", ["mbo"], "", "mbo", id="a keyword"),
        pytest.param("Feedback in het mbo", ["vmbo"], "", "vo mbo", id="title and keyword"),
        pytest.param("Feedback", [], "Een studie in de onderbouw van havo en vwo.", "vo", id="the abstract alone"),
        pytest.param("Feedback in het mbo", [], "Anders dan in het basisonderwijs ...", "mbo",
                     id="the abstract does not add"),
        pytest.param("Feedback", ["primary", "school"], "", "", id="two keywords are not one phrase"),
    ],
)  # fmt: skip
def test_where_a_sector_may_stand(title: str, keywords: list[str], abstract: str, sectors: str) -> None:
    assert " ".join(sectors_of(title, keywords, abstract)) == sectors


def test_the_words_name_sectors_that_there_are_and_each_phrase_once() -> None:
    table = tomllib.loads(resources.files("kg.words").joinpath("sectors.toml").read_text(encoding="utf-8"))
    named = [*table["sectors"], *(sector for sectors in table["both"].values() for sector in sectors), *BROADER]
    assert set(named) <= set(SECTORS)
    phrases = [phrase for found in table["sectors"].values() for phrase in found]
    phrases += [*table["both"], *table["nothing"]["phrases"]]
    assert sorted(set(phrases)) == sorted(phrases)
    assert all(phrase.strip("*").replace(" ", "a").isalnum() and phrase == phrase.lower() for phrase in phrases)


@pytest.mark.parametrize("studied", SECTORS)
def test_schools_of_which_sectors_a_study_is_about(studied: str) -> None:
    asking = {sector for sector in SECTORS if is_within(studied, sector)}
    more = {"po": {"bo"}, "bo": {"po"}, "sbo": {"po"}, "so": {"po"}, "vso": {"vo"}}
    assert asking == {studied} | more.get(studied, set())
