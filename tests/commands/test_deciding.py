"""The commands by which a person decides: what is written, what shows at once, and what is refused."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

VOLGEN = "Hoe volgen we leerlingen zonder extra toetsen?"
SOFTWARE = "Welke software past bij zelfstandig werken?"
LERAREN = "Hoe bereiden we leraren voor op gepersonaliseerd leren?"
VOORBEELD = "urn:kg:publication/doi/10.99999/voorbeeld.1"
KIND = "https://w3id.org/kennistafel/concept/"


def decisions(workspace: Path) -> list[dict[str, str]]:
    """Give the rows of decisions.csv."""
    with (workspace / "sources" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gaps(kg: Kg, workspace: Path) -> dict[str, tuple[str, str]]:
    """Give the status and type of each question that is listed."""
    rows = json.loads(kg("gaps", "--format", "json", folder=workspace).out)
    return {row["text"]: (row["status"], row["type"]) for row in rows}


@pytest.mark.parametrize(
    ("typed", "row", "shown"),
    [
        pytest.param(["accept", VOLGEN, "voorbeeld2019"], ("accept", "stance=supports"), None, id="accept"),
        pytest.param(
            ["accept", VOLGEN, "voorbeeld2019", "--stance", "background"],
            ("accept", "stance=background"), ("open", "knowledge"), id="accept as background",
        ),
        pytest.param(["reject", VOLGEN, "proef2020"], ("reject", ""), ("open", "knowledge"), id="reject"),
        pytest.param(["merge", VOLGEN, SOFTWARE], ("merge", ""), None, id="merge"),
        pytest.param(["split", VOLGEN, SOFTWARE], ("split", ""), ("open", "knowledge"), id="split"),
        pytest.param(
            ["answer", VOLGEN, "--rests-on", "voorbeeld2019"], ("answer", f"rests-on={VOORBEELD}"), None, id="answer"
        ),
        pytest.param(
            ["research", VOLGEN, "--researcher", "een proefgroep", "--until", "2030-12"],
            ("research", "researcher=een proefgroep;until=2030-12"), ("in-research", "knowledge"), id="research",
        ),
        pytest.param(["retire", VOLGEN], ("retire", ""), None, id="retire"),
        pytest.param(["reopen", VOLGEN], ("reopen", ""), ("open", "knowledge"), id="reopen"),
        pytest.param(["theme", VOLGEN, "toetsing"], ("theme", ""), ("open", "knowledge"), id="theme"),
        pytest.param(["type", VOLGEN, "practical"], ("type", ""), ("open", "practical"), id="type"),
        pytest.param(["grade", "voorbeeld2019", "review"], ("grade", ""), ("open", "knowledge"), id="grade"),
        pytest.param(["school", VOLGEN, "99XA"], ("school", ""), ("open", "knowledge"), id="school"),
        pytest.param(["hide", "99XA"], ("hide", ""), ("open", "knowledge"), id="hide"),
    ],
)  # fmt: skip
def test_a_decision_is_one_line_and_shows_at_once(
    typed: list[str], row: tuple[str, str], shown: tuple[str, str] | None, kg: Kg, workspace: Path
) -> None:
    said = kg(*typed, "--by", "een tester", "--on", "2021-07-01", "--note", "zomaar", folder=workspace)
    assert (said.code, said.err) == (0, "")
    (written,) = decisions(workspace)
    assert said.out.splitlines()[0] == f"Vastgelegd als {written['id']} door een tester: {typed[0]}"
    assert (written["verb"], written["detail"]) == row
    assert (written["date"], written["by"], written["note"]) == ("2021-07-01", "een tester", "zomaar")
    assert gaps(kg, workspace).get(VOLGEN) == shown


def test_a_change_of_status_is_told(kg: Kg, workspace: Path) -> None:
    kg("refresh", folder=workspace)
    said = kg("accept", VOLGEN, "voorbeeld2019", "--on", "2021-07-01", folder=workspace)
    assert said.out.splitlines()[1] == f"  {VOLGEN}: open → onderbouwd"


def test_the_same_decision_twice_is_written_once(kg: Kg, workspace: Path) -> None:
    first, second = (kg("reject", VOLGEN, "proef2020", "--on", "2021-07-01", folder=workspace) for _ in range(2))
    (written,) = decisions(workspace)
    assert first.out.startswith("Vastgelegd als")
    assert (second.code, second.out) == (0, f"Stond er al, als {written['id']} door proef: reject\n")


def test_withdrawing_undoes_a_decision(kg: Kg, workspace: Path) -> None:
    kg("retire", VOLGEN, "--on", "2021-07-01", folder=workspace)
    (written,) = decisions(workspace)
    assert VOLGEN not in gaps(kg, workspace)
    said = kg("withdraw", written["id"], "--on", "2021-07-02", folder=workspace)
    assert said.out.splitlines()[1] == f"  {VOLGEN}: ingetrokken → open"
    assert gaps(kg, workspace)[VOLGEN] == ("open", "knowledge")


def test_a_contradiction_is_refused_with_the_way_out(kg: Kg, workspace: Path) -> None:
    kg("accept", VOLGEN, "voorbeeld2019", "--on", "2021-07-01", folder=workspace)
    (written,) = decisions(workspace)
    said = kg("reject", VOLGEN, "voorbeeld2019", "--on", "2021-07-02", folder=workspace)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"kg: decisions.csv: dit spreekt {written['id']} (regel 2: accept) tegen\n"
        f"    → eerst: kg withdraw {written['id']}\n"
    )
    assert decisions(workspace) == [written]


def test_two_lines_that_contradict_each_other_are_named_and_neither_counts(kg: Kg, workspace: Path) -> None:
    kg("accept", VOLGEN, "voorbeeld2019", "--on", "2021-07-01", folder=workspace)
    (written,) = decisions(workspace)
    with (workspace / "sources" / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write(f"d-ander,2021-07-02,een ander,reject,{written['subject']},{written['object']},,\n")
    said = kg("refresh", folder=workspace)
    assert said.code == 1
    assert said.err == (
        f"fout: sources/decisions.csv:3: reject spreekt accept op regel 2 tegen (besluit {written['id']}); "
        f"geen van beide telt\n    → trek een van de twee in: kg withdraw {written['id']}, of d-ander\n"
    )
    assert gaps(kg, workspace)[VOLGEN] == ("open", "knowledge")
    assert kg("withdraw", "d-ander", folder=workspace).code == 0
    assert VOLGEN not in gaps(kg, workspace)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param(["accept", "nergens te vinden", "proef2020"], "niets heet 'nergens te vinden'", id="no question"),
        pytest.param(["accept", VOLGEN, "proef2021"], "niets heet 'proef2021'\n    → bedoel je: proef2020", id="near"),
        pytest.param(["type", VOLGEN, "onzin"], "'onzin' is geen type\n    → kies uit: practical", id="no type"),
        pytest.param(["withdraw", "d-0"], "er is geen besluit 'd-0'\n    → de nieuwste zijn: geen", id="no decision"),
        pytest.param(["retire", VOLGEN, "--on", "gisteren"], "'gisteren' is geen datum", id="no date"),
        pytest.param(["research", VOLGEN, "--until", "ooit"], "'ooit", id="no end"),
        pytest.param(["merge", VOLGEN], "'VRAAGSTUK' ontbreekt\n    → zie: kg merge --help", id="too little"),
        pytest.param(["retire", "we"], "'we' past op", id="several"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_written(
    typed: list[str], message: str, kg: Kg, workspace: Path
) -> None:
    said = kg(*typed, folder=workspace)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"kg: {message}")
    assert not (workspace / "sources" / "decisions.csv").exists()


def test_nobody_who_decides_is_an_error(kg: Kg, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / "sources" / "kg.toml").unlink()
    monkeypatch.setattr("kg.deciding._git_name", lambda _: "")
    said = kg("retire", VOLGEN, folder=workspace)
    assert (said.code, said.err) == (
        2,
        'kg: het is niet bekend wie dit besluit\n    → zeg wie: --by NAAM, of zet by = "NAAM" in kg.toml\n',
    )
