"""The form for the next note: what was on the agenda, written so that kg reads back exactly that, and nothing else.

kg reads each form itself before it gives it away. What it would not read as it was meant is left out, and named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.model import Action, Context, PartialDate, Question, Source, Statement
from kg.readers import read
from kg.reports.form_shapes import (
    Asked,
    Todo,
    Written,
    form_words,
    is_safe,
    tag_of,
    trailers,
    written_actions,
    written_questions,
)
from kg.rules import extract
from kg.rules.periods import period_of
from kg.rules.themes import make_labels
from kg.stemming import words as words_of
from kg.text import Span, guess_language, line_starts, position_at
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Kinds that only name what the text of an item names.
_NAMED = ("publication", "school")
_BRIN = re.compile(r"\d{2}[A-Z]{2}(?:\d{2})?")
#: Days on which the next meeting may be, next to the day after which it is: so late that each date is past.
_LATE = "2999-12-31"


@dataclass(frozen=True, slots=True)
class Form:
    """A form as Markdown. `left_out` are texts that it cannot hold.

    `shifting` are actions whose term is told from the day of the meeting: text, and last day that it meant so far.
    """

    text: str
    left_out: tuple[str, ...] = ()
    shifting: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A question or action in the shapes in which it could be written, and which of them is tried."""

    of: Asked | Todo
    shapes: tuple[Written, ...]
    school: str = ""
    tried: int = 0

    @property
    def now(self) -> Written:
        return self.shapes[self.tried]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all items of a form share."""

    words: Mapping[str, str]
    language: str
    context: Context
    day: str


def make_form(asked: Iterable[Asked], todos: Iterable[Todo], context: Context, language: str, day: str = "") -> Form:
    """Give the form for questions and open actions. `day` is that of the newest meeting, '' where it is not known."""
    frame = _Frame(form_words(language), language, context, day)
    asked, todos = tuple(asked), tuple(todos)
    items = [item for one in asked for item in _of_question(frame, one)]
    items += [item for todo in todos for item in _of_action(frame, todo)]
    wrong = frozenset(_misread(frame, items))
    items = [kept for n, item in enumerate(items) for kept in (_alone(frame, item) if n in wrong else [item])]
    items = _together(frame, items)
    kept = {item.of for item in items}
    return Form(
        text=_layout(frame, items)[0],
        left_out=tuple(
            dict.fromkeys(
                [
                    *(question.text for question in asked if question not in kept),
                    *(todo.text for todo in todos if todo not in kept),
                ]
            )
        ),
        shifting=tuple((todo.text, todo.until) for todo in todos if todo in kept and _shifts(todo.due)),
    )


def read_form(text: str, context: Context, language: str, day: str = "") -> tuple[Statement, ...]:
    """Give what kg reads from a form in a note of a day, without the publications and schools that texts name."""
    head = "\n".join(["---", f"taal: {language}", *([f"datum: {day}"] if day else []), "---", "", ""])
    document = read(Source(PurePosixPath("meetings/formulier.md")), (head + text).encode())
    found = (one for one in extract(document, context).statements if one.kind not in _NAMED)
    return tuple(replace(one, span=Span(one.span.start - len(head), one.span.end - len(head))) for one in found)


def _of_question(frame: _Frame, asked: Asked) -> list[_Item]:
    """Give a question once for each school that asks it: a line names one school."""
    if not is_safe(asked.text):
        return []
    tags = _tags(frame, asked)
    items = []
    known = {school.brin for school in frame.context.schools}
    schools = [school for school in asked.schools if school in known or _BRIN.fullmatch(school)]
    for number, school in enumerate(schools or ("",)):
        behind = trailers(tags if number == 0 else (), school)
        items.append(_Item(asked, tuple(written_questions(asked, behind, frame.words)), school))
    return items


def _tags(frame: _Frame, asked: Asked) -> tuple[str, ...]:
    """Give the tags of the themes that the text itself does not name."""
    labels = make_labels(frame.context.themes)
    named = labels[guess_language(asked.text, frame.language)].find(words_of(asked.text))
    missing = [theme for theme in asked.themes if theme not in named]
    by_iri = {theme.iri: theme for theme in frame.context.themes}
    found = (_tag(frame, by_iri[Iri(theme)].labels) for theme in missing if Iri(theme) in by_iri)
    return tuple(tag for tag in found if tag)


def _tag(frame: _Frame, named: Mapping[str, Sequence[str]]) -> str:
    """Give the first tag of a theme, in the language of the form where it can be, that means this theme alone."""
    labels = make_labels(frame.context.themes)
    ordered = sorted(named.items(), key=lambda pair: (pair[0] != frame.language, pair[0]))
    for tag in (tag_of(label) for _, found in ordered for label in found):
        said = words_of(tag.removeprefix("thema:: ").replace("-", " ").replace("_", " "))
        means = {theme for language in ("nl", "en") for theme in labels[language].find(said)}
        if tag and len(means) == 1:
            return tag
    return next((tag for tag in (tag_of(label) for _, found in ordered for label in found) if tag), "")


def _of_action(frame: _Frame, todo: Todo) -> list[_Item]:
    if not all(is_safe(text) for text in (todo.text, todo.agent or "-", todo.due or "-")):
        return []
    return [_Item(todo, tuple(written_actions(todo, frame.words)))]


def _alone(frame: _Frame, item: _Item) -> list[_Item]:
    """Give an item in the first shape in which kg reads it as it was meant, where it stands alone."""
    for tried in range(len(item.shapes)):
        here = replace(item, tried=tried)
        if not _misread(frame, [here]):
            return [here]
    return []


def _together(frame: _Frame, items: list[_Item]) -> list[_Item]:
    """Give the items that are read as they were meant also in the company of the others."""
    while wrong := _misread(frame, items):
        at = wrong[0]
        item = items[at]
        rest = _alone(frame, replace(item, shapes=item.shapes[item.tried + 1 :], tried=0))
        items = [*items[:at], *rest, *items[at + 1 :]]
    return items


def _misread(frame: _Frame, items: Sequence[_Item]) -> list[int]:
    """Give the places of the items of which kg does not read exactly what was meant, in order."""
    text, places = _layout(frame, items)
    starts = line_starts(text)
    wrong: set[int] = set()
    for day in dict.fromkeys((frame.day, _LATE)):
        found = read_form(text, frame.context, frame.language, day)
        by_line: dict[int, list[Statement]] = {}
        for one in found:
            by_line.setdefault(position_at(starts, one.span.start).line, []).append(one)
        for number, (first, last) in enumerate(places):
            said = [one for line in range(first, last + 1) for one in by_line.pop(line, [])]
            if len(said) != 1 or not _is_meant(items[number], said[0]):
                wrong.add(number)
        if by_line and items and not wrong:  # a stray statement: the item before it let it in
            line = min(by_line)
            wrong.add(max((n for n, place in enumerate(places) if place[0] <= line), default=0))
    return sorted(wrong)


def _is_meant(item: _Item, said: Statement) -> bool:
    """Tell whether a statement says what an item says."""
    if said.text != item.now.text:
        return False
    if isinstance(item.of, Asked):
        is_type = isinstance(said, Question) and said.question_type == (item.of.type or "knowledge")
        return is_type and said.school == item.school and not said.pin
    if not isinstance(said, Action) or said.done:
        return False
    return (said.agent, said.due) == (item.of.agent, item.of.due)


def _shifts(due: str) -> bool:
    """Tell whether words such as `volgende week` mean another day at another meeting."""
    return period_of(due, PartialDate(2001, 3, 14)) != period_of(due, PartialDate(2010, 9, 2))


def _layout(frame: _Frame, items: Sequence[_Item]) -> tuple[str, list[tuple[int, int]]]:
    """Give the form, and of each item its first and last line, from 1."""
    page = _Lines()
    places: dict[int, tuple[int, int]] = {}
    words = frame.words
    questions = [n for n, item in enumerate(items) if isinstance(item.of, Asked)]
    page.add(f"## {words['form.questions']}", "")
    for order, number in enumerate(questions):
        places[number] = page.add(*items[number].now.lines)
        after = questions[order + 1] if order + 1 < len(questions) else None
        is_last = after is None or items[after].of != items[number].of
        page.add("", *([f"{words['form.mark.insight']}:", ""] if is_last else []))
    page.add(f"{words['form.mark.none']}:", "", f"{words['form.mark.decision']}:", "")
    page.add(f"## {words['form.actions']}", "")
    rows = [n for n, item in enumerate(items) if isinstance(item.of, Todo) and item.now.row]
    heads = [words[f"form.column.{name}"] for name in ("action", "agent", "due", "status")]
    page.add(f"| {' | '.join(heads)} |", "| --- | --- | --- | --- |")
    for number in rows:
        places[number] = page.add(*items[number].now.lines)
    page.add("| | | | |", "")
    for number in (n for n, item in enumerate(items) if isinstance(item.of, Todo) and n not in places):
        places[number] = page.add(*items[number].now.lines)
    return "\n".join(page.lines).rstrip("\n") + "\n", [places[number] for number in range(len(items))]


class _Lines:
    """Lines of a text that is being written; what is added may hold line ends."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, *texts: str) -> tuple[int, int]:
        """Add texts, and give the numbers of their first and last line."""
        first = len(self.lines) + 1
        self.lines += [line for text in texts for line in text.split("\n")]
        return first, len(self.lines)
