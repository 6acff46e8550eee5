"""Where reading goes on after what is no JSON, and how that is said."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model import Issue
from kg.readers.json_text import MOST, QUOTE, TOO_DEEP, TOO_LARGE, JsonText, NotJsonError
from kg.readers.publications import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Names that a record has, and its parts hardly.
SURE = frozenset(["title", "DOI", "doi", "titles", "attributes"])

_EFFORT = 20_000_000  # characters that may be tried to find the next record
_MISS = 20_000  # characters that an attempt counts for when it fails
_LARGE = 1 << 20  # characters of a record that is tried
_KEY = r'\{\s{0,99}"((?:[^"\\\r\n]|\\.){1,99})"\s{0,9}:'
_FIRST_KEY = re.compile(_KEY)
_RECORD = re.compile(rf"[,\[}}\]\r\n]\s{{0,200}}({_KEY})")
_NEXT_LINE = re.compile(r"[\r\n][\[{]")
_LINE_END = re.compile(r"[\r\n]")
# A line that does not end inside an object or list, and the beginning of an object on the next.
_BAD_LINE = re.compile(r"[^\r\n]{2,}[^\r\n\[{,: \t][ \t]{0,9}[\r\n]\s{0,9}\{")
_LINE = re.compile(r"[^\r\n]{2,}[\r\n]\s{0,9}\{")
_PAGE = re.compile(r'"(?:items|results|message|data|records|works|publications|hits)"\s{0,9}:\s{0,9}[\[{]')
_REST = "Export the file again, or mend this; the records around it are read."
_NO_RECORD_HINT = "Each item is { ... } with its fields."


def not_json(wrong: NotJsonError, size: int, quote: str = "") -> Issue:
    """Give the issue that something of so many characters is not JSON, with what stands there."""
    is_sentence = wrong.message in (TOO_DEEP, TOO_LARGE)
    message = wrong.message if is_sentence else f"this is not JSON: {wrong.message}"
    return Issue(message, line=wrong.line, hint=_REST, quote=(quote or wrong.quote)[:size].rstrip())


def no_record(quote: str, line: int) -> Issue:
    """Give the issue that something is JSON, but no publication."""
    what = f"'{shortened(quote)}' is no publication and is left out"
    return Issue(what, line=line, hint=_NO_RECORD_HINT, quote=quote[:QUOTE])


def is_no_record(issue: Issue) -> bool:
    """Tell whether an issue says that something is JSON, but no publication."""
    return issue.hint == _NO_RECORD_HINT


def goes_to_line(text: JsonText) -> bool:
    """Stand at the next line that begins an object or a list, and tell whether there is one."""
    is_there = text.here() == "{" and text.at > 0 and text.text[text.at - 1] in "\r\n"
    return is_there or text.find(_NEXT_LINE) is not None


def goes_past_line(text: JsonText, *, is_sure: bool) -> bool:
    """Stand behind a line that holds a broken record, where the next begins another; tell whether it is so."""
    pattern = _LINE if is_sure else _BAD_LINE
    while not (found := pattern.match(text.text, text.at)):
        size = len(text.text) - text.at
        if text.ended or size > MOST or _LINE_END.search(text.text, text.at, len(text.text) - 9):
            return False
        text.fill(size)
    if _PAGE.search(text.text, text.at, min(found.end(), text.at + QUOTE)):
        return False
    text.at = found.end() - 1
    return True


def goes_past(text: JsonText, problem: NotJsonError) -> bool:
    """Stand behind what is wrong in a list, where that can be told."""
    if problem.end:
        text.at = problem.end
    elif problem.message in (TOO_DEEP, TOO_LARGE):
        text.skip()
    return bool(problem.end) or problem.message in (TOO_DEEP, TOO_LARGE) or text.here() == "]"


def goes_on(text: JsonText, last: Mapping[str, Any]) -> bool:
    """Stand at the next record of a list after an error, if there is one. It looks like the last one that was read."""
    broken = _FIRST_KEY.match(text.text, text.at)
    first = {*islice(last, 1), *([broken[1]] if broken else [])}
    effort = 0
    while effort < _EFFORT:
        text.at += 1
        found = text.find(_RECORD)
        if found is None:
            return False
        text.at = found.start(1)
        if found[2] in first or found[2] in last or not first:
            value, cost = _tried(text)
            effort += cost
            if _is_like(value, last, is_sure=found[2] in first):
                return True
    return False


def _tried(text: JsonText) -> tuple[Mapping[str, Any], int]:
    """Give the object that begins here, or {}, and the characters that it took."""
    try:
        value = text.peek(_LARGE)
    except NotJsonError as problem:
        return {}, _LARGE if problem.message == TOO_LARGE else _MISS
    return value.value, value.end - text.at


def _is_like(value: Mapping[str, Any], last: Mapping[str, Any], *, is_sure: bool) -> bool:
    """Tell whether an object is a record, as the last one was; surely so if it begins with the same name."""
    shared = len(last.keys() & value.keys())
    enough = 2 if is_sure else len(last) / 3  # an entry of a list of references shares fewer
    return not SURE.isdisjoint(value) and (not last or shared >= enough)
