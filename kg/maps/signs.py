"""The shapes of the signs of a map, as points: for pictures, which know no canvas."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

#: Shapes of `kg.maps.looks.LOOKS` with straight sides: number of corners, the first from the right, clockwise, in parts
#: of a turn, and how much larger than half the width the way to a corner is, so that all look equally heavy.
_CORNERS = {
    "diamond": (4, 0.0, 1.15),
    "square": (4, 0.125, 1.3),
    "triangle": (3, 0.75, 1.25),
    "triangleDown": (3, 0.25, 1.25),
    "hexagon": (6, 0.0, 1.1),
}
#: Way to the inner corners of a star, to that of its points. Source: the pentagram.
_INNER = (3 - sqrt(5)) / 2


def corners(shape: str, size: float) -> tuple[tuple[float, float], ...]:
    """Give the corners of a shape round (0, 0), the y axis down; none for what is round or holds a label.

    >>> corners("diamond", 10)
    ((11.5, 0.0), (0.0, 11.5), (-11.5, 0.0), (0.0, -11.5))
    """
    if shape == "star":
        radii = (1.3 * size, 1.3 * size * _INNER)
        return tuple(_corner(0.75 + number / 10, radii[number % 2]) for number in range(10))
    if shape not in _CORNERS:
        return ()
    number, first, larger = _CORNERS[shape]
    points = [_corner(first + step / number, size * larger) for step in range(number)]
    middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
    return tuple((x, round(y - middle, 1) + 0.0) for x, y in points)


def arc(radius: float, start: float, end: float) -> str:
    """Give the path of a part of a circle round (0, 0), from and to parts of a turn, from the top, clockwise.

    >>> arc(10, 0, 0.25)
    'M0 -10A10 10 0 0 1 10 0'
    """
    (x, y), (right, down) = _corner(start - 0.25, radius), _corner(end - 0.25, radius)
    return f"M{x:g} {y:g}A{radius:g} {radius:g} 0 {int(end - start > 0.5)} 1 {right:g} {down:g}"  # noqa: PLR2004  (half)


def _corner(turn: float, radius: float) -> tuple[float, float]:
    # Rounded, and + 0.0 so that no -0.0 is left.
    return round(cos(2 * pi * turn) * radius, 1) + 0.0, round(sin(2 * pi * turn) * radius, 1) + 0.0
