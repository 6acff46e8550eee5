"""The keys and values at the top of a note, between two lines of three hyphens (YAML) or pluses (TOML)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from kg.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCED = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL)
_FENCED_TOML = re.compile(r"\+\+\+[ \t]*(?:\r\n|\n)(.*?)(?<=\n)\+\+\+[ \t]*(?:\r\n|\n|\Z)", re.DOTALL)
_TOML_LINE = re.compile(r"\(at line (\d{1,5})")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MOST = 65_536  # characters: a head that is longer is no head
_DEEPEST = 16  # levels: more is never written by hand
_HINT = 'Put text that holds ": " between quotes, one "key: value" a line.'


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands at the top of a note. `end` is the offset at which the note itself begins."""

    end: int = 0
    values: dict[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    r"""Give the front matter of a note: keys in lower case, values as text, lists joined by `; `.

    Only a safe part of YAML is read: no aliases, anchors or tags, at most 64 KB and 16 levels. Where it cannot
    be read there are no values and a warning.

    >>> read_front_matter("---\nDatum: 2021-6-3\ntags: [a, b]\n---\n").values
    {'datum': '2021-06-03', 'tags': 'a; b'}
    """
    found = _FENCED.match(text, 0, _MOST + 100)
    if not found:
        return _read_toml(text)
    try:
        values = _load(found[1])
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        return _unread(found.end(), f"front matter cannot be read: {problem.problem}", mark.line + 2 if mark else 1)
    except (yaml.YAMLError, _RefusedError) as problem:
        return _unread(found.end(), f"front matter cannot be read: {str(problem).splitlines()[0]}", 1)
    return FrontMatter(found.end(), values)


def _read_toml(text: str) -> FrontMatter:
    """Give the front matter that stands between two lines of three pluses, as some site builders write it."""
    found = _FENCED_TOML.match(text, 0, _MOST + 100)
    if not found:
        return FrontMatter()
    try:
        loaded = tomllib.loads(found[1].replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        line = _TOML_LINE.search(str(problem))
        what = str(problem).partition(" (at")[0]
        return _unread(found.end(), f"front matter cannot be read: {what}", int(line[1]) + 1 if line else 1)
    return FrontMatter(found.end(), dict(_flat(loaded, "")))


class _RefusedError(ValueError):
    """A part of YAML that is not read from outside."""


def _unread(end: int, message: str, line: int) -> FrontMatter:
    return FrontMatter(end, issues=(Issue(message, line=line, hint=_HINT, is_error=False),))


def _load(head: str) -> dict[str, str]:
    _check(head)
    loaded = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists and mappings only
    if loaded is None or loaded == "":
        return {}
    if not isinstance(loaded, dict):
        raise _RefusedError("it is not a list of keys with values")
    return dict(_flat(loaded, ""))


def _check(head: str) -> None:
    depth = 0
    for event in yaml.parse(head, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError("an alias or anchor is not allowed here")
        if getattr(event, "tag", None):
            raise _RefusedError("a tag is not allowed here")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _RefusedError("it is nested too deeply")


def _flat(values: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        name = f"{prefix}{key}".lower()
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        else:
            yield name, _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(part)}" for key, part in value.items())
    text = "" if value in ("~", "null") else str(value)
    date = _DATE.fullmatch(text)
    return f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}" if date else text
