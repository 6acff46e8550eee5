"""What schools are called, in the register and in notes, so that a report for one school can leave the others out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.queries import ask, value_of
from kg.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.reports.material import Material
    from kg.stores import Store

#: Words of a name that are looked at.
_LONGEST = 10

#: Characters of a name of one word: a shorter one is a word as any other.
_SHORTEST = 4

_WORD = re.compile(r"[^\W_]+")

_Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolNames:
    """The words of each name of a school, without case and accents, with the BRIN codes of the schools that bear it.

    `owners` has the names by their first word.
    """

    owners: Mapping[str, Mapping[_Form, frozenset[str]]]

    @classmethod
    def of(cls, owners: Mapping[_Form, Iterable[str]]) -> SchoolNames:
        """Give the names from the BRIN codes of each."""
        found: dict[str, dict[_Form, frozenset[str]]] = {}
        for form, brins in owners.items():
            found.setdefault(form[0], {})[form] = frozenset(brins)
        return cls(found)

    def find(self, text: str) -> Iterator[tuple[Span, frozenset[str]]]:
        """Yield where a text names a school, the longest name first, with the BRIN codes that the name can be of.

        >>> names = SchoolNames.of({("de", "schets"): ["99XC"]})
        >>> [(span.of("Ook De Schets"), sorted(brins)) for span, brins in names.find("Ook De Schets")]
        [('De Schets', ['99XC'])]
        """
        words = [(found.start(), found.end(), fold(found.group())) for found in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            form, brins = self._longest(words, at) if words[at][2] in self.owners else ((), frozenset())
            if form:
                span = Span(words[at][0], words[at + len(form) - 1][1])
                if _is_name(form, span.of(text)):
                    yield span, brins
            at += max(1, len(form))

    def named(self, text: str) -> set[str]:
        """Give the BRIN codes of the schools that a text names; a name of several schools names none."""
        return {min(brins) for _, brins in self.find(text) if len(brins) == 1}

    def tells_of_others(self, text: str, brin: str) -> bool:
        """Tell whether a text names a school that is not the one of `brin`."""
        return any(brin not in brins for _, brins in self.find(text))

    def without_others(self, text: str, brin: str, instead: str) -> str:
        """Give a text with other words in the place of the names of other schools."""
        parts: list[str] = []
        at = 0
        for span, brins in self.find(text):
            if brin not in brins:
                parts += [text[at : span.start], instead]
                at = span.end
        return "".join([*parts, text[at:]])

    def _longest(self, words: list[tuple[int, int, str]], at: int) -> tuple[_Form, frozenset[str]]:
        names = self.owners[words[at][2]]
        here = tuple(word for _, _, word in words[at : at + _LONGEST])
        forms = (here[:end] for end in range(len(here), 0, -1))
        return next(((form, names[form]) for form in forms if form in names), ((), frozenset()))


def read_names(store: Store) -> SchoolNames:
    """Give the names of schools: of the register, whole and without the sort of school before it, and as notes say."""
    owners: dict[_Form, set[str]] = {}
    for row in (*ask(store, "schools"), *ask(store, "school-names")):
        brin = value_of(row, "brin")
        for name in (brin, value_of(row, "name"), value_of(row, "text")):
            for form in _forms(name):
                owners.setdefault(form, set()).add(brin)
    return SchoolNames.of(owners)


def own_text(material: Material, names: SchoolNames, text: str, brin: str) -> str:
    """Give a text as a school may read it: other schools are not named."""
    return names.without_others(text, brin, str(material.phrases.say("dossier.other_school")))


def _forms(name: str) -> Iterator[_Form]:
    words = tuple(fold(word) for word in _WORD.findall(name))[:_LONGEST]
    if len("".join(words)) >= _SHORTEST:
        yield words
    if len(words) > 2:  # noqa: PLR2004  (a sort of school, and at least two words that name this one)
        yield words[1:]


def _is_name(form: _Form, text: str) -> bool:
    """Tell whether the words stand there as a name: one word that could be any other is written with a capital."""
    return len(form) > 1 or any(char.isupper() or char.isdigit() for char in text)
