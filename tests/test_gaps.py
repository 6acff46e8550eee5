"""Which questions are gaps, in which order, and why."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.facts import half_years, read_facts
from kg.gaps import Gap, GapFilter, explain_priority, find_gaps, kinds_of
from kg.stores import open_store

if TYPE_CHECKING:
    from kg.stores import Store

SAMPLE = (Path(__file__).parent / "graphs" / "sample.trig").read_bytes()
QUESTION = "urn:kg:question/"
THEME = "https://w3id.org/kennistafel/theme/"


def _load(data: bytes) -> Store:
    store = open_store("memory")
    store.engine.load(data, format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    return store


@pytest.fixture(scope="module")
def store() -> Store:
    return _load(SAMPLE)


def _names(gaps: list[Gap]) -> list[str]:
    return [gap.question.removeprefix(QUESTION) for gap in gaps]


def test_the_first_gap_whole(store: Store) -> None:
    """A merged question counts for the one it joined: its school, its insight and its wording."""
    assert find_gaps(store)[0] == Gap(
        question=f"{QUESTION}reflectie",
        text="Hoe zetten we teamleden aan tot nadenken over hun eigen competenties?",
        status="practice-only",
        gap="absolute",
        type="knowledge",
        themes=(f"{THEME}eigenaarschap", f"{THEME}professionalisering"),
        schools=("99XA", "99XB", "99XC"),
        raised=("2020-11-10", "2021-06-23"),
        priority=10.5,
        insights=2,
        evidence=0,
        proposals=1,
    )


def test_the_keys_are_those_of_the_json(store: Store) -> None:
    keys = "question text status gap type themes schools raised priority insights evidence proposals"
    assert [field.name for field in fields(Gap)] == keys.split()
    assert list(asdict(find_gaps(store)[0])) == keys.split()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, "reflectie verantwoording rooster doel apparaat", id="alles"),
        pytest.param({"theme": "eigenaarschap"}, "reflectie doel", id="thema op label"),
        pytest.param({"theme": "OWNERSHIP"}, "reflectie doel", id="thema in het Engels"),
        pytest.param({"theme": "zelfsturing"}, "reflectie doel", id="thema op ander label"),
        pytest.param({"theme": f"{THEME}leermiddelen"}, "apparaat", id="thema op IRI"),
        pytest.param({"school": "99xc"}, "reflectie rooster", id="school op BRIN"),
        pytest.param({"school": "voorbeeldschool het model"}, "reflectie verantwoording", id="school op naam"),
        pytest.param({"since": "2021-02"}, "reflectie rooster doel", id="sinds een maand"),
        pytest.param({"since": "2021-06-24"}, "", id="sinds later dan alles"),
        pytest.param({"status": "in-research"}, "verantwoording", id="status"),
        pytest.param({"status": "Beantwoord"}, "overzicht", id="status op label"),
        pytest.param({"status": "retired"}, "vervallen", id="vervallen, zonder wat is samengevoegd"),
        pytest.param({"type": "procesvraag"}, "onderwerpen", id="alleen procesvragen"),
        pytest.param({"type": "practical"}, "rooster", id="type"),
        pytest.param({"kind": "absolute"}, "reflectie verantwoording rooster doel apparaat", id="niets gevonden"),
        pytest.param({"kind": "contested"}, "tegenspraak", id="tegenstrijdig"),
        pytest.param({"kind": "stale"}, "verouderd", id="verouderd"),
        pytest.param({"kind": "local"}, "elders", id="andere sector"),
        pytest.param({"kind": "synthesis"}, "tegenspraak", id="geen overzichtsstudie"),
        pytest.param({"theme": "eigenaarschap", "school": "99XA"}, "reflectie", id="twee tegelijk"),
    ],
)
def test_filters(filters: dict[str, str], expected: str, store: Store) -> None:
    assert _names(find_gaps(store, filters=GapFilter(**filters))) == expected.split()


def test_a_theme_includes_the_narrower_ones() -> None:
    data = SAMPLE.replace(b"kt:theme ktt:toetsing", b"kt:theme ktt:nascholing")
    assert _names(find_gaps(_load(data), filters=GapFilter(theme="professionalisering"))) == [
        "reflectie",
        "verantwoording",
    ]


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        pytest.param(
            {"theme": "toetsin"}, "there is no theme 'toetsin'", "did you mean toetsing or toets?", id="thema"
        ),
        pytest.param({"status": "opn"}, "there is no status 'opn'", "did you mean open?", id="status"),
        pytest.param(
            {"kind": "zz"},
            "there is no kind of gap 'zz'",
            "known: absolute, andere sector, contested, geen overzichtsstudie, local, niets gevonden, no review, "
            "nothing found, other sector, stale, synthesis, tegenstrijdig, verouderd",
            id="soort",
        ),
        pytest.param(
            {"since": "2021-02-30"}, "'2021-02-30' is no date", "write year-month-day, as in 2021-06-23", id="datum"
        ),
    ],
)
def test_an_unknown_value_is_answered_with_known_ones(
    filters: dict[str, str], message: str, hint: str, store: Store
) -> None:
    with pytest.raises(UsageError) as caught:
        find_gaps(store, filters=GapFilter(**filters))
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2020-11-09", {"apparaat": "open", "vervallen": "open"}, id="voor de eerste bijeenkomst"),
        pytest.param(
            "2020-12-31",
            {"reflectie": "open", "overzicht": "open", "apparaat": "open", "vervallen": "open"},
            id="na de eerste bijeenkomst",
        ),
        pytest.param(
            "2021-07-31",
            {
                "reflectie": "practice-only",
                "reflectie-kort": "practice-only",
                "verantwoording": "in-research",
                "rooster": "open",
                "doel": "open",
                "apparaat": "open",
            },
            id="voor het samenvoegen en het schoolbezoek",
        ),
        pytest.param(
            "2022-01-01",
            {
                "reflectie": "practice-only",
                "verantwoording": "open",
                "rooster": "open",
                "doel": "practice-only",
                "apparaat": "open",
            },
            id="na het einde van het onderzoek",
        ),
    ],
)
def test_the_state_on_a_date(as_of: str, expected: dict[str, str], store: Store) -> None:
    found = {gap.question.removeprefix(QUESTION): gap.status for gap in find_gaps(store, as_of=as_of)}
    assert found == expected


def test_a_date_hides_schools_insights_and_meetings_that_came_later(store: Store) -> None:
    gap = find_gaps(store, as_of="2020-12-31")[0]
    assert (gap.schools, gap.raised, gap.insights, gap.priority) == (("99XA",), ("2020-11-10",), 0, 5.0)


def test_today_before_the_newest_date_hides_nothing(store: Store) -> None:
    assert _names(find_gaps(store, today="2020-01-01")) == [
        "reflectie",
        "verantwoording",
        "rooster",
        "doel",
        "apparaat",
    ]


def test_a_question_shows_its_most_telling_kind_first(store: Store) -> None:
    facts = read_facts(store)
    assert kinds_of(facts, f"{QUESTION}tegenspraak") == ("contested", "synthesis")
    assert kinds_of(facts, f"{QUESTION}overzicht") == ()


def test_an_empty_graph_has_no_gaps() -> None:
    assert find_gaps(_load(b"")) == []


def test_a_ring_of_merges_loses_no_question() -> None:
    """Nobody should write it, but then each question still stands somewhere."""
    text = SAMPLE.decode()
    ring = text.replace(
        "kt:effectiveType ktc:type-practical",
        "dcterms:isReplacedBy <urn:kg:question/rooster> ;\n    kt:effectiveType ktc:type-practical",
    )
    assert "rooster" in _names(find_gaps(_load(ring.encode())))


@given(
    st.integers(0, 50),
    st.lists(st.dates().map(str)).map(sorted),
    st.sampled_from(["knowledge", "research", "policy", "practical", "instrumental", "process", ""]),
    st.dates().map(str),
)
def test_the_parts_add_up_and_none_is_negative(schools: int, raised: list[str], kind: str, day: str) -> None:
    parts = explain_priority(schools, raised, kind, day)
    assert [name for name, _ in parts] == ["schools", "returns", "age", "type"]
    assert all(points >= 0 and round(points, 2) == points for _, points in parts)


@given(st.dates().map(str), st.dates().map(str))
def test_half_years_never_go_back(one: str, other: str) -> None:
    assert half_years(one, other) == 0 or half_years(other, one) == 0
