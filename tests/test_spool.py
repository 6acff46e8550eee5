"""A graph that is larger than memory comes back as it would from memory."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.spool import Spool
from kg.trig import stream_trig, write_trig

G = ox.NamedNode("urn:g")
NAMES = st.sampled_from(["urn:a", "urn:ab", "urn:a/b", "https://schema.org/name", "http://purl.org/dc/terms/title"])
VALUES = st.one_of(
    NAMES.map(ox.NamedNode),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(ox.Literal),
    st.sampled_from([ox.Literal("a", language="nl"), ox.Literal("a\n\u2028\x85b"), ox.Literal(1)]),
)
QUADS = st.lists(
    st.builds(lambda s, p, o: ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, G), NAMES, NAMES, VALUES), max_size=30
)


@given(QUADS, st.sampled_from([1, 200, 1 << 20]))
def test_quads_come_back_sorted_and_once(quads: list[ox.Quad], held: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder), held)
        for quad in quads:
            spool.add(str(quad.subject)[1:-1], [quad])
        stream = io.BytesIO()
        stream_trig(spool.quads(), stream)
        assert stream.getvalue() == write_trig(set(quads))
        assert spool.size == len(quads)
