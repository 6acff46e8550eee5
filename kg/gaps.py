"""Which questions nobody has answered yet, how much each weighs, and why."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.facts import Facts, accepted, check_date, half_years, read_facts
from kg.queries import ask, value_of
from kg.sectors import is_within
from kg.text import first_day, fold
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.stores import Row, Store

#: Statuses of a question that nobody has answered.
UNANSWERED = ("open", "practice-only", "in-research")

#: All statuses, as JSON spells them.
STATUSES = (*UNANSWERED, "evidenced", "answered", "retired")

#: Kinds of gap that need accepted publications, the most telling first; a question shows the first that fits.
EVIDENCED_KINDS = ("contested", "stale", "local", "synthesis")

#: An accepted publication older than this many years makes a gap `stale` when it is the newest one.
STALE_YEARS = 5

#: Points of the priority. A school that asks weighs most, because it waits; age is capped at three years,
#: so that an old question does not outweigh one that many ask.
PER_SCHOOL, PER_RETURN, PER_HALF_YEAR, MOST_FOR_AGE = 2.0, 1.0, 0.5, 3.0

#: Points for the type: only knowledge and research questions wait for research.
TYPE_POINTS = {
    "knowledge": 3.0,
    "research": 3.0,
    "policy": 2.0,
    "practical": 1.0,
    "instrumental": 1.0,
    "process": 0.0,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A question and how it stands; `asdict` gives the JSON of `kg gaps`.

    `themes` are IRIs, `schools` BRIN codes, `raised` dates as stated: each sorted and without doubles.
    `gap` is '' where a question has accepted publications and no kind fits.
    `evidence` counts accepted publications that support or dispute, `insights` what notes say on it.
    """

    question: str
    text: str
    status: str
    gap: str
    type: str
    themes: tuple[str, ...]
    schools: tuple[str, ...]
    raised: tuple[str, ...]
    priority: float
    insights: int
    evidence: int
    proposals: int


@dataclass(frozen=True, slots=True)
class GapFilter:
    """Which gaps to give, as a user types it: an IRI, a label or a notation; '' takes all.

    `since` keeps questions that were raised on that date or later. A theme includes the narrower ones.
    """

    theme: str = ""
    school: str = ""
    since: str = ""
    status: str = ""
    type: str = ""
    kind: str = ""


#: The filter that keeps all unanswered questions.
NO_FILTER = GapFilter()


def find_gaps(store: Store, *, as_of: str = "", today: str = "", filters: GapFilter = NO_FILTER) -> list[Gap]:
    """Give the questions that nobody has answered, by priority, or the ones that the filters ask for.

    Process questions come only when `filters.type` asks for them, evidenced ones by `filters.kind` or
    `.status`, merged ones never. `today` counts for ages; without it the newest date in the graph does.

    Raises:
        UsageError: a filter names what is not there (the hint says what is), or a date is none.
    """
    return select(store, read_facts(store, as_of=as_of, today=today), filters)


def select(store: Store, facts: Facts, filters: GapFilter = NO_FILTER) -> list[Gap]:
    """Give the gaps among facts that were read before, as `find_gaps` does.

    Raises:
        UsageError: a filter names what is not there.
    """
    wanted = _Wanted.of(store, filters)
    found = [gap for question in facts.status for gap in _gap(facts, question, wanted.kind) if wanted.takes(gap)]
    return sorted(found, key=_rank)


def all_questions(facts: Facts) -> list[Gap]:
    """Give all questions, whatever their status or type, by priority; merged ones count for the one they joined."""
    return sorted((gap for question in facts.status for gap in _gap(facts, question, "")), key=_rank)


def _rank(gap: Gap) -> tuple[float, Sequence[str], str, str]:
    return -gap.priority, gap.raised[:1] or ("9",), gap.text, gap.question


def explain_priority(
    schools: int, raised: Sequence[str], question_type: str, reference: str
) -> tuple[tuple[str, float], ...]:
    """Give the parts that add up to a priority, each with its points.

    `raised` are the dates on which meetings raised the question, sorted; `reference` counts as today.

    >>> explain_priority(2, ["2020-06-01", "2021-06-23"], "knowledge", "2021-09-14")
    (('schools', 4.0), ('returns', 1.0), ('age', 1.0), ('type', 3.0))
    """
    age = min(MOST_FOR_AGE, PER_HALF_YEAR * half_years(raised[0], reference)) if raised else 0.0
    return (
        ("schools", round(PER_SCHOOL * schools, 2)),
        ("returns", round(PER_RETURN * max(0, len(raised) - 1), 2)),
        ("age", round(age, 2)),
        ("type", TYPE_POINTS.get(question_type, 0.0)),
    )


def kinds_of(facts: Facts, question: str) -> tuple[str, ...]:
    """Give the kinds of gap of a question, in the order of EVIDENCED_KINDS; an unanswered one is `absolute`."""
    status = value_of(facts.status[question], "status")
    if status in UNANSWERED:
        return ("absolute",)
    if status != "evidenced":
        return ()
    rows = accepted(facts, question)
    supports = [row for row in rows if value_of(row, "stance") == "supports"]
    fits = {
        "contested": any(value_of(row, "stance") == "disputes" for row in rows) and bool(supports),
        "stale": _is_stale([value_of(row, "issued") for row in rows], facts.reference),
        "local": _is_local(facts, question, supports),
        "synthesis": bool(supports) and all(value_of(row, "grade") != "review" for row in supports),
    }
    return tuple(kind for kind in EVIDENCED_KINDS if fits[kind])


