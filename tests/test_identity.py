"""A statement keeps its IRI, whatever is edited, renamed or removed around it."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from kg.identity import Identified, identify
from kg.memory import Memory, read_identities, write_rows
from kg.model import Context, Source
from kg.readers import read
from kg.rules import extract
from kg.shelving import Shelf

BASE = "urn:kg:"


class Table:
    """A table whose sources are read in the order of their names, as a refresh does."""

    def __init__(self) -> None:
        self.memory, self.log = Memory(), b""
        self.issues: dict[str, list[str]] = {}

    def read(self, **sources: str) -> dict[str, list[tuple[str, str]]]:
        """Read all sources there are now; give for each its texts and IRIs. `__` in a name stands for `/`."""
        paths = {name.replace("__", "/") + ".md": text for name, text in sources.items()}
        result = {}
        for path, text in sorted(paths.items()):
            document = read(Source(PurePosixPath(path)), text.encode())
            extraction = extract(document, Context())
            found = identify(document, extraction, self.memory, BASE, paths)
            result[path.removesuffix(".md")] = [(s.text, str(found.iris[s.id])) for s in extraction.statements]
            self.issues[path] = [issue.message for issue in found.issues]
            self._log(found)
        return result

    def _log(self, found: Identified) -> None:
        self.log += write_rows(found.rows)
        self.memory = read_identities(self.log)


Q = "Vraag: Hoe volgen we leerlingen in het voortgezet onderwijs?"
I = "Inzicht: Samen kijken naar gegevens helpt."  # noqa: E741


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"a": Q}, {"a": Q}, id="nothing"),
        pytest.param({"a": Q}, {"a": f"Vraag: Wat is nieuw?\n\n{Q}"}, id="a question added above"),
        pytest.param({"a": Q}, {"a": Q.replace("Hoe volgen", "HOE, volgen")}, id="case and punctuation"),
        pytest.param({"a": Q}, {"a": Q.replace("leerlingen", "onze leerlingen")}, id="a word added"),
        pytest.param({"a": f"{Q} ^v1"}, {"a": "Vraag: Iets heel anders? ^v1"}, id="pinned, and all words new"),
        pytest.param({"a": f"{Q} #taal ^v1"}, {"a": "Vraag: Iets heel anders? ^v1"}, id="pinned behind a tag"),
        pytest.param({"a": f"{Q} ^{'lang-' * 7}x"}, {"a": f"Vraag: Iets heel anders? ^{'lang-' * 7}x"},
                     id="a long pin"),
        pytest.param({"a": I}, {"b": I}, id="renamed"),
        pytest.param({"meetings__a": I}, {"verslagen__a": I}, id="moved to another folder"),
        pytest.param({"a": f"{Q}\n\n{I}"}, {"b": f"{Q.replace('we', 'wij')}\n\n{I}"}, id="renamed and edited"),
        pytest.param({"a": Q}, {"b": f"Inzicht: Anders.\n\n{Q}"}, id="a question asked elsewhere"),
    ],
)  # fmt: skip
def test_what_keeps_its_iri(before: dict[str, str], after: dict[str, str]) -> None:
    table = Table()
    (first,) = next(iter(table.read(**before).values()))[:1]
    again = next(iter(table.read(**after).values()))
    assert first[1] in [iri for _, iri in again]
    assert next(iter(table.read(**after).values())) == again


def test_two_questions_edited_at_once_keep_their_own() -> None:
    table = Table()
    one, other = "Vraag: Wat werkt bij technisch lezen?", "Vraag: Wat werkt bij begrijpend lezen?"
    before = table.read(a=f"{one}\n\n{other}")["a"]
    after = table.read(a=f"{other.replace('werkt', 'helpt')}\n\n{one.replace('werkt', 'helpt')}")["a"]
    assert [iri for _, iri in after] == [before[1][1], before[0][1]]


def test_the_same_question_twice_is_one_and_adds_no_row_each_time() -> None:
    table = Table()
    text = f"{Q} ^v1\n\n{Q}\n\n{Q.upper()}"
    assert len({iri for _, iri in table.read(a=text, b=Q)["a"]}) == 1
    log = table.log
    for _ in range(3):
        table.read(a=text, b=Q)
    assert table.log == log


def test_a_pin_on_the_second_of_two_is_remembered() -> None:
    table = Table()
    (_, iri), _ = table.read(a=f"{Q}\n\n{Q} ^v1")["a"]
    assert table.read(a="Vraag: Iets heel anders? ^v1")["a"][0][1] == iri


def test_the_same_insight_in_two_notes_is_two() -> None:
    found = Table().read(a=I, b=I)
    assert found["a"][0][1] != found["b"][0][1]


def test_another_kind_is_another_thing() -> None:
    table = Table()
    before = table.read(a=Q)["a"][0][1]
    assert table.read(a=Q.replace("Vraag", "Besluit"))["a"][0][1] != before


@pytest.mark.parametrize(
    ("steps", "issues"),
    [
        pytest.param([{"a": f"{Q} ^v1", "b": f"{I} ^v1"}], {"b.md": ["^v1 already names a statement of a.md"]},
                     id="stolen"),
        pytest.param([{"a": f"{Q} ^v1\n\n{I} ^v1"}], {"a.md": ["^v1 stands in this note twice"]}, id="twice in a note"),
        pytest.param([{"a": f"{Q} ^v1"}, {"b": f"{Q} ^v1"}], {}, id="renamed"),
        pytest.param([{"a": f"{Q} ^v1"}, {"b": f"{I} ^v1"}], {}, id="of a note that is gone"),
    ],
)  # fmt: skip
def test_pins_that_clash_are_named(steps: list[dict[str, str]], issues: dict[str, list[str]]) -> None:
    table = Table()
    for sources in steps:
        table.read(**sources)
    assert {path: found for path, found in table.issues.items() if found} == issues


def test_a_stolen_pin_is_not_honoured() -> None:
    table = Table()
    iri = table.read(a=f"{Q} ^v1")["a"][0][1]
    assert table.read(a=f"{Q} ^v1", b="Vraag: Mag ik die hebben? ^v1")["b"][0][1] != iri


def test_a_name_that_is_used_again_gives_another_note() -> None:
    """`notulen.md` becomes `2021.md`, and the next meeting writes `notulen.md` again."""
    table = Table()
    first = table.read(notulen=I)["notulen"]
    assert table.read(jaar=I)["jaar"] == first
    for _ in range(2):
        both = table.read(jaar=I, notulen=I)
        assert both["jaar"] == first
        assert both["notulen"][0][1] != first[0][1]
    notes = {row.exact for rows in table.memory.by_source.values() for row in rows if row.kind == "note"}
    assert len(notes) == 2


def test_a_file_renamed_and_back_finds_what_it_became() -> None:
    table = Table()
    first = table.read(a=I)["a"]
    table.read(b=I)
    edited = table.read(b="Inzicht: Vaak samen kijken naar zulke gegevens helpt.")["b"]
    assert table.read(a="Inzicht: Vaak samen kijken naar zulke gegevens helpt.")["a"] == edited
    assert edited[0][1] == first[0][1]


def test_one_of_two_copies_takes_over_a_renamed_note() -> None:
    table = Table()
    iri = table.read(a=I)["a"][0][1]
    copies = table.read(b=I, c=I)
    assert [copies[name][0][1] == iri for name in ("b", "c")] == [True, False]
    assert table.read(b=I, c=I) == copies


def _records(memory: Memory, path: str, text: str) -> tuple[list[str], bytes]:
    shelf = Shelf(path, memory, BASE, {path})
    iris = shelf.place(read(Source(PurePosixPath(path)), text.encode()).records)
    shelf.close()
    return [str(iri) for iri in iris], write_rows(shelf.rows)


BOOK = "@book{k1, title = {Een titel}, year = {2020}}\n"


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        pytest.param(BOOK, "p.bib", BOOK.replace("Een titel", "Iets anders"), id="by its key, the title edited"),
        pytest.param(BOOK, "q.bib", BOOK, id="the file renamed"),
        pytest.param(BOOK, "q.bib", BOOK.replace("k1", "k2"), id="by what it says"),
        pytest.param(BOOK.replace("year", "doi = {10.1000/voorbeeld}, year"), "q.bib",
                     "@article{x, doi = {10.1000/voorbeeld}, title = {Anders}}", id="by its DOI"),
    ],
)  # fmt: skip
def test_a_record_keeps_its_iri(before: str, path: str, after: str) -> None:
    memory = Memory()
    first, _ = _records(memory, "p.bib", before)
    assert _records(memory, path, after)[0] == first
    assert _records(memory, path, after) == (first, b"")


def test_two_keys_for_one_record_are_remembered_once() -> None:
    memory = Memory()
    iris, rows = _records(memory, "p.bib", BOOK + BOOK.replace("k1", "k2"))
    assert iris[0] == iris[1]
    assert rows.count(b"\n") == 3
    memory = read_identities(rows)
    assert _records(memory, "p.bib", BOOK + BOOK.replace("k1", "k2")) == (iris, b"")
