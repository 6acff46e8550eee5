"""The words of the terminal, in the language of the user."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Language of help, and of messages where no workspace says another.
LANGUAGE = "en" if os.environ.get("KG_LANG", "nl").lower().startswith("en") else "nl"


def words(language: str | None = None) -> Mapping[str, str]:
    """Give the words of the terminal."""
    return load_words("terminal", language or LANGUAGE)
