"""A notebook reads the graph and cannot change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg
from kg.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.workspace import Workspace

COUNT = "SELECT (COUNT(*) AS ?n) { ?q a <https://w3id.org/kennistafel/ontology#Question> }"


@pytest.fixture
def table(make_workspace: Callable[[Mapping[str, str]], Workspace], no_worker: None) -> Path:
    workspace = make_workspace({"meetings/2021-06-23-a.md": "# Derde bijeenkomst\n\nVraag: Wat werkt bij lezen?\n"})
    refresh(workspace)
    return workspace.root


def test_queries_see_all_graphs_as_one(table: Path) -> None:
    assert [str(row[0]) for row in kg.open_dataset(table).query(COUNT) if isinstance(row, tuple)] == ["1"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda dataset: dataset.remove((None, None, None)), id="remove"),
        pytest.param(lambda dataset: dataset.update("CLEAR ALL"), id="update"),
        pytest.param(lambda dataset: dataset.parse(data="<urn:a> <urn:b> <urn:c> .", format="turtle"), id="parse"),
    ],
)
def test_changes_are_refused(table: Path, change: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="read-only"):
        change(kg.open_dataset(table))


def test_the_network_has_the_question(table: Path) -> None:
    assert [facts["label"] for _, facts in kg.build_network(table).nodes(data=True) if facts["kind"] == "question"] == [
        "Wat werkt bij lezen?"
    ]
