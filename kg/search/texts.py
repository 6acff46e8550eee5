"""What publications and questions say, as terms to index and to look for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.search.lexicon import AS_IT_STANDS, Lexicon, number_of
from kg.search.segment import Entry
from kg.stemming import words
from kg.terms.asking import Wanted, question_terms
from kg.text import fold
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Theme
    from kg.stores import Store

#: How often a word of each part counts: a title says in ten words what the abstract says in a hundred.
PARTS = {"title": 2, "abstract": 1, "keyword": 1, "theme": 1}

#: Weight of a word that stands in the publication as it stands in the question, beside 1.0 for the same stem.
STANDING = 0.15

#: Properties of a publication, to the part of it that they give.
_PROPERTIES: dict[str, str] = {
    expand("dcterms:title"): "title",
    expand("dcterms:alternative"): "title",
    expand("dcterms:abstract"): "abstract",
    expand("schema:keywords"): "keyword",
    expand("dcterms:subject"): "theme",
}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """What a publication says in one of its parts, in a language."""

    part: str
    text: str
    language: str


def read_texts(store: Store, iris: Iterable[str]) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """Yield publications with all that they say, in whichever files. One that is nowhere is left out.

    One is looked up after another: a query over many takes time for each pair of them.
    """
    labels: dict[str, list[tuple[str, str]]] = {}
    for iri in iris:
        found = set()
        for predicate, value, language in facts_of(store, iri):
            part = _PROPERTIES.get(predicate)
            if part == "theme":
                found |= {Text(part, *label) for label in _labels(store, value, labels)}
            elif part:
                found.add(Text(part, value, language))
        if found:
            yield iri, tuple(sorted(found))


def facts_of(store: Store, subject: str, predicate: str | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield what the graph says of something: predicate, value, and the language of a text or ''."""
    only = Iri(predicate) if predicate else None
    for quad in store.match(Iri(subject), only):
        value = getattr(quad.object, "value", "")
        yield quad.predicate.value, value, getattr(quad.object, "language", None) or ""


def _labels(store: Store, theme: str, known: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    if theme not in known:
        known[theme] = [fact[1:] for fact in facts_of(store, theme, expand("skos:prefLabel"))]
    return known[theme]


def key_of(texts: Iterable[Text]) -> int:
    """Give a number for what a publication says: while it is the same, no word is looked at again."""
    return number_of(*(value for text in texts for value in (text.part, text.language, text.text)))


def entry_of(iri: str, texts: Sequence[Text], lexicon: Lexicon) -> Entry:
    """Give a publication as words, ready to be indexed."""
    found = [np.tile(lexicon.numbers(text.text, text.language), PARTS[text.part]) for text in texts]
    return Entry(iri, key_of(texts), np.concatenate([np.zeros(0, np.uint32), *found]))


def asked_terms(text: str, language: str, themes: Sequence[Theme]) -> list[Wanted]:
    """Give what to look for: stems and the words of concepts, and behind them the words as they stand.

    >>> [(wanted.term, wanted.weight) for wanted in asked_terms("feedback over feedback", "nl", ())][-1]
    ('=feedback', 0.3)
    """
    wanted = question_terms(text, language, themes)
    said = {word: fold(word) for one in wanted if not one.via for word in one.word.split()}
    standing = Counter(words(fold(text)))
    return [*wanted, *(Wanted(AS_IT_STANDS + bare, STANDING * standing[bare], word) for word, bare in said.items())]
