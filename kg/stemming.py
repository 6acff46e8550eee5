"""Stems of Dutch and English words, and whether a word contains another: to match labels, never to show."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

import Stemmer

#: Both Dutch algorithms, because each joins forms that the other keeps apart (`scholen`, `lesgeven`).
#: Source: Snowball, snowballstem.org; Kraaij and Pohlmann for `dutch`, Porter for `dutch_porter`.
ALGORITHMS = {"nl": ("dutch_porter", "dutch"), "en": ("english",)}

#: What Dutch puts between the parts of a compound: `onderwijs-beleid`, `groep-s-plan`, `leerling-en-zorg`.
LINKS = ("", "s", "en", "e", "n", "er")

#: Shortest part that counts beside an unknown part, in characters: shorter ones occur by accident (`digi-taal`).
SHORTEST_PART = 5

#: Shortest part that counts beside a known part, and shortest part that is left over.
SHORTEST_KNOWN = 4

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)  # its own cache costs more than stemming; `stems_of` has one


@lru_cache(maxsize=100_000)
def stems_of(word: str, language: str) -> tuple[str, ...]:
    """Give the stems of one word, one for each algorithm of its language; other languages give the word itself.

    >>> stems_of("scholen", "nl"), stems_of("ICT", "fr")
    (('schol', 'school'), ('ict',))
    """
    folded = word.lower()
    found = (str(_stemmer(name).stemWord(folded)) for name in ALGORITHMS.get(language, ()))
    return tuple(dict.fromkeys(found)) or (folded,)


def stem(word: str, language: str) -> str:
    """Give the first stem of a word.

    >>> stem("teachers", "en")
    'teacher'
    """
    return stems_of(word, language)[0]


def words(text: str) -> list[str]:
    """Give the words of a text in lower case, in order, parts of a hyphenated word apart.

    >>> words("ICT-toepassingen op school")
    ['ict', 'toepassingen', 'op', 'school']
    """
    return _WORD.findall(text.lower())


def compound_parts(word: str, vocabulary: Collection[str]) -> tuple[str, ...]:
    """Give the stems of `vocabulary` that are whole parts of a Dutch compound, last part first.

    A word that is itself in it has no parts. At most one part may be unknown, and a part of under five letters
    counts only beside a known one.

    >>> compound_parts("leerlingvolgsysteem", {"volgsystem"})
    ('volgsystem',)
    >>> compound_parts("leerlingvolgsysteem", {"volg"}), compound_parts("digitaal", {"taal"})
    ((), ())
    """
    if _known(word, vocabulary):
        return ()
    cuts = [(word[:at], word[at:]) for at in range(SHORTEST_KNOWN, len(word) - SHORTEST_KNOWN + 1)]
    pairs = [(head, tail, _known_head(head, vocabulary), _known(tail, vocabulary)) for head, tail in cuts]
    both = next(((last, first) for _, _, first, last in pairs if first and last), ())
    if both:
        return both
    for head, tail, _, last in pairs:
        if last and len(tail) >= SHORTEST_PART:
            return (last, *compound_parts(head, vocabulary))
    fits = (first for head, tail, first, _ in pairs if first and min(len(head), len(tail)) >= SHORTEST_PART)
    return tuple(fits)[:1]


def _known(word: str, vocabulary: Collection[str]) -> str:
    """Give the first Dutch stem of a part that is in the vocabulary, or ''. Parts are many and seldom come twice."""
    folded = word.lower()
    for name in ALGORITHMS["nl"]:
        found: str = _stemmer(name).stemWord(folded)
        if found in vocabulary:
            return found
    return ""


def _known_head(head: str, vocabulary: Collection[str]) -> str:
    """Give the stem of a first part, with or without the letters that link it to the next."""
    bare = (head[: len(head) - len(link)] for link in LINKS if head.endswith(link))
    return next((found for part in bare if len(part) > 2 and (found := _known(part, vocabulary))), "")  # noqa: PLR2004
