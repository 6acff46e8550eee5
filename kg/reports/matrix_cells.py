"""The cells of the matrix: what stands at each theme in each column, with what stands at narrower themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.grading import GRADES
from kg.queries import ask, value_of
from kg.reports.placing import COLUMNS, NO_QUESTION, Stock, narrower_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.reports.material import Material
    from kg.reports.placing import Placed
    from kg.stores import Row


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, sorted, each thing once: IRIs, and of publications with the question they are for.

    `grades` pairs a grade with its number of publications, light to strong.
    """

    questions: tuple[str, ...] = ()
    insights: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    grades: tuple[tuple[str, int], ...] = ()

    @property
    def publications(self) -> int:
        """Give how many publications there are."""
        return sum(number for _, number in self.grades)

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Give how many questions, insights and publications there are."""
        return len(self.questions), len(self.insights), self.publications

    @property
    def size(self) -> int:
        """Give how many things a list of the cell has."""
        return sum(self.numbers)


#: A cell in which nothing stands.
EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in the order of the table: `depth` is 0 for one that has no broader theme; '' is for what has none."""

    theme: str
    depth: int


@dataclass(frozen=True, slots=True)
class Table:
    """A view: cells by theme and column, `own` those without the narrower themes. `unused` columns have nothing."""

    view: str
    columns: tuple[str, ...]
    unused: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    own: Mapping[tuple[str, str], Cell]


def theme_rows(material: Material, stock: Stock) -> list[ThemeRow]:
    """Give the themes that have something, each below its broader one, by label; what has no theme comes last."""
    broader, direct = read_broader(material), {theme for one in stock.placed for theme in one.themes}
    above = narrower_first(broader)
    used = {wide for theme in direct for wide in above(theme)}
    below: dict[str, list[str]] = {}
    for theme in used:
        below.setdefault(next(iter(broader.get(theme, ())), ""), []).append(theme)
    rows = list(_walk(material, below, "", 0))
    seen = {row.theme for row in rows}
    rows += [ThemeRow(theme, 0) for theme in _sorted(material, used - seen)]  # themes that are broader than each other
    return [*rows, *([ThemeRow("", 0)] if any(not one.themes for one in stock.placed) else [])]


def read_broader(material: Material) -> dict[str, tuple[str, ...]]:
    """Give the broader themes of each theme that has some."""
    found: dict[str, set[str]] = {}
    for row in ask(material.store, "themes"):
        if value_of(row, "broader"):
            found.setdefault(value_of(row, "theme"), set()).add(value_of(row, "broader"))
    return {theme: tuple(sorted(wide)) for theme, wide in found.items()}


def make_table(material: Material, stock: Stock, view: str) -> Table:
    """Give the cells of a view; of sectors those of schools that take part have a column, and those with something."""
    above = narrower_first(read_broader(material))
    wide: dict[tuple[str, str], list[Placed]] = {}
    own: dict[tuple[str, str], list[Placed]] = {}
    for one in stock.placed:
        direct = one.themes or {""}
        rolled = {theme for name in direct for theme in above(name)} if one.themes else direct
        for column in one.columns[view]:
            for theme in direct:
                own.setdefault((theme, column), []).append(one)
            for theme in rolled:
                wide.setdefault((theme, column), []).append(one)
    used = {column for _, column in wide}
    fixed = set(material.facts.sectors.values()) if view == "sector" else set(COLUMNS[view][:-1])
    shown = [column for column in COLUMNS[view] if column in used or (column and column in fixed)]
    shown += sorted(used - set(COLUMNS[view]))
    return Table(
        view=view,
        columns=tuple(shown),
        unused=tuple(column for column in COLUMNS[view] if column not in {*shown, "", NO_QUESTION}),
        cells={place: _cell(stock, found) for place, found in wide.items()},
        own={place: _cell(stock, found) for place, found in own.items()},
    )


def _walk(material: Material, below: Mapping[str, list[str]], theme: str, depth: int) -> Iterator[ThemeRow]:
    for one in _sorted(material, below.get(theme, [])):
        yield ThemeRow(one, depth)
        yield from _walk(material, below, one, depth + 1)


def _sorted(material: Material, themes: Iterable[str]) -> list[str]:
    return sorted(themes, key=lambda theme: (material.theme(theme).lower(), theme))


def _cell(stock: Stock, found: Sequence[Placed]) -> Cell:
    pairs = sorted({(one.node, one.question) for one in found if one.kind == "publication"})
    grades: dict[str, str] = {}
    for node, question in pairs:
        grades[node] = _stronger(grades.get(node, ""), grade_of_row(stock.evidence[node, question]))
    numbers = list(grades.values())
    return Cell(
        questions=tuple(sorted({one.node for one in found if one.kind == "question"})),
        insights=tuple(sorted({one.node for one in found if one.kind == "insight"})),
        evidence=tuple(pairs),
        grades=tuple((grade, numbers.count(grade)) for grade in GRADES if grade in numbers),
    )


def _stronger(one: str, other: str) -> str:
    return max(filter(None, (one, other)), key=GRADES.index)


def grade_of_row(row: Row) -> str:
    """Give the grade of the publication of a row of evidence; one that is not known counts as a practice-based study.

    Source: queries/strength.rq, which counts so as well.
    """
    grade = value_of(row, "grade")
    return grade if grade in GRADES else "practice-study"
