"""LaTeX in the fields of BibTeX as plain text. Each pattern is linear: fields come from outside."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ij": "ij", "IJ": "IJ",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "ldots": "…", "dots": "…", "textellipsis": "…", "textasciitilde": "~",
    "textbackslash": "\\", "textunderscore": "_", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "euro": "€", "pounds": "£", "S": "§", "times": "×", "alpha": "α", "beta": "β", "gamma": "γ", "mu": "μ",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?:([`'^~=.\"])|([uvHcdbrk])(?![a-zA-Z]))[ \t]{0,4}"
    r"(?:\{\s{0,4}(\\?[^\W\d_])\s{0,4}\}|(\\[ij])(?![a-zA-Z])|([^\W\d_]))"
)
_WORD = re.compile(r"\\([a-zA-Z]+)(?:\s+|\{\})?")
_ESCAPED = re.compile(r"\\([&%$#_{}~^ ,;!@/-])")
# Escaped braces go through as non-characters, so that they are not taken for grouping; the rest is spacing.
_SIGNS = {"{": "\ufdd0", "}": "\ufdd1", "~": "\ufdd2"} | dict.fromkeys(",;!@/-", "")
_PLAIN = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u00a0"))


def plain_text(field: str) -> str:
    r"""Give the text that LaTeX would print: accents, dashes and signs, without braces and commands.

    >>> plain_text(r"{\'E}{\'e}n {Co{\"o}rdinatie} \& {\ss}")
    'Één Coördinatie & ß'
    """
    return " ".join(without_braces(accents(field)).split())


def accents(field: str) -> str:
    """Give a field with its accents and signs as characters; braces stay, because names need them."""
    if "\\" in field:
        field = _ACCENT.sub(_accented, field)
        field = _WORD.sub(_letter, field)
        field = _ESCAPED.sub(_sign, field)
    if "$" in field:
        field = field.replace("$", "")
    for old, new in _PLAIN:
        field = field.replace(old, new)
    return field


def without_braces(text: str) -> str:
    """Give a text without grouping braces; braces that were escaped come back."""
    return text.replace("{", "").replace("}", "").replace("\ufdd0", "{").replace("\ufdd1", "}").replace("\ufdd2", "~")


def _accented(found: re.Match[str]) -> str:
    mark = found[1] or found[2]
    letter = (found[3] or found[4] or found[5]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[mark])


def _sign(found: re.Match[str]) -> str:
    return _SIGNS.get(found[1], found[1])


def _letter(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], "")
