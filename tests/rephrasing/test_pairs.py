"""Which questions are put side by side, and which are not, whatever they have in common."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rephrasing.comparing import compare, load_weights, make_rarity
from kg.rephrasing.pairing import Alike, find_alike
from kg.rephrasing.wording import make_wording
from kg.terms.bridge import make_bridge
from kg.themes import shipped_themes
from kg.vocabulary import Iri

ROOT = Path(__file__).parents[2]
A, B, C = Iri("urn:q:a"), Iri("urn:q:b"), Iri("urn:q:c")
Text = tuple[str, str]


def pairs(*texts: Text | list[Text]) -> list[tuple[str, str]]:
    """Give the pairs that are alike, by the last letter of their IRIs."""
    asked = {Iri(f"urn:q:{chr(97 + n)}"): text if isinstance(text, list) else [text] for n, text in enumerate(texts)}
    return [(found.left[-1], found.right[-1]) for found in find_alike(asked, shipped_themes())]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(("Hoe verlaag je de werkdruk van leraren?", "nl"),
                     ("Hoe kunnen we de werkdruk van leerkrachten verminderen?", "nl"), id="other words, Dutch"),
        pytest.param(("How can the workload of teachers be reduced?", "en"),
                     ("What helps to lower teacher workload?", "en"), id="other words, English"),
        pytest.param(("Hoe verlaag je de werkdruk van leraren?", "nl"),
                     ("How can the workload of teachers be reduced?", "en"), id="Dutch and English"),
        pytest.param(("Wat is het effect van feedback op motivatie?", "nl"),
                     ("Heeft feedback invloed op de motivatie?", "nl"), id="asked as yes or no"),
        pytest.param(("Welke gegevens van leerlingen mogen we delen?", "nl"),
                     ("Welke leerlinggegevens mogen we delen?", "nl"), id="a compound and its parts"),
        pytest.param(("Helpt muziekles bij rekenen in het basisonderwijs?", "nl"),
                     ("Helpt muziekles bij rekenen op de basisschool?", "nl"), id="one sector by two names"),
        pytest.param(("WAT WERKT BIJ DYSLEXIE?", "nl"), ("wat werkt bij dyslexie", "nl"), id="case and punctuation"),
    ],
)  # fmt: skip
def test_put_side_by_side(left: Text, right: Text) -> None:
    assert pairs(left, right) == [("a", "b")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(("Hoe verlaag je de werkdruk van leraren?", "nl"),
                     ("Hoe verlaag je de werkdruk van schoolleiders?", "nl"), id="of other people"),
        pytest.param(("Helpt muziekles bij rekenen in het basisonderwijs?", "nl"),
                     ("Helpt muziekles bij rekenen in het mbo?", "nl"), id="in another sector"),
        pytest.param(("Wat moeten leerlingen eind groep 8 van rekenen kennen?", "nl"),
                     ("Wat moeten leerlingen eind groep 4 van rekenen kennen?", "nl"), id="another figure"),
        pytest.param(("Wat is het effect van feedback op motivatie?", "nl"),
                     ("Waarom geven leraren weinig feedback?", "nl"), id="another thing about one subject"),
        pytest.param(("Hoeveel kost een digitaal portfolio?", "nl"),
                     ("Hoe voer je een digitaal portfolio in?", "nl"), id="what it costs and how it is done"),
        pytest.param(("Which schools use a dashboard?", "en"),
                     ("Which schools do without a dashboard?", "en"), id="turned round"),
        pytest.param(("Hoe leren kleuters lezen?", "nl"), ("Hoe leren kleuters rekenen?", "nl"), id="one word, another subject"),
        pytest.param(("Wat is het?", "nl"), ("Wat is dat?", "nl"), id="nothing but small words"),
        pytest.param(("", "nl"), ("???", "nl"), id="no words"),
    ],
)  # fmt: skip
def test_not_put_side_by_side(left: Text, right: Text) -> None:
    assert pairs(left, right) == []


def test_any_wording_of_a_question_counts_and_its_own_are_no_pair() -> None:
    first = [("Wat doen we met de kast?", "nl"), ("Hoe verlaag je de werkdruk van leraren?", "nl")]
    second = ("Hoe verminder je de werkdruk van leraren?", "nl")
    assert pairs(first, second) == [("a", "b")]
    assert pairs([*first, second]) == []


def test_a_settled_pair_takes_no_place_of_others() -> None:
    texts = {
        Iri(f"urn:q:{n:02}"): [(f"Hoe verlaag je de werkdruk van leraren {'nu ' * (n % 3)}?", "nl")] for n in range(9)
    }
    every = {frozenset((pair.left, pair.right)) for pair in find_alike(texts)}
    left = find_alike(texts, (), lambda one, other: frozenset((one, other)) in every)
    assert every & {frozenset((pair.left, pair.right)) for pair in left} == set()
    assert left


def test_a_pair_says_what_it_rests_on() -> None:
    asked = {
        B: [("How can teacher workload be reduced?", "en")],
        A: [("Hoe verlaag je de werkdruk van leraren?", "nl")],
    }
    (found,) = find_alike(asked, shipped_themes())
    assert found == Alike(A, B, found.score, ("werkdruk", "leraren"))
    assert 0.6 <= found.score <= 1


WORDS = st.sampled_from(
    [
        "hoe",
        "wat",
        "waarom",
        "leraren",
        "teachers",
        "werkdruk",
        "workload",
        "niet",
        "8",
        "4",
        "mbo",
        "leerlinggegevens",
        "verlaag",
        "feedback",
        "é",
        "?",
        "",
    ]
)
TEXTS = st.tuples(st.lists(WORDS, max_size=8).map(" ".join), st.sampled_from(["nl", "en", "de"]))


@settings(deadline=None)
@given(one=TEXTS, other=TEXTS)
def test_likeness_does_not_depend_on_the_side(one: Text, other: Text) -> None:
    bridge = make_bridge(())
    left, right = make_wording(*one, bridge), make_wording(*other, bridge)
    rarity = make_rarity([left, right])
    found, turned = compare(left, right, rarity), compare(right, left, rarity)
    assert found.score == pytest.approx(turned.score)
    assert 0 <= found.score <= 1


@settings(deadline=None)
@given(texts=st.lists(TEXTS, max_size=6), order=st.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(texts: list[Text], order: object) -> None:
    asked = [(Iri(f"urn:q:{n}"), [text]) for n, text in enumerate(texts)]
    shuffled = list(asked)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_alike(dict(asked)) == find_alike(dict(shuffled))


def test_the_weights_are_about_those_that_the_pairs_make(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word more in the glossary moves them a little; scripts/train_questions.py makes them anew."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    pairs_of = import_module("question_pairs")
    made = pairs_of.train([pair for pair in pairs_of.read_pairs() if pair.half == "dev"])
    shipped = load_weights()
    assert list(made) == list(shipped)
    assert {name: value for name, value in made.items() if abs(value - shipped[name]) > 0.5} == {}


def test_a_natural_near_double_is_found(corpus: Path) -> None:
    """Two wordings of one question, by two institutes, among the questions of others."""
    import json  # noqa: PLC0415

    lines = (corpus / "retrieval/dutch-questions/questions.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = find_alike({Iri(f"urn:{row['id']}"): [(row["text"], row["lang"])] for row in rows}, shipped_themes())
    assert ("urn:kr-ked", "urn:kr-ked2") in {(pair.left, pair.right) for pair in found}
    assert len(found) < len(rows) / 4
