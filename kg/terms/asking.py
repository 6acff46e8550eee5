"""What to look for when a question is asked: its own words, and the words of the concepts that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Theme
from kg.terms.analysis import index_term, opening_words, terms_of_word, tongue_of
from kg.terms.bridge import Bridge, Found, concepts_in, has_label, label_terms, make_bridge
from kg.terms.cognates import cognates
from kg.terms.compounds import split_compound
from kg.text import fold

_WORD = re.compile(r"[^\W_]+")

#: Languages between which words are looked for.
TONGUES = ("nl", "en")

#: Weights of what the question does not say, beside 1.0 for its own words. Tuned by benchmarks/matching.py.
PART, LOAN, TRANSLATION, SYNONYM = 0.5, 1.0, 1.0, 0.4
#: What is left of a weight for a label that is not the preferred one.
ALTERNATIVE = 0.9
#: The words of a label of n words weigh n ** -SHARE each.
SHARE = 0.5


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
    """Give what to look for, each term once, in the order of the question.

    A word that the question repeats weighs as often; a term that several words or concepts lead to has the highest of
    their weights.

    >>> question_terms("Wat is er bekend over motoriek?", "nl", ())[0]
    Wanted(term='nl:motoriek', weight=1.0, word='motoriek', via='')
    >>> question_terms("Wat is er bekend over peer tutoring?", "nl", ())[-1]
    Wanted(term='tutor', weight=0.707, word='peer tutoring', via='peer tutoring')
    """
    standing = _WORD.findall(text)
    folded = ["".join(fold(word).split()) for word in standing]
    tongue = tongue_of(folded, language)
    telling = _telling(folded, tongue)
    bridge = make_bridge(themes)
    found = [one for one in concepts_in(folded, tongue, bridge) if telling & {*range(one.start, one.end)}]
    named = {at for one in found for at in range(one.start, one.end)}
    own = [wanted for at in sorted(telling) for wanted in _own(standing[at], folded[at], tongue)]
    for at in sorted(telling):
        unnamed = _unnamed(folded[at], tongue, bridge) if at in named else [folded[at]]
        own += _loans(standing[at], unnamed, tongue)
    bridged = [wanted for one in found for wanted in _of_concept(one, tongue, " ".join(standing[one.start : one.end]))]
    return _each_once(own, bridged)


def _each_once(own: Sequence[Wanted], bridged: Sequence[Wanted]) -> list[Wanted]:
    best: dict[str, Wanted] = {}
    for wanted in own:
        said = best.get(wanted.term)
        best[wanted.term] = replace(said, weight=said.weight + wanted.weight) if said else wanted
    for wanted in bridged:
        if wanted.term not in best or wanted.weight > best[wanted.term].weight:
            best[wanted.term] = wanted
    return list(best.values())


def _telling(folded: Sequence[str], tongue: str) -> set[int]:
    """Give the places of the words that say what a question is about; of opening words alone, all of them."""
    opening = opening_words().get(tongue, frozenset())
    content = {at for at, word in enumerate(folded) if terms_of_word(word, tongue)}
    return {at for at in content if folded[at] not in opening} or content


def _own(word: str, folded: str, tongue: str) -> Iterator[Wanted]:
    whole, *parts = terms_of_word(folded, tongue)
    yield Wanted(whole, 1.0, word)
    yield from (Wanted(part, PART, word) for part in parts)


def _loans(word: str, unnamed: Iterable[str], tongue: str) -> Iterator[Wanted]:
    """Yield words as the other language would have them: what no concept names may be a loan word, or a name."""
    others = [other for other in TONGUES if other != tongue] if tongue in TONGUES else []
    for other in others:
        terms = (index_term(spelled, other) for one in unnamed for spelled in cognates(one, tongue))
        yield from (Wanted(term, LOAN, word) for term in dict.fromkeys(terms))


def _unnamed(folded: str, tongue: str, bridge: Bridge) -> list[str]:
    """Give the parts of a compound that no concept names."""
    parts = split_compound(folded) if tongue == "nl" and not has_label(folded, tongue, bridge) else ()
    return [part for part in parts if not has_label(part, tongue, bridge)]


def _of_concept(found: Found, tongue: str, word: str) -> Iterator[Wanted]:
    """Yield the terms of the labels of a concept; those of a phrase share its weight."""
    name = found.concept.name(tongue)
    for language, labels in found.concept.labels:
        weight = SYNONYM if language == tongue else TRANSLATION
        for label in labels:
            terms = label_terms(label, language)
            share = weight * len(terms) ** -SHARE * (1.0 if label == labels[0] else ALTERNATIVE)
            yield from (Wanted(term, round(share, 3), word, name) for term in terms)
