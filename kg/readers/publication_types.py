"""Types of publications as repositories, libraries and databases state them, in CSL's words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.readers.csl_types import spoken_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LIST = re.compile(r"^(?:info:eu-repo/semantics/|doc-type:|https?://\S*[/#])")


def stated_type(stated: Iterable[str]) -> str:
    """Give the CSL type of the first text that says one, `document` where none does.

    >>> stated_type(["text", "info:eu-repo/semantics/doctoralThesis"]), stated_type(["Tijdschriftartikel"])
    ('thesis', 'article-journal')
    """
    words = _words()
    for one in stated:
        bare = _LIST.sub("", one.strip().lower())
        kind = words.get(bare) or spoken_type(bare)
        if kind != "document":
            return kind
    return "document"


@cache
def _words() -> Mapping[str, str]:
    path = resources.files("kg.readers").joinpath("dialects/publication_types.toml")
    tables = tomllib.loads(path.read_text("utf-8"))
    return {**tables["words"], **tables["coar"]}
