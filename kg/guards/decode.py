"""Bytes to text, with every guess said aloud."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise

#: Byte order marks and what they say; the longer ones first, because UTF-32 begins as UTF-16 does.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Bytes that the guess looks at: more does not make it better, only slower.
SAMPLE = 65_536
_RUNS = re.compile(rb"[\x80-\xff]+")
_HAN_SIGNS = range(0xA1, 0xA4)  # lead bytes of punctuation, in GB and Big5 alike
_BETWEEN = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as read: no new line ends, no normal form. `warning` is '' unless something was guessed."""

    text: str
    encoding: str
    warning: str = ""


def decode(data: bytes) -> Decoded:
    r"""Give the text of a file, from its byte order mark, as UTF-8, or else by a guess that `warning` names.

    >>> decode(b"caf\xe9 in Gent")
    Decoded(text='café in Gent', encoding='cp1252', warning='not UTF-8; read as cp1252, which is a guess')
    >>> decode(b"\xef\xbb\xbfvraag")
    Decoded(text='vraag', encoding='utf-8', warning='')
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    silent = wide_encoding(data[:4096], len(data))
    if silent:
        return _loose(data, silent, f"no byte order mark; read as {silent}, which is a guess")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as problem:
        return _guessed(data, problem.start)


def _marked(rest: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(rest.decode(encoding), encoding)
    except UnicodeDecodeError as problem:
        if encoding == "utf-8":
            return _guessed(rest, problem.start)
        return _loose(rest, encoding, f"not all of it is {encoding}; what could not be read shows as U+FFFD")


def _loose(data: bytes, encoding: str, warning: str) -> Decoded:
    return Decoded(data.decode(encoding, errors="replace"), encoding, warning)


def wide_encoding(head: bytes, size: int) -> str:
    """Tell UTF-16 without a mark, or ''; western text in it has a NUL at nearly every other byte.

    `head` are the first bytes of a text of `size` bytes.
    """
    half = len(head) // 2
    if half and size % 2 == 0:
        for encoding, nuls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
            if nuls.count(0) > 0.6 * half and head.count(0) < 1.2 * half:
                return encoding
    return ""


def _guessed(data: bytes, first: int) -> Decoded:
    damaged = _mostly_utf8(data)
    if damaged:
        return damaged
    start = data.rfind(b"\n", max(0, first - SAMPLE), first) + 1
    for encoding in likely_encodings(data[start : start + SAMPLE]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text, encoding, f"not UTF-8; read as {encoding}, which is a guess")
    return Decoded(data.decode("latin-1"), "latin-1", "not UTF-8; read as latin-1, which is a guess")


def _mostly_utf8(data: bytes) -> Decoded | None:
    """Read a UTF-8 file with a few damaged bytes as UTF-8: a legacy reading would spoil every accent in it."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd") - data.count("\ufffd".encode())
    sound = sum(map(len, _BETWEEN.findall(text))) - damaged
    if not is_mostly_utf8(damaged, sound):
        return None
    return Decoded(text, "utf-8", f"{damaged} places are not UTF-8; they show as U+FFFD")


def is_mostly_utf8(damaged: int, sound: int) -> bool:
    """Tell whether a text is UTF-8 with damage, from its damaged places and its sound characters beyond ASCII."""
    return damaged * 4 <= sound


def likely_encodings(sample: bytes) -> list[str]:
    """Give the encodings to try for text that is not UTF-8, most likely first."""
    runs = _RUNS.findall(sample)
    letters = sum(map(len, runs))
    if letters < 1.6 * len(runs):
        return ["cp1252"]  # high bytes stand alone among ASCII letters: a western text with accents
    scores = {
        "cp1251": _cyrillic(sample, "cp1251"),
        "koi8-r": _cyrillic(sample, "koi8-r"),
        "gb18030": _han(sample, "gb18030", 0xB0, 0xD7),
        "big5": _han(sample, "big5", 0xA4, 0xC6),
        "cp1252": _western(sample),
    }
    return [name for name, score in sorted(scores.items(), key=lambda item: -item[1]) if score > 0]


def _western(sample: bytes) -> float:
    """Score 0..1: the share of high letters beside at least one ASCII letter, as accents are."""
    text = sample.decode("cp1252", errors="replace")
    high = re.findall(r"(?<=[a-zA-Z])[À-ÿ]|[À-ÿ]{1,2}(?=[a-zA-Z])|[‘’“”–—…€«»]", text)
    return sum(map(len, high)) / max(1, _beyond_ascii(text))


def _cyrillic(sample: bytes, encoding: str) -> float:
    """Score 0..1: the share of high characters that are Cyrillic letters in a sane case.

    In the wrong one of the two encodings the case is turned round, so words begin small and go on in capitals.
    """
    text = sample.decode(encoding, errors="replace")
    high = _beyond_ascii(text)
    sane = 0
    for word in re.findall(r"[А-Яа-яЁё]+", text):
        if word[1:].islower() or (word.isupper() and len(word) > 1) or word in "яЯиИвВсСкКоОуУаА":
            sane += len(word)
    common = sum(text.count(char) for char in "оеаинтсрвлОЕАИН")
    mixed = len(re.findall(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]", text))
    return (sane - 2 * mixed) / max(1, high) * (0.5 + min(0.5, common / max(1, high)))


def _han(sample: bytes, encoding: str, low: int, high: int) -> float:
    """Score 0..1: the share of two-byte characters whose lead byte lies in the block of frequent characters."""
    try:
        text = _whole(sample, encoding)
    except UnicodeDecodeError:
        return 0.0
    pairs = [char.encode(encoding)[:2] for char in text if not char.isascii()]
    frequent = sum(1 for pair in pairs if low <= pair[0] <= high or pair[0] in _HAN_SIGNS)
    apart = sum(1 for left, right in pairwise(text) if left.isascii() and left.isalpha() and right > "\x7f")
    return (frequent - 0.5 * apart) / max(1, len(pairs)) * 0.95


def _beyond_ascii(text: str) -> int:
    return sum(1 for char in text if not char.isascii())


def _whole(sample: bytes, encoding: str) -> str:
    """Decode a sample that may end in the middle of a character."""
    return codecs.getincrementaldecoder(encoding)().decode(sample)
