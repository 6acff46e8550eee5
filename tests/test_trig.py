"""Graphs as files: the same bytes for the same quads, and the same quads back."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.quads import decimal, literal
from kg.trig import read_trig, write_trig

G = ox.NamedNode("urn:g")
QUADS = st.lists(
    st.tuples(st.integers(0, 3), st.text(max_size=8), st.sampled_from(["", "nl", "en"])), max_size=6, unique=True
).map(lambda rows: [ox.Quad(ox.NamedNode(f"urn:s{n}"), ox.NamedNode("urn:p"), literal(t, g), G) for n, t, g in rows])


@given(QUADS, st.randoms(use_true_random=False))
def test_the_order_of_quads_does_not_matter_and_none_is_lost(quads: list[ox.Quad], random: object) -> None:
    mixed = list(quads)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    data = write_trig(mixed)
    assert data == write_trig(quads)
    assert set(read_trig(data)) == set(quads)


@given(st.floats(0, 1))
def test_a_number_comes_back_from_a_store_as_it_was_written(value: float) -> None:
    store = ox.Store()
    quad = ox.Quad(G, G, decimal(value), G)
    store.add(quad)
    assert write_trig(store) == write_trig([quad])


def test_no_hash_seed_matters() -> None:
    code = (
        "import sys, pyoxigraph as ox; from kg.trig import write_trig; n = ox.NamedNode;"
        "sys.stdout.buffer.write(write_trig({ox.Quad(n(f'urn:s{i}'), n('https://schema.org/name'), ox.Literal(str(i)), n('urn:g')) for i in range(50)}))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1
