"""Foreign words that Dutch and English share, each in its own spelling."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_SHORTEST = 5  # letters of a word that is spelled anew


def cognates(word: str, tongue: str) -> tuple[str, ...]:
    """Give how the other language may spell a word in lower case without accents: as it stands, then by the rules.

    >>> cognates("epidemiologie", "nl"), cognates("epidemiology", "en")
    (('epidemiologie', 'epidemiology'), ('epidemiology', 'epidemiologie'))
    """
    if len(word) < _SHORTEST:
        return (word,)
    endings, letters = _rules(tongue)
    fits = max((ending for ending in endings if word.endswith(ending)), key=len, default="")
    bare = word.removesuffix(fits)
    spelled = [bare + ending for ending in endings.get(fits, ("",))]
    for here, there in letters:
        spelled += [one.replace(here, there) for one in spelled if here in one]
    return tuple(dict.fromkeys((word, *spelled)))


@lru_cache(maxsize=2)
def _rules(tongue: str) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Give what stands at the end of words of a language with what the other has there, and letters likewise."""
    table = tomllib.loads(files("kg.terms").joinpath("data", "cognates.toml").read_text("utf-8"))
    endings: dict[str, tuple[str, ...]] = {}
    for dutch, english in table["endings"].items():
        for other in english.split():
            here, there = (dutch, other) if tongue == "nl" else (other, dutch)
            endings[here] = (*endings.get(here, ()), there)
    letters = table["letters"].items()
    return endings, tuple(letters if tongue == "nl" else ((english, dutch) for dutch, english in letters))
