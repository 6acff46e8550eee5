"""Texts without names: what stands in a text that may not be seen, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kg.publishing.contacts import find_contacts
from kg.publishing.folding import Word, fold_words, is_cut, seen_words, words_of
from kg.publishing.people import Form, Person, forms_of, word_lists

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

#: How persons are shown.
Persons = Literal["show", "initials", "hide"]

#: Words of which the name of a school has more to be known without a capital.
_SURE = 2

#: A span of a text with what stands there instead.
Hidden = tuple[int, int, str]

#: What stands in the place of a name in a text, by language.
MASKS = {"nl": "[naam]", "en": "[name]"}
#: The same where only letters can stand: addresses, file names.
_PLAIN_MASK = "naam"
#: Characters that may stand between the words of a name: no letter, and no more than these.
_BETWEEN = 16
#: Addresses and names of files, in which a name has no capital.
_ADDRESS = re.compile(
    r"(?:\w{2,12}://|www\.|mailto:|@)\S+|[^\s\"'<>|()\[\]]*\.(?:md|markdown|txt|docx|odt|html?|pdf|csv|json|xlsx|bib|ris|trig)\b"
)
#: Initials with full stops, and as one word.
_DOTTED = re.compile(r"[A-Z]\.(?: ?[^\W\d_]\.)* ?[A-Z]")
_MIXED = re.compile(r"[A-Z]+[a-z]+[A-Z]+")
_SENTENCE_END = re.compile(r"(?:\A|[.!?:;•|\n>*#\"“-])[\s\"“'(*_>#|-]*\Z")


@dataclass(frozen=True, slots=True)
class Mask:
    """A form of a name with what is shown in its place; '' shows what stands there, as it stands."""

    form: Form
    shown: str = ""
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class Redactor:
    """Hides names. `masks` maps the first two words of a form, or its only one, to all that begin so, longest first.

    `marks` holds a word of each form, the longest: a text without any of them holds no name.
    `codes` maps a BRIN code to what is shown in its place. Made by `make_redactor`.
    """

    masks: Mapping[tuple[str, ...], tuple[Mask, ...]] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    persons: Persons = "hide"
    language: str = "nl"
    people: tuple[Person, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str, language: str = "") -> str:
        """Give a text without the names."""
        return _put(text, self.spans(text, language))

    def spans(self, text: str, language: str = "") -> list[Hidden]:
        """Give what is hidden in a text, in order and apart: start, end (exclusive), and what stands there instead."""
        mask = MASKS.get(language or self.language, MASKS["nl"])
        spans: list[Hidden] = []
        left = text
        while found := self._hidden(left, text, mask):  # what is hidden may have kept apart what is a name together
            spans += found
            left = _put(left, [(start, end, _filler(end - start)) for start, end, _ in found])
        return [one for one in _apart(spans) if text[one[0] : one[1]] != one[2]]

    def _hidden(self, left: str, text: str, mask: str) -> list[Hidden]:
        found = self._found(left, is_address=False)
        spans = [(start, end, self._instead(text[start:end], one, mask)) for start, end, one in found]
        if self.persons != "show":
            spans += [(start, end, mask) for start, end in find_contacts(left)]
        return _apart([*spans, *self._coded(left)])

    def find(self, text: str, *, is_address: bool = False) -> list[tuple[int, int]]:
        """Give where persons are named in a text, in order and apart: start, end (exclusive)."""
        found = self._found(text, is_address=is_address)
        return [
            (start, end) for start, end, _ in _apart([(start, end, "") for start, end, mask in found if mask.is_person])
        ]

    def names_in(self, text: str) -> Iterator[tuple[str, ...]]:
        """Yield the words of each name of a person that stands in a text and that no other could be."""
        for _, _, mask in self._found(text, is_address=False):
            if mask.is_person and mask.form.strictness == "any":
                yield mask.form.words

    def address(self, text: str) -> str:
        """Give an address or the name of a file without the names; only letters, digits and `-` come in their place."""
        spans = [(start, end, _slug(one.shown) or _PLAIN_MASK) for start, end, one in self._found(text, is_address=True)
                 if one.is_person or one.shown]  # fmt: skip
        if self.persons != "show":
            spans += [(start, end, _PLAIN_MASK) for start, end in find_contacts(text)]
        return _put(text, _apart([*spans, *self._coded(text)]))

    def _coded(self, text: str) -> list[Hidden]:
        found = BRIN.finditer(text) if self.codes else ()
        return [(*one.span(), self.codes[one[1].upper()]) for one in found if one[1].upper() in self.codes]

    def _instead(self, stated: str, mask: Mask, word: str) -> str:
        if mask.shown or not mask.is_person:
            return mask.shown or stated
        return _initials(stated) if self.persons == "initials" else word

    def _found(self, text: str, *, is_address: bool) -> Iterator[tuple[int, int, Mask]]:
        if not self.masks:
            return
        cut = is_cut(text)
        if not cut and self.marks.isdisjoint(seen_words(text)) and not _DOTTED.search(text):
            return
        addresses = [(0, len(text))] if is_address else [found.span() for found in _ADDRESS.finditer(text)]
        for join in (False, True) if cut else (False,):
            yield from _matches(text, words_of(text, join=join), self.masks, addresses)


def _matches(
    text: str,
    words: Sequence[Word],
    masks: Mapping[tuple[str, ...], tuple[Mask, ...]],
    addresses: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int, Mask]]:
    place = 0
    while place < len(words):
        begin = tuple(word.text for word in words[place : place + 2])
        likely = (*masks.get(begin, ()), *(masks.get(begin[:1], ()) if len(begin) > 1 else ()))
        found = next((mask for mask in likely if _fits(text, words, place, mask.form, addresses)), None)
        if found is None:
            place += 1
            continue
        last = place + len(found.form.words) - 1
        if _is_digits(text, words[place], words[last]):
            place += 1
            continue
        yield words[place].start, words[last].end, found
        place = last + 1


def _is_digits(text: str, first: Word, last: Word) -> bool:
    """Tell whether letters are part of a hexadecimal number."""
    around = text[max(0, first.start - 1) : first.start] + text[last.end : last.end + 1]
    return first is last and set(first.text) <= set("abcdef") and any(char.isdigit() for char in around)


def _fits(text: str, words: Sequence[Word], place: int, form: Form, addresses: Sequence[tuple[int, int]]) -> bool:
    run = words[place : place + len(form.words)]
    if tuple(word.text for word in run) != form.words:
        return False
    if any(after.start - before.end > _BETWEEN for before, after in pairwise(run)):
        return False
    if form.strictness in ("letters", "upper"):
        stated = text[run[0].start : run[-1].end]
        return stated.isupper() if form.strictness == "upper" else bool(_letters(len(run)).fullmatch(stated))
    if form.strictness == "any":
        return True
    in_address = any(start <= run[0].start < end for start, end in addresses)
    if form.strictness == "inside":
        begins = _SENTENCE_END.search(text, max(0, run[0].start - 12), run[0].start)
        return run[0].is_capital and not in_address and not begins
    return in_address or run[-1 if form.strictness == "name" else 0].is_capital


def _letters(count: int) -> re.Pattern[str]:
    return _DOTTED if count > 1 else _MIXED


def _put(text: str, spans: Iterable[Hidden]) -> str:
    parts, place = [], 0
    for start, end, shown in spans:
        parts += [text[place:start], shown]
        place = end
    return "".join([*parts, text[place:]])


def _apart(spans: list[Hidden]) -> list[Hidden]:
    """Give spans in order; of those that overlap, one that covers them all, with what stands for the longest."""
    kept: list[Hidden] = []
    for start, end, shown in sorted(spans, key=lambda one: (one[0], -one[1])):
        if kept and start < kept[-1][1]:
            if end > kept[-1][1]:
                kept[-1] = (kept[-1][0], end, kept[-1][2])
        else:
            kept.append((start, end, shown))
    return kept


def _filler(size: int) -> str:
    """Give what is no name and as long as what was hidden: a word that nobody has."""
    return "[" + "ǁ" * (size - 2) + "]" if size > len("[]") else "ǁ" * size


def _initials(stated: str) -> str:
    lists = word_lists()
    words = re.findall(r"[^\W\d_]+", stated)
    return "".join(f"{word[0].lower() if word.lower() in lists['particles'] else word[0].upper()}." for word in words)


#: A BRIN code, with the number of a location or without.
BRIN = re.compile(r"(?<![A-Za-z0-9])([0-9]{2}[A-Za-z]{2})(?:[0-9]{2})?(?![A-Za-z0-9])")


def _slug(shown: str) -> str:
    return "-".join(re.findall(r"\w+", shown))


@dataclass(frozen=True, slots=True)
class Others:
    """What is hidden beside persons: names and BRIN codes, with what is shown instead ('' for the name itself)."""

    names: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


def make_redactor(
    people: Iterable[Person],
    handles: Iterable[str] = (),
    others: Others | None = None,
    *,
    settings: tuple[Persons, str] = ("hide", "nl"),
    common: Container[str] = (),
) -> Redactor:
    """Give what hides persons and their `handles`, and `others`. `settings` are how persons are shown and the language.

    `common` are words that the sources write more often without a capital than with one.
    """
    persons, language = settings
    others = others or Others()
    known = tuple(sorted(set(people))) if persons != "show" else ()
    masks: dict[tuple[str, ...], Mask] = {}
    for person in known:
        for form in forms_of(person, common):
            old = masks.get(form.words)
            if not (persons == "initials" and form.strictness == "letters") and (
                old is None or _RANK[form.strictness] < _RANK[old.form.strictness]
            ):
                masks[form.words] = Mask(form)
    for handle in sorted(handles) if persons != "show" else ():
        words = tuple(fold_words(handle))
        masks.setdefault(words, Mask(Form(words, "upper" if handle.isupper() else "any")))
    masks |= _masks_of_others(others.names)
    for words in ((), ("naam",), ("name",)):
        masks.pop(words, None)
    begins: dict[tuple[str, ...], list[Mask]] = {}
    for words in sorted(masks, key=lambda words: (-len(words), words)):
        begins.setdefault(words[:2], []).append(masks[words])
    marks = frozenset(max(words, key=len) for words in masks) - _LETTERS
    found = {begin: tuple(forms) for begin, forms in begins.items()}
    return Redactor(found, marks, persons, language, known, others.codes)


def _masks_of_others(names: Mapping[str, str]) -> dict[tuple[str, ...], Mask]:
    masks = {}
    for name, shown in sorted(names.items()):
        words = tuple(fold_words(name))
        is_sure = len(words) > _SURE or (len(words) > 1 and not shown)
        masks[words] = Mask(Form(words, "any" if is_sure else "name"), shown, is_person=False)
    return masks


#: Words of one letter: initials with full stops are looked for as such.
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
#: Of two ways in which words can count as a name, the one that finds more.
_RANK = {"any": 0, "capital": 1, "inside": 2, "letters": 3, "upper": 4, "name": 5}
