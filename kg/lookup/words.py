"""The words by which publications are looked up: those of a question that tell something, and their English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.stemming import words
from kg.terms.analysis import terms_of_word, tongue_of
from kg.terms.asking import question_terms
from kg.terms.bridge import concepts_in, make_bridge
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Theme
    from kg.terms.asking import Wanted

#: Most words and phrases that are sent: the address that holds them stays far below what servers take (4 kB).
MOST = 24
_LONGEST = 40  # characters of a word or phrase
_LABELS = 2  # names of a concept in the other language that are sent


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What is looked for: `own` words of the question, and `also` what their concepts are called in other languages.

    `wanted` are the terms by which an answer is compared with the question.
    """

    own: tuple[str, ...]
    also: tuple[str, ...] = ()
    wanted: tuple[Wanted, ...] = ()

    @property
    def sent(self) -> tuple[str, ...]:
        """Give all that leaves this machine."""
        return tuple(dict.fromkeys((*self.own, *self.also)))[:MOST]


def search_words(text: str, language: str, themes: Sequence[Theme], *, is_told: bool = False) -> SearchWords:
    """Give the words to look for when a question is asked. `language` is that of a text that does not show its own.

    Of a text that a person gives as the words to send (`is_told`), no other word is sent.

    >>> search_words("Hoe leren leerlingen lezen?", "nl", ()).own
    ('leren', 'leerlingen', 'lezen')
    """
    wanted = tuple(question_terms(text, language, themes))
    own = (word for one in wanted if not one.via for word in words(one.word) if len(word) <= _LONGEST)
    also = () if is_told else tuple(dict.fromkeys(_elsewhere(text, language, themes)))
    return SearchWords(tuple(dict.fromkeys(own)), also, wanted)


def _elsewhere(text: str, language: str, themes: Sequence[Theme]) -> Iterator[str]:
    folded = [fold(word) for word in words(text)]
    tongue = tongue_of(folded, language)
    for found in concepts_in(folded, tongue, make_bridge(themes)):
        for other, labels in found.concept.labels:
            for label in labels[:_LABELS] if other != tongue else ():
                phrase = " ".join(words(label))  # no sign that a server would obey
                if 1 < len(phrase) <= _LONGEST:
                    yield phrase


def matches(sought: SearchWords, text: str) -> dict[str, float]:
    """Give the words of a question that a text holds, in any form or language that is known, with their weight.

    A title is too short to tell its language by: its words are taken as Dutch and as English.

    >>> matches(search_words("Hoe leren leerlingen lezen?", "nl", ()), "Leerling")
    {'leerlingen': 1.0}
    """
    here = {term for word in words(fold(text)) for tongue in ("nl", "en") for term in terms_of_word(word, tongue)}
    found: dict[str, float] = {}
    for one in sought.wanted:
        if one.term in here:
            found[one.word] = max(found.get(one.word, 0.0), one.weight)
    return found
