"""One publication has one IRI in whatever files it stands, through whole refreshes. All records are samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg.refresh
from kg.current import current_store
from kg.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.workspace import Workspace

BIB = """@article{k1, title = {Samen leren lezen in een verzonnen klas}, author = {van Voorbeeld, Vera},
 year = {2020}, journal = {Tijdschrift Monster}%s}
"""
DOI = ", doi = {10.1000/voorbeeld}"
RIS = """TY  - JOUR
TI  - Samen leren lezen in een verzonnen klas
AU  - Voorbeeld, Vera van
PY  - 2020
T2  - Tijdschrift Monster
%sER  -
"""
CSV = """Key,Item Type,Publication Year,Author,Title,Publication Title,DOI
AB12,journalArticle,2020,"van Voorbeeld, V.",Samen leren lezen in een verzonnen klas,Tijdschrift Monster,%s
"""
CSL = """[{"id": "z", "type": "article-journal", "title": "Samen leren lezen in een verzonnen klas",
 "author": [{"family": "Voorbeeld", "given": "Vera", "non-dropping-particle": "van"}],
 "issued": {"date-parts": [[2020, 5]]}, "container-title": "Tijdschrift Monster"%s}]
"""
OTHER = BIB.replace("Samen leren lezen", "Rekenen met een juf") % DOI.replace("voorbeeld", "anders")
FORMATS = {
    "publications/a.bib": (BIB, DOI), "publications/b.ris": (RIS, "DO  - 10.1000/VOORBEELD\n"),
    "publications/c.csv": (CSV, "https://doi.org/10.1000/voorbeeld"),
    "publications/d.json": (CSL, ', "DOI": "10.1000/voorbeeld"'),
}  # fmt: skip


@pytest.fixture
def library(
    make_workspace: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> Callable[[Mapping[str, str]], Workspace]:
    """Give a function that makes a workspace with publications; nothing is drawn."""
    monkeypatch.setattr(kg.note_pages, "draw_outputs", lambda *_: ())
    return make_workspace


def named(workspace: Workspace) -> dict[str, list[str]]:
    """Refresh, and give the publications with the files in which each stands."""
    refresh(workspace)
    found: dict[str, list[str]] = {}
    with current_store(workspace) as store:
        rows = store.ask(
            "PREFIX kt: <https://w3id.org/kennistafel/ontology#>"
            "SELECT DISTINCT ?p ?path WHERE { ?p a kt:Publication ; kt:statedIn ?n . ?n kt:path ?path } ORDER BY ?p ?path"
        )
    for row in rows:
        assert row["p"]
        assert row["path"]
        found.setdefault(row["p"].value, []).append(row["path"].value)
    return found


@pytest.mark.parametrize("without", [*FORMATS, "nowhere", "everywhere"])
def test_four_exports_are_one_publication(library: Callable[[Mapping[str, str]], Workspace], without: str) -> None:
    texts = {path: form % ("" if without in (path, "everywhere") else doi) for path, (form, doi) in FORMATS.items()}
    assert list(named(library(texts)).values()) == [list(FORMATS)]


def _write(workspace: Workspace, path: str, text: str) -> None:
    (workspace.sources / path).write_text(text)


def _from_nothing(workspace: Workspace, folder: Path) -> dict[str, list[str]]:
    """Give what a refresh of the same sources from nothing gives."""
    import shutil  # noqa: PLC0415

    shutil.copytree(workspace.sources, folder / "sources")
    from kg.workspace import find_workspace  # noqa: PLC0415

    return named(find_workspace(folder))


@pytest.mark.parametrize(
    ("before", "after", "nodes"),
    [
        pytest.param({"a.bib": BIB % ""}, {"b.ris": RIS % "DO  - 10.1000/voorbeeld\n"}, 1, id="the DOI comes second"),
        pytest.param({"a.bib": BIB % DOI, "b.bib": BIB % ""}, {"b.bib": OTHER}, 2,
                     id="a DOI is added that is another, and the title differs"),
        pytest.param({"a.bib": BIB % "", "b.bib": BIB.replace("Samen", "Alleen") % ""}, {"b.bib": BIB % ""}, 2,
                     id="a title is mended: they are doubles, and keep their IRIs"),
        pytest.param({"a.bib": BIB % DOI, "b.ris": RIS % ""}, {"a.bib": ""}, 1, id="one of the files is emptied"),
    ],
)  # fmt: skip
def test_what_an_edit_changes(
    library: Callable[[Mapping[str, str]], Workspace],
    tmp_path: Path,
    before: dict[str, str],
    after: dict[str, str],
    nodes: int,
) -> None:
    workspace = library({f"publications/{name}": text for name, text in before.items()})
    first = named(workspace)
    for name, text in after.items():
        _write(workspace, f"publications/{name}", text)
    found = named(workspace)
    assert len(found) == nodes
    assert next(iter(first)) in found
    assert _from_nothing(workspace, tmp_path / "again") == found


def test_a_certain_double_that_an_edit_made_is_known(library: Callable[[Mapping[str, str]], Workspace]) -> None:
    workspace = library({"publications/a.bib": BIB % "", "publications/b.bib": BIB.replace("Samen", "Alleen") % ""})
    named(workspace)
    _write(workspace, "publications/b.bib", BIB % "")
    named(workspace)
    text = (workspace.outputs / "graph/doubles.trig").read_text()
    assert text.count("kt:certain true") == 1


def test_papers_that_differ_stay_two_and_are_put_side_by_side(
    library: Callable[[Mapping[str, str]], Workspace],
) -> None:
    workspace = library(
        {"publications/a.bib": BIB % DOI + BIB.replace("k1", "k2") % DOI.replace("voorbeeld", "anders")}
    )
    assert len(named(workspace)) == 2
    text = (workspace.outputs / "graph/doubles.trig").read_text()
    assert (text.count("kt:certain false"), text.count("a kt:Double")) == (1, 1)


def test_records_that_say_nothing_are_not_taken_for_one(library: Callable[[Mapping[str, str]], Workspace]) -> None:
    workspace = library({"publications/a.ris": "TY  - JOUR\nER  -\nTY  - BOOK\nER  -\nTY  - JOUR\nER  -\n"})
    assert len(named(workspace)) == 3


def test_a_correction_with_the_doi_of_its_paper_is_not_that_paper(
    library: Callable[[Mapping[str, str]], Workspace],
) -> None:
    workspace = library(
        {"publications/a.bib": BIB % DOI, "publications/b.bib": BIB.replace("Samen", "Correction: Samen") % DOI}
    )
    assert len(named(workspace)) == 2


def test_one_title_with_two_abstracts_is_two_papers(library: Callable[[Mapping[str, str]], Workspace]) -> None:
    rows = (
        "title,abstract\nEen lange verzonnen titel van zes woorden,%s\nEen lange verzonnen titel van zes woorden,%s\n"
    )
    workspace = library(
        {"publications/a.csv": rows % ("Over lezen in de klas.", "Hier gaat niets anders dan rekenspel om.")}
    )
    found = named(workspace)
    assert len(found) == 2
    assert named(workspace) == found
