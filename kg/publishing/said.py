"""A text as persons are looked for in it: its words, and what a word can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.publishing.folding import fold_word
from kg.publishing.people import is_telling, word_lists
from kg.readers.creators import is_organisation

if TYPE_CHECKING:
    from collections.abc import Container

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’.](?=[^\W\d_]{2})|[-‐–](?=[^\W\d_]))*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, folded too, with its place."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_initial(self) -> bool:
        """Tell whether it can be an initial: one letter, or one with the letter that goes with it."""
        return self.is_capital and self.text[1:] in ("", "h", "j", "s", "t")  # `Th. Proef`, `Tj. Proef`


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its words; `lower` are those that it writes without a capital."""

    text: str
    tokens: tuple[Token, ...]
    lower: frozenset[str]


def read_words(text: str) -> Said:
    """Give a text with its words."""
    tokens = tuple(Token(found[0], fold_word(found[0]), *found.span()) for found in _WORD.finditer(text))
    return Said(text, tokens, frozenset(token.folded for token in tokens if not token.is_capital))


def is_given(word: str) -> bool:
    """Tell whether a folded word is a given name, and no ordinary word."""
    lists = word_lists()
    return all(
        part in lists["given"] and part not in lists["ordinary"] and part not in lists["capitals"]
        for part in re.split(r"[-‐–]", word)
    )


def is_body(word: str) -> bool:
    """Tell whether a folded word belongs to an organisation, a school, a street."""
    is_made = any(word.endswith(end) and len(word) > len(end) + 1 for end in word_lists()["endings"])
    return is_organisation(word) or is_made or word in word_lists()["roles"]


def is_plain_name(token: Token, lower: Container[str]) -> bool:
    """Tell whether a word looks like a name: a capital and small letters, no word of a body, never without capital."""
    is_written_so = token.text[0].isupper() and token.text[1:].islower() and len(token.text) > 2  # noqa: PLR2004
    is_other = is_body(token.folded) or token.folded in word_lists()["capitals"] or token.folded in lower
    return is_written_so and is_telling(token.folded) and not is_other
