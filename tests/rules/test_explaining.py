"""Why a note gives what it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.guards.worker import Worker
from kg.model import Context, Document, Source
from kg.readers import read
from kg.rules import extract
from kg.rules.explaining import Answer, Attempt, Cue, Score, Weight, explain
from kg.rules.found import Found, Trace
from kg.rules.scoring import Weights
from tests.rules.test_invariants import WORDS

MakeNote = Callable[..., Document]


def weights(insight: float, least: float, keep: float = 0.0) -> Weights:
    """Give weights that know two features: every sentence is one, and it may end in a full stop."""
    of = {"bias": (-9.0, insight, -9.0, -9.0), "ends:.": (0.0, 0.5, 0.0, 0.0)}
    limits = (9.0, least, 9.0, 9.0)
    return Weights(of, {"nl": limits, "en": limits}, keep)


LINKS = Weights({"bias": (0.0,), "rank:0": (1.0,), "gap:1": (-0.5,)}, {"nl": (0.5,), "en": (0.5,)})
SILENT = (weights(-9.0, 9.0), LINKS)


@pytest.mark.parametrize(
    ("line", "used", "expected"),
    [
        pytest.param(
            "Vraag: Hoe dan?",
            SILENT,
            [
                Attempt("mark", "question", 1.0, "won", "q1"),
                Attempt("asked", "question", 1.0, "lost", "q1", "mark"),
                Attempt("unmarked", "question", 1.0, "lost", "q1", "mark"),
            ],
            id="a mark wins over what also sees a question",
        ),
        pytest.param(
            "Zij geeft aan dat het werkt.",
            (weights(-9.0, 0.5, 1.0), LINKS),
            [Attempt("said", "insight", 0.7, "dropped")],
            id="the scorer drops what it does not believe",
        ),
        pytest.param(
            "De stoel staat daar.",
            (weights(2.0, 0.5), LINKS),
            [Attempt("claim", "insight", 0.92, "won", "i1")],
            id="the scorer adds",
        ),
        pytest.param("De stoel staat daar.", SILENT, [], id="nothing was tried"),
    ],
)
def test_what_was_tried(line: str, used: tuple[Weights, Weights], expected: list[Attempt], note: MakeNote) -> None:
    (sentence,) = explain(note(line), weights=used).sentences
    assert list(sentence.attempts) == expected


def test_a_sentence_tells_its_cues_its_scores_and_what_weighs_most(note: MakeNote) -> None:
    told = explain(note("## Acties\n\n- Zij geeft aan dat het werkt."), weights=(weights(1.0, 0.5), LINKS)).sentences[1]
    assert Cue("insight-said", "geeft aan dat") in told.cues
    assert told.above == (Cue("section-action", "Acties"),)
    assert told.scores == (
        Score("question", 0.0, 9.0),
        Score("insight", 0.818, 0.5),
        Score("decision", 0.0, 9.0),
        Score("action", 0.0, 9.0),
    )
    assert (told.best, told.weights) == ("insight", (Weight("ends:.", 0.5),))


def test_the_scorer_has_no_say_in_a_visit_note(note: MakeNote) -> None:
    told = explain(note("Zij geeft aan dat het werkt.", folder="schools")).sentences[0]
    assert (told.scores, told.best, told.weights) == ((), None, ())


@pytest.mark.parametrize(
    ("text", "folder", "expected"),
    [
        pytest.param(
            "# Hoe leert een kind?\n\nEen kind leert samen.\n",
            "meetings",
            Answer("i1", "q1", "rule", "below"),
            id="the rule that found the insight",
        ),
        pytest.param(
            "Vraag: Hoe leert een kind?\n\nInzicht: een kind leert samen.\n",
            "schools",
            Answer("i1", "q1", "place", "mark"),
            id="the place in a visit note",
        ),
        pytest.param(
            "Vraag: Hoe leert een kind?\n\nZij geeft aan dat het werkt.\n",
            "meetings",
            Answer("i1", "q1", "weighed", "said", 0.622, 0.5, (Weight("rank:0", 1.0), Weight("gap:1", -0.5))),
            id="the two weighed together",
        ),
    ],
)
def test_why_an_insight_answers_a_question(text: str, folder: str, expected: Answer, note: MakeNote) -> None:
    used = (weights(-9.0, 9.0), LINKS)
    assert explain(note(text, folder=folder), weights=used).answers == (expected,)


def test_without_a_trace_nothing_is_kept(note: MakeNote) -> None:
    """And with one the statements are the same."""
    document = note("Vraag: Hoe dan?\n\nZij geeft aan dat het werkt.\n")
    trace = Trace()
    assert extract(document, trace=trace) == extract(document)
    assert (Found().trace, len(trace.made), len(trace.scores)) == (None, 2, 2)


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=50).map(" ".join)))
@settings(max_examples=80, deadline=None)
def test_of_any_text_every_sentence_is_explained_and_every_statement_has_its_rule(text: str) -> None:
    document = read(Source(PurePosixPath("meetings/note.md")), text.encode("utf-8", "ignore"))
    found, told = extract(document).statements, explain(document)
    won = {one.statement: (one.rule, one.kind) for s in told.sentences for one in s.attempts if one.outcome == "won"}
    assert {one.id: (one.rule, one.kind) for one in found} == won
    assert {name for s in told.sentences for name in s.statements} == {one.id for one in found}
    assert [(one.insight, one.question) for one in told.answers] == [(s.id, q) for s in found for q in s.answers]
    spans = [one.span for one in told.sentences]
    assert spans == sorted(spans)


def test_the_explanation_comes_whole_from_the_process_that_makes_it(note: MakeNote) -> None:
    document = note("# Hoe leert een kind?\n\nEen kind leert samen.\n\nVraag: Hoe dan?\n")
    with Worker() as worker:
        assert worker.call("kg.rules.explaining:explain", document, Context()) == explain(document)
