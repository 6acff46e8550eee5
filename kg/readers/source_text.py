"""The text of a source and the language it is in."""

from __future__ import annotations

import re

from kg.guards.decode import decode
from kg.model import Issue

_DUTCH = frozenset(
    [
        "de", "het", "een", "van", "en", "ik", "je", "dat", "niet", "is", "voor", "met", "zijn", "wat",
        "hoe", "op", "te", "wij", "worden", "door", "bij",
    ]
)  # fmt: skip
_ENGLISH = frozenset(
    [
        "the", "a", "of", "and", "to", "that", "not", "is", "for", "with", "are", "what", "how", "on", "in",
        "we", "be", "by", "at", "this", "was",
    ]
)  # fmt: skip
_HEAD = 20_000  # characters that are enough to tell the language


def text_of(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """Give the text of a file and, where its encoding was guessed, a warning."""
    decoded = decode(data)
    if not decoded.warning:
        return decoded.text, ()
    hint = "Save the file as UTF-8 if accents look wrong."
    return decoded.text, (Issue(decoded.warning, hint=hint, is_error=False),)


def language_of(text: str, stated: str = "") -> str:
    """Give the language that is stated, without country; else nl or en by the small words of the text, nl if in doubt.

    >>> language_of("What are the aims of this?"), language_of("Wat is de vraag?"), language_of("", "EN-gb")
    ('en', 'nl', 'en')
    """
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", stated):
        return stated.lower().partition("-")[0]
    words = re.findall(r"[a-z]+", text[:_HEAD].lower())
    dutch = sum(word in _DUTCH for word in words)
    return "en" if sum(word in _ENGLISH for word in words) > dutch else "nl"
