"""Which texts come first, and why: against sums done by hand, and in invariants."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.search.lexicon import Lexicon, term_number
from kg.search.matching import K1, B, Matcher, best_fitting, make_matcher
from kg.search.ranking import rank
from kg.search.segment import Entry, build, merge
from kg.search.texts import asked_terms
from kg.terms.asking import Wanted

WORDS = tuple("abcdefghijkl")
WORD = st.sampled_from(WORDS)
LIBRARY = st.lists(st.lists(WORD, max_size=9), min_size=1, max_size=30)
Library = Sequence[Sequence[str]]

TEXTS = {
    "sloot": "Vissen in de sloot",
    "kikkers": "Kikkers, kikkers en nog eens kikkers",
    "beide": "Vissen en kikkers",
    "pond": "Fish of the pond",
    "niets": "Fietsen in de regen",
}


def samples() -> Matcher:
    """Give the index of TEXTS."""
    lexicon = Lexicon()
    entries = [Entry(name, 0, lexicon.numbers(text, "en" if name == "pond" else "nl")) for name, text in TEXTS.items()]
    return make_matcher([build(entries, lexicon)], [()])


def entries_of(library: Library, lexicon: Lexicon) -> list[Entry]:
    """Give texts that are told by their words."""
    numbers = {word: lexicon.add((word, f"={word}")) for word in WORDS}
    return [
        Entry(f"text{number:02}", number, np.array([numbers[word] for word in words], np.uint32))
        for number, words in enumerate(library)
    ]


def matcher_of(library: Library, *, pieces: int = 1) -> Matcher:
    """Give the index of texts, in so many segments."""
    lexicon = Lexicon()
    entries = entries_of(library, lexicon)
    size = -(-len(entries) // pieces)
    segments = [build(entries[at : at + size], lexicon) for at in range(0, len(entries), size)]
    return make_matcher(segments, [()] * len(segments))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("Hoeveel vissen zijn er?", [("beide", ("vissen",)), ("sloot", ("vissen",))], id="a word; the shorter text first"),
        pytest.param("kikker", [("kikkers", ("kikker",)), ("beide", ("kikker",))], id="another form, repeated"),
        pytest.param("vissen en kikkers in een sloot",
                     [("sloot", ("sloot", "vissen")), ("beide", ("kikkers", "vissen")), ("kikkers", ("kikkers",))],
                     id="the rarest word first"),
        pytest.param("waar en hoe", [], id="no word that says something"),
        pytest.param("olifanten", [], id="a word that is nowhere"),
    ],
)  # fmt: skip
def test_what_fits_comes_with_the_words_that_say_so(question: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    hits = rank(samples(), asked_terms(question, "nl", ()), 10)
    assert [(hit.iri, hit.because) for hit in hits if hit.iri != "pond"] == found


def test_a_concept_leads_to_the_other_language_and_is_named() -> None:
    wanted = [Wanted("nl:vis", 1.0, "vissen"), Wanted("fish", 1.0, "vissen", via="vis (dier)")]
    hits = rank(samples(), wanted, 10)
    assert {hit.iri: hit.because for hit in hits} == {
        "sloot": ("vissen",), "beide": ("vissen",), "pond": ("vis (dier)",)
    }  # fmt: skip


@settings(deadline=None)
@given(LIBRARY, st.lists(WORD, min_size=1, max_size=5), st.integers(1, 12), st.integers(1, 4))
def test_the_best_are_those_of_all_scores_worked_out(
    library: Library, question: Sequence[str], most: int, pieces: int
) -> None:
    matcher = matcher_of(library, pieces=pieces)
    weights = {term_number(word): float(matcher.rarity(matcher.place(term_number(word)))) for word in question}
    found = best_fitting(matcher, weights, 1.0, most)
    assert [hit.iri for hit in found] == [name for name, _ in by_hand(library, question)][:most]
    assert [hit.score for hit in found] == pytest.approx(
        [score for _, score in by_hand(library, question)][:most], rel=0.01
    )


def by_hand(library: Library, question: Sequence[str]) -> list[tuple[str, float]]:
    """Give the names of texts that fit with their BM25 scores, the best first."""
    mean = sum(map(len, library)) / len(library) or 1.0
    scores = []
    for number, words in enumerate(library):
        score = 0.0
        for word in dict.fromkeys(question):
            having = sum(word in other for other in library)
            slow = K1 * (1 - B + B * len(words) / mean)
            score += (
                log1p((len(library) - having + 0.5) / (having + 0.5)) * words.count(word) / (words.count(word) + slow)
            )
        scores.append((f"text{number:02}", round(score, 5)))
    return sorted(((name, score) for name, score in scores if score), key=lambda pair: (-pair[1], pair[0]))


@settings(deadline=None)
@given(LIBRARY, st.lists(WORD, min_size=1, max_size=5), st.integers(1, 40))
def test_scores_lie_between_0_and_1_and_fall(library: Library, question: Sequence[str], most: int) -> None:
    hits = rank(matcher_of(library), [Wanted(word, 1.0, word) for word in dict.fromkeys(question)], most)
    assert [(-hit.score, hit.iri) for hit in hits] == sorted((-hit.score, hit.iri) for hit in hits)
    assert all(0 <= hit.score <= 1 and hit.because for hit in hits)
    assert len(hits) == min(most, sum(bool({*question} & {*words}) for words in library))


@settings(deadline=None)
@given(LIBRARY, st.data())
def test_segments_that_are_merged_are_as_one_made_at_once(library: Library, data: st.DataObject) -> None:
    lexicon = Lexicon()
    entries = entries_of(library, lexicon)
    cut = data.draw(st.integers(0, len(entries)))
    dead = data.draw(st.sets(st.integers(0, len(entries) - 1)))
    parts = [(build(entries[:cut], lexicon), sorted(n for n in dead if n < cut)),
             (build(entries[cut:], lexicon), sorted(n - cut for n in dead if n >= cut))]  # fmt: skip
    kept = [entry for number, entry in enumerate(entries) if number not in dead]
    merged, once = merge(parts), build(kept, lexicon)
    assert [getattr(merged, name).tolist() for name in once.__slots__] == [
        getattr(once, name).tolist() for name in once.__slots__
    ]
