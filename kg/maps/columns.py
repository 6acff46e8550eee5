"""Many records as columns: keys once, texts that come back once, and what is mostly empty only where it is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Part of a column that has a value, below which only these are written, with their places.
SPARSE = 0.3


@dataclass(frozen=True, slots=True)
class Interned:
    """Texts by number, in the order in which they came; `known` may start with some."""

    known: dict[str, int] = field(default_factory=dict)

    def __call__(self, text: str) -> int:
        """Give the number of a text."""
        return self.known.setdefault(text, len(self.known))

    def texts(self) -> list[str]:
        """Give the texts in the order of their numbers."""
        return list(self.known)


def as_columns(records: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> dict[str, Any]:
    """Give records as a column each key; what is empty is 0, and a column that is mostly empty is written thinly.

    >>> as_columns([{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4, "b": "x"}], ["a", "b"])
    {'a': [1, 2, 3, 4], 'b': {'at': [3], 'of': ['x']}}
    """
    return {key: _column([record.get(key) or 0 for record in records]) for key in keys}


def _column(values: list[Any]) -> list[Any] | dict[str, list[Any]]:
    filled = [place for place, value in enumerate(values) if value]
    if len(filled) >= SPARSE * len(values):
        return values
    return {"at": filled, "of": [values[place] for place in filled]}
