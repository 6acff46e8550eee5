"""What all reports are made of: the graph, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from kg.facts import read_facts
from kg.gaps import NO_FILTER, select
from kg.places import anchor_of
from kg.queries import ask, value_of
from kg.reports.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.facts import Facts
    from kg.gaps import Gap, GapFilter
    from kg.reports import ReportSettings
    from kg.reports.phrases import Bilingual
    from kg.stores import Row, Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Material:
    """The graph, and what was read of it. `themes` maps an IRI to labels by language, `schools` a BRIN code to a name.

    `made` keeps what reports share. Names that may not be seen are not in the graph that it is read from.
    """

    store: Store
    settings: ReportSettings
    phrases: Phrases
    facts: Facts
    themes: Mapping[str, Mapping[str, str]]
    schools: Mapping[str, str]
    made: dict[Callable[[Material], object], object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[Material], _T]) -> _T:
        """Give what a function makes of this material, made once however many reports want it."""
        if make not in self.made:
            self.made[make] = make(self)
        return self.made[make]  # type: ignore[return-value]

    def ask(self, name: str) -> list[Row]:
        """Give the rows of a saved query that knows dates, as far as the settings let see."""
        return ask(self.store, name, **({"asOf": self.settings.as_of} if self.settings.as_of else {}))

    def gaps(self, filters: GapFilter = NO_FILTER) -> list[Gap]:
        """Give the gaps that fit, by priority."""
        return select(self.store, self.facts, filters)

    def text(self, row: Row, name: str) -> str:
        """Give a text of the graph."""
        return value_of(row, name)

    def place(self, row: Row) -> Bilingual:
        """Give where the statement of a row stands, as `meetings/x.md, regel 7`."""
        return self.phrases.place(value_of(row, "path"), value_of(row, "line"))

    def theme(self, iri: str) -> Bilingual:
        """Give the label of a theme in each language that has one, or the end of its IRI."""
        labels = self.themes.get(iri, {})
        any_label = next(iter(labels.values()), anchor_of(iri))
        return self.phrases.both(lambda language: labels.get(language, any_label))

    def school(self, brin: str) -> str:
        """Give the name of a school, or its BRIN code where nobody knows the name."""
        return self.schools.get(brin, brin)

    def standing(self) -> Bilingual:
        """Give the line that says of what day a report is."""
        day = self.facts.standing
        return self.phrases.say("standing", day=self.phrases.day(day)) if day else self.phrases.say("standing_undated")


def gather(store: Store, settings: ReportSettings) -> Material:
    """Read the graph for reports.

    Raises:
        UsageError: a date of the settings is none.
    """
    phrases = Phrases.of(settings.language)
    schools = {value_of(row, "brin"): value_of(row, "name") or value_of(row, "brin") for row in ask(store, "schools")}
    return Material(
        store=store,
        settings=settings,
        phrases=phrases,
        facts=read_facts(store, as_of=settings.as_of, today=settings.today, also=("wordings",)),
        themes=_theme_labels(store),
        schools=schools,
    )


def _theme_labels(store: Store) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for row in ask(store, "themes"):
        if value_of(row, "preferred") == "true":
            labels.setdefault(value_of(row, "theme"), {}).setdefault(value_of(row, "language"), value_of(row, "label"))
    return labels
