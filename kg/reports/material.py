"""What all reports are made of: the graph read once, with the names that a reader may see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from kg.facts import read_facts
from kg.gaps import NO_FILTER, select
from kg.queries import ask, value_of
from kg.reports.phrases import Phrases
from kg.reports.places import anchor_of

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

    `hidden` maps what may not be shown (lower case) to what stands in its place. `made` keeps what reports share.
    """

    store: Store
    settings: ReportSettings
    phrases: Phrases
    facts: Facts
    themes: Mapping[str, Mapping[str, str]]
    schools: Mapping[str, str]
    hidden: Mapping[str, str]
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
        """Give a text of the graph without the names that the settings hide."""
        return self.shown(value_of(row, name))

    def shown(self, text: str) -> str:
        """Give a text without the names that the settings hide."""
        if not self.hidden:
            return text
        names = "|".join(re.escape(name) for name in sorted(self.hidden, key=lambda name: (-len(name), name)))
        return re.sub(names, lambda found: self.hidden[found.group().lower()], text, flags=re.IGNORECASE)

    def place(self, row: Row) -> Bilingual:
        """Give where the statement of a row stands, as `meetings/x.md, regel 7`."""
        return self.phrases.place(value_of(row, "path"), value_of(row, "line"))

    def person(self, name: str) -> str:
        """Give a person as the settings want: the name, the initials, or only that it is somebody.

        A name that is not known is ''.
        """
        if not name or self.settings.persons == "show":
            return name
        if self.settings.persons == "initials":
            return " ".join(f"{part[0].upper()}." for part in re.findall(r"\w+", name))
        return self.phrases.say("nobody")

    def theme(self, iri: str) -> Bilingual:
        """Give the label of a theme in each language that has one, or the end of its IRI."""
        labels = self.themes.get(iri, {})
        any_label = next(iter(labels.values()), anchor_of(iri))
        return self.phrases.both(lambda language: labels.get(language, any_label))

    def school(self, brin: str) -> str:
        """Give the name of a school, or its code where names are hidden."""
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
    rows = ask(store, "schools")
    coded = settings.schools != "show"
    schools = {
        value_of(row, "brin"): str(phrases.say("school_code", n=number))
        if coded
        else value_of(row, "name") or value_of(row, "brin")
        for number, row in enumerate(rows, 1)
    }
    hidden = {
        value_of(row, key).lower(): schools[value_of(row, "brin")]
        for row in rows
        for key in ("name", "brin")
        if coded and value_of(row, key)
    }
    return Material(
        store=store,
        settings=settings,
        phrases=phrases,
        facts=read_facts(store, as_of=settings.as_of, today=settings.today, also=("wordings",)),
        themes=_theme_labels(store),
        schools=schools,
        hidden=hidden,
    )


def _theme_labels(store: Store) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for row in ask(store, "themes"):
        if value_of(row, "preferred") == "true":
            labels.setdefault(value_of(row, "theme"), {}).setdefault(value_of(row, "language"), value_of(row, "label"))
    return labels
