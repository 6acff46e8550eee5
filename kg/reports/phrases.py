"""Sentences, dates and numbers in both languages of a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from markupsafe import Markup, escape

from kg.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_DATE = re.compile(r"(?P<year>\d{4})?(-{0,2}(?P<month>\d\d)(-(?P<day>\d\d))?)?")


class Bilingual(str):
    """A text in both languages: a str in the language of the workspace, which a page shows in the one that is chosen.

    What is made of it as a str (joined, cut, in lower case) is in one language; `Phrases.join` and `say` keep both.
    """

    __slots__ = ("texts",)
    texts: Mapping[str, str]

    def __new__(cls, main: str, texts: Mapping[str, str]) -> Self:
        """Give the texts by language, `main` being the one of the workspace."""
        made = super().__new__(cls, main)
        made.texts = texts
        return made

    def __html__(self) -> str:
        """Give both, of which the style sheet shows one; first and last words that are the same in both only once.

        Pages have thousands of these, so it is the shortest element for words of another language.
        Source: HTML Living Standard, 4.5.17.
        """
        if len(set(self.texts.values())) == 1:
            return escape(str(self))
        said = [text.split(" ") for text in self.texts.values()]
        first = _same(said)
        last = _same([words[: first - 1 if first else None : -1] for words in said])
        parts = (
            f"<i lang={name}>{escape(' '.join(words[first : len(words) - last]))}</i>"
            for name, words in zip(self.texts, said, strict=True)
        )
        before, after = said[0][:first], said[0][len(said[0]) - last :]
        text = " ".join([*map(escape, before), "".join(parts), *map(escape, after)])
        return Markup(text)  # noqa: S704  (escaped above)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of the reports in some languages; `words` are those of `language`, the one of the workspace."""

    language: str
    words: Mapping[str, str]
    languages: tuple[str, ...] = LANGUAGES

    @classmethod
    def of(cls, language: str) -> Phrases:
        """Give the phrases of pages in both languages, for a workspace of a language."""
        return cls(language, load_words("reports", language))

    @classmethod
    def only(cls, language: str) -> Phrases:
        """Give the phrases of one language."""
        return cls(language, load_words("reports", language), (language,))

    def both(self, make: Callable[[str], str]) -> Bilingual:
        """Give what a function makes for each language."""
        texts = {language: make(language) for language in self.languages}
        return Bilingual(texts[self.language], texts)

    def say(self, key: str, **values: object) -> Bilingual:
        """Give a sentence with values filled in; what a value holds is never taken for a place to fill in."""
        return self.both(lambda language: _filled(load_words("reports", language)[key], language, values))

    def count(self, key: str, number: int, **values: object) -> Bilingual:
        """Give the sentence for a number: its `.zero` (where there is one), `.one` or `.many` form."""
        form = {0: "zero", 1: "one"}.get(number, "many")
        full = f"{key}.{form}" if f"{key}.{form}" in self.words else f"{key}.many"
        return self.say(full, n=number, **values)

    def label(self, group: str, notation: str) -> Bilingual:
        """Give the plain word for a status, type, kind, level, ...: the notation itself where there is none."""
        key = f"{group}.{notation or 'none'}"
        return self.both(lambda language: load_words("reports", language).get(key, notation))

    def day(self, stated: str) -> Bilingual:
        """Give a date as people write it, as far as it is stated.

        >>> [str(Phrases.of("nl").day(day)) for day in ("2021-06-23", "2021-01", "2021", "--06-23", "")]
        ['23 juni 2021', 'januari 2021', '2021', '23 juni', 'zonder datum']
        """
        return self.both(lambda language: _day(stated, load_words("reports", language)))

    def number(self, value: float) -> Bilingual:
        """Give a number without trailing zeros, with the decimal sign of the language.

        >>> str(Phrases.of("nl").number(10.5)), str(Phrases.of("en").number(3.0))
        ('10,5', '3')
        """
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return self.both(lambda language: text.replace(".", load_words("reports", language)["decimal"]))

    def place(self, path: str, line: str) -> Bilingual:
        """Give where something stands.

        >>> str(Phrases.of("nl").place("meetings/a.md", "7"))
        'meetings/a.md, regel 7'
        """
        return self.say("line", path=path, line=line) if line else self.both(lambda _: path)

    def join(self, parts: Iterable[str], between: str = ", ") -> Bilingual:
        """Give texts joined, those in both languages in both."""
        parts = tuple(parts)
        return self.both(lambda language: between.join(in_language(part, language) for part in parts))

    def lower(self, text: str) -> Bilingual:
        """Give a text in lower case."""
        return self.both(lambda language: in_language(text, language).lower())


def _same(said: Sequence[Sequence[str]]) -> int:
    """Give with how many of the same words all begin, all having more than these."""
    least = min(map(len, said)) - 1
    return next((place for place in range(least) if len({words[place] for words in said}) > 1), max(least, 0))


def in_language(value: Any, language: str) -> Any:  # noqa: ANN401  (whatever a sentence is filled with)
    """Give the text of a language where there are two, else the value itself."""
    return value.texts[language] if isinstance(value, Bilingual) else value


def _filled(sentence: str, language: str, values: Mapping[str, object]) -> str:
    if not values:
        return sentence
    return sentence.format(**{name: in_language(value, language) for name, value in values.items()})


def _day(stated: str, words: Mapping[str, str]) -> str:
    found = _DATE.fullmatch(stated)
    if not stated or found is None:
        return stated or words["undated"]
    parts = [str(int(found["day"]))] if found["day"] else []
    month = int(found["month"] or 0)
    parts += words["months"].split()[month - 1 : month] if month else []
    return " ".join([*parts, *([found["year"]] if found["year"] else [])])
