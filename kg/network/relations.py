"""What holds between the things of a network, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.network.nodes import notation_of
from kg.network.said import facts_of, members, said, values
from kg.publishing.redaction import MASKS
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.stores import Store

#: From, relation, to.
Triple = tuple[str, str, str]
#: The same, with the first day on which it holds: '' is always, or not known.
Relation = tuple[str, str, str, str]

#: Terms that say a relation in the graph of a note, to its name.
_IN_NOTES = (
    ("kt:answers", "answers"),
    ("kt:askedBy", "asked-by"),
    ("dcterms:subject", "theme"),
    ("kt:theme", "theme"),
    ("kt:raised", "raised"),
    ("kt:discussed", "discussed"),
)
#: Decisions that give a question a theme or a school, to the relation.
_GIVING = {"theme": "theme", "accept": "theme", "school": "asked-by"}


def read_relations(store: Store, gatherings: Mapping[str, str], merged: Mapping[str, str]) -> dict[Triple, str]:
    """Give what the sources say, with the first day from which it holds; what was merged stands as one.

    `gatherings` maps each meeting and visit to its date as stated, `merged` a question to the one it ended in.
    Themes of a question are those that the derived graph gives it: people may have taken some away.
    """
    since = earliest(_joined(_read(store, gatherings), merged))
    for key, day in earliest(_joined(_decided(store), merged)).items():
        if key in since:
            since[key] = min(filter(None, (day, since[key])), default="")
    counted = {(about, theme) for about, theme, _ in said(store, "kt:theme")}
    settled = {about for about, _, _ in said(store, "kt:status")}
    return {
        key: day
        for key, day in since.items()
        if key[0] != key[2] and (key[1] != "theme" or key[0] not in settled or (key[0], key[2]) in counted)
    }


def _joined(found: Iterable[Relation], merged: Mapping[str, str]) -> Iterator[Relation]:
    return ((merged.get(start, start), relation, merged.get(end, end), day) for start, relation, end, day in found)


def _read(store: Store, gatherings: Mapping[str, str]) -> Iterator[Relation]:
    """Yield what the sources say, with each day on which they say it."""
    noted = _noted(store, gatherings)
    days = {graph: _first(found, gatherings) for graph, found in noted.items()}
    for term, relation in _IN_NOTES:
        for about, value, graph in said(store, term):
            yield about, relation, value, first_day(gatherings.get(about, "")) or days.get(graph, "")
    for about, value, _ in said(store, "skos:broader"):
        yield about, "broader", value, ""
    yield from _at_schools(store, noted, gatherings)
    yield from _mentions(store, noted, gatherings)
    yield from _evidence(store)


def read_people(store: Store, gatherings: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield who does which action, and the day of the gathering that says so; names that are hidden are left out."""
    noted = _noted(store, gatherings)
    for action, name, graph in said(store, "kt:agent"):
        if name.strip() and not any(mask in name for mask in MASKS.values()):
            yield name.strip(), action, _first(noted.get(graph, ()), gatherings)


def earliest(found: Iterable[Relation]) -> dict[Triple, str]:
    """Give each relation once, with the first day that is known.

    >>> earliest([("q", "theme", "t", "2021-06-23"), ("q", "theme", "t", ""), ("q", "theme", "t", "2021-01-20")])
    {('q', 'theme', 't'): '2021-01-20'}
    """
    since: dict[Triple, str] = {}
    for start, relation, end, day in found:
        key = (start, relation, end)
        known = since.get(key, "")
        since[key] = min(day, known) if day and known else day or known
    return since


def _noted(store: Store, gatherings: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the gatherings that each graph records, sorted."""
    found: dict[str, list[str]] = {}
    for about, _, graph in sorted(said(store, "kt:recordedIn")):
        if about in gatherings:
            found.setdefault(graph, []).append(about)
    return found


def _at_schools(store: Store, noted: Mapping[str, list[str]], gatherings: Mapping[str, str]) -> Iterator[Relation]:
    """Yield which school gave an answer, was visited, or was named."""
    classes = {about: kind for kind in ("CaseAnswer", "SchoolMention") for about, _ in members(store, f"kt:{kind}")}
    for about, school, graph in said(store, "kt:school"):
        here = noted.get(graph, ())
        if about in gatherings:
            yield about, "visited", school, first_day(gatherings[about])
        elif classes.get(about) == "CaseAnswer":
            yield about, "said-by", school, _first(here, gatherings)
        elif classes.get(about) == "SchoolMention":
            yield from ((iri, "mentions", school, first_day(gatherings[iri])) for iri in here)


def _mentions(store: Store, noted: Mapping[str, list[str]], gatherings: Mapping[str, str]) -> Iterator[Relation]:
    """Yield which gathering named which publication."""
    graphs: dict[str, list[str]] = {}
    for mention, graph in members(store, "kt:PublicationMention"):
        graphs.setdefault(mention, []).append(graph)
    for mention, publication, _ in said(store, "kt:refersTo"):
        for iri in {iri for graph in graphs.get(mention, ()) for iri in noted.get(graph, ())}:
            yield iri, "mentions", publication, first_day(gatherings[iri])


def _first(found: Iterable[str], gatherings: Mapping[str, str]) -> str:
    """Give the first day of some gatherings that is known."""
    return min(filter(None, (first_day(gatherings[iri]) for iri in found)), default="")


def _evidence(store: Store) -> Iterator[Relation]:
    """Yield the links that a person accepted."""
    for link, stance, _ in said(store, "kt:stance"):
        facts = facts_of(store, link)
        question, publication = facts.get("kt:question"), facts.get("kt:publication")
        if question and publication and notation_of(facts.get("kt:state", "")) == "accepted":
            yield publication, notation_of(stance), question, first_day(facts.get("kt:date", ""))


def _decided(store: Store) -> Iterator[Relation]:
    """Yield the themes and schools that people gave to questions, with the day of the decision; other things too."""
    given = [(row, verb) for row, verb, _ in said(store, "kt:verb") if verb in _GIVING]
    schools = {code: iri for iri, code in values(store, "kt:brin").items()} if given else {}
    for row, verb in given:
        facts = facts_of(store, row)
        thing = facts.get("kt:object", "")
        if facts.get("kt:applies") == "true":
            yield (
                facts.get("kt:subject", ""),
                _GIVING[verb],
                schools.get(thing, thing),
                first_day(facts.get("kt:date", "")),
            )
