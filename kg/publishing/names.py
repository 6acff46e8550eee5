"""Which persons a text names, by what stands around a name and by the given names that are in use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.publishing.folding import fold_word
from kg.publishing.lists import PARTS, REMARK, expected, in_lists
from kg.publishing.people import Person, is_telling, person_of, word_lists
from kg.publishing.said import Said, Token, is_body, is_given, read_words
from kg.publishing.sentences import in_sentences

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_HANDLE = re.compile(r"(?<![\w\[.;/@-])@(?!\d)([A-Za-z][\w-]{1,38})(?![\w.]*\.\w)")
_YEAR = re.compile(r"\d{4}")
_ABBREVIATION = re.compile(r"\A[\s*_]{0,4}\(([A-Z]{2,4})\)")
_MAIL_NAME = re.compile(r"([^\W\d_]{1,30})[._]((?:[^\W\d_]{1,20}[._]){0,3}[^\W\d_]{2,30})\d{0,4}(?:@|%40)")


@dataclass(frozen=True, slots=True)
class Found:
    """Who a text names. `handles` are names by which systems know people; `bodies` the words of what is no person."""

    people: frozenset[Person] = frozenset()
    handles: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()


def find_persons(text: str) -> Found:
    """Give the persons that a text names, Dutch or English.

    >>> sorted(person.family[0] for person in find_persons("Mevrouw Proefstra vroeg Anna van der Monster.").people)
    ['monster', 'proefstra']
    """
    text = unicodedata.normalize("NFC", text)
    said = read_words(text)
    listed, bodies = in_lists(said)
    people = {*in_sentences(said), *_in_mail(text), *listed}
    handles = {name for name in _HANDLE.findall(text) if not _YEAR.search(name)}
    handles |= set(_abbreviations(said))
    return Found(frozenset(without(people, bodies)), frozenset(handles), frozenset(bodies))


def without(people: Iterable[Person], bodies: Container[str]) -> Iterator[Person]:
    """Yield the persons but those of one word that is the name of a body."""
    for person in people:
        words = person.given + person.family
        if not (len(words) == 1 and words[0] in bodies and not is_given(words[0])):
            yield person


def persons_in_value(stated: str) -> Found:
    """Give the persons that a value names where a person is expected: who acts, who decided.

    >>> [person.given for person in persons_in_value("Cem en de werkgroep").people]
    [('cem',)]
    """
    people = {person for part in PARTS.split(REMARK.sub(" ", stated)) if (person := expected(part))}
    handles = frozenset(_HANDLE.findall(stated))
    return Found(frozenset(people) | find_persons(stated).people, handles)


def person_in_file_name(path: str) -> Iterator[Person]:
    """Yield the persons that a path names: a given name with the word behind it.

    >>> list(person_in_file_name("meetings/2021-verslag-sanne-proefstra.md"))
    [Person(given=('sanne',), particles=(), family=('proefstra',))]
    """
    for part in path.rpartition(".")[0].split("/"):
        words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", part))
        for place, word in enumerate(words):
            if is_given(fold_word(word)):
                last = place + 1
                while last < len(words) - 1 and fold_word(words[last]) in word_lists()["particles"]:
                    last += 1
                behind = fold_word(words[last]) if last < len(words) else ""
                family = words[place + 1 : last + 1] if behind and is_telling(behind) and not is_body(behind) else []
                person = person_of(" ".join([word, *family]))
                yield from [person] if person else []


def _in_mail(text: str) -> Iterator[Person]:
    for first, rest in _MAIL_NAME.findall(text):
        given, family = fold_word(first), re.split(r"[._]", fold_word(rest))
        if len(given) == 1 or given in word_lists()["given"]:
            person = person_of(f"{given.title()} {' '.join(family)}")
            yield from [person] if person else []


def _abbreviations(said: Said) -> Iterator[str]:
    """Yield the letters in brackets behind a name that begin its words: `Anna Proefstra (AP)`."""
    text, tokens = said.text, said.tokens
    for place, token in enumerate(tokens):
        found = _ABBREVIATION.match(text[token.end : token.end + 12]) if token.is_capital and place else None
        if found:
            before = [one.folded[0] for one in tokens[max(0, place - 4) : place + 1]]
            letters = fold_word(found[1])
            if letters[0] in before[:-1] and letters[-1] == before[-1] and is_given(_start_of(tokens, place).folded):
                yield found[1]


def _start_of(tokens: Sequence[Token], place: int) -> Token:
    while place and (tokens[place - 1].is_capital or tokens[place - 1].folded in word_lists()["particles"]):
        place -= 1
    return tokens[place]


def join(found: Iterable[Found]) -> Found:
    """Give what several texts name, together."""
    parts = list(found)
    bodies = frozenset(word for one in parts for word in one.bodies)
    people = frozenset(person for one in parts for person in one.people)
    return Found(frozenset(without(people, bodies)), frozenset(name for one in parts for name in one.handles), bodies)
