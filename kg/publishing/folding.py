"""Texts as names are looked for in them: words without case and accents, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

#: Letters that are no base letter with an accent, as they are written without it.
_OTHERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "’": "'"})
#: Characters that nobody sees: soft hyphen, zero width space and joiners, byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LETTERS = re.compile(r"[^\W\d_]+")
#: What is taken at once: letters, blanks and stops, a character as addresses write it in bytes, one as HTML does,
#: a hyphen that cuts a word off.
_STEP = re.compile(
    r"[^\W\d_]+|[ ,;:.()]+|%[Cc][2-9A-Fa-f]%[89ABab][0-9A-Fa-f]|%[Dd][0-9A-Fa-f]%[89ABab][0-9A-Fa-f]"
    r"|%[Ee][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f]){2}|%[0-9A-Fa-f]{2}|&(?:nbsp|\#160|\#xa0);"
    r"|(?P<cut>(?<=\w)-[ \t]*\r?\n[ \t>]*(?=\w))|.",
    re.DOTALL,
)
_CUT = re.compile(r"\w-[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters: folded, with its place in the text (end exclusive); `is_capital` is its first letter."""

    text: str
    start: int
    end: int
    is_capital: bool


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Give a word without case and accents.

    >>> fold_word("Zoë"), fold_word("Ø'Løv")
    ('zoe', "o'lov")
    """
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_OTHERS)


def fold_words(text: str) -> list[str]:
    """Give the words of a text, folded.

    >>> fold_words("José van der Proef-Één")
    ['jose', 'van', 'der', 'proef', 'een']
    """
    return _LETTERS.findall(fold_word(unicodedata.normalize("NFC", text)))


def seen_words(text: str) -> set[str]:
    """Give the words that may stand in a text, quickly; `words_of` says where they are."""
    if "%" in text:
        text = unquote(text, errors="replace")
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return set(_LETTERS.findall(text.lower() if text.isascii() else fold_word.__wrapped__(text)))


def is_cut(text: str) -> bool:
    """Tell whether a word of a text may be cut off at the end of a line."""
    return "-" in text and _CUT.search(text) is not None


def words_of(text: str, *, join: bool = False) -> list[Word]:
    r"""Give the words of a text with their places, also in addresses; with `join` whole where a line end cuts them off.

    >>> [(word.text, word.start, word.end) for word in words_of("Zo%C3%AB Proef-\nstra", join=True)]
    [('zoe', 0, 8), ('proefstra', 9, 20)]
    """
    words: list[Word] = []
    letters: list[str] = []
    start = end = 0
    for step in _STEP.finditer(text):
        said = None if join and step["cut"] else _said(step[0])
        if said is None:  # nothing that a reader sees
            continue
        if said.isalpha() or (said and letters and all(map(unicodedata.combining, said))):
            start = start if letters else step.start()
            letters.append(said)
            end = step.end()
        elif letters:
            words.append(_word(letters, start, end))
            letters = []
    return [*words, _word(letters, start, end)] if letters else words


def _word(letters: list[str], start: int, end: int) -> Word:
    return Word(fold_word("".join(letters)), start, end, letters[0][0].isupper())


def _said(step: str) -> str | None:
    """Give the letter that a step stands for, another text where it is none, None where nothing is seen of it."""
    if step[0].isalpha():
        return step
    if len(step) == 1:
        return None if _UNSEEN.match(step) else step
    return unquote(step, errors="replace") if step[0] == "%" else " "
