"""Upright parts of a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of the picture: left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def lies_in(self, other: Rect) -> bool:
        """Tell whether it lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )
