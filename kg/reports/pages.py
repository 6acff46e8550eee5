"""HTML pages of the reports: one file each, which needs nothing beside it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.guards.html import render_page

if TYPE_CHECKING:
    from kg.reports.material import Material


@cache
def style_sheet() -> str:
    """Give the style sheet of all pages."""
    return resources.files("kg.reports").joinpath("static", "kg.css").read_text(encoding="utf-8")


def page(material: Material, template: str, **values: object) -> bytes:
    """Give a page from one of the templates; `values` are plain texts and values, never HTML."""
    common = {
        "say": material.phrases.say,
        "count": material.phrases.count,
        "label": material.phrases.label,
        "number": material.phrases.number,
        "language": material.settings.language,
        "name": material.settings.name,
        "standing": material.standing(),
    }
    return render_page("kg.reports", template, style=style_sheet(), values=common | values)
