"""A page for each question: all that is known of it, each quote one step from its place in the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.places import question_file
from kg.reports.history import histories
from kg.reports.pages import page
from kg.reports.strengths import strengths
from kg.reports.views import view_all

if TYPE_CHECKING:
    from kg.reports.material import Material


def question_pages(material: Material) -> dict[str, bytes]:
    """Give questions/<anchor>.html for each question that was not merged into another."""
    told, firm = histories(material), strengths(material)
    return {
        question_file(question): page(
            material,
            question_file(question),
            "questions.html.j2",
            heading=view.text,
            view=view,
            changes=told.get(question, ()),
            strength=firm.get(question),
        )
        for question, view in material.once(view_all).items()
    }
