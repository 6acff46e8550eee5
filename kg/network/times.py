"""When things came to the table: how questions changed, in which gatherings they stood, what came when."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.facts import newest_date
from kg.network.nodes import notation_of
from kg.network.said import values
from kg.statuses import Event, current
from kg.text import first_day
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.network.nodes import Attributes
    from kg.network.relations import Triple
    from kg.stores import Store

#: Changes of the status of a question: from which day on ('' is always), and what it was from then on.
History = tuple[tuple[str, str], ...]

#: Before all days.
_BEFORE = "0000-00-00"
#: Kinds that come with the first relation to something that has a day.
_LED = ("theme", "school", "publication", "person")


def add_times(store: Store, nodes: Mapping[str, Attributes], relations: Mapping[Triple, str], as_of: str) -> None:
    """Put on questions how they changed, and where and by whom they came up; on all that can have one its first day."""
    _add_histories(store, nodes, as_of)
    _add_meetings(nodes, relations)
    _add_arrivals(nodes, relations)


def _add_histories(store: Store, nodes: Mapping[str, Attributes], as_of: str) -> None:
    """Put on each question how its status changed, until `as_of` or, without it, until the status it has now."""
    events = _events(store)
    newest = as_of or first_day(newest_date(store))
    for iri, node in nodes.items():
        if node["kind"] == "question":
            node["history"] = _until(history_of(events.get(iri, ())), node, newest)


def history_of(events: Iterable[Event]) -> History:
    """Give every change of status that follows from some events, in order; each holds until the next.

    >>> history_of([Event("open", "urn:m", "2021-01-20"), Event("evidenced", "urn:c", "2021-06-01", "2021-09-10")])
    (('2021-01-20', 'open'), ('2021-06-01', 'evidenced'), ('2021-09-10', 'open'))
    """
    found = tuple(events)
    days = sorted({event.start for event in found} | {event.end for event in found if event.end})
    changes: list[tuple[str, str]] = []
    for day in days:
        event = current(found, day or _BEFORE)
        status = event.status if event is not None else ""
        if status and (not changes or changes[-1][1] != status):
            changes.append((day, status))
    return tuple(changes)


def _until(history: History, node: Attributes, newest: str) -> History:
    """Cut what is later than the newest day, unless the status is only explained by what comes then."""
    reached = sum(day <= newest for day, _ in history) if newest else len(history)
    ends = [number for number, (_, status) in enumerate(history, start=1) if status == node["status"]]
    last = next((number for number in ends if number >= reached), max(ends, default=0))
    return history[:last] or ((first_day(node["date"]), node["status"]),)


def _events(store: Store) -> dict[str, list[Event]]:
    """Give what gave each question a status; causes are left out, they do not decide which status holds."""
    gives = values(store, "kt:gives")
    about, start, end = (values(store, term) for term in ("kt:question", "kt:validFrom", "kt:validUntil"))
    found: dict[str, list[Event]] = {}
    for event, status in gives.items():
        made = Event(notation_of(status), Iri(event), start.get(event, ""), end.get(event, ""))
        found.setdefault(about.get(event, ""), []).append(made)
    return found


def _add_meetings(nodes: Mapping[str, Attributes], relations: Mapping[Triple, str]) -> None:
    """Put on each question where it came up, how often it was asked, and which schools asked or answered it."""
    ends = {name: defaultdict[str, set[str]](set) for name in ("raised", "discussed", "answers")}
    starts = {name: defaultdict[str, set[str]](set) for name in ("asked-by", "said-by")}
    for start, relation, end in relations:
        if relation in ends:
            ends[relation][end].add(start)
        elif relation in starts:
            starts[relation][start].add(end)
    for iri, node in nodes.items():
        if node["kind"] == "question":
            raised, discussed, answers = (ends[name].get(iri, set()) for name in ends)
            schools = starts["asked-by"].get(iri, set()).union(*(starts["said-by"].get(one, ()) for one in answers))
            node["asked"] = len(raised)
            node["meetings"] = tuple(sorted(raised | discussed, key=lambda one: (nodes[one]["arrived"], one)))
            node["schools"] = tuple(sorted(schools))


def _add_arrivals(nodes: Mapping[str, Attributes], relations: Mapping[Triple, str]) -> None:
    """Put on questions the first day on which they came up, on what has no day the first that something linked it."""
    first: dict[str, str] = {}
    for (start, relation, end), day in relations.items():
        if day:
            led = (end,) if relation in ("raised", "discussed") else (start, end)
            for iri in led:
                first[iri] = min(day, first.get(iri, day))
    for iri, node in nodes.items():
        if node["kind"] == "question":
            days = (first_day(node["date"]), *(nodes[one]["arrived"] for one in node["meetings"]))
            node["arrived"] = min(filter(None, days), default="")
        elif node["kind"] in _LED:
            node["arrived"] = first.get(iri, "")
