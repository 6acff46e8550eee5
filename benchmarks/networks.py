"""A made-up network of any size, as `kg.network.build_network` gives one: its texts say that they are made up.

Of its nodes 4 % are themes in a tree, 1 % schools, 30 % questions and 16 meetings; the rest are publications, half of
which say something about a question, mostly of their own theme. As a script this does nothing.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import networkx as nx
from synthetic import brin, pick

from kg.network.nodes import make_node

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Meetings, on days of their own.
MEETINGS = 16
DAYS = tuple(f"{2018 + n // 4}-{1 + 3 * (n % 4):02}-15" for n in range(MEETINGS))

_BASE = "urn:kg:voorbeeld/"
_WORDS = ("toetsen", "software", "leerdoelen", "feedback", "motivatie", "portfolio", "leerlijn", "sturing", "leraar",
          "team", "gesprek", "rekenen", "lezen", "schrijven", "planning", "observatie", "dashboard", "groep",
          "brugklas", "onderbouw", "bovenbouw", "ouders", "lokaal", "rooster", "taal", "spel")  # fmt: skip
_GRADES = ("practice-voice", "case", "practice-study", "peer-reviewed", "review")
_STATUSES = ("open", "open", "open", "practice-only", "in-research", "answered")
_TYPES = ("knowledge", "research", "practice", "policy", "process")
_STANCES = ("supports", "supports", "supports", "disputes", "background")
_SECTORS = ("po", "vo", "mbo")
#: Chance that a theme is one of the common ones, that a publication has a second one, that it says something about a
#: question, and that this question is about the same theme.
_COMMON, _SECOND, _SAYS, _SAME = 0.5, 0.33, 0.5, 0.8


class _Maker:
    """Puts nodes and edges into a graph, with chance that is the same each time."""

    def __init__(self, size: int, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (no secret)
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        themes, schools, asked = max(8, size // 25), max(4, size // 100), size * 3 // 10
        self.themes = [f"{_BASE}theme/{n}" for n in range(themes)]
        self.schools = [f"{_BASE}school/{brin(n)}-{n}" for n in range(schools)]
        self.meetings = [f"{_BASE}meeting/{day}" for day in DAYS]
        self.questions = [f"{_BASE}question/{n:x}" for n in range(asked)]
        rest = size - themes - schools - asked - MEETINGS
        self.publications = [f"{_BASE}publication/voorbeeld-{n}" for n in range(max(0, rest))]

    def text(self, count: int, mark: str) -> str:
        """Give so many words, and that they are made up."""
        return f"{' '.join(self.chance.choice(_WORDS) for _ in range(count))} (fictief {mark})".capitalize()

    def theme(self) -> int:
        """Give a theme by number; some come back more often than others."""
        if self.chance.random() < _COMMON:
            return min(len(self.themes), int(self.chance.paretovariate(0.9))) - 1
        return self.chance.randrange(len(self.themes))

    def near(self, theme: int) -> int:
        """Give the theme above it, or one below it."""
        if theme and self.chance.random() < _COMMON:
            return (theme - 1) // 4
        return min(len(self.themes) - 1, 4 * theme + 1 + self.chance.randrange(4))

    def link(self, start: str, relation: str, end: str, since: str = "") -> None:
        """Add an edge."""
        if start != end:
            self.graph.add_edge(start, end, key=relation, relation=relation, since=since)

    def node(self, iri: str, kind: str, label: str, **facts: Any) -> None:  # noqa: ANN401  (what nodes have)
        """Add a node."""
        self.graph.add_node(iri, **make_node(kind, label, **facts))


def make_network(size: int, seed: int = 3) -> nx.MultiDiGraph[str]:
    """Give a network of so many nodes."""
    maker = _Maker(size, seed)
    about = _add_questions(maker)
    _add_themes(maker)
    for number, school in enumerate(maker.schools):
        maker.node(school, "school", maker.text(2, brin(number)), sector=pick(_SECTORS, number))
    for number, (meeting, day) in enumerate(zip(maker.meetings, DAYS, strict=True)):
        label, path = f"Voorbeeldbijeenkomst {number + 1} (fictief)", f"meetings/{day}.md"
        maker.node(meeting, "meeting", label, date=day, arrived=day, quotes=(("", path, 1, ""),))
    _add_publications(maker, about)
    labels = {f"urn:kg:concept/status-{name}": {"nl": name, "en": name} for name in dict.fromkeys(_STATUSES)}
    maker.graph.graph.update(as_of="", focus="", kinds=(), labels=labels, left_out={"publication": 0, "school": 0})
    return maker.graph


def _add_questions(maker: _Maker) -> dict[int, list[str]]:
    """Add the questions, and give them by theme."""
    chance, about = maker.chance, dict[int, list[str]]()
    for number, question in enumerate(maker.questions):
        theme, first = maker.theme(), chance.randrange(MEETINGS)
        about.setdefault(theme, []).append(question)
        times = sorted({first, *(chance.randrange(first, MEETINGS) for _ in range(chance.choice((0, 0, 0, 1, 2))))})
        asking = sorted({chance.randrange(len(maker.schools)) for _ in range(chance.choice((1, 1, 1, 2, 3)))})
        label, day = maker.text(chance.randrange(8, 15), f"{number}") + "?", DAYS[first]
        status = chance.choice(_STATUSES)
        history = ((day, "open"), *(((DAYS[-1], status),) if status != "open" else ()))
        maker.node(
            question, "question", label, status=status, type=pick(_TYPES, number), date=day, arrived=day,
            history=history, asked=len(times), themes=(maker.themes[theme],),
            quotes=_quotes(label, times, number), meetings=tuple(maker.meetings[time] for time in times),
            schools=tuple(maker.schools[school] for school in asking),
        )  # fmt: skip
        maker.link(question, "theme", maker.themes[theme], day)
        for school in asking:
            maker.link(question, "asked-by", maker.schools[school], day)
        for time in times:
            maker.link(maker.meetings[time], "raised", question, DAYS[time])
    return about


def _quotes(label: str, times: Sequence[int], number: int) -> tuple[tuple[str, str, int, str], ...]:
    """Give what was said at each of some meetings: the question itself, later in other words."""
    said = [label, *(f"Nogmaals: {label}" for _ in times[1:])]
    return tuple(
        (quote, f"meetings/{DAYS[time]}.md", 10 + number % 400, f"{_BASE}statement/{number:x}-{time}")
        for time, quote in zip(times, said, strict=True)
    )


def _add_themes(maker: _Maker) -> None:
    for number, theme in enumerate(maker.themes):
        above = maker.themes[(number - 1) // 4] if number else ""
        label = maker.text(2, f"{number}")
        labels = {"nl": label, "en": f"{label} (en)"}
        maker.node(theme, "theme", label, labels=labels, broader=(above,) if above else ())
        if above:
            maker.link(theme, "broader", above)


def _add_publications(maker: _Maker, about: dict[int, list[str]]) -> None:
    chance = maker.chance
    for number, publication in enumerate(maker.publications):
        theme = maker.theme()
        found = {theme, maker.near(theme)} if chance.random() < _SECOND else {theme}
        grade, day = chance.choice(_GRADES), chance.choice(DAYS)
        maker.node(
            publication, "publication", maker.text(chance.randrange(8, 15), f"{number}"), type=grade,
            date=str(1990 + number % 32), themes=tuple(maker.themes[one] for one in sorted(found)), arrived=day,
            quotes=(("", "publications/voorbeeld.bib", 10 * number + 1, ""),),
            url=f"https://doi.org/10.5555/voorbeeld.{number}",
        )  # fmt: skip
        for one in sorted(found):
            maker.link(publication, "theme", maker.themes[one])
        if chance.random() < _SAYS:
            asked = chance.choice(about[theme] if theme in about and chance.random() < _SAME else maker.questions)
            maker.link(publication, chance.choice(_STANCES), asked, max(day, maker.graph.nodes[asked]["arrived"]))
