"""How each kind of node looks: shape as well as colour, so that neither is needed to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

from kg.maps.room import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Most characters of a label on the canvas, and of one of its lines; the panel shows the whole text.
LABEL, LINE = 40, 22
#: The same for questions: people come to read these.
QUESTION_LABEL, QUESTION_LINE = 76, 26
#: Looks of questions that a map does not start with: they are no gaps.
LATER_LOOKS = ("question-process", "question-retired")
#: Shapes that hold their label inside.
HOLDS_LABEL = ("box", "ellipse")
#: Width of a character and height of a line, in units of the font size.
_WIDE, _HIGH = 0.58, 1.25
#: Free pixels around a node.
_AIR = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Shape, size of shape and font in pixels, and fill, line and text colour on a light and on a dark page."""

    shape: str
    size: int
    font: int
    light: tuple[str, str, str]
    dark: tuple[str, str, str]


#: Look by name, in the order of the legend. Colours keep a contrast of 3 to 1 with the page (WCAG 1.4.11).
LOOKS: dict[str, Look] = {
    "question-open": Look("diamond", 15, 14, ("#f79646", "#b34700", "#22262b"), ("#e07b2a", "#ffb980", "#eceae4")),
    "question-practice-only": Look(
        "triangle", 14, 14, ("#f5d05c", "#8a6500", "#22262b"), ("#b8912a", "#f2d680", "#eceae4")
    ),
    "question-in-research": Look(
        "square", 12, 14, ("#cfe1f6", "#2867ad", "#22262b"), ("#1d4068", "#7fb5f0", "#eceae4")
    ),
    "question-evidenced": Look("dot", 13, 14, ("#b5e3d9", "#0a7666", "#22262b"), ("#123c36", "#4fc9b4", "#eceae4")),
    "question-answered": Look("dot", 13, 14, ("#0a7666", "#064c42", "#22262b"), ("#4fc9b4", "#a6efe2", "#eceae4")),
    "question-process": Look("diamond", 8, 12, ("#f1f1ef", "#85858a", "#5b6068"), ("#24272c", "#8d939c", "#a9aeb6")),
    "question-retired": Look("dot", 6, 12, ("#f1f1ef", "#85858a", "#5b6068"), ("#24272c", "#8d939c", "#a9aeb6")),
    "theme": Look("box", 14, 15, ("#e3e9f1", "#7f8ca0", "#1d3557"), ("#263141", "#71809a", "#d6e2f3")),
    "insight": Look("dot", 6, 12, ("#7a6bb0", "#7a6bb0", "#5b6068"), ("#a99be0", "#a99be0", "#a9aeb6")),
    "case-answer": Look("dot", 6, 12, ("#fbfaf7", "#7a6bb0", "#5b6068"), ("#15181c", "#a99be0", "#a9aeb6")),
    "obstacle": Look("triangleDown", 7, 12, ("#b24a45", "#b24a45", "#5b6068"), ("#e58a84", "#e58a84", "#a9aeb6")),
    "factor": Look("star", 8, 12, ("#4b8038", "#4b8038", "#5b6068"), ("#93c47d", "#93c47d", "#a9aeb6")),
    "school": Look("ellipse", 14, 12, ("#f4e8d6", "#a5824e", "#3f3320"), ("#3a3020", "#c6a46f", "#f0e4d0")),
    "meeting": Look("box", 12, 12, ("#fbfaf7", "#7d8793", "#454d57"), ("#15181c", "#8d98a6", "#c3c9d1")),
    "publication": Look("hexagon", 10, 12, ("#5b7f9d", "#3d5f7b", "#4a5058"), ("#466883", "#8fb4d3", "#b9bec6")),
    "decision": Look("square", 6, 12, ("#707a86", "#707a86", "#5b6068"), ("#98a2ae", "#98a2ae", "#a9aeb6")),
    "action": Look("square", 6, 12, ("#fbfaf7", "#707a86", "#5b6068"), ("#15181c", "#98a2ae", "#a9aeb6")),
    "person": Look("ellipse", 8, 12, ("#fbfaf7", "#707a86", "#5b6068"), ("#15181c", "#98a2ae", "#a9aeb6")),
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


def short_label(text: str, kind: str = "") -> str:
    r"""Give a text as it stands on the canvas: cut at a word, in lines.

    >>> short_label("Hoe volgen wij wat leerlingen werkelijk leren in een groep?")
    'Hoe volgen wij wat\nleerlingen werkelijk…'
    """
    most, line = (QUESTION_LABEL, QUESTION_LINE) if kind == "question" else (LABEL, LINE)
    cut = shorten(text, most, placeholder="…")
    if cut == "…":
        cut = text[: most - 1] + "…"
    lines = wrap(cut, line)
    return "\n".join(_evened(cut.split(), lines) if len(lines) > 1 else lines)


def _evened(words: list[str], lines: list[str]) -> list[str]:
    """Give as many lines, as narrow as can be: a last line of one word reads badly."""
    widest = max(len(line) for line in lines)
    for width in range(max(widest // 2, *map(len, words)), widest):
        found = [words[0]]
        for word in words[1:]:
            if len(found[-1]) + 1 + len(word) <= width:
                found[-1] += f" {word}"
            else:
                found.append(word)
        if len(found) <= len(lines):
            return found
    return lines


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
