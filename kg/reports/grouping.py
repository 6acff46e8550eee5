"""The questions by theme and by school, and the publications by the questions that they serve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.gaps import NO_FILTER, all_questions
from kg.places import anchor_of, doi_link
from kg.queries import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.stores import Row


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together, by priority. `key` is a theme or the BRIN of a school, '' for those without."""

    key: str
    label: str
    gaps: tuple[Gap, ...]

    @property
    def total(self) -> float:
        """Give the points of all its questions together."""
        return round(sum(gap.priority for gap in self.gaps), 2)

    @property
    def most(self) -> float:
        """Give the points of its first question."""
        return max(gap.priority for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class Used:
    """A publication, and the questions for which it was accepted or is proposed, by priority."""

    publication: str
    title: str
    authors: str
    year: str
    link: str
    accepted: tuple[Gap, ...] = ()
    proposed: tuple[Gap, ...] = ()


def by_theme(material: Material, gaps: Iterable[Gap]) -> list[Group]:
    """Give questions by theme, the theme with most points first, and at the end those without one."""
    names = {theme: material.theme(theme) for theme in material.themes}
    none = material.phrases.say("gaps.no_theme")
    return _groups(((gap, gap.themes) for gap in gaps), lambda theme: names.get(theme) or material.theme(theme), none)


def by_school(material: Material, gaps: Iterable[Gap]) -> list[Group]:
    """Give questions by school, the school with most points first, and at the end those without one."""
    none = material.phrases.say("gaps.no_school")
    return _groups(((gap, gap.schools) for gap in gaps), material.school, none)


def by_publication(material: Material, gaps: Iterable[Gap]) -> list[Used]:
    """Give the publications of questions, those that were accepted most first, then those proposed most."""
    rows: dict[str, Row] = {}
    titles: dict[str, str] = {}
    accepted: dict[str, dict[str, Gap]] = {}
    proposed: dict[str, dict[str, Gap]] = {}
    for gap in gaps:
        for row in material.facts.of("evidence", gap.question):
            if value_of(row, "state") == "accepted":
                rows.setdefault(value_of(row, "publication"), row)
                accepted.setdefault(value_of(row, "publication"), {})[gap.question] = gap
        for row in material.facts.proposals.get(gap.question, ()):
            if value_of(row, "kind") == "evidence":
                titles.setdefault(value_of(row, "right"), value_of(row, "rightText"))
                proposed.setdefault(value_of(row, "right"), {})[gap.question] = gap
    used = [
        replace(
            _used(rows.get(name, {}), name, titles.get(name, "")),
            accepted=tuple(accepted.get(name, {}).values()),
            proposed=tuple(proposed.get(name, {}).values()),
        )
        for name in accepted | proposed
    ]
    return sorted(used, key=lambda one: (-len(one.accepted), -len(one.proposed), one.title, one.publication))


def unused_publications(material: Material) -> list[Used]:
    """Give the publications that nobody accepted for a question or named in a note, the newest first."""
    rows: dict[str, Row] = {}
    for row in material.ask("orphan-publications"):
        rows.setdefault(value_of(row, "publication"), row)
    found = [_used(row, name) for name, row in rows.items()]
    return sorted(sorted(found, key=lambda one: (one.title, one.publication)), key=lambda one: one.year, reverse=True)


def publications_of(material: Material, gaps: Iterable[Gap]) -> tuple[list[Used], list[Used]]:
    """Give the publications of questions, and those that nobody uses: of all questions where nothing is filtered."""
    if material.settings.filters != NO_FILTER:
        return by_publication(material, gaps), []
    return material.once(_of_all), material.once(unused_publications)


def silent_schools(material: Material) -> list[tuple[str, int]]:
    """Give the schools (BRIN) of which each question is still open, with how many; most questions first."""
    asked: dict[str, list[str]] = {}
    for gap in all_questions(material.facts):
        if gap.type != "process" and gap.status != "retired":
            for brin in gap.schools:
                asked.setdefault(brin, []).append(gap.status)
    found = [(brin, len(statuses)) for brin, statuses in asked.items() if set(statuses) == {"open"}]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _of_all(material: Material) -> list[Used]:
    return by_publication(material, (gap for gap in all_questions(material.facts) if gap.status != "retired"))


def _groups(pairs: Iterable[tuple[Gap, tuple[str, ...]]], name: Callable[[str], str], none: str) -> list[Group]:
    found: dict[str, list[Gap]] = {}
    for gap, keys in pairs:
        for key in keys or ("",):
            found.setdefault(key, []).append(gap)
    groups = [Group(key, name(key) if key else none, tuple(gaps)) for key, gaps in found.items()]
    return sorted(groups, key=lambda group: (not group.key, -group.total, group.label, group.key))


def _used(row: Row, publication: str, title: str = "") -> Used:
    return Used(
        publication=publication,
        title=value_of(row, "title") or title or anchor_of(publication),
        authors=value_of(row, "authors"),
        year=value_of(row, "issued")[:4],
        link=doi_link(value_of(row, "doi")),
    )
