"""A notebook reads the graph and cannot change it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.network import KINDS
from kg.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


PAGE = (Path(__file__).parents[1] / "docs" / "researcher.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("\n## The network in a notebook\n")[2].partition("\n## ")[0]
EXAMPLES = re.findall(r"^```python\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)
NOTE = """# Derde bijeenkomst

- Vraag: Wat werkt bij feedback in de brugklas? school:: 99XA
- Vraag: Helpt feedback van een medeleerling? school:: 99XB
- Vraag: Hoe meet je motivatie in groep 8? school:: 99XA
- Vraag: Hoe meet je motivatie in groep 8? school:: 99XB
"""
SCHOOLS = """brin,name,place,board,sector
99XA,Voorbeeldschool De Proef,Voorbeeldstad,Voorbeeldbestuur,po
99XB,Voorbeeldschool Het Model,Voorbeeldstad,Voorbeeldbestuur,vo
"""
PRINTED = [
    pytest.param(0, ["2 feedback", "1 motivatie"], id="themes by their questions"),
    pytest.param(
        1,
        ["Hoe meet je motivatie in groep 8? / Voorbeeldschool De Proef Voorbeeldschool Het Model"],
        id="questions that two schools share",
    ),
    pytest.param(
        2, ["3 feedback", "2 motivatie", "5.5 feedback | motivatie unanswered schools meetings"], id="communities"
    ),
]


@pytest.fixture
def schools(make_workspace: Callable[[Mapping[str, str]], Workspace], no_worker: None) -> Path:
    workspace = make_workspace({"meetings/2021-06-23-a.md": NOTE, "schools.csv": SCHOOLS})
    refresh(workspace)
    return workspace.root


@pytest.mark.parametrize(("number", "expected"), PRINTED)
def test_the_examples_of_the_docs_print_what_they_promise(
    schools: Path,
    number: int,
    expected: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(schools)
    exec(compile(EXAMPLES[number], "docs/researcher.md", "exec"), {})  # noqa: S102  (our own page)
    assert capsys.readouterr().out.splitlines() == expected


def test_every_example_is_run() -> None:
    assert len(EXAMPLES) == len(PRINTED)


@pytest.mark.parametrize("what", ["node", "edge"])
def test_the_docs_name_every_attribute(schools: Path, what: str) -> None:
    """And no other."""
    network = kg.build_network(schools)
    parts = network.nodes(data=True) if what == "node" else [edge[1:] for edge in network.edges(data=True)]
    table = SECTION.partition(f"| attribute of a {what} |".replace("a e", "an e"))[2].partition("\n\n")[0]
    assert {key for _, facts in parts for key in facts} == set(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE))


def test_the_docs_name_every_kind() -> None:
    (row,) = (line for line in SECTION.splitlines() if line.startswith("| `kind` |"))
    assert re.findall(r"`([\w-]+)`", row)[1:] == list(KINDS)
