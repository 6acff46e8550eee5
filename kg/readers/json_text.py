"""JSON from outside: checked for depth before it is parsed, with the place of each member."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from kg.errors import ReadError
from kg.model import Issue
from kg.text import line_starts, position_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 128
_LONGEST_NUMBER = 300  # digits; Python refuses to read far longer ones, and no field of ours needs them
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_HINT = "Export the file again; nothing of it was read."


@dataclass(frozen=True, slots=True)
class Member:
    """A value in a list or object, with its key ('' in a list) and where it begins and ends in the text."""

    key: str
    start: int
    end: int
    value: Any


def read_json(text: str) -> tuple[Any, tuple[Issue, ...]]:
    """Give the value of a JSON text, and a warning where half a character (a lone surrogate) was replaced.

    Raises:
        ReadError: it is not JSON (NaN and Infinity are not), or is nested deeper than 128.
    """
    _check_depth(text)
    try:
        value = _decoder().decode(text)
    except json.JSONDecodeError as problem:
        raise _refused(text, problem.pos, f"this is not JSON: {problem.msg[:1].lower()}{problem.msg[1:]}") from problem
    except _NoJsonError as problem:
        raise ReadError(f"this is not JSON: {problem} is no number", line=1, hint=_HINT) from problem
    return value, _surrogates(text)


def members(text: str, start: int) -> Iterator[Member]:
    """Yield the members of the list or object that begins at `start`, in order. The text must be JSON.

    >>> list(members('{"a": [1]}', 0))
    [Member(key='a', start=6, end=9, value=[1])]
    """
    decoder = _decoder()
    keyed = text[start] == "{"
    at = _after_space(text, start + 1)
    while text[at] not in "]}":
        key = ""
        if keyed:
            key, at = decoder.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        value, end = decoder.raw_decode(text, at)
        yield Member(_whole(key), at, end, _whole(value))
        at = _after_space(text, end)
        if text[at] == ",":
            at = _after_space(text, at + 1)


class _NoJsonError(ValueError):
    """A constant that Python reads and JSON does not have."""


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_constant=_refuse_constant, parse_int=_number)


def _refuse_constant(name: str) -> NoReturn:
    raise _NoJsonError(name)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _check_depth(text: str) -> None:
    depth = 0
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise _refused(text, found.start(), "the JSON is nested too deeply")
        elif sign in "]}":
            depth -= 1


def _refused(text: str, offset: int, message: str) -> ReadError:
    return ReadError(message, line=position_at(line_starts(text), offset).line, hint=_HINT)


def _surrogates(text: str) -> tuple[Issue, ...]:
    if not _ESCAPED_SURROGATE.search(text):
        return ()
    starts = line_starts(text)
    return tuple(
        Issue(
            "half a character (a lone surrogate) shows as U+FFFD",
            line=position_at(starts, found.start()).line,
            hint="Correct that character where the file was exported.",
            is_error=False,
        )
        for found in _TOKEN.finditer(text)
        if found[0].startswith('"') and _is_halved(found[0])
    )


def _is_halved(string: str) -> bool:
    return bool(_ESCAPED_SURROGATE.search(string) and _SURROGATE.search(json.loads(string, strict=False)))


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON may be anything
    """Give a value without lone surrogates, which cannot be written as UTF-8."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value
