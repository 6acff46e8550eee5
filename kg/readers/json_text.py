"""JSON from outside as a stream: its values one after another, each with its line, never the whole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters of the largest value that is read whole.
MOST = 20_000_000
#: Characters that an error shows of what it leaves out.
QUOTE = 2000
#: What a value is that is larger than that.
TOO_LARGE = "a record is larger than 20 MB and is left out"
TOO_DEEP = "the JSON is nested too deeply"

#: What may be missing.
VALUE, COMMA, COLON = "a value is missing", "a comma is missing", "a colon is missing"
NAME, END = "a name in double quotes is missing", "its end is missing"
#: What Python says of broken JSON, and what we say.
_SAID: tuple[tuple[str, str], ...] = (
    ("Unterminated string", END),
    ("Expecting value", VALUE),
    ("Expecting ','", COMMA),
    ("Expecting property name", NAME),
    ("Expecting ':'", COLON),
    ("Illegal trailing comma", "a comma stands before the end"),
    ("Invalid control character", "a text runs over the end of the line, or holds a control character"),
    ("Invalid \\", "a backslash in a text is followed by what it cannot be"),
)
_DEEPEST = 128
_LONGEST_NUMBER = 300  # digits; Python refuses to read far longer ones, and no field of ours needs them
_TORN = 12  # characters before the end of what is at hand, in which a word or an escape may be cut in two
_OVERLAP = 800  # characters that a search may look at together
_SPACE = re.compile(r"[ \t\r\n]*")
_OUTSIDE, _INSIDE = re.compile(r'["\[\]{}]'), re.compile(r'["\\]')
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotJsonError(Exception):
    """What stands here is not JSON, or not such as is read.

    Args:
        message: what is wrong.
        line: where it is wrong.
        quote: what stands there.
        end: where in `text` the value ends, or 0 where that is not known.
    """

    def __init__(self, message: str, line: int, quote: str, end: int = 0) -> None:
        super().__init__(message)
        self.message, self.line, self.quote, self.end = message, line, quote, end


class Value(NamedTuple):
    """A value, its line, and where it ends in what is at hand. `is_mended`: half a character in it became U+FFFD."""

    value: Any
    line: int
    end: int
    is_mended: bool = False


@dataclass(slots=True)
class JsonText:
    """A JSON text of which a part is at hand: `text`, read up to `at`. Memory is that part."""

    pieces: Iterator[str]
    text: str = ""
    at: int = 0
    ended: bool = False
    _gone: int = 0  # characters before `text`
    _line: int = 1
    _counted: int = 0  # the place in `text` up to which line ends are counted
    _after_return: bool = False

    def sign(self) -> str:
        """Give the next character that is no white space, and stand at it; '' at the end."""
        while True:
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.fill():
                return ""

    def line(self) -> int:
        """Give the line of the place where reading stands."""
        self._count(self.at)
        return self._line

    def place(self) -> int:
        """Give how many characters were read."""
        return self._gone + self.at

    def fill(self, least: int = 1) -> bool:
        """Let go of what was read, and take in at least so many characters more; tell whether there were any."""
        self._count(self.at)
        parts, size = [self.text[self.at :]], 0
        while size < least and not self.ended:
            piece = next(self.pieces, "")
            self.ended = not piece
            parts.append(piece)
            size += len(piece)
        self._gone += self.at
        self.text, self.at, self._counted = "".join(parts), 0, 0
        return size > 0

    def value(self, most: int = MOST) -> Value:
        """Give the value that begins here, and stand behind it; at an error, still at its beginning.

        Raises:
            NotJsonError: it is no JSON (NaN and Infinity are not), is nested deeper than 128, or is larger than `most`.
        """
        value = self.peek(most)
        self.at = value.end
        return value

    def peek(self, most: int = MOST) -> Value:
        """Give the value that begins here, and stay at its beginning.

        Raises:
            NotJsonError: as `value` does.
        """
        line, decoder = self.line(), _DECODER
        while True:
            try:
                found = self._decoded(decoder, line)
            except ValueError:  # a number that Python does not take, or that JSON does not have
                decoder = _LENIENT
                continue
            size = (found[1] if found else len(self.text)) - self.at
            if size > most:
                raise self.wrong(TOO_LARGE)
            if found:
                return self._checked(found, line, is_plain=decoder is _DECODER)
            self.fill(min(size, most - size + 1))

    def skip(self) -> None:
        """Stand behind the string, list or object that begins here, of whatever size, without keeping it."""
        depth, quoted = 0, False
        while True:
            found = (_INSIDE if quoted else _OUTSIDE).search(self.text, self.at)
            self.at = found.end() if found else len(self.text)
            sign = found[0] if found else ""
            if sign == "\\":
                self.at += 1
            elif sign == '"':
                quoted = not quoted
            else:
                depth += (sign in ("[", "{")) - (sign in ("]", "}"))
            over = self.at - len(self.text)
            if over >= 0:
                self.at = len(self.text)
                if not self.fill():
                    return
                self.at = over
            if sign and depth <= 0 and not quoted:
                return

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Give the next place that fits, and stand at its beginning; None, at the end, where nothing does."""
        self.at = min(self.at, len(self.text))
        while True:
            found = pattern.search(self.text, self.at)
            if found:
                self.at = found.start()
                return found
            self.at = max(self.at, len(self.text) - _OVERLAP)
            if not self.fill():
                self.at = len(self.text)
                return None

    def wrong(self, message: str) -> NotJsonError:
        """Give the error that what stands here is not what should."""
        return NotJsonError(message, self.line(), self.quote())

    def here(self) -> str:
        """Give the character where reading stands, white space or not; '' at the end."""
        return self.text[self.at] if self.at < len(self.text) or self.fill() else ""

    def quote(self) -> str:
        """Give what stands here, as far as it is at hand and an error shows it."""
        return self.text[self.at : self.at + QUOTE]

    def _count(self, upto: int) -> None:
        text, start = self.text, self._counted
        if upto <= start:
            return
        returns = text.count("\r", start, upto)
        self._line += text.count("\n", start, upto)
        self._line += returns - text.count("\r\n", start, upto) if returns else 0
        self._line -= self._after_return and text[start] == "\n"
        self._after_return = text[upto - 1] == "\r"
        self._counted = upto

    def _decoded(self, decoder: json.JSONDecoder, line: int) -> tuple[Any, int] | None:
        """Give what begins here and where it ends; None where its end is not at hand."""
        try:
            value, end = decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as problem:
            if self.ended or not _is_torn(problem, len(self.text)):
                self._refuse(problem, line)
            return None
        except RecursionError as problem:
            raise NotJsonError(TOO_DEEP, line, self.quote()) from problem
        is_whole = end < len(self.text) or self.ended or self.text[end - 1] in '}]"'
        return (value, end) if is_whole else None

    def _refuse(self, problem: json.JSONDecodeError, line: int) -> NoReturn:
        line += len(re.findall(r"\r\n|\n|\r", self.text[self.at : problem.pos]))
        message = END if problem.pos >= len(self.text) else VALUE
        for sign, what in _SAID:
            if message is not END and problem.msg.startswith(sign):
                message = what
        raise NotJsonError(message, line, self.quote()) from problem

    def _checked(self, found: tuple[Any, int], line: int, *, is_plain: bool) -> Value:
        (value, end), text, start = found, self.text, self.at
        if text.count("[", start, end) + text.count("{", start, end) > _DEEPEST and _is_deep(value):
            raise NotJsonError(TOO_DEEP, line, self.quote())
        refused = "" if is_plain else _no_number(value)
        if refused:
            raise NotJsonError(f"{refused} is no number", line, self.quote(), end)
        if text.find("\\ud", start, end) < 0 and text.find("\\uD", start, end) < 0:
            return Value(value, line, end)
        whole = _whole(value) if _ESCAPED_SURROGATE.search(text, start, end) else value
        return Value(whole, line, end, whole != value)


class _NoNumber(str):
    """A constant that Python reads and JSON does not have."""

    __slots__ = ()


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
_LENIENT = json.JSONDecoder(parse_constant=_NoNumber, parse_int=_number)


def _is_torn(problem: json.JSONDecodeError, size: int) -> bool:
    """Tell whether a value may only look wrong because its end is not at hand."""
    return problem.pos >= size - _TORN or problem.msg.startswith("Unterminated")


def _parts(values: list[Any]) -> list[Any]:
    """Give all that lists and objects hold."""
    found: list[Any] = []
    for value in values:
        found += value.values() if isinstance(value, dict) else value
    return found


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST + 1):
        level = [one for one in level if isinstance(one, list | dict)]
        if not level:
            return False
        level = _parts(level)
    return True


def _no_number(value: object) -> str:
    """Give the first constant in a value that JSON does not have."""
    level = [value]
    while level:
        refused = next((str(one) for one in level if isinstance(one, _NoNumber)), "")
        if refused:
            return refused
        level = _parts([one for one in level if isinstance(one, list | dict)])
    return ""


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON may be anything
    """Give a value without lone surrogates, which cannot be written as UTF-8."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value
