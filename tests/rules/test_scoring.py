"""What the scorer weighs, and when it overrules a rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Context, Document
from kg.rules import extract
from kg.rules.features import features
from kg.rules.found import Found
from kg.rules.note import make_note
from kg.rules.scoring import KINDS, Weights, load_weights

MakeNote = Callable[..., Document]
NEVER = (2.0,) * 4
NO_LINKS = Weights({"bias": (-9.0,)}, {"nl": (1.0,), "en": (1.0,)})


def weights(least: tuple[float, ...], keep: float, insight: float = 0.0) -> Weights:
    """Give weights that say nothing but what a test needs."""
    return Weights({"bias": (-9.0, insight, -9.0, -9.0)}, {"nl": least, "en": least}, keep)


@pytest.mark.parametrize("name", ["scorer", "answers"])
def test_weights_have_one_number_a_kind_in_each_feature(name: str) -> None:
    loaded = load_weights(name)
    width = {"scorer": len(KINDS), "answers": 1}[name]
    assert {len(row) for row in (*loaded.of.values(), *loaded.least.values())} == {width}
    assert set(loaded.least) == {"nl", "en"}


def test_features_say_where_a_sentence_stands_and_what_it_is_made_of(note: MakeNote) -> None:
    made = make_note(note("## Acties\n\n- Misschien is dit te duur?"), Context())
    names = features(made, Found(), made.sentences[1])
    expected = {"in:list_item", "under:action", "ends:?", "class:hedge", "nl:class:bad", "length:7", "alone"}
    assert expected <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("line", "used", "found"),
    [
        pytest.param("De school staat hier.", weights((9, 0.4, 9, 9), 0), [("insight", "claim")], id="adds"),
        pytest.param("De school staat hier.", weights((9, 0.6, 9, 9), 0), [], id="adds nothing below the threshold"),
        pytest.param("Zij geeft aan dat het werkt.", weights(NEVER, 1, -9), [], id="drops what a weak rule found"),
        pytest.param(
            "Zij geeft aan dat het werkt.",
            weights(NEVER, 0, -9),
            [("insight", "said")],
            id="keeps what it does not deny",
        ),
        pytest.param("Inzicht: het werkt.", weights(NEVER, 1, -9), [("insight", "mark")], id="a mark always wins"),
    ],
)
def test_when_the_scorer_overrules(line: str, used: Weights, found: list[tuple[str, str]], note: MakeNote) -> None:
    said = extract(note(line), weights=(used, NO_LINKS)).statements
    assert [(one.kind, one.rule) for one in said] == found


def test_in_a_visit_note_the_rules_decide(note: MakeNote) -> None:
    used = weights((9, 0.4, 9, 9), 0)
    assert extract(note("De school staat hier.", "schools"), weights=(used, NO_LINKS)).statements == ()
