"""The gap report: what nobody has answered, who asked it, and what was said on it so far."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

from kg.gaps import (
    MOST_FOR_AGE,
    NO_FILTER,
    PER_HALF_YEAR,
    PER_RETURN,
    PER_SCHOOL,
    TYPE_POINTS,
    UNANSWERED,
    Gap,
    GapFilter,
)
from kg.guards.cells import csv_text
from kg.queries import value_of
from kg.reports.gaps_markdown import gaps_markdown
from kg.reports.pages import page
from kg.reports.searched import Searched, searched
from kg.reports.views import QuestionView, view_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.reports.material import Material

#: Types in the order in which readers need them: first what asks for research.
TYPE_ORDER = ("knowledge", "research", "policy", "practical", "instrumental", "process", "")


@dataclass(frozen=True, slots=True)
class GapPage:
    """What the gap report holds, whatever its format. `themes` pairs a theme without publications with its questions.

    `groups` pairs a type with its unanswered questions, `listed` has them all by priority.
    """

    listed: Sequence[QuestionView]
    groups: Sequence[tuple[str, Sequence[QuestionView]]]
    process: Sequence[QuestionView]
    evidenced: Sequence[QuestionView]
    themes: Sequence[tuple[str, int]]
    statuses: Sequence[tuple[str, int]]
    searched: Searched
    rules: Sequence[str]
    selection: str


def gap_report(material: Material) -> dict[str, bytes]:
    """Give gaps.html, gaps.md, gaps.csv and gaps.json."""
    gaps = material.gaps(material.settings.filters)
    content = gap_page(material, gaps)
    heading = material.phrases.say("gaps.title")
    return {
        "gaps.html": page(material, "gaps.html", "gaps.html.j2", heading=heading, page=content),
        "gaps.md": gaps_markdown(material, content).encode(),
        "gaps.csv": _csv(material, gaps).encode(),
        "gaps.json": _json(material, gaps).encode(),
    }


def gap_page(material: Material, gaps: Sequence[Gap]) -> GapPage:
    """Give what the report says of gaps; the sections beside them only where nothing was filtered."""
    whole = material.settings.filters == NO_FILTER
    listed = view_questions(material, gaps)
    evidenced = [gap for gap in material.gaps(GapFilter(status="evidenced")) if gap.gap] if whole else []
    return GapPage(
        listed=listed,
        groups=_by_type(listed),
        process=view_questions(material, material.gaps(GapFilter(type="process"))) if whole else [],
        evidenced=view_questions(material, evidenced),
        themes=themes_without_publications(material) if whole else [],
        statuses=_statuses(material, listed),
        searched=searched(material, sum(gap.status in UNANSWERED for gap in gaps)),
        rules=_rules(material),
        selection=_selection(material.settings.filters),
    )


def themes_without_publications(material: Material) -> list[tuple[str, int]]:
    """Give each theme that has questions but no accepted publication, with how many; most questions first."""
    facts = material.facts
    asked: dict[str, int] = {}
    supported: set[str] = set()
    for question, status in facts.status.items():
        process = value_of(facts.known.get(question, {}), "type") == "process"
        if process or question in facts.merged or value_of(status, "status") == "retired":
            continue
        themes = facts.values("theme-questions", question, "theme")
        if "supports" in facts.values("evidence", question, "stance"):
            supported.update(themes)
        for theme in themes:
            asked[theme] = asked.get(theme, 0) + 1
    found = [(material.theme(theme), number) for theme, number in asked.items() if theme not in supported]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _by_type(views: Iterable[QuestionView]) -> list[tuple[str, list[QuestionView]]]:
    views = list(views)
    groups = [(name, [view for view in views if view.gap.type == name]) for name in TYPE_ORDER]
    return [(name or "none", found) for name, found in groups if found]


def _statuses(material: Material, views: Iterable[QuestionView]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for view in views:
        counts[view.gap.status] = counts.get(view.gap.status, 0) + 1
    order = ("open", "practice-only", "in-research", "evidenced", "answered", "retired")
    return [(material.phrases.label("status", status), counts[status]) for status in order if status in counts]


def _rules(material: Material) -> list[str]:
    phrases = material.phrases
    weights = phrases.join(
        phrases.join([phrases.lower(phrases.label("type", name)), phrases.number(points)], " ")
        for name, points in TYPE_POINTS.items()
        if name != "process"
    )
    most, number = phrases.number(MOST_FOR_AGE), phrases.number
    return [
        phrases.say("gaps.how_schools", points=number(PER_SCHOOL)),
        phrases.say("gaps.how_returns", points=number(PER_RETURN)),
        phrases.say("gaps.how_age", points=number(PER_HALF_YEAR), most=most),
        phrases.say("gaps.how_type", weights=weights),
    ]


def _selection(filters: GapFilter) -> str:
    pairs = [(field.name, getattr(filters, field.name)) for field in fields(filters)]
    return ", ".join(f"{name} = {value}" for name, value in pairs if value)


def _csv(material: Material, gaps: Iterable[Gap]) -> str:
    names = [field.name for field in fields(Gap)]
    readable = (
        replace(
            gap,
            text=material.shown(gap.text),
            themes=tuple(sorted(material.theme(theme) for theme in gap.themes)),
            schools=tuple(material.school(brin) for brin in gap.schools),
        )
        for gap in gaps
    )
    return csv_text(names, ([_joined(getattr(gap, name)) for name in names] for gap in readable))


def _joined(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value


def _json(material: Material, gaps: Iterable[Gap]) -> str:
    """Give the objects of `kg gaps --format json`, with codes for schools that may not be named."""
    if material.hidden:
        gaps = [
            replace(
                gap,
                text=material.shown(gap.text),
                schools=tuple(material.school(brin) for brin in gap.schools),
            )
            for gap in gaps
        ]
    return json.dumps([asdict(gap) for gap in gaps], ensure_ascii=False, indent=2) + "\n"
