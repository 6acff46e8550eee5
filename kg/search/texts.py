"""What publications and questions say, as terms to index and to look for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.queries import ask, value_of
from kg.search.lexicon import AS_IT_STANDS, Lexicon, number_of
from kg.search.segment import Entry
from kg.stemming import words
from kg.terms.asking import Wanted, question_terms
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Theme
    from kg.stores import Row, Store

#: How often a word of each part counts: a title says in ten words what the abstract says in a hundred.
PARTS = {"title": 2, "abstract": 1, "keyword": 1, "theme": 1}

#: Weight of a word that stands in the publication as it stands in the question, beside 1.0 for the same stem.
STANDING = 0.15

#: Publications that are read at once.
_STRETCH = 2000


@dataclass(frozen=True, slots=True)
class Text:
    """What a publication says in one of its parts, in a language."""

    part: str
    text: str
    language: str


def read_texts(store: Store, iris: Sequence[str]) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """Yield publications with all that they say, in whichever files. One that is nowhere is left out."""
    for at in range(0, len(iris), _STRETCH):
        found: dict[str, list[Text]] = defaultdict(list)
        for row in ask(store, "publication-texts", publication=iris[at : at + _STRETCH]):
            found[value_of(row, "publication")].append(
                Text(value_of(row, "part"), value_of(row, "text"), _language(row))
            )
        for iri, texts in found.items():
            yield iri, tuple(texts)


def _language(row: Row) -> str:
    return getattr(row["text"], "language", None) or ""


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
