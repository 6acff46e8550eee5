"""What people decided: decisions.csv is read, checked and added to, never rewritten."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Columns of decisions.csv.
COLUMNS = ("id", "date", "by", "verb", "subject", "object", "detail", "note")

#: What a person can decide. `withdraw` undoes the line whose id is its subject.
VERBS = (
    "accept", "reject", "merge", "split", "answer", "research", "retire", "reopen",
    "theme", "type", "grade", "school", "hide", "withdraw",
)  # fmt: skip

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(frozen=True, slots=True)
class Curation:
    """A row of decisions.csv: what a person decided. `line` is its line in that file."""

    id: str
    date: str
    by: str
    verb: str
    subject: str
    object: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Curations:
    """All decisions that could be read, the ids of those that apply, and what is wrong with the others."""

    rows: tuple[Curation, ...] = ()
    applying: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()

    def effective(self) -> list[Curation]:
        """Give the decisions that count: not withdrawn, not contradicted, in the order of the file."""
        return [row for row in self.rows if row.id in self.applying and row.verb != "withdraw"]


def read_curations(data: bytes) -> Curations:
    """Give what decisions.csv says. Every line that is not a decision is named and the others count.

    The same line twice (as a merge in git leaves it) is one decision.
    """
    text = data.decode("utf-8-sig", "surrogateescape")
    rows: dict[str, Curation] = {}
    issues: list[Issue] = []
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    for fields in reader:
        start, line = line, reader.line_num + 1
        if not any(fields) or [f.strip().lower() for f in fields] == list(COLUMNS):
            continue
        found = _row(fields, start)
        if isinstance(found, Issue):
            issues.append(found)
        elif found.id in rows and _content(rows[found.id]) != _content(found):
            message = f"decision {found.id} stands here in other words than on line {rows[found.id].line}"
            issues.append(Issue(message, start, "give one of the two lines another id"))
            del rows[found.id]
        else:
            rows.setdefault(found.id, found)
    return _judge(tuple(rows.values()), issues)


def _content(row: Curation) -> tuple[object, ...]:
    return row.date, row.by, row.verb, row.subject, row.object, tuple(sorted(row.detail.items())), row.note


def _row(fields: Sequence[str], line: int) -> Curation | Issue:
    if fields[0].startswith(_CONFLICT):
        return Issue("a merge in git was not finished here", line, "keep the lines of both sides, remove the marks")
    if len(fields) != len(COLUMNS):
        return Issue(
            f"a decision has {len(COLUMNS)} columns, this line has {len(fields)}", line, f"columns: {','.join(COLUMNS)}"
        )
    identifier, date, by, verb, subject, target, detail, note = (field.strip() for field in fields)
    if not identifier or not subject:
        return Issue("a decision needs an id and a subject", line, "fill in both columns")
    if verb not in VERBS:
        return Issue(f"'{verb}' is no decision", line, f"choose one of: {', '.join(VERBS)}")
    if not _DATE.fullmatch(date):
        return Issue(f"'{date}' is no date", line, "write it as 2021-06-23")
    return Curation(identifier, date, by, verb, subject, target, parse_detail(detail), note, line)


def parse_detail(text: str) -> dict[str, str]:
    """Give the parts of the detail column.

    >>> parse_detail("stance=supports;until=2021-12")
    {'stance': 'supports', 'until': '2021-12'}
    """
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}


def _judge(rows: tuple[Curation, ...], issues: list[Issue]) -> Curations:
    """Leave out what was withdrawn, and both of two that contradict each other."""
    withdrawn = _withdrawn(rows)
    standing = [row for row in rows if row.id not in withdrawn]
    out: set[str] = set()
    for one, other in _contradictions(standing):
        out |= {one.id, other.id}
        message = f"{other.verb} contradicts {one.verb} on line {one.line} (decision {one.id}); neither counts"
        issues.append(Issue(message, other.line, f"withdraw one of them: kg withdraw {one.id}, or {other.id}"))
    known = {row.id for row in rows}
    issues += [
        Issue(f"withdraws decision {row.subject}, which is not here", row.line, "check the id in the first column")
        for row in rows
        if row.verb == "withdraw" and row.subject not in known
    ]
    applying = frozenset(row.id for row in standing if row.id not in out)
    return Curations(rows, applying, tuple(sorted(issues, key=lambda issue: issue.line or 0)))


def _withdrawn(rows: Sequence[Curation]) -> set[str]:
    """Give the ids that were withdrawn; a withdrawal can itself be withdrawn."""
    gone: set[str] = set()
    for row in reversed(rows):
        if row.verb == "withdraw" and row.id not in gone:
            gone.add(row.subject)
    return gone


#: Verbs of which two lines on the same subject and object exclude each other.
_OPPOSITES = ({"accept", "reject"}, {"merge", "reject"})

#: Verbs of which a subject can have one object only.
_SINGLE = ("merge", "type", "grade")


def _contradictions(rows: Sequence[Curation]) -> list[tuple[Curation, Curation]]:
    pairs: list[tuple[Curation, Curation]] = []
    by_subject: dict[str, list[Curation]] = {}
    for row in rows:
        earlier = by_subject.get(row.subject, [])
        pairs += [(other, row) for other in earlier if _exclude(other, row, rows)]
        by_subject.setdefault(row.subject, []).append(row)
    return pairs


def _exclude(one: Curation, other: Curation, rows: Sequence[Curation]) -> bool:
    if one.object == other.object:
        if {one.verb, other.verb} in _OPPOSITES:
            return True
        stances = one.detail.get("stance", "supports"), other.detail.get("stance", "supports")
        return one.verb == other.verb == "accept" and stances[0] != stances[1]
    if one.verb != other.verb or one.verb not in _SINGLE:
        return False
    return not (one.verb == "merge" and _split_between(one, other, rows))


def _split_between(merge: Curation, later: Curation, rows: Sequence[Curation]) -> bool:
    """Tell whether a merge was undone by a split before the next one."""
    return any(
        row.verb == "split" and row.subject == merge.subject and merge.line < row.line < later.line for row in rows
    )


def format_curation(row: Curation) -> bytes:
    """Give a decision as its line in decisions.csv."""
    text = io.StringIO(newline="")
    detail = ";".join(f"{key}={value}" for key, value in sorted(row.detail.items()))
    values = (row.id, row.date, row.by, row.verb, row.subject, row.object, detail, row.note)
    csv.writer(text, lineterminator="\n").writerow([" ".join(value.split()) for value in values])
    return text.getvalue().encode("utf-8", "surrogateescape")


def next_id(rows: Iterable[Curation], content: Mapping[str, str]) -> str:
    """Give an id for a new decision: from what it says, so that two people who add lines in git do not clash."""
    from kg.guards.iri import digest  # noqa: PLC0415

    taken = {row.id for row in rows}
    names = (f"d-{digest(*content.values(), str(number or ''))}" for number in range(10_000))
    return next(name for name in names if name not in taken)
