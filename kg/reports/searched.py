"""Where was searched for publications: in how many, in which files, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.queries import ask, value_of

if TYPE_CHECKING:
    from kg.reports.material import Material

#: Files with publications that a report names; of more it gives the number.
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Searched:
    """In how many publications was searched, and what that says in a sentence.

    `scope` says only where was searched, `when` of which day that is ('' where no day is known).
    """

    total: int
    sentence: str
    scope: str
    when: str


def searched(material: Material, unanswered: int) -> Searched:
    """Give in how many publications was searched for so many questions, and which files they stand in."""
    phrases, day = material.phrases, material.facts.standing
    counts, total = material.once(_library)
    named = [f"{path.rpartition('/')[2]}: {count}" for path, count in counts.items()]
    if len(named) > MOST_FILES:
        named = [*named[:MOST_FILES], phrases.say("and_more", n=len(named) - MOST_FILES)]
    files = phrases.join(named)
    nothing = phrases.count("gaps.searched", total, files=files)
    scope = phrases.say("gaps.searched_any", n=total, files=files) if total else nothing
    when = phrases.say("gaps.searched_day", day=phrases.day(day)) if day and total else ""
    return Searched(total, nothing if unanswered else scope, scope, when)


def _library(material: Material) -> tuple[dict[str, int], int]:
    """Give the number of records a file, and of different publications in all."""
    rows = ask(material.store, "publication-counts")
    counts = {value_of(row, "path"): int(value_of(row, "count")) for row in rows}
    return counts, sum(int(value_of(row, "count") or 0) for row in ask(material.store, "library-size"))
