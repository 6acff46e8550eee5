"""The words by which publications are looked up: those of a question that tell something, and their English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.rules.themes import make_labels
from kg.stemming import stems_of, words
from kg.text import COMMON_WORDS, guess_language

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.model import Theme

#: Most words and phrases that are sent: the address that holds them stays far below what servers take (4 kB).
MOST = 24
_LONGEST = 40  # characters of a word or phrase


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What is sent to a server, `own` words of the question first; `also` holds what concepts call it elsewhere.

    `language` is that of the question.
    """

    own: tuple[str, ...]
    also: tuple[str, ...] = ()
    language: str = "nl"

    @property
    def sent(self) -> tuple[str, ...]:
        """Give all that leaves this machine."""
        return tuple(dict.fromkeys((*self.own, *self.also)))[:MOST]


def search_words(text: str, default: str, themes: Sequence[Theme]) -> SearchWords:
    """Give the words to look for when a question is asked; `default` is the language of a text that does not show it.

    >>> search_words("Hoe leren leerlingen lezen?", "nl", ()).sent
    ('leren', 'leerlingen', 'lezen')
    """
    language = guess_language(text, default)
    standing = words(text)
    own = tuple(dict.fromkeys(word for word in standing if _tells(word)))
    return SearchWords(own[:MOST], _elsewhere(standing, language, themes), language)


def _tells(word: str) -> bool:
    return word not in COMMON_WORDS and 1 < len(word) <= _LONGEST


def _elsewhere(standing: Sequence[str], language: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """Give what the themes of a text are called in the other language."""
    if language not in ("nl", "en"):
        return ()
    other = "en" if language == "nl" else "nl"
    labels = {theme.iri: theme.labels.get(other, ()) for theme in themes}
    found = make_labels(tuple(themes))[language].find(standing)
    named = (" ".join(words(labels[iri][0])) for iri in found if labels[iri])
    return tuple(dict.fromkeys(name for name in named if 1 < len(name) <= _LONGEST))


def matching(sought: SearchWords, text: str) -> tuple[str, ...]:
    """Give the words and phrases of a search that a text holds, in any form that has the same stem."""
    here = {stem for word in words(text) for stem in _stems(word)}
    return tuple(one for one in sought.sent if _holds(here, one))


def _holds(here: Collection[str], phrase: str) -> bool:
    return all(not here.isdisjoint(_stems(word)) for word in words(phrase))  # type: ignore[attr-defined]


def _stems(word: str) -> set[str]:
    return {*stems_of(word, "nl"), *stems_of(word, "en")}
