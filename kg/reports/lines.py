"""The parts that the Markdown reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.markdown import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.reports.material import Material


def section(title: str, items: Sequence[str], nothing: str = "") -> list[str]:
    """Give a section with a list of items that are Markdown already, or with one sentence where there are none.

    >>> section("Acties", ["bellen"]), section("Acties", [])
    (['', '## Acties', '', '- bellen'], [])
    """
    if not items and not nothing:
        return []
    return ["", f"## {title}", "", *([f"- {item}" for item in items] or [nothing])]


def document(material: Material, title: str, lines: Iterable[str], after: Iterable[str] = ()) -> bytes:
    """Give a Markdown report: title, name of the table and day, then the lines; `after` stands below its last words."""
    head = [f"# {title}", ""]
    if material.settings.name:
        head += [inline(material.settings.name), ""]
    head += [f"{material.standing()}.", ""]
    return "\n".join([*head, *lines, "", material.phrases.say("made_by"), *after, ""]).encode()
