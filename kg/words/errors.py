"""Errors in the language of who reads them: `errors.<language>.toml` gives each English template its translation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Mapping


def translate(text: str, language: str) -> str:
    """Give a message or hint of an error in a language; one that is not in the catalogue stays as it is.

    >>> translate("there is no format 'x'", "nl"), translate("never heard of", "nl")
    ("het formaat 'x' bestaat niet", 'never heard of')
    """
    if language == "en" or not text:
        return text
    words = load_words("errors", language)
    if text in words:
        return words[text]
    fitting = [(template, values) for template in words if (values := _values(template, text)) is not None]
    if not fitting:
        return text
    template, values = max(fitting, key=lambda found: len(found[0].replace("{}", "")))
    return words[template].format(*(_Value(value, words, language) for value in values))


class _Value(str):
    """A value in a message. `{0}` is what stood there; `{0:t}` is that in the language too."""

    __slots__ = ("language", "words")

    def __new__(cls, value: str, words: Mapping[str, str], language: str) -> _Value:
        made = super().__new__(cls, value)
        made.words, made.language = words, language
        return made

    def __format__(self, how: str) -> str:
        return translate(str(self), self.language) if how == "t" else str(self)


def _values(template: str, text: str) -> tuple[str, ...] | None:
    """Give what stands at the `{}` of a template, or None where it does not fit."""
    first, *others = template.split("{}")
    if not others or not text.startswith(first) or not text.endswith(others[-1]):
        return None
    found = _pattern(template).fullmatch(text)
    return found.groups() if found else None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, template.split("{}"))), re.DOTALL)
