"""The gap report: what nobody has answered, who asked it, and what was said on it so far."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING

from kg.gaps import Gap
from kg.guards.cells import csv_text
from kg.reports.gap_page import gap_page
from kg.reports.gap_sheets import gap_sheets
from kg.reports.gaps_markdown import gaps_markdown
from kg.reports.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reports.material import Material


def gap_report(material: Material) -> dict[str, bytes]:
    """Give gaps.html, gaps.md, gaps.csv, gaps.json and gaps.xlsx."""
    gaps = material.gaps(material.settings.filters)
    content = gap_page(material, gaps)
    heading = material.phrases.say("gaps.title")
    return {
        "gaps.html": page(material, "gaps.html", "gaps.html.j2", heading=heading, page=content),
        "gaps.md": gaps_markdown(material, content).encode(),
        "gaps.csv": _csv(material, gaps).encode(),
        "gaps.json": _json(gaps).encode(),
        "gaps.xlsx": gap_sheets(material, gaps),
    }


def _csv(material: Material, gaps: Iterable[Gap]) -> str:
    names = [field.name for field in fields(Gap)]
    readable = (
        replace(
            gap,
            text=gap.text,
            themes=tuple(sorted(material.theme(theme) for theme in gap.themes)),
            schools=tuple(material.school(brin) for brin in gap.schools),
        )
        for gap in gaps
    )
    return csv_text(names, ([_joined(getattr(gap, name)) for name in names] for gap in readable))


def _joined(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value


def _json(gaps: Iterable[Gap]) -> str:
    """Give the objects of `kg gaps --format json`."""
    lines = (json.dumps(asdict(gap), ensure_ascii=False) for gap in gaps)
    return "[\n" + ",\n".join(lines) + "\n]\n"
