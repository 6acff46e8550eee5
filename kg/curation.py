"""What people decided: decisions.csv is read, checked and added to, never rewritten."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date as date_of
from typing import TYPE_CHECKING

from kg.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Columns of decisions.csv.
COLUMNS = ("id", "date", "by", "verb", "subject", "object", "detail", "note")

#: What a person can decide. `withdraw` undoes the line whose id is its subject.
VERBS = (
    "accept", "reject", "merge", "split", "answer", "research", "retire", "reopen",
    "theme", "type", "grade", "school", "hide", "withdraw",
)  # fmt: skip

#: Verbs that say nothing without an object.
_WITH_OBJECT = ("accept", "reject", "merge", "split", "theme", "type", "grade", "school")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

#: How a line starts that is a decision of its own: an id and a date.
_OWN_LINE = re.compile(r"[^,;\"\n]+[,;]\"?[0-9]{4}-[0-9]{2}-[0-9]{2}|<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|")


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
    """All decisions that could be read, the ids of those that apply, and what is wrong with the others.

    `withdrawn` maps the id of a decision that was withdrawn to the row that did so first.
    """

    rows: tuple[Curation, ...] = ()
    applying: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    withdrawn: Mapping[str, Curation] = field(default_factory=dict)

    def effective(self) -> list[Curation]:
        """Give the decisions that count: not withdrawn, not contradicted, by date and then by line."""
        rows = (row for row in self.rows if row.id in self.applying and row.verb != "withdraw")
        return sorted(rows, key=lambda row: (row.date, row.line))


def read_curations(data: bytes) -> Curations:
    """Give what decisions.csv says. Every line that is not a decision is named and the others count.

    The same line twice (as a merge in git leaves it) is one decision. Semicolons between the columns, as a
    spreadsheet writes them where the comma is for decimals, are read as well.
    """
    rows: dict[str, Curation] = {}
    clashing: set[str] = set()
    issues: list[Issue] = []
    for line, text in _records(data.decode("utf-8-sig", "surrogateescape")):
        fields = _fields(text)
        if not any(field.strip() for field in fields) or [f.strip().lower() for f in fields] == list(COLUMNS):
            continue
        found = _row(fields, line)
        if isinstance(found, Issue):
            issues.append(found)
        elif found.id in rows and _content(rows[found.id]) != _content(found):
            message = f"decision {found.id} stands here in other words than on line {rows[found.id].line}"
            issues.append(Issue(f"{message}; neither counts", line, "give one of the two lines another id"))
            clashing.add(found.id)
        else:
            rows.setdefault(found.id, found)
    return _judge(tuple(row for row in rows.values() if row.id not in clashing), issues)


def with_row(before: Curations, row: Curation) -> Curations:
    """Give the decisions with one more, judged together; what could not be read is not named again."""
    return _judge((*before.rows, row), [])


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Yield each record with its first line. A quote that was never closed swallows no decision below it."""
    lines = re.split(r"\r\n|\n|\r", text)
    number = 0
    while number < len(lines):
        end = number + 1
        while _is_open("\n".join(lines[number:end])) and end < len(lines) and not _OWN_LINE.match(lines[end]):
            end += 1
        whole = "\n".join(lines[number:end])
        if _is_open(whole):
            whole, end = lines[number], number + 1
        yield number + 1, whole
        number = end


def _is_open(record: str) -> bool:
    return record.count('"') % 2 == 1


def _fields(record: str) -> list[str]:
    """Give the columns of a record: one where its quotes do not fit."""
    tried = []
    for delimiter in (",", ";"):
        try:
            found = next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        if len(found) == len(COLUMNS):
            return found
        tried.append(found)
    return tried[0] if tried else [record]


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
    return _checked(Curation(identifier, date, by, verb, subject, target, parse_detail(detail), note, line))


