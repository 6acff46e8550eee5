"""A last look at the bytes that leave: no name that is hidden may be in them."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.guards.zip import read_zip
from kg.publishing.folding import fold_words, seen_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.publishing.redaction import Redactor

#: Characters of a line that are looked at at once, and how far two of such pieces overlap.
_PIECE, _OVERLAP = 4000, 200
_ZIP = b"PK\x03\x04"
#: Parts of kg that hold its own words, which stand in what it writes.
_OWN = (("kg.words", ".toml"), ("kg.reports", ".j2"), ("kg.reports", ".css"), ("kg.reports", ".js"), ("kg.maps", ".j2"),
        ("kg.maps", ".js"), ("kg.maps", ".css"), ("kg.ontology", ".ttl"))  # fmt: skip


def names_left(data: bytes, redactor: Redactor) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the names that stand in bytes, folded, each with its line; words of kg itself are none.

    An office file is opened.
    """
    parts = read_zip(data, lambda _: True).values() if data.startswith(_ZIP) else [data]
    for part in parts:
        for number, line in enumerate(part.decode("utf-8", "replace").splitlines(), 1):
            for piece in _pieces(line):
                yield from ((words, number) for words in redactor.names_in(piece) if not own_words().issuperset(words))


def _pieces(line: str) -> Iterator[str]:
    for start in range(0, max(1, len(line)), _PIECE - _OVERLAP):
        yield line[start : start + _PIECE]


def refuse_names(found: Iterable[tuple[tuple[str, ...], int]], texts: Iterable[str]) -> None:
    """Refuse names that were found in what leaves, but those that stand in `texts` too: titles, authors.

    Raises:
        UsageError: there is one.
    """
    lines = dict(reversed(list(found)))
    if not lines:
        return
    known = list(lines)
    for text in texts:
        said = seen_words(text)
        known = [words for words in known if not said.issuperset(words)]
        if not known:
            return
    first = min(known, key=lambda words: (lines[words], words))
    raise UsageError(
        f"the name '{' '.join(first)}' is still in line {lines[first]} of what would leave; nothing was written",
        hint="add the name to names under [privacy] in kg.toml, or to keep where it is no person",
    )


@cache
def own_words() -> frozenset[str]:
    """Give the words that kg itself writes: in sentences, pages, scripts and terms."""
    found: set[str] = set()
    for package, suffix in _OWN:
        for file in sorted(resources.files(package).iterdir(), key=str):
            inner = file.iterdir() if file.is_dir() else [file]
            for one in inner:
                if one.name.endswith(suffix):
                    found.update(_camel(one.read_text(encoding="utf-8")))
    return frozenset(found)


def _camel(text: str) -> list[str]:
    return fold_words(text) + fold_words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
