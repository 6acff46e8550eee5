"""Cue words as data: read once from cues/*.toml, found in a sentence in time that grows with its length only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain, product

from kg.text import COMMON_WORDS

#: Characters that `...` in a cue may bridge. A clause of a spoken sentence is seldom longer.
GAP = 80
_PART = re.compile(r"\(([^()]*)\)(\??)|([^()]+)")
_ALLOWED = re.compile(r"[\w '’.,*^&/-]+\Z")
_GAP = f".{{0,{GAP}}}?"
_SPACE = " {1,4}"
_KEY = 4  # letters of a word under which its cues are filed
_KNOWN = 20_000  # words of which is kept which cues they may begin


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a cue stands in a sentence: offsets in its text, and the words themselves."""

    start: int
    end: int
    words: str


def expand(cue: str) -> list[str]:
    """Give the plain wordings that a cue with choices stands for.

    >>> expand("(de|een) vraag is (of)?")
    ['de vraag is of', 'de vraag is', 'een vraag is of', 'een vraag is']
    """
    choices = [
        [*inner.split("|"), *([""] if optional else [])] if plain == "" else [plain]
        for inner, optional, plain in _PART.findall(cue)
    ]
    return [" ".join("".join(parts).split()).replace("^ ", "^") for parts in product(*choices)]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a cue: the wordings of which one stands there, and whether it may be left out."""

    choices: tuple[str, ...]
    is_optional: bool = False


@lru_cache(maxsize=10_000)
def parts_of(cue: str) -> tuple[Part, ...]:
    """Give the parts of a cue in order.

    Raises:
        ValueError: the cue holds another sign, more than one gap, or no word of its own.

    >>> [(part.choices, part.is_optional) for part in parts_of("(de|een) vraag (of)?")]
    [(('de', 'een'), False), (('vraag',), False), (('of',), True)]
    """
    bare = cue.removeprefix("^")
    parts = tuple(
        part
        for inner, optional, plain in _PART.findall(bare)
        for part in (
            [Part((word,)) for word in plain.split()] or [Part(tuple(inner.split("|")), bool(optional))] * (not plain)
        )
    )
    words = [keys for part in parts if not part.is_optional for keys in map(keys_of, part.choices)]
    gaps = sum(max(choice.count("...") for choice in part.choices) for part in parts)
    if gaps > 1 or not any(words) or not all(_ALLOWED.match(choice) for part in parts for choice in part.choices):
        message = f"not a cue: {cue!r}"
        raise ValueError(message)
    return parts


def _plain(word: str) -> Part:
    return Part((word,))


@lru_cache(maxsize=10_000)
def keys_of(wording: str) -> frozenset[str]:
    """Give the words that a plain wording cannot do without; of `word*` the first letters with a star.

    >>> sorted(keys_of("de vraag* is ... of"))
    ['de', 'is', 'of', 'vraa*']
    """
    words = (word.lower() for word in re.findall(r"[^\W_]+\*?", wording))
    keys = (word[:_KEY] + "*" if word[-1] == "*" else word for word in words if word[-1] != "*" or len(word) > _KEY)
    return frozenset(keys)


@lru_cache(maxsize=10_000)
def pattern_of(cue: str) -> re.Pattern[str]:
    """Give the pattern of a cue: words, `word*` for any ending, `...` for a gap, `^` for the start.

    >>> bool(pattern_of("vraagt ... (of|hoe)").search("Zij vraagt de groep of dat kan."))
    True
    """
    pattern, is_first = (r"\A\W{0,4}" if cue.startswith("^") else r"(?<!\w)"), True
    for part in parts_of(cue):
        if part.choices == ("...",):
            pattern += _GAP
            continue
        chosen = "|".join(_phrase(choice) for choice in sorted(part.choices, key=lambda one: (-len(one), one)))
        body = f"(?:{chosen})" if len(part.choices) > 1 else chosen
        body = ("" if is_first else _SPACE) + body + (_SPACE if is_first and part.is_optional else "")
        pattern += f"(?:{body})?" if part.is_optional else body
        is_first = is_first and part.is_optional
    end = r"(?!\w)" if cue[-1] != "*" else ""
    return re.compile(pattern + end, re.IGNORECASE)


def _phrase(wording: str) -> str:
    """Give the pattern of a plain wording."""
    return _SPACE.join(_word(word) for word in wording.split()).replace(_SPACE + _GAP, _GAP)


def _word(word: str) -> str:
    if word == "...":
        return _GAP
    return re.escape(word[:-1]) + r"\w{0,20}" if word.endswith("*") else re.escape(word)


@dataclass(frozen=True, slots=True, eq=False)
class _Filed:
    """A cue where `find` looks for it: its group, the cue, and of each part the words of its choices."""

    group: str
    cue: str
    needs: tuple[tuple[frozenset[str], ...], ...]


class Cues:
    """The cues of one language. `find` gives the first hit of every group that occurs in a text."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self.groups = {group: tuple(cues) for group, cues in groups.items()}
        filed_under: dict[str, list[_Filed]] = {}
        self._by_word = _ByWord(filed_under)
        for group, cues in self.groups.items():
            for cue in dict.fromkeys(cues):
                needs = [tuple(map(keys_of, part.choices)) for part in parts_of(cue) if not part.is_optional]
                needs = [need for need in needs if all(need)]
                rarest = max(needs, key=lambda need: min(_weight(keys) for keys in need))
                others = tuple(need for need in needs if need is not rarest or any(len(keys) > 1 for keys in need))
                filed = _Filed(group, cue, others)
                for key in sorted({max(sorted(keys), key=_rarity) for keys in rarest}):
                    filed_under.setdefault(key, []).append(filed)

    def find(self, text: str, words: Iterable[str]) -> dict[str, Hit]:
        """Give the earliest, then longest hit of each group in `text`, whose words in lower case are `words`."""
        hits: dict[str, Hit] = {}
        whole = tuple(words)
        filed_here = dict.fromkeys(chain.from_iterable(map(self._by_word.__getitem__, whole)))
        if not filed_here:
            return hits
        present = {*whole, *(word[:_KEY] + "*" for word in whole)}
        for filed in filed_here:
            if _may_stand(filed.needs, present):
                found = pattern_of(filed.cue).search(text)
                if found and _comes_first(found, hits.get(filed.group)):
                    hits[filed.group] = Hit(found.start(), found.end(), found.group())
        return hits


