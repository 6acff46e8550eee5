"""The views of a map: what each is for stands in the words of the page, what it shows in `views.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at a map; `kinds`, `starts` and `relations` are () for all.

    `follows` are kinds that are drawn when something that leads is linked to them; `sized` says what the size of a
    question tells: asked, schools or ''.
    """

    name: str
    layout: str
    kinds: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    sized: str = ""


@cache
def load_views() -> Mapping[str, View]:
    """Give the views by name, in the order of their buttons.

    >>> list(load_views())
    ['overview', 'evidence', 'schools', 'bridges', 'changes', 'focus']
    """
    text = resources.files(__package__).joinpath("views.toml").read_text(encoding="utf-8")
    return {name: _view(name, table) for name, table in tomllib.loads(text).items()}


def _view(name: str, table: Mapping[str, str | list[str]]) -> View:
    def names(key: str) -> tuple[str, ...]:
        return tuple(table.get(key, ()))

    layout, sized = (str(table.get(key, "")) for key in ("layout", "sized"))
    return View(name, layout, names("kinds"), names("starts"), names("follows"), names("relations"), sized)
