"""The sentences that readers see, in Dutch and English: `<section>.<language>.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Languages of reports, maps and messages.
LANGUAGES = ("nl", "en")


@cache
def load_words(section: str, language: str) -> Mapping[str, str]:
    """Give the words of a section (`terminal`, `reports`, `map`), key to sentence; nested tables join with a dot.

    Raises:
        FileNotFoundError: there is no such section in that language (a mistake in kg itself).
    """
    text = resources.files(__name__).joinpath(f"{section}.{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((prefix + key, str(value)))
    return pairs
