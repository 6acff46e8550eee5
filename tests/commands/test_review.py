"""`kg review`: what is shown without a terminal, and a dialogue of one key a proposal."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
import pytest

from kg.commands import review
from kg.outputs import draw_outputs
from tests.commands.conftest import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

NOTE = (
    "# Vierde bijeenkomst kennistafel\n\n"
    "Vraag: Hoe volgen we de leerlingen nu zonder extra toetsen?\n\n"
    "Vraag: Hoe bereiden wij de leraren nu voor op gepersonaliseerd leren?\n"
)
PAIRS = {
    "Hoe volgen we leerlingen zonder extra toetsen?": "Hoe volgen we de leerlingen nu zonder extra toetsen?",
    "Hoe bereiden we leraren voor op gepersonaliseerd leren?": "Hoe bereiden wij de leraren nu voor op gepersonaliseerd leren?",
}

#: Other kinds depend on how well words fit; what is tested here does not.
SAME = ("--kind", "same-question")


@pytest.fixture
def table(workspace: Path, kg: Kg) -> Path:
    write(workspace, {"meetings/2021-09-14-vierde.md": NOTE})
    assert kg("refresh", folder=workspace).code == 0
    return workspace


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sit at a terminal and press keys, one a proposal; after the last one the terminal is gone."""

    def keys(typed: str) -> None:
        left = list(typed)
        monkeypatch.setattr(review, "_is_terminal", lambda: True)
        monkeypatch.setattr(click, "getchar", lambda: left.pop(0) if left else "")

    return keys


def waiting(kg: Kg, table: Path) -> list[str]:
    """Give the left texts of what waits."""
    return [row["left_text"] for row in json.loads(kg("review", *SAME, "--format", "json", folder=table).out)]


def verbs(table: Path) -> list[str]:
    """Give the verbs of decisions.csv."""
    path = table / "sources" / "decisions.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [row["verb"] for row in csv.DictReader(file)]


def test_the_json_has_these_keys(kg: Kg, table: Path) -> None:
    said = kg("review", *SAME, "--format", "json", folder=table)
    found = json.loads(said.out)
    assert said.code == 0
    assert {tuple(row) for row in found} == {("kind", "left", "right", "left_text", "right_text", "score", "because")}
    assert {row["left_text"]: row["right_text"] for row in found} == PAIRS
    assert found[0]["kind"] == "same-question"
    assert isinstance(found[0]["score"], float)
    assert found[0]["because"] == sorted(found[0]["because"]) != []


def test_without_a_terminal_it_shows_what_waits_and_asks_nothing(kg: Kg, table: Path, tmp_path: Path) -> None:
    said = kg("review", *SAME, folder=table)
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 2)
    assert all(f"\t{left}\t{right}\t" in said.out for left, right in PAIRS.items())
    assert "Leerlingen volgen: een voorbeeldtitel" in kg("review", "--kind", "evidence", folder=table).out
    assert kg("review", "--kind", "same-publication", folder=table).out == ""
    kg("review", *SAME, "--format", "csv", "--lang", "en", "-o", str(tmp_path / "w.csv"), folder=table)
    assert (tmp_path / "w.csv").read_text().splitlines()[0] == "proposal,score,this,and this,because of"
    assert verbs(table) == []


def test_all_that_waits_for_a_question_is_counted(kg: Kg, table: Path) -> None:
    waiting = json.loads(kg("review", "--format", "json", folder=table).out)
    ends = Counter(row[end] for row in waiting for end in ("left", "right"))
    gaps = json.loads(kg("gaps", "--format", "json", folder=table).out)
    assert {gap["question"]: gap["proposals"] for gap in gaps} == {
        gap["question"]: ends[gap["question"]] for gap in gaps
    }
    assert set(PAIRS) <= {gap["text"] for gap in gaps if gap["proposals"]}


@pytest.mark.parametrize(
    ("keys", "written", "left"),
    [
        pytest.param("", [], 2, id="no key"),
        pytest.param("s", [], 2, id="stop"),
        pytest.param("q", [], 2, id="stop in any language"),
        pytest.param("x\x1b1", [], 2, id="keys that mean nothing"),
        pytest.param("jn", ["merge", "reject"], 0, id="yes, no"),
        pytest.param("JN", ["merge", "reject"], 0, id="capitals"),
        pytest.param("j", ["merge"], 1, id="cut off after one"),
        pytest.param("lll", [], 2, id="later"),
        pytest.param("lj", ["merge"], 1, id="the second only"),
        pytest.param("jhn", ["merge", "withdraw", "reject"], 1, id="undone"),
        pytest.param("hs", [], 2, id="nothing to undo"),
    ],
)
def test_keys(keys: str, written: list[str], left: int, kg: Kg, table: Path, press: Callable[[str], None]) -> None:
    press(keys)
    said = kg("review", *SAME, "--by", "een tester", folder=table)
    assert (said.code, said.err) == (0, "")
    assert verbs(table) == written
    assert len(waiting(kg, table)) == left


def test_what_is_shown(kg: Kg, table: Path, press: Callable[[str], None]) -> None:
    press("s")
    shown = kg("review", *SAME, folder=table).out
    left, right = next(iter(PAIRS.items()))
    assert f"  {left}\n    sources/meetings/2021-03-25-tweede.md:3\n" in shown
    assert f"  {right}\n    sources/meetings/2021-09-14-vierde.md:3\n" in shown
    assert "[j] ja, dezelfde  [n] nee  [l] later  [o] opmerking  [s] stop" in shown
    assert ", op grond van: extra, leerlingen, toetsen, volgen" in shown


def test_the_keys_of_english_are_its_own(kg: Kg, table: Path, press: Callable[[str], None]) -> None:
    press("yn")
    assert "[y] yes, the same  [n] no" in kg("review", *SAME, "--lang", "en", folder=table).out
    assert verbs(table) == ["merge", "reject"]


def test_a_comment_goes_with_the_next_answer_only(
    kg: Kg, table: Path, press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "zie \x1b]0;bijlage")
    press("ojn")
    shown = kg("review", *SAME, folder=table).out
    assert "Opmerking: zie <U+001B>]0;bijlage" in shown
    with (table / "sources" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        assert [row["note"] for row in csv.DictReader(file)] == ["zie \x1b]0;bijlage", ""]


def test_the_outputs_follow_once_at_the_end(
    kg: Kg, table: Path, press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[list[tuple[str, bytes]]] = []

    def draw(*given: Any) -> list[tuple[str, bytes]]:  # noqa: ANN401
        drawn.append(list(draw_outputs(*given)))
        return drawn[-1]

    monkeypatch.setattr("kg.note_pages.draw_outputs", draw)
    press("jn")
    said = kg("review", *SAME, folder=table)
    assert said.out.endswith("2 vastgelegd; 0 wachten nog.\n")
    assert len(drawn) == 1


def test_what_was_decided_before_a_kill_is_seen_by_the_next_command(
    kg: Kg, table: Path, press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.catching_up.catch_up", lambda *_: None)
    press("jj")
    kg("review", *SAME, folder=table)
    monkeypatch.undo()
    gaps = json.loads(kg("gaps", "--format", "json", folder=table).out)
    assert {gap["text"] for gap in gaps}.isdisjoint(PAIRS.values())


def test_nobody_to_sign_is_an_error_before_the_first_question(
    kg: Kg, table: Path, press: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (table / "sources" / "kg.toml").unlink()
    monkeypatch.setattr("kg.deciding._git_name", lambda _: "")
    press("j")
    assert kg("review", *SAME, folder=table).code == 2
