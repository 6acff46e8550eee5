"""How a question or an action is written down so that kg reads exactly that: several shapes, plainest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.reports.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What a browser would take for an element; a form is pasted as it stands, so it may hold none.
_ELEMENT = re.compile(r"<[A-Za-z/!?]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

#: Characters of the longest text that a form takes: what is longer was not written as a question or a task.
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the form, in words in which it was asked. `themes` are IRIs, `schools` BRIN codes."""

    text: str
    type: str = "knowledge"
    themes: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """An open action for the form, all as it was stated; `until` is the last day of `due`, '' where it is not known."""

    text: str
    agent: str = ""
    due: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An item in one of its shapes. `row` tells that it is a row of the table of actions, not lines of its own."""

    lines: tuple[str, ...]
    text: str
    row: bool = False


def is_safe(text: str) -> bool:
    """Tell whether a text may stand in Markdown as it is: short enough, no elements, no control signs.

    >>> is_safe("Is a < b?"), is_safe("<script>"), is_safe("a" * 2000)
    (True, False, False)
    """
    return 0 < len(text) <= LONGEST and not _ELEMENT.search(text) and not _CONTROL.search(text)


def trailers(tags: tuple[str, ...], school: str) -> str:
    """Give what stands behind a question: its themes and the school that asks.

    >>> trailers(("#motivatie",), "99XA"), trailers((), "")
    (' #motivatie school:: 99XA', '')
    """
    return "".join(f" {part}" for part in (*tags, *([f"school:: {school}"] if school else [])))


def written_questions(asked: Asked, behind: str, words: Mapping[str, str]) -> list[Written]:
    """Give the shapes of a question: behind its mark, with a closing bullet, in a table; then all on one line."""
    mark = words[f"form.mark.{asked.type or 'none'}"]
    return [shape for text in _wordings(asked.text) for shape in _shapes(text, mark, behind)]


def written_actions(todo: Todo, words: Mapping[str, str]) -> list[Written]:
    """Give the shapes of an action: a row of a table, or an item with a checkbox; then all on one line."""
    agents = dict.fromkeys((todo.agent, f"@{todo.agent}")) if todo.agent else ("",)
    found: list[Written] = []
    for text in _wordings(todo.text):
        if "\n" not in text:
            found += [
                Written((f"| {text} | {who} | {todo.due} | {words['form.open']} |",), text, row=True) for who in agents
            ]
        label = f"{words['form.mark.action']} {todo.agent}: " if todo.agent else ""
        found += [Written((f"- [ ] {start}{text}",), text) for start in dict.fromkeys((label, ""))]
    return found


def tag_of(label: str) -> str:
    """Give a theme as a tag behind a line, '' where its label fits in none.

    >>> tag_of("Leren leren"), tag_of("ict & media")
    ('#leren-leren', 'thema:: ict & media')
    """
    tag = "#" + "-".join(label.lower().split())
    if re.fullmatch(r"#[^\W\d_][\w/-]{0,60}", tag):
        return tag
    return f"thema:: {label}" if is_safe(label) and re.fullmatch(r"[^\n\]:#^]{1,60}", label) else ""


def form_words(language: str) -> Mapping[str, str]:
    """Give the words of the reports in one language."""
    return Phrases.only(language).words


def _wordings(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text, " ".join(text.split()))))


def _shapes(text: str, mark: str, behind: str) -> list[Written]:
    made = [
        Written((f"{mark}: {text}{behind}",), text),
        Written((f"{mark}: {text}\n•{behind}",), text),
    ]
    if "\n" not in text:
        made.append(Written((f"| {mark} |", "| --- |", f"| {text}{behind} |"), text))
    return made
