"""What all readers of reference lists do alike: a DOI checked, a record that goes on, its warnings."""

from __future__ import annotations

import re
from urllib.parse import unquote

from kg.model import Issue
from kg.readers.identifiers import doi_of

_DOI_LINK = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_OPEN_URL = re.compile(r"[?&](?:rft_)?id=(?:doi:|info:doi/|info%3adoi%2f|doi%3a)([^&\s]{5,300})", re.IGNORECASE)


def checked_doi(stated: str, line: int) -> tuple[str, tuple[Issue, ...]]:
    """Give the DOI of a record, and a warning where what is stated is none.

    >>> checked_doi("10.1000/X", 1)
    ('10.1000/x', ())
    """
    if not stated.strip():
        return "", ()
    doi = doi_of(stated)
    if doi:
        return doi, ()
    message = f"'{shortened(stated)}' is not a DOI and was left out"
    return "", (warning(message, line, "Correct it; a DOI looks like 10.1234/abc."),)


def doi_in_link(url: str) -> str:
    """Give the DOI that a link to doi.org holds, or one that names what a library is asked for (OpenURL), or ''.

    >>> doi_in_link("https://doi.org/10.1000/x"), doi_in_link("https://example.org/10.1000/x")
    ('10.1000/x', '')
    >>> doi_in_link("https://example.org/?sid=x&id=doi:10.1000%2Fx&title=a")
    '10.1000/x'
    """
    if _DOI_LINK.match(url.strip()):
        return doi_of(url)
    named = _OPEN_URL.search(url)
    return doi_of(unquote(named[1])) if named else ""


def warning(message: str, line: int, hint: str = "") -> Issue:
    """Give an issue that does not make the reading fail."""
    return Issue(message, line=line, hint=hint, is_error=False)


def shortened(text: str, most: int = 60) -> str:
    """Give a text on one line, cut where it is longer than `most` characters.

    >>> shortened("a  b", 9), shortened("abcdef", 4)
    ('a b', 'abc…')
    """
    line = " ".join(text[: 2 * most + 200].split())
    return line if len(line) <= most else line[: most - 1] + "…"


def keywords_of(stated: str) -> tuple[str, ...]:
    """Give the keywords of a list that is parted by semicolons or, where there are none, by commas.

    >>> keywords_of("a b; c, d; a b"), keywords_of("x, y")
    (('a b', 'c, d'), ('x', 'y'))
    """
    parts = stated.split(";" if ";" in stated else ",")
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
