"""identities.csv: what is written is read back, and a bad line costs no other line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.memory import COLUMNS, Identity, read_identities, remember, write_rows
from kg.vocabulary import Iri

HEAD = ",".join(COLUMNS) + "\n"
ROWS = [Identity(Iri(f"urn:kg:insight/{n}"), "a.md", "insight", f"Tekst {n}") for n in range(3)]


@given(st.lists(st.text(max_size=20), min_size=4, max_size=4))
def test_every_text_comes_back_from_one_line(texts: list[str]) -> None:
    row = Identity(Iri("urn:kg:insight/1"), texts[0], "insight", *texts[1:])
    data = write_rows([row])
    assert (data.count(b"\n"), len(data.decode().splitlines())) == (1, 1)
    assert read_identities(data).by_source[texts[0]] == [row]


@pytest.mark.parametrize(
    ("change", "count", "unread"),
    [
        pytest.param(lambda t: t, 3, [], id="as written"),
        pytest.param(lambda t: t.replace("\n", "\r\n"), 3, [], id="Windows line ends"),
        pytest.param(lambda t: "\ufeff" + t, 3, [], id="a byte order mark"),
        pytest.param(lambda t: t.removesuffix("\n"), 3, [], id="no last line end"),
        pytest.param(lambda t: t[:-9], 2, [4], id="a torn last line"),
        pytest.param(lambda t: t.replace("Tekst 0", '"Tekst 0'), 2, [2], id="a quote that never closes"),
        pytest.param(lambda t: t.replace("urn:kg:insight/1", "<<<<<<< HEAD"), 2, [3], id="conflict marks"),
        pytest.param(lambda t: t.replace("urn:kg:insight/1", "urn:a b>"), 2, [3], id="what is no IRI"),
        pytest.param(lambda t: t.replace("Tekst 1", "x" * 500_000), 3, [], id="a text of half a megabyte"),
        pytest.param(lambda t: t.replace(",", ";"), 0, [1, 2, 3, 4], id="saved by a Dutch spreadsheet"),
    ],
)  # fmt: skip
def test_what_is_read(change, count: int, unread: list[int]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    memory = read_identities(change(HEAD + write_rows(ROWS).decode()).encode())
    assert (sum(map(len, memory.by_source.values())), memory.unread) == (count, unread)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, HEAD, id="no file yet"),
        pytest.param("", HEAD, id="an empty file"),
        pytest.param(HEAD, HEAD, id="only the heads"),
        pytest.param(HEAD + "urn:kg:insight/9,b.m", HEAD, id="a torn last line is taken away"),
        pytest.param(HEAD + "urn:kg:insight/9,b.md,insight,Nog,,", HEAD + "urn:kg:insight/9,b.md,insight,Nog,,\n",
                     id="a whole last line without an end is kept"),
    ],
)  # fmt: skip
def test_rows_are_added(before: str | None, after: str, tmp_path: Path) -> None:
    path = tmp_path / "identities.csv"
    if before is not None:
        path.write_text(before)
    remember(path, ROWS[:1])
    assert path.read_bytes() == after.encode() + write_rows(ROWS[:1])
    assert [p.name for p in tmp_path.iterdir()] == ["identities.csv"]


def test_nothing_to_remember_touches_nothing(tmp_path: Path) -> None:
    remember(tmp_path / "identities.csv", [])
    assert list(tmp_path.iterdir()) == []
