"""The number and the series of a meeting: `Derde bijeenkomst kennistafel`, `Sprint 4`, `Meeting #12`."""

from __future__ import annotations

import re

from kg.rules.cues import load_group
from kg.rules.note import Note

ORDINALS = {
    word: number
    for words in (
        """eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende
        vijftiende zestiende zeventiende achttiende negentiende twintigste""",
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""",
    )
    for number, word in enumerate(words.split(), 1)
}
_ROMAN = {"i": 1, "v": 5, "x": 10}
_GATHERINGS = (
    r"\w{0,15}(?:bijeenkomst|vergadering|overleg|sessie|meeting|session|werkgroep)|"
    r"sprint|iteratie|iteration|workshop|call"
)
_NUMBERED = re.compile(
    rf"\b(?P<nth>\d{{1,3}})(?:e|de|ste|st|nd|rd|th)\b"
    r"(?! (?:kwartaal|helft|jaar|klas|graad|semester|periode|quarter|half|grade))"
    rf"|\b(?:(?:{_GATHERINGS}|nummer|number|nr|no)\.? {{0,2}}#? ?)(?P<after>\d{{1,3}})\b(?![.:/-]\d)"
    rf"|(?<!\w)#(?P<sign>\d{{1,3}})\b"
    rf"|\b(?:{_GATHERINGS}) (?P<roman>[IVX]{{1,6}})\b(?!\.)",
    re.IGNORECASE,
)
_GATHERING = re.compile(
    r"\b(?:bijeenkomst|vergadering|meeting|overleg|sessie|session)\b(?: (?:van de|van het|of the))?", re.IGNORECASE
)
_PARTS = ("kwartaal", "helft", "jaar", "semester", "periode", "quarter", "half", "year", "draft", "versie", "version")
_TIMES = ("keer", "maal", "time")
_SPOKEN = 60  # words at the beginning of a note, in which a number of a gathering is its own


def number_of(title: str) -> int | None:
    """Give the number that a title without dates gives its gathering, or None.

    >>> [number_of(title) for title in ("Derde bijeenkomst", "17e overleg", "Meeting #12", "Sessie IV", "Tafel")]
    [3, 17, 12, 4, None]
    """
    words = re.findall(r"\w+", title.lower())
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if word in ORDINALS and after not in _PARTS:
            return ORDINALS[word]
    found = _NUMBERED.search(title)
    if not found:
        return None
    if found["roman"]:
        return _roman(found["roman"]) if found["roman"].isupper() else None
    return int(found["nth"] or found["after"] or found["sign"]) or None


def _roman(digits: str) -> int:
    values = [_ROMAN[digit.lower()] for digit in digits]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def series_of(title: str) -> str:
    """Give the name of the series in a title such as `Derde bijeenkomst kennistafel`, with a capital.

    >>> series_of("Derde bijeenkomst kennistafel"), series_of("Bijeenkomst kennistafel")
    ('Kennistafel', '')
    """
    gathering = _GATHERING.search(title)
    words = title[: gathering.start()].lower().split() if gathering else []
    if not gathering or not words or not all(word in ORDINALS or _NUMBERED.fullmatch(word) for word in words):
        return ""
    name = title[gathering.end() :].strip(" :–-")
    return name[:1].upper() + name[1:]


def spoken_number(note: Note) -> int | None:
    """Give the number of the gathering that the first sentence names: `De achtste werksessie`, `voor de derde keer`."""
    first = next((one for one in note.sentences if note.block(one).kind == "paragraph"), None)
    if first is None:
        return None
    words = first.words[:_SPOKEN]
    gathering = load_group("meeting")
    for word, after in zip(words, (*words[1:], ""), strict=True):
        number = ORDINALS.get(word)
        if number and (after in _TIMES or gathering.find(after, [after])):
            return number
    return None
