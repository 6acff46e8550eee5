"""What people accepted or rejected as evidence, as links between questions and publications."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.guards.iri import digest, is_iri
from kg.model import Issue
from kg.quads import curation_iri, typed
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.curation import Curation
    from kg.quads import GraphBuilder
    from kg.statuses import Facts

#: Stance to the triple that says it once a person accepted: predicate, and whether the publication is its subject.
_SHORTCUTS = {
    "supports": ("cito:citesAsEvidence", False),
    "background": ("cito:citesForInformation", False),
    "disputes": ("cito:disputes", True),
}


def find_clashes(facts: Facts, rows: Iterable[Curation]) -> list[Issue]:
    """Name the decisions that say one thing and its opposite of a pair, once merges made one pair of it.

    They are put in `facts.clashing`: none of them counts.
    """
    said: dict[tuple[Iri, Iri], dict[tuple[str, str], Curation]] = defaultdict(dict)
    for row in rows:
        if _is_on_evidence(facts, row):
            said[facts.target(Iri(row.subject)), facts.work(Iri(row.object))].setdefault(_stand(row), row)
    issues = []
    for found in said.values():
        first, *others = found.values()
        for row in others:
            facts.clashing |= {first.id, row.id}
            message = f"{row.verb} contradicts {first.verb} on line {first.line} (decision {first.id}); neither counts"
            issues.append(Issue(message, row.line, f"withdraw one of them: kg withdraw {first.id}, or {row.id}"))
    return issues


def describe_evidence(builder: GraphBuilder, facts: Facts, rows: Sequence[Curation]) -> None:
    """Add a link for each question and publication of which a person decided; what was merged counts as one."""
    links: dict[tuple[str, Iri], list[Curation]] = defaultdict(list)
    for row in rows:
        if _is_on_evidence(facts, row) and row.id not in facts.clashing:
            links[row.subject, facts.work(Iri(row.object))].append(row)
    for (question, publication), found in links.items():
        _describe_link(builder, question, publication, found)


def _describe_link(builder: GraphBuilder, question: str, publication: Iri, rows: Sequence[Curation]) -> None:
    """Add one link; of several decisions that say the same, the first says who and when."""
    row = rows[0]
    link = builder.iri("evidence", digest(question, publication))
    stance = row.detail.get("stance", "supports")
    builder.types(link, "kt:EvidenceLink")
    builder.add(link, "kt:question", question)
    builder.add(link, "kt:publication", publication)
    builder.add(link, "kt:state", expand(f"ktc:state-{'accepted' if row.verb == 'accept' else 'rejected'}"))
    builder.text(link, "kt:by", row.by)
    builder.add(link, "kt:date", typed(row.date, "date"))
    for each in rows:
        builder.add(link, "kt:curation", curation_iri(builder.base, each.id))
    if stance in _SHORTCUTS:
        builder.add(link, "kt:stance", expand(f"ktc:stance-{stance}"))
    if row.verb == "accept" and stance in _SHORTCUTS:
        curie, turned = _SHORTCUTS[stance]
        ends = (publication, question) if turned else (question, publication)
        builder.add(ends[0], curie, ends[1])


def _is_on_evidence(facts: Facts, row: Curation) -> bool:
    return row.verb in ("accept", "reject") and is_iri(row.subject) and facts.is_on_publication(row)


def _stand(row: Curation) -> tuple[str, str]:
    return row.verb, row.detail.get("stance", "supports") if row.verb == "accept" else ""
