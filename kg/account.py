"""Why a question stands where it stands: its status, kind of gap and strength, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curation import parse_detail
from kg.facts import accepted, read_facts
from kg.gaps import kinds_of
from kg.queries import ask, value_of
from kg.workspace import DECISIONS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.facts import Facts
    from kg.stores import Row, Store

#: Counts of the query `strength`: accepted publications that support, by grade, and those that dispute.
COUNTS = ("reviews", "peerReviewed", "studies", "cases", "voices", "disputing")


@dataclass(frozen=True, slots=True)
class Cause:
    """What gave a status: a meeting, a statement or a decision, and the line where it stands (None: the whole note).

    `how` tells what it did: `raised`, `raised-again`, `said`, the verb of a decision, or `research-ended`. `text` is
    the title of the meeting, the statement, or what the decision was on; `detail` that of the decision.
    """

    how: str
    iri: str
    text: str = ""
    by: str = ""
    date: str = ""
    detail: Mapping[str, str] | None = None
    note: str = ""
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """An accepted publication, and the decision that accepted it. `given_by` is who gave its grade, '' the record."""

    publication: str
    title: str
    stance: str
    grade: str
    given_by: str
    issued: str
    sectors: tuple[str, ...]
    by: str
    date: str
    path: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Strength:
    """How firm the evidence is, from 0 to 5; what the rule makes of the counts; and who gave another, where.

    `counts` maps each of COUNTS to a number of accepted publications.
    """

    value: str
    by_rule: str
    counts: Mapping[str, int]
    given_by: str = ""
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All of it. `kinds` are kinds of gap, the first the one that is shown; `grounds` the publications behind them."""

    status: str
    since: str
    cause: Cause | None
    kinds: tuple[str, ...]
    strength: Strength
    grounds: tuple[Ground, ...]


def account_of(store: Store, question: str, names: Mapping[str, str]) -> Account | None:
    """Give why a question stands where it stands; None where it has no status. `names` maps IRIs to labels."""
    facts = read_facts(store)
    if question not in facts.status:
        return None
    row = facts.status[question]
    cause = _cause(store, question, row, names) if value_of(row, "cause") else None
    grades = [r for r in ask(store, "curations") if value_of(r, "verb") == "grade" and value_of(r, "applies") == "true"]
    return Account(
        status=value_of(row, "status"),
        since=value_of(row, "since"),
        cause=cause,
        kinds=kinds_of(facts, question) if question in facts.known else (),
        strength=_strength(store, facts.merged.get(question, question), grades),
        grounds=_grounds(store, facts, question, grades),
    )


def _cause(store: Store, question: str, row: Row, names: Mapping[str, str]) -> Cause:
    iri = value_of(row, "cause")
    found = next(iter(ask(store, "causes", node=iri)), {})
    kind, verb = value_of(found, "kind"), value_of(found, "verb")
    detail = parse_detail(value_of(found, "detail")) if kind == "decision" else None
    line = value_of(found, "line")
    if kind == "meeting":
        passages = ask(store, "passages", node=question)
        line = next((value_of(p, "line") for p in passages if value_of(p, "path") == value_of(found, "path")), "")
    target = value_of(found, "object") or (value_of(found, "subject") if verb == "withdraw" else "")
    return Cause(
        how=_how(store, question, kind, verb, row),
        iri=iri,
        text=names.get(target, target) if kind == "decision" else value_of(found, "text"),
        by=value_of(found, "by"),
        date=value_of(found, "date"),
        detail={key: ", ".join(names.get(v, v) for v in value.split(",")) for key, value in (detail or {}).items()},
        note=value_of(found, "comment"),
        path=value_of(found, "path"),
        line=int(line) if line else None,
    )


def _how(store: Store, question: str, kind: str, verb: str, row: Row) -> str:
    if kind == "meeting":
        first = next(iter(ask(store, "status-history", question=question)), {})
        return "raised" if value_of(first, "cause") == value_of(row, "cause") else "raised-again"
    if kind == "decision":
        return "research-ended" if verb == "research" and value_of(row, "status") != "in-research" else verb
    return "said"


def _strength(store: Store, question: str, grades: list[Row]) -> Strength:
    row = next(iter(ask(store, "strength", question=question)), {})
    given = next((r for r in reversed(grades) if value_of(r, "subject") == question), {}) if row else {}
    return Strength(
        value=value_of(row, "strength") or "0",
        by_rule=value_of(row, "byRule") or "0",
        counts={name: int(value_of(row, name) or 0) for name in COUNTS},
        given_by=value_of(given, "by"),
        path=DECISIONS_FILE if given else "",
        line=int(value_of(given, "line")) if given else None,
    )


def _grounds(store: Store, facts: Facts, question: str, grades: list[Row]) -> tuple[Ground, ...]:
    """Give the accepted publications that support or dispute, by publication."""
    lines: dict[str, Row] = {}
    for row in facts.of("evidence", question):
        for found in ask(store, "evidence-decisions", question=value_of(row, "question")):
            lines.setdefault(value_of(found, "publication"), found)
    given = {value_of(row, "subject"): value_of(row, "by") for row in grades}
    sectors: dict[str, set[str]] = {}
    for row in facts.of("evidence", question):
        sectors.setdefault(value_of(row, "publication"), set()).add(value_of(row, "sector"))
    grounds = []
    for row in accepted(facts, question):
        publication = value_of(row, "publication")
        decision = lines.get(publication, {})
        line = value_of(decision, "line")
        grounds.append(
            Ground(
                publication=publication,
                title=value_of(row, "title"),
                stance=value_of(row, "stance"),
                grade=value_of(row, "grade"),
                given_by=given.get(publication, ""),
                issued=value_of(row, "issued"),
                sectors=tuple(sorted(sectors[publication] - {""})),
                by=value_of(decision, "by"),
                date=value_of(decision, "date"),
                path=value_of(decision, "path"),
                line=int(line) if line else None,
            )
        )
    return tuple(grounds)
