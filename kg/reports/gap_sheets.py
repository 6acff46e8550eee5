"""The gap report as a spreadsheet: questions, themes, schools and publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reports.grouping import by_school, by_theme, publications_of
from kg.reports.views import QuestionView, view_questions
from kg.reports.workbook import Sheet, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.gaps import Gap
    from kg.reports.grouping import Group, Used
    from kg.reports.material import Material
    from kg.reports.views import Quote

#: Publications that nobody uses and still stand on a sheet; of more the number is there.
MOST_UNUSED = 2000

#: Columns of each sheet with their widths, in characters.
QUESTIONS = {
    "priority": 8, "text": 60, "type": 18, "status": 24, "since": 30, "kind": 24, "theme": 30, "school": 30,
    "raised": 20, "wordings": 60, "source": 36, "insights": 60, "evidence": 40, "proposals": 12, "research": 30,
    "why": 50,
}  # fmt: skip
GROUPS = {"number": 10, "total": 10, "most": 10, "which": 100}
PUBLICATIONS = {"title": 60, "author": 30, "year": 8, "accepted": 60, "proposed": 60}


def gap_sheets(material: Material, gaps: Sequence[Gap]) -> bytes:
    """Give gaps.xlsx."""
    say = material.phrases.say
    themes, schools = by_theme(material, gaps), by_school(material, gaps)
    views = view_questions(material, gaps)
    return workbook(
        [
            Sheet(say("sheet.questions"), _columns(material, QUESTIONS), [_question(view) for view in views]),
            Sheet(
                say("sheet.themes"),
                _columns(material, {"theme": 40} | GROUPS),
                [_group(one) for one in themes],
            ),
            Sheet(
                say("sheet.schools"),
                _columns(material, {"brin": 8, "school": 40} | GROUPS),
                [[one.key, *_group(one)] for one in schools],
            ),
            Sheet(say("sheet.publications"), _columns(material, PUBLICATIONS), list(_publications(material, gaps))),
        ]
    )


def _columns(material: Material, columns: dict[str, int]) -> list[tuple[str, int]]:
    return [(material.phrases.say(f"sheet.{name}"), width) for name, width in columns.items()]


def _question(view: QuestionView) -> list[object]:
    return [
        view.gap.priority,
        view.text,
        view.type,
        view.status,
        view.since,
        view.kind,
        "; ".join(view.themes),
        "; ".join(name for name, _ in view.schools),
        "; ".join(view.raised),
        "\n".join(quote.text for quote in view.wordings),
        "\n".join(quote.place for quote in view.wordings),
        "\n".join(_told(quote) for quote in view.insights),
        "\n".join(f"{item.title} ({item.about})" for item in view.references),
        len(view.proposals),
        view.research,
        " + ".join(f"{points} {name}" for name, points in view.parts),
    ]


def _told(quote: Quote) -> str:
    return f"{quote.text} ({', '.join(part for part in (quote.kind, quote.by, quote.place) if part)})"


def _group(group: Group) -> list[object]:
    texts = "\n".join(gap.text for gap in group.gaps)
    return [group.label, len(group.gaps), group.total, group.most, texts]


def _publications(material: Material, gaps: Sequence[Gap]) -> Iterable[list[object]]:
    used, unused = publications_of(material, gaps)
    for one in (*used, *unused[:MOST_UNUSED]):
        yield _publication(one)
    if len(unused) > MOST_UNUSED:
        yield [material.phrases.say("sheet.left", n=len(unused) - MOST_UNUSED), "", "", "", ""]


def _publication(one: Used) -> list[object]:
    texts = ("\n".join(gap.text for gap in gaps) for gaps in (one.accepted, one.proposed))
    return [one.title, one.authors, one.year, *texts]
