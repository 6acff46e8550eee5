"""Persons in running text: runs of words with a capital, judged by their words and by what stands around them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.publishing.folding import fold_word, fold_words
from kg.publishing.people import Person, is_rare, is_telling, person_of, word_lists
from kg.publishing.said import Said, Token, is_body, is_given, is_plain_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

#: Words that a name in full has at least, and at most.
_FEW, _LONGEST = 2, 8
#: What may stand between the words of a name: blanks, a mark of bold, one line end with a sign of quoting.
_GAP = re.compile(r"[ \t*_]{0,6}(?:\r?\n[ \t]*(?:>[ \t]*)?)?")
#: Particles that stand in no name of a body: there is a Raad van State, but no Raad van der State.
_OF_PERSONS = frozenset(["der", "den", "ter", "ten", "el", "von", "ait", "ould"])


def in_sentences(said: Said) -> Iterator[Person]:
    """Yield the persons that running text names."""
    place = 0
    while place < len(said.tokens):
        run = _run(said.text, said.tokens, place) if _may_begin(said.tokens[place]) else 0
        if not run:
            place += 1
            continue
        yield from _persons_of_run(said, place, place + run)
        place += run
    yield from _enumerated(said)


def _may_begin(token: Token) -> bool:
    return token.is_capital or token.folded.rstrip(".") in word_lists()["honorifics"]


def _run(text: str, tokens: Sequence[Token], first: int) -> int:
    """Give how many tokens from here may form a name: capitals and particles with blanks between, a capital last."""
    last = first
    for place in range(first, min(first + _LONGEST, len(tokens))):
        token = tokens[place]
        if place > first and not _follows(text, tokens[place - 1], token):
            break
        if token.is_capital:
            last = place
        elif token.folded not in word_lists()["particles"] and token.folded not in word_lists()["honorifics"]:
            break
    return last - first + 1 if tokens[last].is_capital else 0


def _follows(text: str, before: Token, token: Token) -> bool:
    """Tell whether nothing but blanks, a line end or the stop of an initial stands between two words."""
    between = text[before.end : token.start]
    is_short = before.is_initial or before.folded in word_lists()["honorifics"]
    stripped = between.removeprefix(".") if is_short else between
    return (_GAP.fullmatch(stripped) is not None) and (bool(between) or is_short)


def _persons_of_run(said: Said, first: int, end: int) -> Iterator[Person]:
    """Yield the persons that a run of words names; what stands before a name in it does not count."""
    place = first
    while place < end:
        person, count = _person_at(said, place, end)
        if person:
            yield person
        place += max(1, count)


def _person_at(said: Said, place: int, end: int) -> tuple[Person | None, int]:
    """Give the person named from a place in a run, and how many words that takes."""
    lists, tokens = word_lists(), said.tokens
    token, rest = tokens[place], tokens[place + 1 : end]
    if token.folded in lists["honorifics"]:
        after = [one for one in rest if one.folded not in lists["honorifics"]]
        if after and is_telling(after[-1].folded) and not is_body(after[-1].folded):
            return _titled(after), end - place
        return None, 1
    if not token.is_capital or token.folded in lists["capitals"] or _is_saint(tokens, place):
        return None, 1
    if rest and _is_family(token, rest) and (_is_known(said, place) or _is_unknown_name(said, place, end)):
        kept = _until_next(said.text, token, rest)
        return (_named([token, *kept]), 1 + len(kept)) if kept else (_alone(token), 1)
    if rest and is_body(rest[-1].folded):
        return None, end - place
    return _alone(token) or _teller(said, place, end), 1


def _until_next(text: str, token: Token, rest: Sequence[Token]) -> Sequence[Token]:
    """Give the words of a name up to a new line: a name goes on there only where its family name is still to come."""
    for place, (before, one) in enumerate(pairwise([token, *rest])):
        is_whole = place > 0 and before.folded not in word_lists()["given"] and before.is_capital
        if "\n" in text[before.end : one.start] and (is_whole or is_given(one.folded)):
            return rest[:place]
    return rest


def _alone(token: Token) -> Person | None:
    """Give the person that a given name alone stands for; letters that are all capitals stand for something else."""
    is_name = is_given(token.folded) and not token.text.isupper()
    return Person((token.folded,)) if is_name else None


def _teller(said: Said, place: int, end: int) -> Person | None:
    """Give the person that a single unknown word stands for before a verb of which only persons are the subject."""
    token = said.tokens[place]
    behind = said.tokens[place + 1] if place + 1 == end and end < len(said.tokens) else None
    if behind is None or behind.folded not in word_lists()["tells"] or said.text[token.end : behind.start].strip():
        return None
    is_name = is_plain_name(token, said.lower) and is_rare(token.folded)
    return Person((token.folded,)) if is_name else None


def _is_saint(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].folded in ("sint", "st", "saint")


def _is_known(said: Said, place: int) -> bool:
    """Tell whether a word is a given name or an initial; the number of an item (`A. Opening`) is neither."""
    token, text = said.tokens[place], said.text
    if not token.is_initial:
        return all(part in word_lists()["given"] for part in token.folded.split("-"))
    last = next((one for one in said.tokens[place + 1 :] if not one.is_initial), token)
    is_item = not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip(" \t#*->_|")
    is_word = last.folded in said.lower or not is_rare(last.folded)
    return (
        text[token.end : token.end + 1] == "." and len(last.text) > 1 and not (is_item and is_word and last.is_capital)
    )


def _titled(tokens: Sequence[Token]) -> Person:
    """Give the person behind a title: `mevrouw van der Proef`, `juf Anna`."""
    if len(tokens) == 1 and tokens[0].folded in word_lists()["given"]:
        return Person((tokens[0].folded,))
    if tokens[0].folded in word_lists()["particles"] or len(tokens) == 1:
        words = [word for token in tokens for word in fold_words(token.text)]
        count = next((n for n, word in enumerate(words) if word not in word_lists()["particles"]), 0)
        return Person((), tuple(words[:count]), tuple(words[count : count + 2]))
    return _named(tokens)


def _named(tokens: Sequence[Token]) -> Person:
    """Give the person that words name, without what follows the family name."""
    kept = list(tokens)
    while len(kept) > _FEW and (is_body(kept[-1].folded) or kept[-1].folded in word_lists()["particles"]):
        kept.pop()
    person = person_of(" ".join(token.text for token in kept))
    assert person is not None  # noqa: S101  (a token has letters)
    return person


def _is_family(given: Token, rest: Sequence[Token]) -> bool:
    """Tell whether words can be the family name behind a given name, particles included."""
    if rest[-1].text.isupper() and len(rest[-1].text) > 1 and not given.text.isupper():
        return False
    particles = word_lists()["particles"]
    capitals = [one for one in rest if one.is_capital and one.folded not in particles and len(one.text) > 1]
    first = capitals[0].folded if capitals else ""
    return bool(first) and not is_body(first) and is_telling(first) and first not in word_lists()["capitals"]


def _is_unknown_name(said: Said, place: int, end: int) -> bool:
    """Tell whether two or more words with a capital name a person, though nobody is known to have that given name.

    A word before it (`aldus`), a verb behind it (`vertelt`) or a particle that only names have tells so.
    """
    lists, text, tokens = word_lists(), said.text, said.tokens
    first, last = tokens[place], tokens[end - 1]
    if end - place < _FEW or not all(is_plain_name(one, said.lower) for one in (first, last)):
        return False
    particles = {token.folded for token in tokens[place + 1 : end - 1] if not token.is_capital}
    if particles & _OF_PERSONS:
        return True
    behind = tokens[end] if end < len(tokens) and not text[last.end : tokens[end].start].strip() else None
    ahead = tokens[place - 1] if place and not text[tokens[place - 1].end : first.start].strip() else None
    is_said = behind is not None and behind.folded in lists["says"]
    is_by = ahead is not None and ahead.text.islower() and ahead.folded in lists["before"]
    return (is_said or is_by) and "\n" not in text[first.end : last.start]


def _enumerated(said: Said) -> Iterator[Person]:
    """Yield the single words of a list in which at least half are given names: `Anna, Bo, Zork en Cem`."""
    text, tokens = said.text, said.tokens
    chain: list[Token] = []
    for before, token in pairwise([*tokens, Token(".", ".", len(text), len(text))]):
        between = fold_word(text[before.end : token.start]).strip()
        if before.is_capital:
            chain.append(before)
        is_link = before.folded in ("en", "and") or between == ","
        if not (is_link or (not between and token.folded in ("en", "and"))):
            yield from _of_chain(chain, said.lower)
            chain = []
    yield from _of_chain(chain, said.lower)


def _of_chain(chain: Sequence[Token], lower: Container[str]) -> Iterator[Person]:
    known = sum(is_given(token.folded) for token in chain)
    if len(chain) >= _FEW + 1 and known * 2 >= len(chain):
        for token in chain:
            if (is_given(token.folded) and not token.text.isupper()) or is_plain_name(token, lower):
                yield Person((token.folded,))
