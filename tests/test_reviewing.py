"""What waits for a person, in which order, and what each answer does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.curation import read_curations
from kg.errors import UsageError
from kg.reviewing import Session, Signed, Waiting, answer, choices, decision_of, find_waiting, undo
from kg.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.stores import Store
    from kg.workspace import Workspace

SAMPLE = (Path(__file__).parent / "graphs" / "sample.trig").read_bytes()
MORE = b"""
@prefix kt: <https://w3id.org/kennistafel/ontology#> .
@prefix ktc: <https://w3id.org/kennistafel/concept/> .
<urn:kg:graph/derived> {
  <urn:kg:evidence/x> a kt:EvidenceLink ; kt:state ktc:state-proposed ; kt:score 0.9 ; kt:because "samen", "doel" ;
    kt:question <urn:kg:question/doel> ; kt:publication <urn:kg:publication/voorbeeld2014> .
  <urn:kg:proposal/x> a kt:Proposal ; kt:proposalKind "same-publication" ; kt:score 0.8 ; kt:because "titel" ;
    kt:left <urn:kg:publication/voorbeeld2014> ; kt:right <urn:kg:publication/voorbeeld2021> .
}
"""
Q, B = "urn:kg:question/", "urn:kg:publication/"
SIGNED = Signed("jan", "2021-10-01")


@pytest.fixture
def store() -> Store:
    opened = open_store("memory")
    opened.engine.load(SAMPLE, format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    opened.engine.load(MORE, format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    return opened


@pytest.fixture
def workspace(make_workspace: Callable[[Mapping[str, str]], Workspace]) -> Workspace:
    return make_workspace({})


def rows(workspace: Workspace) -> list[tuple[str, str, str, dict[str, str], str]]:
    """Give the decisions that count."""
    found = read_curations((workspace.sources / "decisions.csv").read_bytes()).effective()
    return [(row.verb, row.subject, row.object, dict(row.detail), row.note) for row in found]


def ends(waiting: list[Waiting]) -> list[tuple[str, str, str]]:
    """Give the kind and the ends of proposals."""
    return [(one.kind, one.left.rpartition("/")[2], one.right.rpartition("/")[2]) for one in waiting]


def test_all_kinds_wait_the_likeliest_of_each_first(store: Store, workspace: Workspace) -> None:
    found = find_waiting(store, workspace)
    assert ends(found) == [
        ("same-question", "elders", "doel"),
        ("same-publication", "voorbeeld2014", "voorbeeld2021"),
        ("theme-of", "rooster", "leermiddelen"),
        ("evidence", "doel", "voorbeeld2014"),
        ("evidence", "reflectie", "voorbeeld2021"),
    ]
    assert [one.right_text for one in found][2:4] == ["leermiddelen", found[1].left_text]
    assert found[3].because == ("doel", "samen")
    assert found[3].score == 0.9
    assert all(one.left_text and not one.left_text.startswith("urn:") for one in found)


def test_one_kind_waits_alone_in_the_language_that_is_asked_for(store: Store, workspace: Workspace) -> None:
    found = find_waiting(store, workspace, kind="theme-of", language="en")
    assert [(one.kind, one.right_text) for one in found] == [("theme-of", "learning materials")]


def test_of_two_questions_the_older_one_is_left(store: Store, workspace: Workspace) -> None:
    first = find_waiting(store, workspace, kind="same-question")[0]
    update = "PREFIX kt: <https://w3id.org/kennistafel/ontology#> DELETE {{ GRAPH ?g {{ ?q kt:firstRaised ?d }} }} "
    update += "INSERT {{ GRAPH ?g {{ ?q kt:firstRaised '{}'^^<http://www.w3.org/2001/XMLSchema#date> }} }} "
    update += "WHERE {{ GRAPH ?g {{ ?q kt:firstRaised ?d }} FILTER(?q = <{}>) }}"
    store.engine.update(update.format("2030-01-01", first.left))  # type: ignore[attr-defined]
    turned = find_waiting(store, workspace, kind="same-question")[0]
    assert (turned.left, turned.right, turned.left_text) == (first.right, first.left, first.right_text)


def test_what_was_decided_since_does_not_wait(store: Store, workspace: Workspace) -> None:
    session = Session(tuple(find_waiting(store, workspace)))
    for choice in ("no", "no", "yes", "disputes", "no"):
        session = answer(workspace, session, choice, SIGNED)
    assert session.queue == ()
    assert find_waiting(store, workspace) == []


PAIR = Waiting("same-question", "urn:a", "urn:b", "A", "B", 1.0, ())


@pytest.mark.parametrize(
    ("kind", "choice", "decision"),
    [
        pytest.param("same-question", "yes", ("merge", "urn:b", "urn:a", {}), id="the younger question into the older"),
        pytest.param("same-question", "no", ("reject", "urn:a", "urn:b", {}), id="two questions"),
        pytest.param("same-publication", "yes", ("merge", "urn:b", "urn:a", {}), id="one publication"),
        pytest.param("same-publication", "no", ("reject", "urn:a", "urn:b", {}), id="two publications"),
        pytest.param("theme-of", "yes", ("theme", "urn:a", "urn:b", {}), id="a theme"),
        pytest.param("theme-of", "no", ("reject", "urn:a", "urn:b", {}), id="no theme"),
        pytest.param("evidence", "yes", ("accept", "urn:a", "urn:b", {"stance": "supports"}), id="supports"),
        pytest.param("evidence", "disputes", ("accept", "urn:a", "urn:b", {"stance": "disputes"}), id="disputes"),
        pytest.param("evidence", "background", ("accept", "urn:a", "urn:b", {"stance": "background"}),
                     id="background"),
        pytest.param("evidence", "no", ("reject", "urn:a", "urn:b", {}), id="does not fit"),
    ],
)  # fmt: skip
def test_an_answer_is_a_decision(kind: str, choice: str, decision: tuple[str, str, str, dict[str, str]]) -> None:
    waiting = replace(PAIR, kind=kind)
    row = decision_of(waiting, choice, SIGNED)
    assert choice in choices(waiting)
    assert (row.verb, row.subject, row.object, row.detail) == decision
    assert (row.by, row.date) == ("jan", "2021-10-01")


def test_later_goes_to_the_end_and_nothing_is_written(workspace: Workspace) -> None:
    other = replace(PAIR, right="urn:c")
    session = answer(workspace, Session((PAIR, other)), "later", SIGNED)
    assert (session.queue, session.written) == ((other, PAIR), 0)
    assert undo(workspace, session, SIGNED).queue == (PAIR, other)
    assert not (workspace.sources / "decisions.csv").exists()


def test_each_answer_is_on_disk_at_once_and_can_be_undone_by_a_line(workspace: Workspace) -> None:
    other = replace(PAIR, kind="evidence", right="urn:p")
    session = answer(workspace, Session((PAIR, other)), "yes", replace(SIGNED, note="zie bijlage"))
    assert rows(workspace) == [("merge", "urn:b", "urn:a", {}, "zie bijlage")]
    assert (session.queue, session.written) == ((other,), 1)
    session = undo(workspace, session, SIGNED)
    assert (session, rows(workspace)) == (Session((PAIR, other)), [])
    assert (workspace.sources / "decisions.csv").read_text().count("\n") == 3
    session = answer(workspace, session, "yes", SIGNED)
    assert [row[0] for row in rows(workspace)] == ["merge"]


def test_undoing_nothing_changes_nothing(workspace: Workspace) -> None:
    assert undo(workspace, Session((PAIR,)), SIGNED) == Session((PAIR,))


def test_what_follows_from_merges_is_not_asked(workspace: Workspace) -> None:
    chain = (PAIR, replace(PAIR, left="urn:b", right="urn:c"), replace(PAIR, right="urn:c"))
    session = Session(chain)
    for _ in range(2):
        session = answer(workspace, session, "yes", SIGNED)
    assert session.queue == ()
    assert [row[1:3] for row in rows(workspace)] == [("urn:b", "urn:a"), ("urn:c", "urn:b")]
    assert undo(workspace, session, SIGNED).queue[0] == chain[1]


def test_an_answer_against_an_earlier_decision_is_refused_and_the_proposal_stays(workspace: Workspace) -> None:
    session = answer(workspace, Session((PAIR, PAIR)), "no", SIGNED)
    with pytest.raises(UsageError):
        answer(workspace, session, "yes", SIGNED)
    assert [row[0] for row in rows(workspace)] == ["reject"]