class _ByWord(dict[str, tuple[_Filed, ...]]):
    """The cues that a word may be the rarest of: looked up once a word, because most words have none."""

    def __init__(self, filed: Mapping[str, list[_Filed]]) -> None:
        super().__init__()
        self._filed = filed

    def __missing__(self, word: str) -> tuple[_Filed, ...]:
        """Give the cues of a word that was not met before."""
        if len(self) >= _KNOWN:
            self.clear()
        found = (*self._filed.get(word, ()), *self._filed.get(word[:_KEY] + "*", ()))
        self[word] = found
        return found


def _may_stand(needs: tuple[tuple[frozenset[str], ...], ...], present: set[str]) -> bool:
    """Tell whether of each part of a cue the words of some choice are there."""
    for need in needs:
        for keys in need:
            if keys <= present:
                break
        else:
            return False
    return True


def _rarity(key: str) -> int:
    """Give how seldom a word is met, roughly: long ones are, function words are not."""
    return 0 if key in COMMON_WORDS else len(key)


def _weight(keys: frozenset[str]) -> int:
    return max(map(_rarity, keys))


def _comes_first(found: re.Match[str], hit: Hit | None) -> bool:
    return hit is None or (found.start(), -found.end()) < (hit.start, -hit.end)


@lru_cache(maxsize=1)
def _tables() -> dict[str, Mapping[str, object]]:
    folder = files("kg.rules").joinpath("cues")
    names = ("nl", "en")
    return {name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in names}


@lru_cache(maxsize=2)
def load_cues(language: str) -> Cues:
    """Give the cues of a language, `nl` or `en`."""
    table = _tables()[language]["cues"]
    return Cues(table)  # type: ignore[arg-type]


@lru_cache(maxsize=16)
def load_group(group: str) -> Cues:
    """Give the cues of one group in both languages: to ask one thing of a line in little time."""
    return Cues({group: [cue for language in _tables() for cue in load_cues(language).groups.get(group, ())]})


@lru_cache(maxsize=2)
def load_classes(language: str) -> Mapping[str, tuple[str, ...]]:
    """Give for each word of words-*.toml the classes it belongs to, in the order of the file.

    >>> load_classes("en")["good"]
    ('good',)
    """
    text = files("kg.rules").joinpath("cues", f"words-{language}.toml").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name, cues in tomllib.loads(text)["words"].items():
        for word in (word for cue in cues for word in expand(cue)):
            found.setdefault(word, []).append(name)
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}


@lru_cache(maxsize=16)
def load_words(table: str) -> Mapping[str, str]:
    """Give a table of words of both languages turned round: each word in lower case, and what it stands for.

    >>> load_words("marks")["inzicht"], load_words("levels")["teacher"]
    ('insight', 'teacher')
    """
    found: dict[str, str] = {}
    for language in _tables().values():
        groups: Mapping[str, Iterable[str]] = language[table]  # type: ignore[assignment]
        for meaning, words in groups.items():
            found.update({word: meaning for cue in words for word in expand(cue)})
    return found
