"""Of two hundred made-up persons planted in a workspace, none is in a byte of what leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.guards.worker import Worker
from kg.guards.zip import read_zip
from tests.commands.conftest import type_it, write
from tests.conftest import call_here
from tests.publishing.canaries import canaries, found_in, planted

if TYPE_CHECKING:
    from pathlib import Path

ALL = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o"
EXPORTS = ("trig", "turtle", "nquads", "jsonld", "rdfxml", "graphml", "gexf", "csljson", "csv")

COMMANDS = {
    **{f"gaps as {form}": ("gaps", "--format", form) for form in ("table", "json", "csv", "md")},
    "gaps of a school": ("gaps", "--school", "99XA"),
    **{f"export as {form}": ("export", "--format", form) for form in EXPORTS},
    "all that the graph says": ("query", "-e", ALL, "--format", "json"),
    **{f"the saved query {name}": ("query", name) for name in ("actions", "passages", "meetings")},
    "suggest": ("suggest", "--top", "1", "--format", "json"),
    "status": ("status",),
    "what changed": ("diff", "--format", "json"),
    "what changed, as a page": ("diff", "--format", "html"),
    **{f"agenda as {form}": ("agenda", "--format", form) for form in ("md", "html", "json")},
    "knowledge agenda": ("agenda", "--knowledge", "--format", "html"),
    **{f"casebook as {form}": ("casebook", "--format", form) for form in ("md", "html", "csv")},
    "dossier of a school": ("casebook", "--school", "99XA", "--format", "html"),
    "gaps as a page": ("gaps", "--format", "html"),
    "gaps as a spreadsheet": ("gaps", "--format", "xlsx", "-o", "FILE"),
    **{f"map as {form}": ("map", "--format", form, "-o", "-") for form in ("html", "svg", "graphml", "gexf")},
    "map of who does what": ("map", "--kinds", "action,person", "-o", "-"),
    "a school": ("show", "99XA"),
}


@pytest.fixture(scope="module")
def tafel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace in which they stand, after a refresh."""
    folder = write(tmp_path_factory.mktemp("tafel"), planted())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "call", call_here)
        patch.setattr(Worker, "stream", call_here)
        said = type_it("refresh", folder=folder)
    assert said.code == 0, said.err
    return folder


def test_there_are_two_hundred_and_the_graph_knows_them(tafel: Path) -> None:
    graph = b"".join(path.read_bytes() for path in sorted((tafel / "outputs" / "graph").rglob("*.trig")))
    assert (len(canaries()), len(found_in(graph)) == 200) == (200, True)


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_tells_of_them(tafel: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "answer"
    said = type_it(*(str(file) if part == "FILE" else part for part in command), "--publish", folder=tafel)
    assert said.code == 0, said.err
    data = b"".join(read_zip(file.read_bytes(), lambda _: True).values()) if file.exists() else said.out.encode()
    assert (found_in(data), found_in(said.err.encode())) == ([], [])


@pytest.mark.usefixtures("no_worker")
def test_no_page_of_a_site_tells_of_them(tafel: Path, tmp_path: Path) -> None:
    said = type_it("export", "--format", "site", "--publish", "-o", str(tmp_path / "site"), folder=tafel)
    assert said.code == 0, said.err
    told = {path.relative_to(tmp_path).as_posix(): path for path in sorted((tmp_path / "site").rglob("*"))}
    assert [name for name, path in told.items() if found_in(name.encode())] == []
    assert {
        name: found for name, path in told.items() if path.is_file() and (found := found_in(path.read_bytes()))
    } == {}


@pytest.mark.usefixtures("no_worker")
def test_no_output_of_a_refresh_tells_of_them_where_kg_toml_hides_persons(tafel: Path, tmp_path: Path) -> None:
    files = planted()
    files["kg.toml"] += 'persons = "hide"\n'
    folder = write(tmp_path / "tafel", files)
    assert type_it("refresh", folder=folder).code == 0
    outputs = folder / "outputs"
    told = {
        path.relative_to(outputs).as_posix(): found_in(
            path.relative_to(outputs).as_posix().encode() + path.read_bytes()
        )
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and path.relative_to(outputs).parts[0] != "graph"
    }
    assert (len(told) > 200, {name: found for name, found in told.items() if found}) == (True, {})
