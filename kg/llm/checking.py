"""What of a model's answer counts: known kinds and types, quotes that stand in the text, answers to what is there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, cast, get_args

from kg.model import Level, QuestionType
from kg.text import Span, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.llm.excerpts import Excerpt

#: Why a proposal is dropped, in the order in which the counts are given.
DROPPED = ("not verbatim", "too short", "unknown kind", "unknown type", "unknown id", "twice", "wrong shape")

#: Most proposals of one answer that are looked at; an excerpt holds fewer sentences.
MOST = 500

_TYPES: Mapping[str, tuple[str, ...]] = {
    "question": get_args(QuestionType),
    "obstacle": (*get_args(Level), ""),
    "factor": (*get_args(Level), ""),
}

#: Kinds that a model may propose. Schools and publications are matched, never proposed.
KINDS = ("question", "insight", "decision", "action", "obstacle", "factor")

_FEWEST = 2  # words: any single word of the language stands somewhere in a note


class WrongShapeError(Exception):
    """An answer as a whole is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal that holds: only words from fixed lists, numbers, and a place in the excerpt. No text of the model.

    `answers` are the numbers of other proposals in the same answer.
    """

    kind: str
    type: str
    span: Span
    confidence: float
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What holds of one answer, in its order, and how many proposals were dropped for which reason."""

    found: tuple[Found, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    kind: str
    type: str
    quote: str
    answers: tuple[str, ...]
    confidence: float


def check(answer: object, excerpt: Excerpt) -> Checked:
    """Give what holds of a model's answer on an excerpt.

    A quote is compared word by word: how white space is written (a line end, two spaces) makes no difference.

    Raises:
        WrongShapeError: it is no object with a list of proposals.
    """
    rows = answer.get("proposals") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise WrongShapeError
    items = [_item(row) for row in rows[:MOST]]
    dropped = Counter({"wrong shape": max(0, len(rows) - MOST)})
    kept: dict[str, tuple[_Item, Span]] = {}
    words = _Words(excerpt)
    questions = {item.id for item in items if item and item.kind == "question"}
    for item in items:
        span, reason = _place(item, words, kept)
        if item is None or span is None:
            dropped[reason] += 1
        elif set(item.answers) - (questions - {item.id}):
            dropped["unknown id"] += 1
        else:
            kept[item.id] = (item, span)
    return Checked(_numbered(kept), tuple((reason, dropped[reason]) for reason in DROPPED if dropped[reason]))


def _numbered(kept: Mapping[str, tuple[_Item, Span]]) -> tuple[Found, ...]:
    """Give proposals with numbers for ids. An answer to a question that was dropped stays, without that question."""
    numbers = {one: number for number, one in enumerate(kept)}
    return tuple(
        Found(
            item.kind, item.type, span, item.confidence, tuple(sorted({numbers[a] for a in item.answers if a in kept}))
        )
        for item, span in kept.values()
    )


def _item(row: object) -> _Item | None:
    """Give a row with its types as the schema has them, or None."""
    if not isinstance(row, dict):
        return None
    texts = [row.get(name) for name in ("id", "kind", "type", "quote")]
    answers, confidence = row.get("answers"), row.get("confidence")
    is_number = isinstance(confidence, (int, float)) and not isinstance(confidence, bool) and 0 <= confidence <= 1
    if not (is_number and isinstance(answers, list) and all(isinstance(text, str) for text in (*texts, *answers))):
        return None
    one, kind, type_, quote = cast("list[str]", texts)
    return _Item(one, kind, type_, quote, tuple(answers), round(float(cast("float", confidence)), 2))


def _place(item: _Item | None, words: _Words, kept: Mapping[str, tuple[_Item, Span]]) -> tuple[Span | None, str]:
    """Give where a proposal stands in the excerpt, or None and why it does not count."""
    if item is None:
        return None, "wrong shape"
    if item.kind not in KINDS:
        return None, "unknown kind"
    if item.type not in _TYPES.get(item.kind, ("",)):
        return None, "unknown type"
    spans = words.spans(item.quote)
    first = next(spans, None)
    if first is None:
        return None, "not verbatim"
    if len(tokens(item.quote)) < _FEWEST:
        return None, "too short"
    taken = {span for other, span in kept.values() if other.kind == item.kind}
    free = next((span for span in chain([first], spans) if span not in taken), None)
    return (free, "") if free and item.id not in kept else (None, "twice")


class _Words:
    """An excerpt with single spaces, to look quotes up in, and where each of its words stands in the excerpt."""

    def __init__(self, excerpt: Excerpt) -> None:
        self.excerpt = excerpt
        self.there = [found.start() for found in re.finditer(r"\S+", excerpt.text)]
        words = excerpt.text.split()
        self.text = " ".join(words)
        self.here = [0, *accumulate(len(word) + 1 for word in words)][: len(words)]

    def spans(self, quote: str) -> Iterator[Span]:
        """Yield where a quote stands in the excerpt as whole words, within one block."""
        plain = " ".join(quote.split())
        at = self.text.find(plain) if plain else -1
        while at >= 0:
            end = at + len(plain)
            if not (_is_inside(self.text, at) or _is_inside(self.text, end)):
                span = Span(self._offset(at), self._offset(end - 1) + 1)
                if self.excerpt.locate(span) is not None:
                    yield span
            at = self.text.find(plain, end)

    def _offset(self, here: int) -> int:
        word = bisect_right(self.here, here) - 1
        return self.there[word] + here - self.here[word]


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a place lies between two letters or digits of one word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def as_row(checked: Checked) -> dict[str, Any]:
    """Give what holds as JSON has it, to keep."""
    rows = [[f.kind, f.type, f.span.start, f.span.end, f.confidence, list(f.answers)] for f in checked.found]
    return {"found": rows, "dropped": dict(checked.dropped)}


def from_row(row: object, excerpt: Excerpt) -> Checked | None:
    """Give what was kept; None where it is not what `as_row` gives for this excerpt."""
    try:
        table = cast("dict[str, Any]", row)
        found = tuple(_found(values, len(table["found"]), excerpt) for values in table["found"])
        counts = tuple((reason, int(table["dropped"].get(reason, 0))) for reason in DROPPED)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return Checked(found, tuple((reason, count) for reason, count in counts if count > 0))


def _found(values: Any, count: int, excerpt: Excerpt) -> Found:  # noqa: ANN401  (JSON)
    kind, type_, start, end, confidence, answers = values
    if not {type(value) for value in (start, end, *answers)} <= {int}:
        raise TypeError
    span = Span(start, end)
    fits = kind in KINDS and type_ in _TYPES.get(kind, ("",)) and excerpt.locate(span) is not None
    if not (fits and 0 <= confidence <= 1 and all(number in range(count) for number in answers)):
        raise ValueError
    return Found(kind, type_, span, float(confidence), tuple(answers))
