"""Themes of a statement: labels that occur in it, on stems and compounds, and the tags behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.model import Theme
from kg.stemming import compound_parts, stems_of, words
from kg.vocabulary import Iri


class Labels:
    """The labels of themes in one language, filed under the first stem of their first word."""

    def __init__(self, themes: Iterable[tuple[Iri, Sequence[str]]], language: str) -> None:
        self.language = language
        self._filed: dict[str, list[tuple[tuple[frozenset[str], ...], Iri]]] = {}
        for iri, labels in themes:
            for label in labels:
                phrase = tuple(frozenset(stems_of(word, language)) for word in words(label))
                for stem in phrase[0] if phrase else ():
                    self._filed.setdefault(stem, []).append((phrase, iri))
        self._parts = frozenset(
            stem for stem, filed in self._filed.items() if any(len(label) == 1 for label, _ in filed)
        )
        self._stems = lru_cache(maxsize=50_000)(self._stems_of_word)

    def find(self, text_words: Sequence[str]) -> tuple[Iri, ...]:
        """Give the themes whose label stands in a text, in the order of the text, each once."""
        stems = [self._stems(word) for word in text_words]
        found: dict[Iri, None] = {}
        for at, here in enumerate(stems):
            for stem in sorted(here & self._filed.keys()):
                for phrase, iri in self._filed[stem]:
                    if _stands(phrase, stems[at : at + len(phrase)]):
                        found[iri] = None
        return tuple(found)

    def _stems_of_word(self, word: str) -> frozenset[str]:
        parts = compound_parts(word, self._parts) if self.language == "nl" else ()
        return frozenset((*stems_of(word, self.language), *parts))


def _stands(phrase: Sequence[frozenset[str]], stems: Sequence[frozenset[str]]) -> bool:
    return len(stems) == len(phrase) and all(here & label for here, label in zip(stems, phrase, strict=True))


def make_labels(themes: tuple[Theme, ...]) -> Mapping[str, Labels]:
    """Give the labels of the themes by language, `nl` and `en`."""
    return _made(tuple((theme.iri, tuple(theme.labels.items())) for theme in themes))


@lru_cache(maxsize=4)
def _made(themes: tuple[tuple[Iri, tuple[tuple[str, tuple[str, ...]], ...]], ...]) -> Mapping[str, Labels]:
    return {
        language: Labels([(iri, dict(labels).get(language, ())) for iri, labels in themes], language)
        for language in ("nl", "en")
    }
