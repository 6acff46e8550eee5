"""Sentences, dates and numbers in the language of a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE = re.compile(r"(?P<year>\d{4})?(-{0,2}(?P<month>\d\d)(-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of the reports in one language."""

    words: Mapping[str, str]

    @classmethod
    def of(cls, language: str) -> Phrases:
        """Give the phrases of a language."""
        return cls(load_words("reports", language))

    def say(self, key: str, **values: object) -> str:
        """Give a sentence with values filled in; what a value holds is never taken for a place to fill in."""
        return self.words[key].format(**values) if values else self.words[key]

    def count(self, key: str, number: int, **values: object) -> str:
        """Give the sentence for a number: its `.zero` (where there is one), `.one` or `.many` form."""
        form = {0: "zero", 1: "one"}.get(number, "many")
        full = f"{key}.{form}" if f"{key}.{form}" in self.words else f"{key}.many"
        return self.words[full].format(n=number, **values)

    def label(self, group: str, notation: str) -> str:
        """Give the plain word for a status, type, kind, level, ...: the notation itself where there is none."""
        return self.words.get(f"{group}.{notation or 'none'}", notation)

    def day(self, stated: str) -> str:
        """Give a date as people write it, as far as it is stated.

        >>> [Phrases.of("nl").day(day) for day in ("2021-06-23", "2021-01", "2021", "--06-23", "")]
        ['23 juni 2021', 'januari 2021', '2021', '23 juni', 'zonder datum']
        """
        found = _DATE.fullmatch(stated)
        if not stated or found is None:
            return stated or self.words["undated"]
        parts = [str(int(found["day"]))] if found["day"] else []
        month = int(found["month"] or 0)
        parts += self.words["months"].split()[month - 1 : month] if month else []
        return " ".join([*parts, *([found["year"]] if found["year"] else [])])

    def number(self, value: float) -> str:
        """Give a number without trailing zeros, with the decimal sign of the language.

        >>> Phrases.of("nl").number(10.5), Phrases.of("en").number(3.0)
        ('10,5', '3')
        """
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", self.words["decimal"])

    def place(self, path: str, line: str) -> str:
        """Give where something stands.

        >>> Phrases.of("nl").place("meetings/a.md", "7")
        'meetings/a.md, regel 7'
        """
        return self.say("line", path=path, line=line) if line else path
