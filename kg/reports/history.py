"""How the status of each question changed, in sentences: when, to what, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curation import parse_detail
from kg.guards.iri import is_iri
from kg.places import passage_link
from kg.queries import ask, value_of
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.reports.material import Material
    from kg.reports.phrases import Phrases
    from kg.stores import Row

#: Verbs of decisions that have a sentence of their own.
TOLD = ("accept", "answer", "research", "retire", "reopen", "withdraw", "merge")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of status: the day, the status that it gave, and why. `place` and `target` are those of the source.

    `note` is what the person who decided wrote beside it.
    """

    day: str
    status: str
    label: str
    why: str
    place: str = ""
    target: str = ""
    note: str = ""


def histories(material: Material) -> dict[str, tuple[Change, ...]]:
    """Give the changes of status of each question, the first one first."""
    causes = material.once(causes_of)
    return {question: tuple(_told(material, rows, causes)) for question, rows in material.once(events_of).items()}


def causes_of(material: Material) -> dict[str, Row]:
    """Give what caused a change: meetings, statements and decisions, by IRI."""
    rows = (row for rows in material.once(events_of).values() for row in rows)
    nodes = sorted({value_of(row, "cause") for row in rows} - {""})
    found: dict[str, Row] = {}
    for row in ask(material.store, "causes", node=nodes) if nodes else []:
        found.setdefault(value_of(row, "node"), row)
    return found


def research_of(material: Material, cause: Row) -> str:
    """Give who looks into a question, and until when, by the decision that says so."""
    phrases, detail = material.phrases, parse_detail(value_of(cause, "detail"))
    who = detail.get("researcher", "") or phrases.say("research.somebody")
    if detail.get("until"):
        return phrases.say("research.until", who=who, day=phrases.day(detail["until"]))
    return phrases.say("research.open", who=who)


def events_of(material: Material) -> dict[str, list[Row]]:
    """Give the events of each question, as far as the settings let see."""
    day = material.settings.as_of
    found: dict[str, list[Row]] = {}
    for row in ask(material.store, "status-history"):
        if not day or value_of(row, "from") <= day:
            found.setdefault(value_of(row, "question"), []).append(row)
    return found


def _told(material: Material, rows: Iterable[Row], causes: Mapping[str, Row]) -> Iterator[Change]:
    seen: set[str] = set()
    for day, row in _turns(list(rows), material.settings.as_of or material.facts.reference):
        cause = causes.get(value_of(row, "cause"), {})
        again = value_of(row, "cause") not in seen and bool(seen)
        seen.add(value_of(row, "cause"))
        yield _change(material, day, row, cause, again=again)


def _turns(rows: list[Row], today: str) -> Iterator[tuple[str, Row]]:
    """Yield each day (as stated) on which another event came to count, with that event: the highest that holds."""
    days = {value_of(row, name) for row in rows for name in ("from", "until")} | {""}
    before: Row | None = None
    for day in sorted(days, key=first_day):
        holding = [row for row in rows if _holds(row, day)]
        top = min(holding, key=lambda row: (-int(value_of(row, "rank")), value_of(row, "from")), default=None)
        if top is not None and top is not before and (not today or first_day(day) <= today):
            stated = value_of(top, "date")
            yield (stated if first_day(stated) == first_day(day) else day), top
            before = top


def _holds(row: Row, day: str) -> bool:
    start, end = value_of(row, "from"), value_of(row, "until")
    return start <= day and (not end or end > day)


def _change(material: Material, day: str, row: Row, cause: Row, *, again: bool) -> Change:
    phrases, status = material.phrases, value_of(row, "status")
    kind = value_of(cause, "kind")
    is_note = kind in {"meeting", "statement"}
    path, line = value_of(cause, "path"), value_of(cause, "line")
    return Change(
        day=phrases.day(day),
        status=status,
        label=phrases.label("status", status),
        why=_why(material, cause, status, again=again),
        place=phrases.place(path, line) if kind == "statement" else "",
        target=passage_link(path, value_of(cause, "node")) if kind == "statement" else "",
        note="" if is_note else material.text(cause, "comment"),
    )


def _why(material: Material, cause: Row, status: str, *, again: bool) -> str:
    phrases, kind, verb = material.phrases, value_of(cause, "kind"), value_of(cause, "verb")
    if not cause:
        return ""
    if kind == "meeting":
        title = material.text(cause, "text") or material.text(cause, "path")
        return phrases.say("history.again" if again else "history.raised", title=title)
    if kind == "statement":
        return phrases.say("history.said")
    by = value_of(cause, "by") or phrases.say("nobody")
    if verb == "research" and status != "in-research":
        return phrases.say("history.research_ended")
    told = phrases.say(f"history.{verb}" if verb in TOLD else "history.decided", by=by)
    return phrases.join([told, *_added(material, phrases, cause)], "; ")


def _added(material: Material, phrases: Phrases, cause: Row) -> list[str]:
    """Give what a decision adds: who looks into it until when, or what an answer rests on."""
    if value_of(cause, "verb") == "research":
        return [research_of(material, cause)]
    rests_on = parse_detail(value_of(cause, "detail")).get("rests-on", "")
    titles = material.once(_titles)
    names = [titles.get(name, "" if is_iri(name) else name) for name in rests_on.split(",")]
    return [phrases.say("history.rests_on", what=", ".join(filter(None, names)))] if any(names) else []


def _titles(material: Material) -> dict[str, str]:
    """Give the titles of the publications, and the texts of the statements, on which answers rest."""
    details = (parse_detail(value_of(row, "detail")) for row in material.once(causes_of).values())
    named = sorted({name for detail in details for name in detail.get("rests-on", "").split(",") if is_iri(name)})
    if not named:
        return {}
    cards = ask(material.store, "publication-cards", publication=named)
    said = ask(material.store, "causes", node=named)
    titles = {value_of(row, "node"): material.text(row, "text") for row in said}
    return titles | {value_of(row, "publication"): value_of(row, "title") for row in cards}
