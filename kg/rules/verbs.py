"""Verbs of work and their forms: the lists are data (cues/verbs-*.toml), the forms follow from rules of spelling.

Source: the regular conjugation of weak verbs in Dutch (`'t kofschip`) and English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal

#: `base` is the infinitive (Dutch) or the form without ending (English).
Form = Literal["base", "present", "past", "participle", "ing"]

_OPEN = re.compile(r"(?:^|[^aeiou])([aeou])([bcdfgklmnprstvz])\Z")
_VOICELESS = ("k", "f", "s", "ch", "p", "t")
_INSEPARABLE = ("be", "ge", "ver", "her", "ont", "er", "over", "onder")
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bgmnpt]\Z")
_VOWELS = re.compile(r"[aeiouyëïü]+")
_DIAERESIS = {"e": "ë", "i": "ï", "u": "ü"}  # behind `ge`


@lru_cache(maxsize=50_000)
def form_of(word: str, language: str) -> Form | None:
    """Give the form of a verb of work that a word in lower case is, with or without a prefix, or None.

    >>> [form_of(word, "nl") for word in ("opstellen", "stuurt", "uitgezocht", "bijeenkomst")]
    ['base', 'present', 'participle', None]
    >>> [form_of(word, "en") for word in ("draft", "planned", "sending", "meeting")]
    ['base', 'past', 'ing', 'ing']
    """
    forms = _forms("nl" if language == "nl" else "en")
    return forms.get(word) or _prefixed(word) if language == "nl" else forms.get(word)


def _prefixed(word: str) -> Form | None:
    """Give the form of a Dutch verb behind a separable prefix; `nagaan` is one where `gaan` is none."""
    if not word.startswith(_prefixes()):
        return None
    forms = _forms("nl")
    for prefix in filter(word.startswith, _prefixes()):
        rest = word.removeprefix(prefix)
        for bare in (rest.removeprefix("te"), rest):
            form = forms.get(bare) or _behind_prefix().get(bare)
            if form in ("base", "participle"):
                return form
    return None


@lru_cache(maxsize=1)
def _prefixes() -> tuple[str, ...]:
    return tuple(str(_table("nl")["prefixes"]).split())


@lru_cache(maxsize=2)
def _table(language: str) -> Mapping[str, object]:
    return tomllib.loads(files("kg.rules").joinpath("cues", f"verbs-{language}.toml").read_text("utf-8"))


@lru_cache(maxsize=2)
def _forms(language: str) -> Mapping[str, Form]:
    table = _table(language)
    found: dict[str, Form] = {}
    regular = " ".join(table["regular"]).split()  # type: ignore[arg-type]
    for base in regular:
        for form, word in _dutch(base) if language == "nl" else _english(base):
            found.setdefault(word, form)
    found.update(_irregular(table["irregular"], language))  # type: ignore[arg-type]
    return found


@lru_cache(maxsize=1)
def _behind_prefix() -> Mapping[str, Form]:
    return dict(_irregular(_table("nl")["with_prefix"], "nl"))  # type: ignore[arg-type]


def _irregular(rows: Sequence[str], language: str) -> Iterator[tuple[str, Form]]:
    for row in rows:
        base, present, past, participle = row.split()
        yield participle, "participle"
        yield past, "past"
        yield present, "present"
        yield base, "base"
        if language == "en":
            yield (base[:-1] if base.endswith("e") and base != "see" else base) + _double(base) + "ing", "ing"


def _dutch(base: str) -> Iterator[tuple[Form, str]]:
    """Yield the forms of a weak verb: `maken`, `maakt`, `maakte`, `gemaakt`."""
    root = base.removesuffix("en")
    stem = _stem(base, root)
    ending = "t" if root.endswith(_VOICELESS) else "d"
    yield "base", base
    yield "present", stem + ("" if stem.endswith("t") else "t")
    yield "past", f"{stem}{ending}e"
    yield "past", f"{stem}{ending}en"
    whole = stem if stem.endswith(ending) else stem + ending
    yield (
        "participle",
        whole if base.startswith(_INSEPARABLE) else "ge" + _DIAERESIS.get(whole[0], whole[0]) + whole[1:],
    )


def _stem(base: str, root: str) -> str:
    """Give the stem as it is written before `t`: `maak`, `plan`, `beoordeel`, `regel`, `controleer`."""
    if root[-1] == root[-2]:
        return root[:-1]
    is_stressed = root[-2] != "e" or len(_VOWELS.findall(root)) == 1 or root.endswith("er")
    is_stressed = is_stressed and base not in _table("nl")["reduced"].split()  # type: ignore[attr-defined]
    stem = root[:-2] + root[-2] * 2 + root[-1] if _OPEN.search(root) and is_stressed else root
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])


def _english(base: str) -> Iterator[tuple[Form, str]]:
    """Yield the forms of a regular verb: `plan`, `plans`, `planned`, `planning`."""
    yield "base", base
    if base.endswith("e"):
        yield from (("present", base + "s"), ("past", base + "d"), ("ing", base[:-1] + "ing"))
        return
    if base.endswith("y") and base[-2] not in "aeiou":
        yield from (("present", base[:-1] + "ies"), ("past", base[:-1] + "ied"), ("ing", base + "ing"))
        return
    end = _double(base)
    yield "present", base + ("es" if base.endswith(("s", "x", "ch", "sh", "z")) else "s")
    yield from (("past", base + end + "ed"), ("ing", base + end + "ing"))


def _double(base: str) -> str:
    """Give the consonant that is doubled before an ending, or ''."""
    return base[-1] if len(_VOWELS.findall(base)) == 1 and _DOUBLED.search(base) else ""
