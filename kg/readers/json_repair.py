"""Where reading goes on after what is no JSON, and how that is said."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model import Issue
from kg.readers.json_text import MOST, QUOTE, TOO_DEEP, TOO_LARGE, JsonText, NotJsonError
from kg.readers.publications import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Names that a record has, and its parts hardly.
SURE = frozenset(["title", "DOI", "doi", "titles", "attributes"])

_TRIES = 1000  # places at which reading may try to go on
_SMALL = 1 << 16  # characters of a record that is tried there
_FIRST_KEY = re.compile(r'\{\s{0,99}("(?:[^"\\\r\n]|\\.){1,99}")')
_BEFORE_RECORD, _AFTER_KEY = r"[,\[}\]\r\n]\s{0,200}(\{\s{0,99}", r"\s{0,9}:)"
_NEXT_LINE = re.compile(r"[\r\n][\[{]")
_LINE_END = re.compile(r"[\r\n]")
# A line that does not end inside an object or list, and the beginning of an object on the next.
_BAD_LINE = re.compile(r"[^\r\n]{2,}[^\r\n\[{,: \t][ \t]{0,9}[\r\n]\s{0,9}\{")
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


def goes_past_line(text: JsonText) -> bool:
    """Stand behind a line that holds a broken record, where the next begins another; tell whether it is such a line."""
    while not (found := _BAD_LINE.match(text.text, text.at)):
        size = len(text.text) - text.at
        if text.ended or size > MOST or _LINE_END.search(text.text, text.at, len(text.text) - 9):
            return False
        text.fill(size)
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
    """Stand at the next record of a list after an error: it begins as that one or the last does, and looks like one."""
    broken = _FIRST_KEY.match(text.text, text.at)
    keys = {re.escape(json.dumps(key, ensure_ascii=False)) for key in islice(last, 1)}
    keys |= {re.escape(broken[1])} if broken else set()
    pattern = re.compile(_BEFORE_RECORD + (f"(?:{'|'.join(sorted(keys))}){_AFTER_KEY}" if keys else '")'))
    for _ in range(_TRIES):
        text.at += 1
        found = text.find(pattern)
        if found is None:
            return False
        text.at = found.start(1)
        with suppress(NotJsonError):
            value = text.peek(_SMALL).value
            if not SURE.isdisjoint(value) and (not last or len(last.keys() & value.keys()) > 1):
                return True
    return False