def _checked(row: Curation) -> Curation | Issue:
    until = row.detail.get("until", "")
    wrong = [row.date] if not is_day(row.date) else []
    wrong += [until] if until and not is_day(until + "-01-01"[3 * until.count("-") :]) else []
    if wrong:
        return Issue(f"'{wrong[0]}' is no date", row.line, "write it as 2021-06-23")
    if row.verb in _WITH_OBJECT and not row.object:
        return Issue(f"{row.verb} needs an object", row.line, "fill in that column")
    return row


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, as decisions.csv writes it.

    >>> is_day("2021-06-23"), is_day("2021-02-30"), is_day("20210623")
    (True, False, False)
    """
    try:
        return bool(_DATE.fullmatch(text) and date_of.fromisoformat(text))
    except ValueError:
        return False


def parse_detail(text: str) -> dict[str, str]:
    """Give the parts of the detail column.

    >>> parse_detail("stance=supports;until=2021-12")
    {'stance': 'supports', 'until': '2021-12'}
    """
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}


def rests_on(row: Curation) -> tuple[str, ...]:
    """Give what an answer rests on, as the detail column names it."""
    return tuple(filter(None, row.detail.get("rests-on", "").split(",")))


def _judge(rows: tuple[Curation, ...], issues: list[Issue]) -> Curations:
    """Leave out what was withdrawn, and both of two that contradict each other."""
    withdrawn = _withdrawn(rows, issues)
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
    return Curations(rows, applying, tuple(sorted(issues, key=lambda issue: issue.line or 0)), withdrawn)


def _withdrawn(rows: Sequence[Curation], issues: list[Issue]) -> dict[str, Curation]:
    """Give what was withdrawn, and by which row first; a withdrawal can itself be withdrawn, in whatever order."""
    against: dict[str, list[Curation]] = defaultdict(list)
    for row in rows:
        if row.verb == "withdraw":
            against[row.subject].append(row)
    counts: dict[str, bool] = {}
    waiting = [row for found in against.values() for row in found]
    while waiting:
        settled = [row for row in waiting if all(other.id in counts for other in against.get(row.id, ()))]
        if not settled:  # what is left withdraws each other in a circle
            issues += [Issue("these withdrawals undo each other", row.line, "remove one of them") for row in waiting]
            break
        for row in settled:
            counts[row.id] = not any(counts[other.id] for other in against.get(row.id, ()))
        waiting = [row for row in waiting if row.id not in counts]
    first = sorted(
        (row for found in against.values() for row in found if counts.get(row.id)), key=_by_day, reverse=True
    )
    return {row.subject: row for row in first}


def _by_day(row: Curation) -> tuple[str, int]:
    return row.date, row.line


#: Verbs of which two lines on the same two things, whichever comes first, exclude each other.
_OPPOSITES = ({"accept", "reject"}, {"merge", "reject"}, {"theme", "reject"})

#: Verbs of which a subject can have one object only.
_SINGLE = ("merge", "type", "grade")


def _contradictions(rows: Sequence[Curation]) -> list[tuple[Curation, Curation]]:
    pairs: list[tuple[Curation, Curation]] = []
    about: dict[str, list[Curation]] = defaultdict(list)
    for row in sorted(rows, key=_by_day):
        pairs += [(other, row) for other in about[row.subject] if _exclude(other, row, about[row.subject])]
        if row.object:
            pairs += [(other, row) for other in about[row.object] if _exclude_turned(other, row)]
        about[row.subject].append(row)
    return pairs


def _exclude(one: Curation, other: Curation, rows: Sequence[Curation]) -> bool:
    if one.object == other.object:
        if {one.verb, other.verb} in _OPPOSITES:
            return True
        stances = one.detail.get("stance", "supports"), other.detail.get("stance", "supports")
        return one.verb == other.verb == "accept" and stances[0] != stances[1]
    if one.verb != other.verb or one.verb not in _SINGLE:
        return False
    return not (one.verb == "merge" and _is_split(one, rows))


def _exclude_turned(one: Curation, other: Curation) -> bool:
    """Tell whether one row says of A and B what the other denies of B and A."""
    return one.object == other.subject and {one.verb, other.verb} in _OPPOSITES


def _is_split(merge: Curation, later: Sequence[Curation]) -> bool:
    """Tell whether a merge was undone by a split on the same or a later day."""
    return any(row.verb == "split" and row.object == merge.object and _by_day(row) > _by_day(merge) for row in later)


def format_curation(row: Curation) -> bytes:
    """Give a decision as its line in decisions.csv."""
    text = io.StringIO(newline="")
    detail = ";".join(f"{key}={value.replace(';', ',')}" for key, value in sorted(row.detail.items()))
    values = (row.id, row.date, row.by, row.verb, row.subject, row.object, detail, row.note)
    csv.writer(text, lineterminator="\n").writerow([" ".join(value.split()) for value in values])
    return text.getvalue().encode("utf-8", "surrogateescape")


def next_id(rows: Iterable[Curation], content: Mapping[str, str]) -> str:
    """Give an id for a new decision: from what it says, so that two people who add lines in git do not clash."""
    from kg.guards.iri import digest  # noqa: PLC0415

    taken = {row.id for row in rows}
    names = (f"d-{digest(*content.values(), str(number or ''))}" for number in range(10_000))
    return next(name for name in names if name not in taken)
