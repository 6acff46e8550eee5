"""The index is a cache: whatever happened to it or to the library, it answers as one that is made from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.search import index, shelf
from kg.search.index import open_index
from kg.search.lexicon import Lexicon
from kg.search.ranking import Found, rank
from kg.search.segment import Entry
from kg.search.texts import Text, asked_terms, entry_of
from tests.search.library import SAMPLES, Files, library

QUESTIONS = ("Welke vissen leven in de sloot?", "frogs in a pond", "kikkers", "waves", "Hoe tel je kikkers en vissen?")


def answers(files: Files, folder: Path) -> list[list[Found]]:
    """Give what each question finds."""
    matcher = open_index(library(files), folder)
    return [rank(matcher, asked_terms(question, "nl", ()), 10) for question in QUESTIONS]


def test_an_index_finds_something(tmp_path: Path) -> None:
    found = answers(SAMPLES, tmp_path / "search")
    assert [hits[0].iri.rpartition("/")[2] for hits in found] == ["vis", "pond", "kikker", "wind", "vis"]


WORDS = st.lists(st.sampled_from(["vissen", "kikkers", "sloot", "pond", "frogs", "geluid", "tellen"]), max_size=6)
RECORD = st.tuples(st.sampled_from("abcdefgh"), WORDS.map(" ".join), WORDS.map(" ".join))
STATES = st.dictionaries(
    st.sampled_from(["een.bib", "twee.ris", "drie.json"]), st.lists(RECORD, max_size=6), max_size=3
)


@settings(max_examples=40, deadline=None)
@given(st.lists(STATES, min_size=1, max_size=5))
def test_after_any_history_it_answers_as_one_made_from_nothing(history: Sequence[Files]) -> None:
    with TemporaryDirectory() as folder:
        for files in history:
            after = answers(files, Path(folder) / "kept")
        assert after == answers(history[-1], Path(folder) / "fresh")


@settings(max_examples=20, deadline=None)
@given(st.lists(RECORD, min_size=1, max_size=6, unique_by=lambda record: record[0]))
def test_it_does_not_matter_in_how_many_files_a_library_lies(records: Sequence[tuple[str, str, str]]) -> None:
    apart = {f"{number}.bib": [record] for number, record in enumerate(records)}
    with TemporaryDirectory() as folder:
        for last in range(len(records)):
            one_by_one = answers({name: apart[name] for name in list(apart)[: last + 1]}, Path(folder) / "kept")
        assert one_by_one == answers({"een.bib": records}, Path(folder) / "fresh")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 7):
        data[at] ^= 0xFF
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [cut, spoil, empty, Path.unlink])
@pytest.mark.parametrize("pattern", ["index.json", "*.segment", "*.members", "*"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, harm: Callable[[Path], None], pattern: str) -> None:
    more = {**SAMPLES, "drie.json": [("x", "Kikkers en vissen samen", "")]}
    expected = answers(more, tmp_path / "fresh")
    answers(SAMPLES, tmp_path / "search")
    for path in sorted((tmp_path / "search").glob(pattern)):
        harm(path)
    assert answers(more, tmp_path / "search") == expected
    assert answers(more, tmp_path / "search") == expected


def test_an_index_of_another_recipe_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(SAMPLES, tmp_path / "search")
    before = (tmp_path / "search" / "index.json").read_bytes()
    monkeypatch.setattr(index, "_recipe", lambda: "another")
    answers(SAMPLES, tmp_path / "search")
    assert (tmp_path / "search" / "index.json").read_bytes() != before


def test_a_copied_index_is_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(SAMPLES, tmp_path / "search")
    shutil.copytree(tmp_path / "search", tmp_path / "copy")
    monkeypatch.setattr(shelf, "entry_of", lambda *_: pytest.fail("a text was looked at again"))
    assert answers(SAMPLES, tmp_path / "copy") == expected


def test_only_what_says_something_else_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(SAMPLES, tmp_path / "search")
    seen: list[str] = []

    def watched(iri: str, texts: Sequence[Text], lexicon: Lexicon) -> Entry:
        seen.append(iri)
        return entry_of(iri, texts, lexicon)

    monkeypatch.setattr(shelf, "entry_of", watched)
    changed = [("vis", "Vissen tellen in de sloot", ""), ("wind", "Wind and waves: a sample", "Other words.")]
    moved = {**SAMPLES, "twee.ris": changed, "drie.json": [SAMPLES["twee.ris"][1], ("new", "Geluid", "")]}
    answers(moved, tmp_path / "search")
    assert sorted(seen) == ["urn:kg:publication/new", "urn:kg:publication/wind"]


def test_where_nothing_can_be_written_the_index_is_made_in_memory(tmp_path: Path) -> None:
    (tmp_path / "search").write_text("in the way")
    assert answers(SAMPLES, tmp_path / "search") == answers(SAMPLES, tmp_path / "fresh")


def test_no_library_is_an_empty_index(tmp_path: Path) -> None:
    assert answers({}, tmp_path / "search") == [[]] * len(QUESTIONS)
