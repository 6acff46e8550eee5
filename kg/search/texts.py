"""What publications and questions say, as terms to index and to look for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox

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

#: What a publication says, by the property that says it.
_SAID = {
    "dcterms:title": "title", "dcterms:alternative": "title", "dcterms:abstract": "abstract",
    "schema:keywords": "keyword", "dcterms:subject": "theme",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What a publication says in one of its parts, in a language."""

    part: str
    text: str
    language: str


def read_texts(store: Store, iris: Sequence[str]) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """Yield publications with all that they say, in whichever files. One that says nothing is left out."""
    labels: dict[str, tuple[tuple[str, str], ...]] = {}
    for iri in iris:
        found: set[tuple[str, str, str]] = set()
        for curie, part in _SAID.items():
            for quad in store.match(Iri(iri), expand(curie), None):
                found |= {(part, *said) for said in _said(store, quad.object, labels)}
        if found:
            yield iri, tuple(Text(*one) for one in sorted(found))


def _said(store: Store, value: object, labels: dict[str, tuple[tuple[str, str], ...]]) -> Iterable[tuple[str, str]]:
    """Give a text with its language; of a theme its names, which are looked up once."""
    if isinstance(value, ox.Literal):
        return ((value.value, value.language or ""),)
    if not isinstance(value, ox.NamedNode):
        return ()
    if value.value not in labels:
        quads = store.match(Iri(value.value), expand("skos:prefLabel"), None)
        named = {quad.object for quad in quads if isinstance(quad.object, ox.Literal)}
        labels[value.value] = tuple(sorted((one.value, one.language or "") for one in named))
    return labels[value.value]


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
