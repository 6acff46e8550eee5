"""Errors in the language of who reads them: `errors.nl.toml` gives each English template its Dutch."""

from __future__ import annotations

import re
from functools import cache

from kg.words import load_words


def translate(text: str, language: str) -> str:
    """Give a message or hint of an error in a language; what the catalogue does not know stays English.

    >>> translate("there is no format 'x'", "nl"), translate("never heard of", "nl")
    ("het formaat 'x' bestaat niet", 'never heard of')
    """
    if language != "nl" or not text:
        return text
    words = load_words("errors", "nl")
    if text in words:
        return words[text].format()
    fitting = [(template, values) for template in words if (values := _values(template, text)) is not None]
    if not fitting:
        return text
    template, values = max(fitting, key=lambda found: (found[0].find("{}"), len(found[0])))
    return words[template].format(*map(_Value, values))


class _Value(str):
    """A value in a message. `{0}` is what stood there, `{0:t}` is that in Dutch too, `{0:o}` with "of" for "or"."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        if how == "o":
            return self.replace(" or ", " of ")
        return translate(str(self), "nl") if how == "t" else str(self)


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
