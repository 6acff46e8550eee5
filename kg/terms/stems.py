"""Stems for the index: more forms of a word share one than in the stems of labels, since nothing is decided by it."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

import Stemmer

_DOUBLE = re.compile(r"([aeou])\1(?=[bcdfgklmnprst]\Z)")
_PLURAL = re.compile(r"(?<=\w{2}[bdfgklmnprt])s\Z")
_ADJECTIVE = re.compile(r"(?<=\w{4})e\Z")
_LAST = {"v": "f", "z": "s"}
_SHORTEST = 3  # letters of a stem that may lose its double consonant


def index_stem(word: str, tongue: str) -> str:
    """Give the stem of a word in lower case without accents; in other languages than `nl` and `en` the word itself.

    Source: Snowball, `dutch` (Kraaij and Pohlmann) and `english` (Porter 2), the Dutch stem spelled as a
    word of its own.

    >>> [index_stem(word, "nl") for word in ("klas", "klassen", "lezen", "gelezen", "zelfregulering", "zelfregulatie")]
    ['klas', 'klas', 'lezen', 'lezen', 'zelfreguler', 'zelfreguler']
    >>> [index_stem(word, "en") for word in ("organisation", "organizations", "behaviour")]
    ['organis', 'organis', 'behavior']
    """
    if tongue == "nl":
        return _forms("nl").get(word) or _dutch(word)
    if tongue == "en":
        return _forms("en").get(word) or str(_stemmer("english").stemWord(_one_spelling(word)))
    return word


def _dutch(word: str) -> str:
    if word.startswith(_with_ge()):
        return "ge" + _dutch(word[2:])
    found = _PLURAL.sub("", _ADJECTIVE.sub("", str(_stemmer("dutch").stemWord(word))))
    if len(found) >= _SHORTEST and found[-1] == found[-2] and found[-1] not in "aeiou":
        found = found[:-1]
    return _DOUBLE.sub(r"\1", found[:-1] + _LAST.get(found[-1:], found[-1:]))


@lru_cache(maxsize=1)
def _with_ge() -> tuple[str, ...]:
    """Give beginnings of words in which `ge` is no prefix of a participle, which the stemmer would take off."""
    return tuple(_table()["with_ge"]["words"].split())


_IZE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e[drs]?|ers|ing|ations?|able)\Z)")
_OUR = re.compile(r"\A(behavi|col|neighb|endeav|fav|lab|hon|hum|flav)our")


def _one_spelling(word: str) -> str:
    """Give one spelling for words that are spelled in two ways; `is`, as Porter 2 makes `organization` an organ."""
    return _OUR.sub(r"\1or", _IZE.sub("is", word))


@lru_cache(maxsize=2)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)


@lru_cache(maxsize=2)
def _forms(tongue: str) -> dict[str, str]:
    """Give irregular forms with the word that they are a form of, which is its own stem."""
    return {form: base for base, forms in _table()[tongue].items() for form in (base, *forms.split())}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("kg.terms").joinpath("data", "forms.toml").read_text("utf-8"))
