"""What to look for when a question is asked: its own words, and the words of the concepts that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Theme
from kg.stemming import words
from kg.terms.analysis import opening_words, terms_of_word, tongue_of
from kg.terms.bridge import Concept, concepts_in, make_bridge
from kg.text import fold

#: Weight of a word that the question does not say, beside 1.0 for those that it says.
BRIDGED = 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """An index term to look for.

    `weight` is 1.0 for the question's own words, `word` what stands in the question, and `via` the label of the
    concept that led from the one to the other, '' for the word itself.
    """

    term: str
    weight: float
    word: str
    via: str = ""


def question_terms(text: str, language: str, themes: Sequence[Theme]) -> list[Wanted]:
    """Give what to look for, each term once with its highest weight, in the order of the question.

    >>> question_terms("Wat is er bekend over feedback?", "nl", ())
    [Wanted(term='feedback', weight=1.0, word='feedback', via='')]
    """
    standing = words(text)
    folded = [fold(word) for word in standing]
    tongue = tongue_of(folded, language)
    best: dict[str, Wanted] = {}
    for wanted in (*_own(standing, folded, tongue), *_bridged(standing, folded, tongue, themes)):
        if wanted.term not in best or wanted.weight > best[wanted.term].weight:
            best[wanted.term] = wanted
    return list(best.values())


def _own(standing: Sequence[str], folded: Sequence[str], tongue: str) -> Iterator[Wanted]:
    opening = opening_words().get(tongue, frozenset())
    content = [(word, bare) for word, bare in zip(standing, folded, strict=True) if terms_of_word(bare, tongue)]
    telling = [(word, bare) for word, bare in content if bare not in opening]
    for word, bare in telling or content:
        for term in terms_of_word(bare, tongue):
            yield Wanted(term, 1.0, word)


def _bridged(standing: Sequence[str], folded: Sequence[str], tongue: str, themes: Sequence[Theme]) -> Iterator[Wanted]:
    bridge = make_bridge(tuple(themes))
    for start, end, concept in concepts_in(folded, tongue, bridge):
        yield from _of_concept(concept, tongue, " ".join(standing[start:end]))


def _of_concept(concept: Concept, tongue: str, word: str) -> Iterator[Wanted]:
    for other, labels in concept.labels:
        for label in labels if other != tongue else ():
            found = [term for part in words(fold(label)) for term in terms_of_word(part, other)[:1]]
            for term in found:
                yield Wanted(term, BRIDGED, word, concept.name(tongue))
