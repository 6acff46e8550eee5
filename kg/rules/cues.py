"""Cue words as data: read once from cues/*.toml, found in a sentence in time that grows with its length only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product

#: Characters that `...` in a cue may bridge. A clause of a spoken sentence is seldom longer.
GAP = 80
_PART = re.compile(r"\(([^()]*)\)(\??)|([^()]+)")
_ALLOWED = re.compile(r"[\w '’.,*^&/-]+\Z")
_KEY = 4  # letters of a word under which its cues are filed


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


def keys_of(wording: str) -> frozenset[str]:
    """Give the first letters of the words of a plain wording: where one of them is missing it cannot occur.

    Raises:
        ValueError: the wording holds another sign, more than one gap, or no word of its own.

    >>> sorted(keys_of("de vraag* is ... of"))
    ['de', 'is', 'of', 'vraa']
    """
    words = [word for word in re.findall(r"[^\W_]+\*?", wording) if word[-1] != "*" or len(word) > _KEY]
    if not words or not _ALLOWED.match(wording) or wording.count("...") > 1:
        message = f"not a cue: {wording!r}"
        raise ValueError(message)
    return frozenset(word.lower()[:_KEY] for word in words)


@lru_cache(maxsize=10_000)
def pattern_of(wording: str) -> re.Pattern[str]:
    """Give the pattern of a plain wording: words, `word*` for any ending, `...` for a gap, `^` for the start.

    >>> bool(pattern_of("vraagt ... of").search("Zij vraagt de groep of dat kan."))
    True
    """
    start = "" if wording.startswith("^") else r"(?<!\w)"
    end = r"(?!\w)" if wording[-1].isalnum() else ""
    pattern = "".join(_piece(word) for word in wording.split(" "))
    return re.compile(start + pattern.removeprefix(" {1,4}") + end, re.IGNORECASE)


def _piece(word: str) -> str:
    """Give the pattern of one word of a cue, with the white space before it."""
    if word == "...":
        return f".{{0,{GAP}}}?"
    if word.startswith("^"):
        return r"\A\W{0,4}" + _piece(word[1:]).removeprefix(" {1,4}")
    if word.endswith("*"):
        return " {1,4}" + re.escape(word[:-1]) + r"\w{0,20}"
    return " {1,4}" + re.escape(word)


class Cues:
    """The cues of one language. `find` gives the first hit of every group that occurs in a text."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self.groups = {group: tuple(cues) for group, cues in groups.items()}
        self._filed: dict[str, list[tuple[frozenset[str], str, str]]] = {}
        for group, cues in self.groups.items():
            for wording in dict.fromkeys(wording for cue in cues for wording in expand(cue)):
                keys = keys_of(wording)
                rarest = max(sorted(keys), key=len)
                self._filed.setdefault(rarest, []).append((keys, group, wording))

    def find(self, text: str, words: Iterable[str]) -> dict[str, Hit]:
        """Give the earliest, then longest hit of each group in `text`, whose words in lower case are `words`."""
        hits: dict[str, Hit] = {}
        present = {word[:_KEY] for word in words}
        for key in present & self._filed.keys():
            for keys, group, wording in self._filed[key]:
                found = pattern_of(wording).search(text) if keys <= present else None
                if found and _comes_first(found, hits.get(group)):
                    hits[group] = Hit(found.start(), found.end(), found.group())
        return hits


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
