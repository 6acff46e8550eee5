"""How each kind of node looks: shape as well as colour, so that neither is needed to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

from kg.maps.layout import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Most characters of a label on the canvas, and of one of its lines; the panel shows the whole text.
LABEL, LINE = 40, 22
#: Shapes that hold their label inside.
HOLDS_LABEL = ("box", "ellipse")
#: Width of a character and height of a line, in units of the font size.
_WIDE, _HIGH = 0.56, 1.25
#: Free pixels around a node.
_AIR = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Shape, size of shape and font in pixels, and fill, line and text colour on a light and on a dark page.

    A quiet look shows its label only from near or when it is lit: there are many of these.
    """

    shape: str
    size: int
    font: int
    light: tuple[str, str, str]
    dark: tuple[str, str, str]
    is_quiet: bool = False


#: Look by name, in the order of the legend. Colours keep a contrast of 3 to 1 with the page (WCAG 1.4.11).
LOOKS: dict[str, Look] = {
    "question-open": Look("diamond", 15, 14, ("#fff1e0", "#c85200", "#22262b"), ("#3a2410", "#ff9a4d", "#eceae4")),
    "question-practice-only": Look(
        "triangle", 14, 14, ("#fbe6a2", "#8f6a00", "#22262b"), ("#3d3311", "#e8c14a", "#eceae4")
    ),
    "question-in-research": Look(
        "square", 12, 14, ("#d9e7f8", "#2867ad", "#22262b"), ("#16304d", "#7fb5f0", "#eceae4")
    ),
    "question-evidenced": Look("dot", 13, 14, ("#c3e8e0", "#0a7666", "#22262b"), ("#123c36", "#4fc9b4", "#eceae4")),
    "question-answered": Look("dot", 13, 14, ("#0a7666", "#064c42", "#22262b"), ("#4fc9b4", "#a6efe2", "#eceae4")),
    "question-process": Look("diamond", 8, 12, ("#f1f1ef", "#85858a", "#5b6068"), ("#24272c", "#8d939c", "#a9aeb6")),
    "question-retired": Look("dot", 6, 12, ("#f1f1ef", "#85858a", "#5b6068"), ("#24272c", "#8d939c", "#a9aeb6")),
    "theme": Look("box", 14, 19, ("#2f3b4c", "#2f3b4c", "#ffffff"), ("#d5dbe4", "#d5dbe4", "#15181c")),
    "insight": Look("dot", 6, 11, ("#7a6bb0", "#7a6bb0", "#5b6068"), ("#a99be0", "#a99be0", "#a9aeb6"), is_quiet=True),
    "case-answer": Look(
        "dot", 6, 11, ("#fbfaf7", "#7a6bb0", "#5b6068"), ("#15181c", "#a99be0", "#a9aeb6"), is_quiet=True
    ),
    "obstacle": Look(
        "triangleDown", 7, 11, ("#b24a45", "#b24a45", "#5b6068"), ("#e58a84", "#e58a84", "#a9aeb6"), is_quiet=True
    ),
    "factor": Look("star", 8, 11, ("#4b8038", "#4b8038", "#5b6068"), ("#93c47d", "#93c47d", "#a9aeb6"), is_quiet=True),
    "school": Look("ellipse", 14, 12, ("#f4e8d6", "#a5824e", "#3f3320"), ("#3a3020", "#c6a46f", "#f0e4d0")),
    "meeting": Look("box", 12, 12, ("#fbfaf7", "#7d8793", "#454d57"), ("#15181c", "#8d98a6", "#c3c9d1")),
    "publication": Look(
        "hexagon", 9, 11, ("#5b7f9d", "#3d5f7b", "#5b6068"), ("#8fb4d3", "#b6d2ea", "#a9aeb6"), is_quiet=True
    ),
    "decision": Look(
        "square", 6, 11, ("#707a86", "#707a86", "#5b6068"), ("#98a2ae", "#98a2ae", "#a9aeb6"), is_quiet=True
    ),
    "action": Look(
        "square", 6, 11, ("#fbfaf7", "#707a86", "#5b6068"), ("#15181c", "#98a2ae", "#a9aeb6"), is_quiet=True
    ),
}


def look_of(node: Mapping[str, Any]) -> str:
    """Give the name of the look of a node of a network. Questions about the table itself are no gaps.

    >>> look_of({"kind": "question", "status": "open", "type": "process"})
    'question-process'
    """
    if node["kind"] != "question":
        return str(node["kind"])
    unanswered = node["status"] in ("", "open", "practice-only")
    name = "process" if unanswered and node["type"] == "process" else node["status"] or "open"
    return f"question-{name}"


def short_label(text: str) -> str:
    r"""Give a text as it stands on the canvas: cut at a word, in lines.

    >>> short_label("Hoe volgen wij wat leerlingen werkelijk leren in een groep?")
    'Hoe volgen wij wat\nleerlingen werkelijk…'
    """
    cut = shorten(text, LABEL, placeholder="…")
    if cut == "…":
        cut = text[: LABEL - 1] + "…"
    return "\n".join(wrap(cut, LINE))


def box_of(label: str, look: Look, *, has_label: bool = True) -> Box:
    """Give the room that a node takes on the canvas, with its label where it has one."""
    if not has_label:
        return Box(2 * look.size + 2 * _AIR, 2 * look.size + 2 * _AIR)
    lines = label.split("\n")
    width = max(len(line) for line in lines) * look.font * _WIDE
    height = len(lines) * look.font * _HIGH
    if look.shape in HOLDS_LABEL:
        # An ellipse needs more room around its text than a box.
        extra = 1.4 if look.shape == "ellipse" else 1.0
        return Box(width * extra + 3 * _AIR, height * extra + 3 * _AIR)
    return Box(max(width, 2 * look.size) + _AIR, 2 * look.size + height + 2 * _AIR, rise=height / 2)
