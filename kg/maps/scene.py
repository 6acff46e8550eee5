"""What a picture shows of a map, as values: signs at their places, lines between them, and what is said around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    r"""Something drawn at a place.

    `look` is a key of `kg.maps.looks.LOOKS`, or "cluster". `label` has its lines apart by \n; "" draws none. `x`, `y`
    is the centre of the shape in pixels of the layout, `size` is half its width (for a box or an ellipse the label
    gives the size). `parts` of a cluster are looks and how many of each are folded in it.
    """

    look: str
    label: str
    x: int
    y: int
    size: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two marks, by their numbers; `weight` tells how many links are drawn as one."""

    start: int
    end: int
    relation: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture: title, one sentence, a note for the foot, and the legend.

    A row of the legend is a look, or "line:" and a relation, then its words and how many there are.
    """

    title: str
    lead: str
    note: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    legend: tuple[tuple[str, str, int], ...]
