"""Names of schools in a text: all of the register at once, by their words, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import School
from kg.text import Span, fold

_TOKEN = re.compile(r"[^\W_]+")
#: Words for a sort of school at the beginning of its name, which people leave out or change.
TYPES = frozenset(
    (
        *(
            "basisschool",
            "bs",
            "obs",
            "cbs",
            "kbs",
            "rkbs",
            "pcbs",
            "pcb",
            "rk",
            "pc",
            "gbs",
            "ibs",
            "ods",
            "jbs",
            "sbo",
        ),
        *("so", "vso", "sbs", "ikc", "kindcentrum", "school", "openbare", "christelijke", "katholieke", "protestants"),
        *("rooms", "bijzondere", "speciale", "daltonschool", "dalton", "montessorischool", "jenaplanschool", "college"),
        *("vrijeschool", "vrije", "scholengemeenschap", "csg", "osg", "sg", "lyceum", "gymnasium", "mavo", "havo"),
        *("primary", "secondary", "st", "sint", "de", "het"),
    )
)
_WEAK = frozenset(("st", "sint", "de", "het", "college", "lyceum", "gymnasium", "mavo", "havo", "vrije", "dalton"))
_SORTS = TYPES - _WEAK
_SAME = {"st": "sint", "ste": "sint"}
#: Abbreviations of the field that are never the initials of a school.
_FIELD = frozenset(
    (
        *(
            "ict",
            "avg",
            "bso",
            "vve",
            "ikc",
            "nro",
            "sbo",
            "vso",
            "obs",
            "cbs",
            "kbs",
            "hbo",
            "mbo",
            "wpo",
            "duo",
            "ocw",
        ),
        *("ib", "rt", "mt", "mr", "gmr", "cvb", "rvt", "alv", "slo", "vng", "plg", "lvs", "avi", "opp", "swv", "pbo"),
    )
)
_SHORTEST = 3  # characters: a name of one word that is no longer is a word as well; a BRIN has four
_PLACE_REACH = 5  # words behind a name within which its place tells which school it is
_INITIALS = 3  # letters: a shorter abbreviation stands for too much
_BRIN = re.compile(r"\d\d[a-z]{2}(?:\d\d)?")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a school: its words, folded. `is_plain` means any case will do; else its last has a capital."""

    words: tuple[str, ...]
    is_plain: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """All forms of all schools by their words, each with the BRINs that may be meant; and places by BRIN.

    `sizes` are the numbers of words of the forms that begin with a word, the largest first.
    """

    forms: Mapping[tuple[str, ...], tuple[Form, tuple[str, ...]]] = field(default_factory=dict)
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def make_register(schools: tuple[School, ...]) -> Register:
    """Give the forms of all names of a register; an abbreviation only where one school has it."""
    brins: dict[tuple[str, ...], dict[str, None]] = {}
    made: dict[tuple[str, ...], Form] = {}
    for school in schools:
        for form in _forms(school):
            brins.setdefault(form.words, {})[school.brin] = None
            made[form.words] = _joined(made.get(form.words), form)
    forms = {w: (made[w], tuple(found)) for w, found in brins.items() if len(found) == 1 or not made[w].is_short}
    sizes: dict[str, set[int]] = {}
    for words in forms:
        sizes.setdefault(words[0], set()).add(len(words))
    return Register(
        forms,
        {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()},
        {school.brin: frozenset(_words(school.place)) for school in schools},
    )


def _joined(one: Form | None, other: Form) -> Form:
    """Give the form that asks most of how it is written, of two with the same words."""
    if one is None:
        return other
    return Form(one.words, is_plain=one.is_plain and other.is_plain, is_short=one.is_short and other.is_short)


def _words(text: str) -> list[str]:
    return [_SAME.get(word, word) for word in _TOKEN.findall(fold(text))]


def _forms(school: School) -> Iterator[Form]:
    """Yield the ways to write a school: name, name without its sort, initials, BRIN with and without establishment."""
    words = tuple(_words(school.name))
    bare = _without_sort(words)
    if words and (len(words) > 1 or len(words[0]) > _SHORTEST):
        yield Form(words, is_plain=words[0] in _SORTS and bool(bare))
    if bare and bare != words:
        yield Form(bare, is_short=len(bare) == 1)
    if len(words) >= _INITIALS and (initials := "".join(word[0] for word in words)) not in _FIELD:
        yield Form((initials,), is_short=True)
    brin = school.brin.lower()
    for code in dict.fromkeys((brin, brin[:4] if _BRIN.fullmatch(brin) else brin)):
        if len(code) > _SHORTEST and code.isalnum():
            yield Form((code,), is_plain=True, is_short=code != brin)


def _without_sort(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a name behind those that say what sort of school it is."""
    at = 0
    while at < len(words) and words[at] in _SORTS:
        at += 1
    return words[at:]


def find_names(text: str, register: Register) -> Iterator[tuple[Span, str]]:
    """Yield where schools are named, in order, with their BRIN; '' where more than one may be meant."""
    if not register.forms:
        return
    tokens = list(_TOKEN.finditer(text))
    words = [_folded(token.group()) for token in tokens]
    at = 0
    while at < len(tokens):
        form, brins = _longest(register, words, tokens, at)
        if form is None:
            at += 1
            continue
        last = at + len(form.words)
        first = _with_sort(words, tokens, at, form)
        yield (
            Span(tokens[first].start(), tokens[last - 1].end()),
            _which(register, brins, words[last : last + _PLACE_REACH]),
        )
        at = last


def _folded(token: str) -> str:
    word = token.lower() if token.isascii() else "".join(_TOKEN.findall(fold(token)))
    return _SAME.get(word, word)


def _longest(
    register: Register, words: list[str], tokens: list[re.Match[str]], at: int
) -> tuple[Form | None, tuple[str, ...]]:
    """Give the longest form that stands at a place as a name is written."""
    for size in register.sizes.get(words[at], ()):
        found = register.forms.get(tuple(words[at : at + size]))
        if found and _is_written(found[0], words, tokens[at : at + size], at):
            return found
    return None, ()


def _is_written(form: Form, words: list[str], tokens: list[re.Match[str]], at: int) -> bool:
    """Tell whether a form stands there as a name: with a capital, an abbreviation in capitals, on one line."""
    texts = [token.group() for token in tokens]
    if "\n\n" in tokens[0].string[tokens[0].start() : tokens[-1].end()]:
        return False
    if form.is_plain:
        return True
    if not texts[-1][:1].isupper() and not texts[-1][:1].isdigit():
        return False
    if form.is_short and len(form.words) == 1:
        before = words[at - 1] if at else ""
        return texts[0].isupper() if len(texts[0]) <= len(form.words[0]) and texts[0].isupper() else before in _SORTS
    return True


def _with_sort(words: list[str], tokens: list[re.Match[str]], at: int, form: Form) -> int:
    """Give where a name begins, with the words before it that say what sort of school it is."""
    first = at
    while first and words[first - 1] in _SORTS and not form.is_plain:
        gap = tokens[first].string[tokens[first - 1].end() : tokens[first].start()]
        if gap.strip(" '’") or len(gap) > 2:  # noqa: PLR2004 - a space and an apostrophe
            break
        first -= 1
    return first


def _which(register: Register, brins: Iterable[str], behind: list[str]) -> str:
    """Give the school that is meant: the only one, or the one whose place stands behind the name."""
    found = list(brins)
    if len(found) > 1:
        here = set(behind)
        found = [brin for brin in found if register.places[brin] and register.places[brin] <= here]
    return found[0] if len(found) == 1 else ""
