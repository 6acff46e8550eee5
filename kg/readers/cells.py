"""What stands in one cell of a table: authors, keywords, a source with its year."""

from __future__ import annotations

import re
from itertools import islice

from kg.readers.markup import without_markup
from kg.readers.names import name_of, name_with_initials, names_of
from kg.readers.publications import keywords_of
from kg.records import Name

_IN_BRACKETS = re.compile(r"\s*[\[(][\w:.-]{4,40}[\])]$")  # the number of an author
_LIST = re.compile(r"\s*\[\s*(['\"].*['\"])?\s*\]\s*", re.DOTALL)  # as Python and JSON write one
_ITEM = re.compile(r"'([^'\\]*(?:\\.[^'\\]*)*)'|\"([^\"\\]*(?:\\.[^\"\\]*)*)\"")
_COMMA = re.compile(r",(?![^()]{0,300}\))")
_SOURCE = re.compile(r"(.{2,300}?)[ .]*\(((?:1[5-9]|20)\d\d)\)")
_MOST = 500  # names of which the form is looked at


def authors_of(stated: str) -> tuple[Name, ...]:
    """Give the authors of a cell: parted by `;` or `|`, by ` and `, or by commas where each is `Family I.`.

    >>> [[str(name) for name in authors_of(cell)] for cell in ("Jansen J.; de Vries, K.", "Jansen J., Bos K.")]
    [['Jansen, J.', 'de Vries, K.'], ['Jansen, J.', 'Bos, K.']]
    >>> [str(name) for name in authors_of("['Jansen, Jan', 'Bos, K.']")]
    ['Jansen, Jan', 'Bos, K.']
    """
    stated = without_markup(stated)
    if (items := list_of(stated)) is not None:
        return tuple(name for item in items if (name := _one(item)))
    for mark in (";", "|"):
        if mark in stated:
            return tuple(name for part in stated.split(mark) if (name := _one(part)))
    parts = [part.strip() for part in stated.split(",")]
    if stated.endswith(".") and stated.count(".") == 1 and name_with_initials(parts[0]):  # PubMed ends a list with it
        parts[-1] = parts[-1][:-1]
    if len(parts) > 1 and all(name_with_initials(part) for part in islice(parts, _MOST)):
        return tuple(name for part in parts if (name := _one(part)))
    if len(parts) > 2 and all(" " in part for part in parts):  # noqa: PLR2004 - two parts are Family, Given
        return tuple(name for part in parts if (name := name_of(part)))
    return names_of(stated) if " and " in stated else tuple(filter(None, (_one(stated),)))


def keywords_in(stated: str) -> tuple[str, ...]:
    """Give the keywords of a cell: a list, or parted by `;` or `|` or, where there are none, commas outside brackets.

    >>> keywords_in("cyst (diagnosis, surgery), adult"), keywords_in('["a", "b"]'), keywords_in("a|b")
    (('cyst (diagnosis, surgery)', 'adult'), ('a', 'b'), ('a', 'b'))
    """
    stated = without_markup(stated)
    if (items := list_of(stated)) is not None:
        parts = items
    elif ";" in stated:
        parts = list(keywords_of(stated))
    else:
        parts = stated.split("|") if "|" in stated else _COMMA.split(stated)
    return tuple(dict.fromkeys(filter(None, (part.strip().lstrip("*") for part in parts))))


def list_of(stated: str) -> list[str] | None:
    """Give the items of a list as Python or JSON writes it, or None where a cell holds none.

    >>> list_of("['a', 'b']"), list_of("[1]"), list_of("[]")
    (['a', 'b'], None, [])
    """
    found = _LIST.fullmatch(stated) if stated[:1] == "[" else None
    if found is None:
        return None
    return [re.sub(r"\\(.)", r"\1", one or other) for one, other in _ITEM.findall(found[1] or "")]


def source_of(stated: str) -> tuple[str, str]:
    """Give the journal and the year of a source as Embase writes it, or the whole and ''.

    >>> source_of("Monster Journal (2014) 3:3 (152-160). Date of Publication: 2014"), source_of("Scopus")
    (('Monster Journal', '2014'), ('Scopus', ''))
    """
    found = _SOURCE.match(stated)
    return (found[1], found[2]) if found else (stated, "")


def _one(part: str) -> Name | None:
    bare = _IN_BRACKETS.sub("", part.strip())
    return name_with_initials(bare) or name_of(bare)
