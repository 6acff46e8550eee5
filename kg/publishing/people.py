"""A person as texts name her, and every form in which the name can stand somewhere."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Literal

from kg.publishing.folding import fold_words
from kg.text import COMMON_WORDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

#: How a form counts as the name: in any writing; with a capital, or in an address; with a capital inside a sentence;
#: as letters with capitals at both ends, with full stops between (`J.d.V.`) or as one word (`JdV`); or all in capitals;
#: with a capital at its last word (of a school).
Strictness = Literal["any", "capital", "inside", "letters", "upper", "name"]

#: Letters that a form of one word has at least where it may stand for a name in any writing.
_SHORTEST = 4


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A name in folded words. Initials are given names of one letter; any part may be empty."""

    given: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    family: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Words that follow each other where a name stands."""

    words: tuple[str, ...]
    strictness: Strictness


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """Give the words by which names are told, by the name of their list."""
    folder = resources.files("kg.publishing").joinpath("data")
    table = tomllib.loads(folder.joinpath("words.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(words.split()) for name, words in table.items()}
    lines = folder.joinpath("given.txt").read_text(encoding="utf-8").splitlines()
    return lists | {"given": frozenset(line for line in lines if not line.startswith("#"))}


def person_of(stated: str) -> Person | None:
    """Give the person that a name in full stands for, or None where it holds no word.

    >>> person_of("Jan-Piet van der Proef")
    Person(given=('jan', 'piet'), particles=('van', 'der'), family=('proef',))
    >>> person_of("Anna Proef-de Monster").family
    ('proef', 'de', 'monster')
    >>> person_of("Proef, J.A. van der")
    Person(given=('j', 'a'), particles=('van', 'der'), family=('proef',))
    """
    before, comma, after = stated.partition(",")
    if comma and fold_words(before) and fold_words(after):
        first, last = fold_words(after), fold_words(before)
        while first and first[-1] in word_lists()["particles"] and len(first[-1]) > 1:
            last.insert(0, first.pop())
        return _split(first, last)
    pieces = [words for piece in stated.split() if (words := fold_words(piece))]
    split = _first_of_family(pieces)
    given, rest = (list(chain.from_iterable(part)) for part in (pieces[:split], pieces[split:]))
    return _split(given, rest) if pieces else None


def _split(given: list[str], rest: list[str]) -> Person:
    count = 0
    while count < len(rest) - 1 and rest[count] in word_lists()["particles"]:
        count += 1
    return Person(tuple(given), tuple(rest[:count]), tuple(rest[count:]))


def _first_of_family(pieces: list[list[str]]) -> int:
    """Give the place of the first piece that is no given name: a particle, an unknown word, or the last."""
    lists = word_lists()
    for place, (first, *more) in enumerate(pieces[1:], 1):
        is_particle = first in lists["particles"] and len(first) > 1 and place < len(pieces) - 1
        is_known = len(first) == 1 or first in lists["given"]
        if is_particle or not is_known or lists["particles"] & set(more):
            return place
    return max(1, len(pieces) - 1)


def forms_of(person: Person, common: Container[str] = ()) -> Iterator[Form]:
    """Yield the forms of a name: in full, turned round, with initials, each part alone, and written as one word.

    `common` are words that the sources write more often without a capital.
    """
    given, whole, bare = person.given, person.particles + person.family, person.family
    if given and bare:
        for first in dict.fromkeys((given, given[:1])):
            initials = tuple(name[0] for name in first)
            for last in dict.fromkeys((whole, *_shortened(person), bare)):
                yield from _together(first, initials, last)
            letters = (*initials, *(word[0] for word in whole))
            yield Form(letters, "letters")
            if person.particles:
                yield Form(("".join(letters),), "letters")
            yield Form(bare + first + person.particles, "any")
            yield Form(bare + initials + person.particles, "any")
    if bare:
        yield from _alone(bare, person.particles, common)
    if given and any(len(name) > 1 for name in given):
        yield from _given_alone(given)


def _shortened(person: Person) -> Iterator[tuple[str, ...]]:
    """Yield the family name with its particles as letters: `v.d. Proef`, `vd Proef`."""
    letters = tuple(word[0] for word in person.particles)
    if len(letters) > 1:
        yield letters + person.family
        yield ("".join(letters), *person.family)


def _together(first: tuple[str, ...], initials: tuple[str, ...], last: tuple[str, ...]) -> Iterator[Form]:
    yield Form(first + last, "any")
    yield Form(initials + last, "any")
    yield Form(last + first, "any")
    yield Form(last + initials, "any")
    yield Form(("".join(initials), *last), "any")  # `JA Jansen`
    surname = "".join(last)
    for compact in ("".join(first) + surname, "".join(initials) + surname, surname + "".join(initials)):
        if len(compact) >= _SHORTEST + 1:
            yield Form((compact,), "any")
    yield Form(("".join(first), *last), "any")
    yield Form((*initials[:1], surname), "any")


def _alone(family: tuple[str, ...], particles: tuple[str, ...], common: Container[str]) -> Iterator[Form]:
    """Yield the forms of a family name without a given name."""
    if particles:
        yield Form(particles + family, "any")
        yield Form(("".join(particles + family),), "any")
        yield Form(("".join(particles), *family), "any")
    if len(family) > 1:
        yield Form(family, "any")
        yield Form(("".join(family),), "any")
    for name in family:
        if is_telling(name):
            yield from _with_s(name, "any" if is_rare(name) and name not in common else "capital")


def _given_alone(given: tuple[str, ...]) -> Iterator[Form]:
    if len(given) > 1:
        yield Form(given, "capital")
        yield Form(("".join(given),), "capital")
    for name in given:
        if is_telling(name):
            is_word = name in word_lists()["ordinary"] or name in word_lists()["capitals"]
            yield from _with_s(name, "inside" if is_word else "capital")


def _with_s(name: str, strictness: Strictness) -> Iterator[Form]:
    yield Form((name,), strictness)
    if not name.endswith("s"):
        yield Form((name + "s",), strictness)


def count_people(people: Iterable[Person]) -> int:
    """Give how many persons there are, those who are the same under a shorter name counted once.

    >>> count_people([Person(("anna",), (), ("proef",)), Person(("anna",)), Person((), (), ("proef",))])
    1
    """
    known = list(people)
    whole = [one for one in known if one.given and one.family]
    words = {word for one in whole for word in (*one.given, *one.family)}
    return len(whole) + sum(
        not words.issuperset((*one.given, *one.family)) for one in known if not (one.given and one.family)
    )


def is_telling(name: str) -> bool:
    """Tell whether a word can stand for a person by itself."""
    lists = word_lists()
    is_other = any(name in lists[group] for group in ("particles", "roles", "starts"))
    return len(name) > 1 and name not in COMMON_WORDS and not is_other


@cache
def is_rare(name: str) -> bool:
    """Tell whether a family name is no Dutch word, so that it is a name also without a capital."""
    return len(name) >= _SHORTEST and name not in _dutch_words() and name not in word_lists()["ordinary"]


@cache
def _dutch_words() -> frozenset[str]:
    lines = resources.files("kg.terms").joinpath("data", "parts.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition(" ")[0] for line in lines)
