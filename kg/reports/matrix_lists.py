"""What stands in each cell of the matrix, to read: questions, insights with their words, and publications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.grading import GRADES
from kg.places import link_to, passage_link, question_file
from kg.queries import value_of
from kg.reports.cases import visits_of
from kg.reports.matrix_cells import EMPTY, grade_of_row
from kg.reports.placing import NO_QUESTION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.reports.material import Material
    from kg.reports.matrix_cells import Cell, Table, ThemeRow
    from kg.reports.phrases import Bilingual
    from kg.reports.placing import Stock

#: Things that all lists of the page may have together; above it a list leaves to narrower themes what is theirs.
MOST_THINGS = 6000

#: Things of a kind that one list may have, the most that keeps the page below MOST_THINGS; of more it gives the number.
_CAPS = (1000, 100, 50, 20, 10, 5, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing in a list: `note` says what, whose or where it is; `about` are links with the text of questions."""

    text: str
    language: str
    link: str
    note: str
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The things of one kind (questions, insights, publications); `more` is how many were left out."""

    kind: str
    shown: tuple[Shown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CellList:
    """The list of a cell. `narrower` are links to cells of narrower themes, `proposals` publications that wait."""

    key: str
    theme: str
    column: str
    parts: tuple[Part, ...]
    proposals: int
    narrower: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all lists share: `whole` where a list has what stands at narrower themes too, `cap` things of a kind.

    `priority` gives the place of each open question in the gap report.
    """

    material: Material
    stock: Stock
    rows: Sequence[ThemeRow]
    visited: Mapping[str, str]
    priority: Mapping[str, int]
    whole: bool
    cap: int


def list_cells(
    material: Material, stock: Stock, rows: Sequence[ThemeRow], tables: Sequence[Table]
) -> list[list[CellList]]:
    """Give the lists of the cells of each table that have something, row by row."""
    whole = sum(cell.size for table in tables for cell in table.cells.values()) <= MOST_THINGS
    cells = [cell for table in tables for cell in (table.cells if whole else table.own).values()]
    priority = {gap.question: place for place, gap in enumerate(material.gaps())}
    setting = Setting(material, stock, rows, visits_of(material), priority, whole, _cap(cells))
    return [[_list(setting, table, at, column) for at, column in _places(table, rows)] for table in tables]


def cell_key(view: str, row: int, column: int) -> str:
    """Give the part of the anchors that is of one cell.

    >>> cell_key("sector", 0, 3)
    'sector-1-4'
    """
    return f"{view}-{row + 1}-{column + 1}"


def column_label(material: Material, view: str, column: str) -> Bilingual:
    """Give what a reader calls a column."""
    if column == NO_QUESTION:
        return material.phrases.say("matrix.no_question")
    return material.phrases.label(view, column)


def theme_label(material: Material, theme: str) -> Bilingual:
    """Give what a reader calls a row."""
    return material.theme(theme) if theme else material.phrases.say("matrix.no_theme")


def _places(table: Table, rows: Sequence[ThemeRow]) -> Iterator[tuple[int, int]]:
    for at, row in enumerate(rows):
        for number, column in enumerate(table.columns):
            if (row.theme, column) in table.cells:
                yield at, number


def _cap(cells: Sequence[Cell]) -> int:
    def total(cap: int) -> int:
        kinds = ((len(cell.questions), len(cell.insights), cell.publications) for cell in cells)
        return sum(min(cap, number) for numbers in kinds for number in numbers)

    return next((cap for cap in _CAPS if total(cap) <= MOST_THINGS), _CAPS[-1])


def _list(setting: Setting, table: Table, at: int, number: int) -> CellList:
    theme, column, material = setting.rows[at].theme, table.columns[number], setting.material
    cell = (table.cells if setting.whole else table.own).get((theme, column), EMPTY)
    waiting = {
        value_of(row, "right")
        for question in cell.questions
        for row in material.facts.proposals.get(question, [])
        if value_of(row, "kind") == "evidence"
    }
    questions = sorted(cell.questions, key=lambda node: setting.priority.get(node, len(setting.priority)))
    insights = sorted(cell.insights, key=lambda node: _newest_first(setting, node), reverse=True)
    publications = sorted(
        dict.fromkeys(node for node, _ in cell.evidence), key=lambda node: _weakness(setting, node, cell)
    )
    parts = (
        _part(setting, "questions", questions, lambda node: _question(setting, node)),
        _part(setting, "insights", insights, lambda node: _insight(setting, node)),
        _part(setting, "publications", publications, lambda node: _publication(setting, node, cell)),
    )
    return CellList(
        key=cell_key(table.view, at, number),
        theme=theme_label(material, theme),
        column=column_label(material, table.view, column),
        parts=tuple(part for part in parts if part.shown),
        proposals=len(waiting),
        narrower=() if setting.whole else tuple(_narrower(setting, table, at, number)),
    )


def _newest_first(setting: Setting, node: str) -> tuple[str, str, int]:
    row = setting.stock.statements[node]
    return value_of(row, "date"), value_of(row, "path"), -int(value_of(row, "line") or 0)


def _weakness(setting: Setting, node: str, cell: Cell) -> int:
    rows = (setting.stock.evidence[pair] for pair in cell.evidence if pair[0] == node)
    return -max(GRADES.index(grade_of_row(row)) for row in rows)


def _part(setting: Setting, kind: str, nodes: Sequence[str], show: Callable[[str], Shown]) -> Part:
    return Part(kind, tuple(map(show, nodes[: setting.cap])), max(0, len(nodes) - setting.cap))


def _narrower(setting: Setting, table: Table, at: int, number: int) -> Iterator[tuple[str, str]]:
    """Yield the cells just below a cell that have something, as link and theme."""
    for below in range(at + 1, len(setting.rows)):
        row = setting.rows[below]
        if row.depth <= setting.rows[at].depth:
            return
        if row.depth == setting.rows[at].depth + 1 and (row.theme, table.columns[number]) in table.cells:
            yield f"#lijst-{cell_key(table.view, below, number)}", theme_label(setting.material, row.theme)


def _question(setting: Setting, node: str) -> Shown:
    text, language, link = _asked(setting, node)
    status = value_of(setting.material.facts.status[node], "status")
    return Shown(text, language, link, setting.material.phrases.label("status", status))


def _asked(setting: Setting, node: str) -> tuple[str, str, str]:
    row = setting.material.facts.known[node]
    language = getattr(row.get("text"), "language", None) or ""
    return setting.material.text(row, "text"), language, link_to(question_file(node))


def _insight(setting: Setting, node: str) -> Shown:
    material, row = setting.material, setting.stock.statements[node]
    path = value_of(row, "path")
    brin = value_of(row, "brin") or setting.visited.get(path, "")
    note = material.phrases.join([*([material.school(brin)] if brin else []), material.place(row)], " · ")
    language = getattr(row.get("text"), "language", None) or ""
    return Shown(material.text(row, "text"), language, passage_link(path, node), note)


def _publication(setting: Setting, node: str, cell: Cell) -> Shown:
    phrases, questions = setting.material.phrases, [one for publication, one in cell.evidence if publication == node]
    row = setting.stock.evidence[node, questions[0]]
    stances = sorted({value_of(setting.stock.evidence[node, one], "stance") for one in questions})
    about = [value_of(row, "authors"), value_of(row, "issued")[:4], phrases.label("grade", grade_of_row(row))]
    about += [phrases.label("stance", stance) for stance in stances]
    links = tuple((link, text) for text, _, link in (_asked(setting, one) for one in questions))
    return Shown(value_of(row, "title"), "", "", phrases.join([one for one in about if one], " · "), links)
