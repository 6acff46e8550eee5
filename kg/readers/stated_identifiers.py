"""Identifiers that are told apart by their shape, where a record states them all alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.identifiers import doi_of, isbn_of
from kg.readers.publications import checked_doi, doi_in_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Issue

_NAMED_DOI = re.compile(r"(?:doi:|info:doi/|info:eu-repo/semantics/altIdentifier/doi/|urn:doi:)\s*(\S+)", re.IGNORECASE)
_ISBN = re.compile(r"(?:urn:)?(?:e-?|p-?)?(?:isbn(?:-1[03])?)?[\s:]*([\dXx -]{10,20})(?![\w-])", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")


def doi_stated(stated: Iterable[str], line: int) -> tuple[str, tuple[Issue, ...]]:
    """Give the DOI among identifiers, and a warning where one that is called a DOI is none.

    >>> doi_stated(["hdl:1/2", "https://doi.org/10.1000/X"], 1)
    ('10.1000/x', ())
    """
    wrong = ""
    for one in stated:
        named = _NAMED_DOI.match(one)
        doi = doi_of(named[1]) if named else doi_in_link(one) or doi_of(one if one.startswith("10.") else "")
        if doi:
            return doi, ()
        wrong = wrong or (one if named else "")
    return checked_doi(wrong, line)


def isbn_among(stated: Iterable[str]) -> str:
    """Give the ISBN among identifiers, or ''; digits inside another identifier are none.

    >>> isbn_among(["urn:uuid:0-9780000000002", "ISBN: 978-0-00-000000-2 (pbk)"])
    '9780000000002'
    """
    return next(filter(None, (isbn_of(found[1]) for one in stated if (found := _ISBN.match(one)))), "")


def url_among(stated: Sequence[str]) -> str:
    """Give the first link among identifiers, one to a DOI only if there is no other; or ''."""
    links = [found[0] for one in stated if (found := _URL.match(one))]
    return next((link for link in links if not doi_in_link(link)), links[0] if links else "")


def dois_among(stated: Iterable[str], own: str) -> tuple[str, ...]:
    """Give the DOIs among identifiers, each once, without the one that a record has itself."""
    found = (doi_stated([one], 1)[0] for one in stated)
    return tuple(dict.fromkeys(doi for doi in found if doi and doi != own))
