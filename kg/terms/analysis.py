"""Index terms of a text: stems of its words without stop words, the parts of a Dutch compound behind the whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from kg.stemming import words
from kg.terms.compounds import split_compound
from kg.terms.stems import index_stem
from kg.text import fold, language_of

_DUTCH = re.compile(r"ij|aa|uu|oei|eeu|heid|isch|(tie|eren)\Z")

#: Words of which the terms are kept: more than a library of 200,000 titles and abstracts holds often.
_KEPT = 300_000


def document_terms(text: str, language: str) -> list[str]:
    """Give the index terms of a text, in order. `language` is a tag (`nl`, `en`, `de`, ...) or ''.

    Of `nl`, `en` and '' the words of the text decide, as the record of a Dutch thesis may hold an English abstract.
    In another language every word is a term as it stands.

    >>> document_terms("Het effect van feedback op leerlingen", "nl")
    ['nl:effect', 'nl:feedback', 'nl:leerl']
    """
    found = words(text if text.isascii() else fold(text))
    tongue = tongue_of(found, language)
    return list(chain.from_iterable(terms_of_word(word, tongue) for word in found))


def tongue_of(found: Sequence[str], language: str) -> str:
    """Give the language whose rules fit the words of a text: `nl`, `en`, or another tag that is stated.

    Where small words do not tell and nothing is stated, one compound or typical spelling makes it Dutch.

    >>> tongue_of(["the", "use", "of", "tablets"], "nl"), tongue_of(["et"], "fr-be")
    ('en', 'fr')
    >>> tongue_of(["feedback"], ""), tongue_of(["rekenonderwijs"], ""), tongue_of(["feedback"], "nl")
    ('en', 'nl', 'nl')
    """
    stated = language.lower().partition("-")[0]
    if stated not in ("", "nl", "en"):
        return stated
    return language_of(found, "") or stated or ("nl" if any(map(_looks_dutch, found)) else "en")


@lru_cache(maxsize=_KEPT)
def _looks_dutch(word: str) -> bool:
    """Tell whether a word is Dutch by its form. Of 13,700 words of English abstracts 60 look so."""
    return bool(_DUTCH.search(word) or split_compound(word))


@lru_cache(maxsize=_KEPT)
def terms_of_word(word: str, tongue: str) -> tuple[str, ...]:
    """Give the terms of one word in lower case without accents: () for a stop word, else its stem, then its parts.

    >>> terms_of_word("leerdoelen", "nl"), terms_of_word("het", "nl")
    (('nl:leerdoel', 'nl:leren', 'nl:doel'), ())
    """
    if word in stop_words().get(tongue, ()) or (len(word) == 1 and not word.isdigit()):
        return ()
    parts = split_compound(word) if tongue == "nl" else ()
    telling = [part for part in parts if part not in stop_words()[tongue]]
    return tuple(dict.fromkeys(index_term(one, tongue) for one in (word, *telling)))


def index_term(word: str, tongue: str) -> str:
    """Give the term of one word: its stem, behind `nl:` for Dutch.

    So stems of the two languages never meet by accident (`kind`, `brief`, `arm`); loan words are asked in both.

    >>> index_term("kinderen", "nl"), index_term("kinds", "en"), index_term("2021", "nl")
    ('nl:kind', 'kind', '2021')
    """
    found = index_stem(word, tongue)
    return f"nl:{found}" if tongue == "nl" and not word.isdigit() else found


@lru_cache(maxsize=1)
def stop_words() -> dict[str, frozenset[str]]:
    """Give the words without meaning by language: `nl` and `en`."""
    return {tongue: frozenset(lists["words"].split()) for tongue, lists in _lists().items()}


@lru_cache(maxsize=1)
def opening_words() -> dict[str, frozenset[str]]:
    """Give the words that only open a question by language: `nl` and `en`."""
    return {tongue: frozenset(lists["opening"].split()) for tongue, lists in _lists().items()}


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("kg.terms").joinpath("data", "stopwords.toml").read_text("utf-8"))
