"""What the gap report holds, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.gaps import (
    MOST_FOR_AGE,
    NO_FILTER,
    PER_HALF_YEAR,
    PER_RETURN,
    PER_SCHOOL,
    STATUSES,
    TYPE_POINTS,
    UNANSWERED,
    GapFilter,
)
from kg.places import anchor_of, link_to, school_file
from kg.queries import ask, value_of
from kg.reports.grouping import Group, Used, by_school, by_theme, publications_of, silent_schools
from kg.reports.searched import Searched, searched
from kg.reports.views import QuestionView, view_all, view_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.gaps import Gap
    from kg.reports.material import Material

#: Types in the order in which readers need them: first what asks for research.
TYPE_ORDER = ("knowledge", "research", "policy", "practical", "instrumental", "process", "")

#: Questions that stand on the page in full; where there are more, only the first of them do.
MOST_IN_FULL, FIRST_IN_FULL = 300, 100

#: Publications that the page lists: those with questions, and those that nobody uses.
MOST_PUBLICATIONS, MOST_UNUSED = 300, 20


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: its value in the page, its name, and the values that fall under it."""

    value: str
    label: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Questions that stand in full, and those of which only the text leads to their own page."""

    full: Sequence[QuestionView]
    rest: Sequence[QuestionView] = ()


@dataclass(frozen=True, slots=True)
class Unused:
    """How many publications nobody uses, and the first of them."""

    total: int
    first: Sequence[Used]


@dataclass(frozen=True, slots=True)
class GapPage:
    """What the gap report holds. `listed` has all its questions by priority, `in_full` those that are written out.

    `groups` pairs a type with its questions in full; `settled` are the questions that are no gap, by priority.
    `themes` pairs a theme without publications with its number of questions; `silent` holds the name, page and number
    of questions of a school that got nothing back. `views` are all questions by IRI, `choices` the filters.
    """

    listed: Sequence[QuestionView]
    in_full: frozenset[str]
    groups: Sequence[tuple[str, Sequence[QuestionView]]]
    process: Part
    evidenced: Part
    settled: Sequence[QuestionView]
    themes: Sequence[tuple[str, int]]
    silent: Sequence[tuple[str, str, int]]
    publications: Sequence[Used]
    publications_left: int
    unused: Unused
    statuses: Sequence[tuple[str, int]]
    searched: Searched
    rules: Sequence[str]
    selection: str
    views: Mapping[str, QuestionView]
    choices: Mapping[str, Sequence[Choice]]

    @property
    def full_listed(self) -> int:
        """Give how many of the listed questions stand in full."""
        return sum(len(views) for _, views in self.groups)


def gap_page(material: Material, gaps: Sequence[Gap]) -> GapPage:
    """Give what the report says of gaps; the sections beside them only where nothing was filtered."""
    whole = material.settings.filters == NO_FILTER
    listed = view_questions(material, gaps)
    part = _part(listed)
    process = material.gaps(GapFilter(type="process")) if whole else []
    evidenced = [gap for gap in material.gaps(GapFilter(status="evidenced")) if gap.gap] if whole else []
    beside = _part(view_questions(material, process)), _part(view_questions(material, evidenced))
    views = material.once(view_all)
    used, unused = publications_of(material, gaps)
    return GapPage(
        listed=listed,
        in_full=frozenset(view.anchor for one in (part, *beside) for view in one.full),
        groups=_by_type(part.full),
        process=beside[0],
        evidenced=beside[1],
        settled=[view for view in views.values() if _is_settled(view.gap)] if whole else [],
        themes=themes_without_publications(material) if whole else [],
        silent=_silent(material) if whole else [],
        publications=used[:MOST_PUBLICATIONS],
        publications_left=max(0, len(used) - MOST_PUBLICATIONS),
        unused=Unused(len(unused), unused[:MOST_UNUSED]),
        statuses=_statuses(material, listed),
        searched=searched(material, sum(gap.status in UNANSWERED for gap in gaps)),
        rules=_rules(material),
        selection=_selection(material.settings.filters),
        views=views,
        choices=_choices(material, [*gaps, *evidenced]),
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


def _part(views: Sequence[QuestionView]) -> Part:
    if len(views) <= MOST_IN_FULL:
        return Part(views)
    return Part(views[:FIRST_IN_FULL], views[FIRST_IN_FULL:])


def _is_settled(gap: Gap) -> bool:
    return gap.type != "process" and gap.status not in UNANSWERED and not gap.gap


def _by_type(views: Iterable[QuestionView]) -> list[tuple[str, list[QuestionView]]]:
    views = list(views)
    groups = [(name, [view for view in views if view.gap.type == name]) for name in TYPE_ORDER]
    return [(name or "none", found) for name, found in groups if found]


def _silent(material: Material) -> list[tuple[str, str, int]]:
    return [(material.school(brin), link_to(school_file(brin)), n) for brin, n in silent_schools(material)]


def _choices(material: Material, gaps: Sequence[Gap]) -> dict[str, list[Choice]]:
    phrases = material.phrases
    types, statuses = {gap.type for gap in gaps}, {gap.status for gap in gaps}
    return {
        "theme": _themes(material, [group for group in by_theme(material, gaps) if group.key]),
        "school": sorted(
            (Choice(group.key, group.label) for group in by_school(material, gaps) if group.key),
            key=lambda choice: (choice.label.casefold(), choice.value),
        ),
        "type": [Choice(name or "none", phrases.label("type", name)) for name in TYPE_ORDER if name in types],
        "status": [Choice(name, phrases.label("status", name)) for name in STATUSES if name in statuses],
    }


def _themes(material: Material, groups: Sequence[Group]) -> list[Choice]:
    """Give the themes of questions and all that are broader, each with the themes of questions that fall under it."""
    within: dict[str, set[str]] = {}
    for group in groups:
        for theme in _and_broader(material, group.key):
            within.setdefault(theme, set()).add(anchor_of(group.key))
    choices = [Choice(anchor_of(name), material.theme(name), " ".join(sorted(found))) for name, found in within.items()]
    return sorted(choices, key=lambda choice: (choice.label.casefold(), choice.value))


def _and_broader(material: Material, theme: str) -> set[str]:
    broader = material.once(_broader)
    found, ahead = {theme}, [theme]
    while ahead:
        more = broader.get(ahead.pop(), set()) - found
        found |= more
        ahead += more
    return found


def _broader(material: Material) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in ask(material.store, "themes"):
        found.setdefault(value_of(row, "theme"), set()).update({value_of(row, "broader")} - {""})
    return found


def _statuses(material: Material, views: Iterable[QuestionView]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for view in views:
        counts[view.gap.status] = counts.get(view.gap.status, 0) + 1
    return [(material.phrases.label("status", status), counts[status]) for status in STATUSES if status in counts]


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
