"""`kg show` on a question: why it stands where it stands, since when, and on which line of which file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

VOLGEN = "Hoe volgen we leerlingen zonder extra toetsen?"
SOFTWARE = "Welke software past bij zelfstandig werken?"
LERAREN = "Hoe bereiden we leraren voor op gepersonaliseerd leren?"
SUPPORTS = "· Leerlingen volgen: een voorbeeldtitel: onderbouwt, overzichtsstudie (jan), 2019"
DISPUTES = "· Een proefboek over leraren: spreekt tegen, praktijkonderzoek, 2020"
NEW = "meetings/2021-12-01-vierde.md"
AGAIN = f"# Vierde bijeenkomst\n\nDatum: 2021-12-01\n\nVraag: {VOLGEN}\n"


def decide(kg: Kg, workspace: Path, *decisions: list[str]) -> None:
    """Take decisions, each a day later than the one before."""
    for number, typed in enumerate(decisions, 1):
        said = kg(*typed, "--by", "jan", "--on", f"2021-07-0{number}", "--later", folder=workspace)
        assert (said.code, said.err) == (0, "")


def first_id(workspace: Path) -> str:
    """Give the id of the first decision."""
    return (workspace / "sources" / "decisions.csv").read_text().splitlines()[1].split(",")[0]


@pytest.mark.parametrize(
    ("decisions", "what", "sentence"),
    [
        pytest.param([], VOLGEN, "open sinds 2021-03-25: ingebracht in ‘Tweede bijeenkomst kennistafel’ "
                     "(sources/meetings/2021-03-25-tweede.md:3).", id="raised"),
        pytest.param([], LERAREN, "alleen praktijk sinds 2021-06-23: een verslag zegt hierover: "
                     "‘Samen kijken naar leergegevens helpt leraren.’ (sources/meetings/2021-06-23-derde.md:5).",
                     id="an insight"),
        pytest.param([["accept", VOLGEN, "voorbeeld2019"]], VOLGEN, "onderbouwd sinds 2021-07-01: jan aanvaardde "
                     "‘Leerlingen volgen: een voorbeeldtitel’ (sources/decisions.csv:2).", id="accepted"),
        pytest.param([["answer", VOLGEN, "--rests-on", "voorbeeld2019"]], VOLGEN,
                     "beantwoord sinds 2021-07-01: jan legde vast dat dit beantwoord is, op grond van "
                     "Leerlingen volgen: een voorbeeldtitel (sources/decisions.csv:2).", id="answered"),
        pytest.param([["research", VOLGEN, "--researcher", "een groep", "--until", "2030-12"]], VOLGEN,
                     "in onderzoek sinds 2021-07-01: jan legde vast dat dit onderzocht wordt, door een groep, "
                     "tot 2030-12 (sources/decisions.csv:2).", id="in research"),
        pytest.param([["research", VOLGEN, "--until", "2021-07-02"], ["type", SOFTWARE, "policy"],
                      ["type", LERAREN, "policy"]], VOLGEN,
                     "open sinds 2021-07-03: het onderzoek dat jan vastlegde, is voorbij, tot 2021-07-02 "
                     "(sources/decisions.csv:2).", id="research that ended"),
        pytest.param([["retire", VOLGEN]], VOLGEN, "ingetrokken sinds 2021-07-01: jan trok dit vraagstuk in "
                     "(sources/decisions.csv:2).", id="retired"),
        pytest.param([["merge", VOLGEN, SOFTWARE]], VOLGEN, f"ingetrokken sinds 2021-07-01: jan voegde dit samen met "
                     f"‘{SOFTWARE}’ (sources/decisions.csv:2).", id="merged"),
        pytest.param([["accept", VOLGEN, "voorbeeld2019"], ["reopen", VOLGEN]], VOLGEN,
                     "open sinds 2021-07-02: jan heropende dit vraagstuk (sources/decisions.csv:3).", id="reopened"),
    ],
)  # fmt: skip
def test_the_status_is_explained(decisions: list[list[str]], what: str, sentence: str, kg: Kg, workspace: Path) -> None:
    decide(kg, workspace, *decisions)
    shown = kg("show", what, folder=workspace)
    assert (shown.code, shown.err) == (0, "")
    assert f"\nWaarom\n  {sentence}\n" in shown.out


def test_a_withdrawal_is_named_as_the_cause(kg: Kg, workspace: Path) -> None:
    decide(kg, workspace, ["accept", VOLGEN, "voorbeeld2019"], ["type", SOFTWARE, "policy"])
    first = first_id(workspace)
    kg("withdraw", first, "--by", "eva", "--on", "2021-07-09", folder=workspace)
    sentence = f"open sinds 2021-07-09: eva trok besluit {first} in (sources/decisions.csv:4)."
    assert sentence in kg("show", VOLGEN, folder=workspace).out


def test_a_meeting_that_asks_again_is_named_as_the_cause(kg: Kg, workspace: Path) -> None:
    decide(kg, workspace, ["accept", VOLGEN, "voorbeeld2019"])
    write(workspace, {NEW: AGAIN})
    kg("refresh", folder=workspace)
    shown = kg("show", VOLGEN, "--lang", "en", folder=workspace).out
    assert f"\nWhy\n  open since 2021-12-01: raised again in ‘Vierde bijeenkomst’ (sources/{NEW}:5).\n" in shown


def why(kg: Kg, workspace: Path, what: str) -> dict[str, Any]:
    """Give what the JSON says of the why."""
    found: dict[str, Any] = json.loads(kg("show", what, "--format", "json", folder=workspace).out)["why"]
    return found


def test_gap_strength_and_publications_are_explained_with_their_lines(kg: Kg, workspace: Path) -> None:
    decide(
        kg, workspace, ["accept", VOLGEN, "voorbeeld2019"], ["accept", VOLGEN, "proef2020", "--stance", "disputes"],
        ["grade", "voorbeeld2019", "review"], ["grade", VOLGEN, "2"],
    )  # fmt: skip
    shown = kg("show", VOLGEN, folder=workspace).out
    for line in (
        "Tegenstrijdig: aanvaarde publicaties onderbouwen en spreken tegen.",
        "Onderbouwing 2 van 5, zoals jan vastlegde (sources/decisions.csv:5).",
        "Geteld: overzichtsstudies 1, die tegenspreken 1; de regel geeft daarvoor 3.",
        f"  {SUPPORTS}; aanvaard door jan op 2021-07-01 (sources/decisions.csv:2)",
        f"  {DISPUTES}; aanvaard door jan op 2021-07-02 (sources/decisions.csv:3)",
    ):
        assert f"\n  {line}\n" in shown
    found = why(kg, workspace, VOLGEN)
    assert found["kinds"] == ["contested"]
    assert (found["strength"]["value"], found["strength"]["by_rule"], found["strength"]["line"]) == ("2", "3", 5)
    assert [(ground["stance"], ground["grade"], ground["line"]) for ground in found["grounds"]] in (
        [("supports", "review", 2), ("disputes", "practice-study", 3)],
        [("disputes", "practice-study", 3), ("supports", "review", 2)],
    )
    assert (found["cause"]["how"], found["cause"]["path"], found["cause"]["line"]) == ("accept", "decisions.csv", 2)


def test_a_publication_says_what_it_rests_on(kg: Kg, workspace: Path) -> None:
    read = "Soort onderbouwing: door vakgenoten beoordeelde studie, afgeleid van type en titel."
    assert read in kg("show", "voorbeeld2019", folder=workspace).out
    decide(kg, workspace, ["grade", "voorbeeld2019", "case"])
    grade = json.loads(kg("show", "voorbeeld2019", "--format", "json", folder=workspace).out)["grade"]
    assert grade == {
        "value": "case", "by_record": "peer-reviewed", "given_by": "jan", "path": "decisions.csv", "line": 2
    }  # fmt: skip
    assert "casus, zoals jan vastlegde (sources/decisions.csv:2)" in kg("show", "voorbeeld2019", folder=workspace).out


def test_a_merged_publication_is_shown_as_the_one_that_it_became(kg: Kg, workspace: Path) -> None:
    decide(kg, workspace, ["merge", "voorbeeld2019", "proef2020"])
    shown = kg("show", "voorbeeld2019", folder=workspace).out
    assert shown.startswith("Een proefboek over leraren\n")
    assert "Leerlingen volgen: een voorbeeldtitel" in shown


def test_what_is_no_question_has_no_why(kg: Kg, workspace: Path) -> None:
    found = json.loads(kg("show", "toetsing", "--format", "json", folder=workspace).out)
    assert (found["kind"], found["why"], found["grade"]) == ("Theme", None, None)
