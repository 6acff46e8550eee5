"""What leads to a person without naming her: mail addresses, telephone numbers, numbers of citizens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIL = re.compile(r"[^\W_](?:[\w.+'-]|%2[Bb]){0,63}(?:@|%40)(?:[^\W_][\w-]{0,62}\.){1,5}[^\W\d_]{2,24}")
_PHONE = re.compile(
    r"(?<![\w/.:%+-])(?:(?:\+|00)[1-9]\d(?:[ .-]?\(0\))?(?:[ .-]?\d){8,11}|\(?0\d{1,3}\)?(?:[ .-]{0,3}\d){6,8})"
    r"(?![\w/%-])"
)
_NUMBER = re.compile(r"(?<![\w/.:%+-])\d{4}([. ]?)\d{2}\1\d{3}(?![\w/%-])")
_LONG = re.compile(r"\d(?:[ .()-]{0,3}\d){7}")
_DATE = re.compile(r"\d{2}[-./ ]\d{2}[-./ ]\d{2}")
#: Digits that a Dutch number has, its first zero included; and those of the number of a citizen.
_DIGITS, _CITIZEN = 10, 9


def find_contacts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where mail addresses, telephone numbers and numbers of citizens stand: start and end, in no order.

    >>> list(find_contacts("a@example.org, 06-12345678, 10-06-2021 12:30"))
    [(0, 13), (15, 26)]
    """
    if "@" in text or "%40" in text:
        yield from (found.span() for found in _MAIL.finditer(text))
    if not _LONG.search(text):
        return
    yield from (found.span() for found in _PHONE.finditer(text) if _is_phone(found[0]))
    yield from (found.span() for found in _NUMBER.finditer(text) if _is_citizen(found[0]))


def _is_phone(stated: str) -> bool:
    count = sum(char.isdigit() for char in stated)
    return not _DATE.match(stated) and (stated[0] == "+" or stated.startswith("00") or count == _DIGITS)


def _is_citizen(stated: str) -> bool:
    """Source: the check by eleven of the burgerservicenummer, Logisch Ontwerp GBA, annex 3."""
    digits = [int(char) for char in stated if char.isdigit()]
    total = sum(weight * digit for weight, digit in zip(range(_CITIZEN, 1, -1), digits, strict=False)) - digits[-1]
    return total % 11 == 0 and any(digits)
