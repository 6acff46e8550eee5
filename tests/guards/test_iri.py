"""IRIs: made from any text, and recognised as the engine does."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.guards.iri import digest, is_iri, make_iri

PARTS = st.lists(
    st.sampled_from(
        [*"abz09:/?#[]@!$&'()*+,;=%-._~ <>\"{}|\\^`é", "\ue000", "\ufffe", "\U0001f600", "%41", "://", "\x00"]
    ),
    max_size=8,
).map("".join)


@given(
    st.text(max_size=30), st.sampled_from(["urn:kg:", "https://voorbeeld.example/t/", "https://voorbeeld.example/t#"])
)
def test_every_text_becomes_an_iri_of_its_own(text: str, base: str) -> None:
    iri = make_iri(base, "source", text)
    assert is_iri(iri)
    assert ox.NamedNode(iri).value == iri
    assert make_iri(base, "source", text + "x") != iri


@given(st.sampled_from(["", "urn:kg:", "http://", "https://x.example/", "a:"]), PARTS)
def test_what_counts_as_an_iri_the_engine_takes(start: str, rest: str) -> None:
    if is_iri(start + rest):
        assert ox.NamedNode(start + rest).value == start + rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urn:kg:question/1", True), ("https://voorbeeld.example/a?b=c#d", True), ("urn:kg:é", True),
        ("mailto:a@voorbeeld.example", True), ("http://a@b:80/", True), ("urn:a:%41", True),
        ("", False), ("kg", False), ("a b", False), ("urn:a b", False), ("urn:a>", False), ("urn:a\n", False),
        ("urn:a:%zz", False), ("http://[", False), ("urn:a#b#c", False), ("http://a:b/", False), ("urn:\ud800", False),
        ("1:a", False), ("urn:a\\", False),
    ],
)  # fmt: skip
def test_what_is_an_iri(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_iri(text) is expected


def test_a_long_text_takes_no_long_time() -> None:
    assert not is_iri("http://" + "a:" * 100_000 + "<")


@pytest.mark.parametrize(("one", "other"), [(("a", "b"), ("ab",)), (("a", ""), ("", "a")), (("é",), ("e",))])
def test_texts_that_differ_have_other_digests(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert digest(*one) != digest(*other)
