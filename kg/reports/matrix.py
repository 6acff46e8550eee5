"""The evidence gap map: themes against sectors, levels or types of question, with what is there and what is not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.grading import GRADES
from kg.guards.cells import csv_text
from kg.reports.matrix_cells import EMPTY, Cell, Table, ThemeRow, make_table, theme_rows
from kg.reports.matrix_lists import CellList, cell_key, column_label, list_cells, theme_label
from kg.reports.pages import page
from kg.reports.placing import VIEWS, read_stock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.reports.material import Material

#: Radius of a bubble in pixels: of the first publication, what grows with the root of the number, and the largest.
_FIRST, _MORE, _LARGEST = 2.0, 3.0, 14.0


@dataclass(frozen=True, slots=True)
class Bubble:
    """The publications of one grade in a cell as a circle; `x` is its middle, all in pixels."""

    grade: str
    radius: float
    x: float


@dataclass(frozen=True, slots=True)
class Square:
    """A cell as it is drawn: `key` makes the anchors of it and of its list, `words` say how many of what there is."""

    key: str
    cell: Cell
    words: Sequence[str]
    grades: str
    bubbles: Sequence[Bubble]
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: `depth` is how many broader themes stand above it."""

    label: str
    depth: int
    squares: Sequence[Square]


@dataclass(frozen=True, slots=True)
class View:
    """One of the tables of the page, with its lists; `empty` of `total` cells have nothing."""

    name: str
    columns: Sequence[str]
    unused: str
    lines: Sequence[Line]
    lists: Sequence[CellList]
    empty: int
    total: int


def matrix(material: Material) -> dict[str, bytes]:
    """Give matrix.html and matrix.csv."""
    stock = read_stock(material)
    rows = theme_rows(material, stock)
    tables = [make_table(material, stock, view) for view in VIEWS]
    lists = list_cells(material, stock, rows, tables)
    content = page(
        material,
        "matrix.html",
        "matrix.html.j2",
        heading=material.phrases.say("matrix.title"),
        views=[_view(material, rows, table, found) for table, found in zip(tables, lists, strict=True)],
        left=len(material.themes.keys() - {row.theme for row in rows}),
        legend=[(_bubbles([(grade, 4)]), material.phrases.label("grade", grade)) for grade in GRADES],
    )
    return {"matrix.html": content, "matrix.csv": _csv(material, rows, tables[0]).encode()}


def _view(material: Material, rows: Sequence[ThemeRow], table: Table, lists: Sequence[CellList]) -> View:
    lines = [
        Line(
            theme_label(material, row.theme),
            row.depth,
            [_square(material, table, row.theme, (at, number)) for number in range(len(table.columns))],
        )
        for at, row in enumerate(rows)
    ]
    squares = [square for line in lines for square in line.squares]
    return View(
        name=table.view,
        columns=[column_label(material, table.view, column) for column in table.columns],
        unused=material.phrases.join(column_label(material, table.view, column) for column in table.unused),
        lines=lines,
        lists=lists,
        empty=sum(not square.cell.size for square in squares),
        total=len(squares),
    )


def _square(material: Material, table: Table, theme: str, place: tuple[int, int]) -> Square:
    count, cell = material.phrases.count, table.cells.get((theme, table.columns[place[1]]), EMPTY)
    numbers = (
        ("questions", len(cell.questions)),
        ("insights", len(cell.insights)),
        ("publications", cell.publications),
    )
    bubbles, width = _bubbles(cell.grades)
    return Square(
        key=cell_key(table.view, *place),
        cell=cell,
        words=[count(f"matrix.{name}", number) for name, number in numbers if number],
        grades=material.phrases.join(count(f"matrix.grades.{grade}", number) for grade, number in cell.grades),
        bubbles=bubbles,
        width=width,
    )


def _bubbles(grades: Iterable[tuple[str, int]]) -> tuple[list[Bubble], float]:
    """Give the circles side by side, and how wide they are together."""
    found: list[Bubble] = []
    edge = 1.0
    for grade, number in grades:
        radius = round(min(_LARGEST, _FIRST + _MORE * math.sqrt(number)), 1)
        found.append(Bubble(grade, radius, round(edge + radius, 1)))
        edge = round(edge + 2 * radius + 3, 1)
    return found, edge


def _csv(material: Material, rows: Sequence[ThemeRow], table: Table) -> str:
    """Give a row a cell, the empty ones too, with the same numbers as the table of sectors."""
    names = ("theme", "sector", "questions", "insights", "publications", "grade")
    header = [str(material.phrases.say(f"matrix.column_{name}")) for name in names]
    lines = []
    for row in rows:
        for column in table.columns:
            cell = table.cells.get((row.theme, column), EMPTY)
            highest = str(material.phrases.label("grade", cell.grades[-1][0])) if cell.grades else ""
            place = (str(theme_label(material, row.theme)), str(column_label(material, table.view, column)))
            lines.append([*place, *cell.numbers, highest])
    return csv_text(header, lines)
