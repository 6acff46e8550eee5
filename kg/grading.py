"""What kind of evidence a publication is, as its type and its title suggest; a person may decide otherwise."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Grades from light to strong.
GRADES = ("practice-voice", "case", "practice-study", "peer-reviewed", "review")

#: Strengths of the evidence on a question, after the padlocks of the Education Endowment Foundation.
STRENGTHS = ("0", "1", "2", "3", "4", "5")

#: The grade of what says nothing of itself.
_ELSE = "practice-study"

_NO_WORD = re.compile(r"[^a-z0-9]+")


def grade_of(csl_type: str, title: str, keywords: Iterable[str] = ()) -> str:
    """Give the notation of the grade that words of the title and the keywords tell, or else the type.

    >>> grade_of("article-journal", "Feedback: a meta-analysis"), grade_of("article-journal", "Feedback")
    ('review', 'peer-reviewed')
    >>> grade_of("report", "Een casestudie"), grade_of("post-weblog", "Feedback"), grade_of("book", "Feedback")
    ('case', 'practice-voice', 'practice-study')
    """
    words = f" {' '.join(_NO_WORD.sub(' ', fold(text)) for text in (title, *keywords))} "
    for grade, pattern in _patterns():
        if pattern.search(words):
            return grade
    return _types().get(csl_type, _ELSE)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("kg.words").joinpath("grades.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (grade, re.compile(rf"(?<= )(?:{'|'.join(map(_part, phrases))})(?= )"))
        for grade, phrases in _table()["words"].items()
    )


def _part(phrase: str) -> str:
    return re.escape(phrase.rstrip("*")) + ("[a-z]*" if phrase.endswith("*") else "")


@cache
def _types() -> dict[str, str]:
    return {csl_type: grade for grade, types in _table()["types"].items() for csl_type in types}