def _gap(facts: Facts, question: str, kind: str) -> list[Gap]:
    """Give the gap of a question, or nothing where it was merged, is not known, or is of another kind."""
    kinds = kinds_of(facts, question) if question in facts.known else ()
    if question in facts.merged or question not in facts.known or (kind and kind not in kinds):
        return []
    known, raised = facts.known[question], facts.values("raised", question, "date")
    schools = facts.values("schools-asking", question, "brin")
    question_type = value_of(known, "type")
    parts = explain_priority(len(schools), raised, question_type, facts.reference)
    gap = Gap(
        question=question,
        text=value_of(known, "text"),
        status=value_of(facts.status[question], "status"),
        gap=kind or next(iter(kinds), ""),
        type=question_type,
        themes=facts.values("theme-questions", question, "theme"),
        schools=schools,
        raised=raised,
        priority=round(sum(points for _, points in parts), 2),
        insights=len(facts.values("answers", question, "statement")),
        evidence=len(accepted(facts, question)),
        proposals=len(facts.proposals.get(question, [])),
    )
    return [gap]


def _is_stale(issued: Iterable[str], reference: str) -> bool:
    newest = max((first_day(value) for value in issued), default="")
    return half_years(newest, reference) >= 2 * STALE_YEARS


def _is_local(facts: Facts, question: str, supports: Iterable[Row]) -> bool:
    """Tell whether publications are of other sectors than the schools that ask, where all of both are known."""
    asking = {facts.sectors.get(brin, "") for brin in facts.values("schools-asking", question, "brin")} - {""}
    studied: dict[str, set[str]] = {value_of(row, "publication"): set() for row in supports}
    for row in facts.of("evidence", question):
        if value_of(row, "publication") in studied and value_of(row, "sector"):
            studied[value_of(row, "publication")].add(value_of(row, "sector"))
    return bool(asking and studied) and all(
        found and not any(is_within(one, other) for one in found for other in asking) for found in studied.values()
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A GapFilter whose names are looked up: sets of values, None where anything goes."""

    statuses: frozenset[str]
    types: frozenset[str] | None
    themes: frozenset[str] | None
    school: str
    since: str
    kind: str

    @classmethod
    def of(cls, store: Store, filters: GapFilter) -> _Wanted:
        rows = ask(store, "concepts") if filters.status or filters.type or filters.kind else []
        status = _concept(_names(rows, "status", STATUSES), "status", filters.status)
        kind = _concept(_names(rows, "gap", ("absolute", *EVIDENCED_KINDS)), "kind of gap", filters.kind)
        question_type = _concept(_names(rows, "type", TYPE_POINTS), "type", filters.type)
        evidenced = {"evidenced"} if kind in EVIDENCED_KINDS else UNANSWERED
        return cls(
            statuses=frozenset({status} if status else evidenced),
            types=frozenset({question_type}) if question_type else None,
            themes=_themes(store, filters.theme) if filters.theme else None,
            school=find_school(store, filters.school) if filters.school else "",
            since=first_day(filters.since) if filters.since and check_date(first_day(filters.since)) else "",
            kind=kind,
        )

    def takes(self, gap: Gap) -> bool:
        return (
            gap.status in self.statuses
            and (gap.type in self.types if self.types else gap.type != "process")
            and (self.themes is None or not self.themes.isdisjoint(gap.themes))
            and (not self.school or self.school in gap.schools)
            and (not self.since or any(first_day(day) >= self.since for day in gap.raised))
        )


def _names(rows: Iterable[Row], scheme: str, notations: Iterable[str]) -> dict[str, str]:
    """Give what a user may call the concepts of a scheme: notation, label or IRI."""
    start = f"{PREFIXES['ktc']}{scheme}-"
    names = {notation: notation for notation in notations}
    for row in rows:
        if value_of(row, "concept").startswith(start):
            names |= {value_of(row, key): value_of(row, "notation") for key in ("label", "concept")}
    return names


def _concept(names: Mapping[str, str], what: str, value: str) -> str:
    return look_up(what, value, names) if value else ""


def _themes(store: Store, value: str) -> frozenset[str]:
    """Give a theme with all that is narrower."""
    rows = ask(store, "themes")
    names = {value_of(row, "theme").rpartition("/")[2]: value_of(row, "theme") for row in rows}
    for row in rows:
        names |= {value_of(row, key): value_of(row, "theme") for key in ("label", "theme")}
    found = {look_up("theme", value, names)}
    pairs = {(value_of(row, "theme"), value_of(row, "broader")) for row in rows}
    while more := {narrow for narrow, broad in pairs if broad in found} - found:
        found |= more
    return frozenset(found)


def find_school(store: Store, value: str) -> str:
    """Give the BRIN code of a school that a user names by code, name or IRI.

    Raises:
        UsageError: there is no such school.
    """
    names: dict[str, str] = {}
    for row in ask(store, "schools"):
        names |= {value_of(row, key): value_of(row, "brin") for key in ("school", "name", "brin")}
    return look_up("school", value, names)


def look_up(what: str, value: str, names: Mapping[str, str]) -> str:
    """Give what a name stands for; case and accents do not matter.

    Raises:
        UsageError: no such name; the hint gives the nearest ones, or else all short ones.
    """
    folded = {fold(name): target for name, target in names.items() if name}
    if fold(value) in folded:
        return folded[fold(value)]
    shown = {fold(name): name for name in names if name and ":" not in name}
    near = difflib.get_close_matches(fold(value), shown, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(shown[name] for name in near)}?" if near else ""
    known = ", ".join(sorted(shown.values(), key=fold)[:40]) or "none"
    raise UsageError(f"there is no {what} '{value}'", hint=hint or f"known: {known}")
