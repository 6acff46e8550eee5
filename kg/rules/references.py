"""References as lists of literature write them: who, when, what, where. One is a single mention and says no more."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.text import Span, trim

_LONGEST = 1_200  # characters: what is longer is no reference
_MOST_AUTHORS = 400  # characters in which the year must stand, in brackets
_SHORTEST = 8  # characters of a title

_NUMBER = re.compile(r"\[?\d{1,3}[\].)]{1,2} {1,3}")
_YEAR = re.compile(r" {0,2}\((?:(?:19|20)\d\d[a-z]?(?:[,/;-][^()]{1,25})?|z\.d\.|n\.d\.|in druk|in press)\)[.,:]?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?!\w)")
_PART = re.compile(r", {0,2}(?:& |en |and |… {0,2}|\.\.\. {0,2})?| (?:&|en|and) ")
_EDITED = re.compile(r" {0,2}\((?:[Rr]ed|[Ee]ds?)\.?\)\.?\Z|,? (?:et al|e\.a)\.?\Z")
_FAMILY = re.compile(
    r"(?:(?:[Vv]an|[Dd]e|der|den|[Tt]er|[Tt]en|het|'t|’t|[Vv]on|la|le|di|da) ){0,3}"
    r"[A-ZÀ-Þ][\w'’-]{1,30}(?: [A-ZÀ-Þ][\w'’-]{1,30})?"
)
_GIVEN = re.compile(
    r"(?:[A-ZÀ-Þ][a-zà-ÿ]{0,2}\.[ -]?){1,5}(?:van|de|der|den|ter|ten|het|von|van der|van den|van de)?\.?"
)
_INITIALS = re.compile(r"(?P<family>.{2,60}) [A-Z]{1,3}")
_BODY = re.compile(r"[A-ZÀ-Þ][\w.&’'/-]{1,40}(?: [\w.&’'/-]{1,40}){0,9}")
_END = re.compile(r"[.?!](?= {1,3}[^a-z ]| {0,3}\Z)| (?=https?://|doi:)")
_LEADS = re.compile(r"https?://|\bdoi:|\b10\.\d{4,9}/")
_WORD = re.compile(r"[^\W\d_]{1,40}")

#: Words of which one makes a heading that of a list of literature, and those that may stand beside it.
_LISTS = frozenset(
    (
        *("referenties", "literatuur", "literatuurlijst", "literatuuropgave", "literatuurverwijzingen", "bronnen"),
        *("bronnenlijst", "bronvermelding", "bronvermeldingen", "bibliografie", "references", "bibliography"),
        *("literature", "cited", "reading", "sources"),
    )
)
_BESIDE = frozenset(
    (
        *("gebruikte", "geraadpleegde", "aangehaalde", "wetenschappelijke", "overige", "verdere", "en", "de"),
        *("selected", "further", "works", "and", "used"),
    )
)


class Reference(NamedTuple):
    """Where a reference stands in the text, and its title."""

    span: Span
    title: str


def find_reference(text: str, span: Span, *, has_link: bool, in_list: bool) -> Reference | None:
    """Give the reference that a block is, or None. In a list of literature a body may be its author as well.

    Source: APA style, 7th edition, chapter 9 (author, date, title); the Vancouver style of the ICMJE.

    >>> text = "Voorbeeld, J., & de Proef, A. (2019). Lezen zonder letters. Monsterblad, 3(2), 1-9."
    >>> find_reference(text, Span(0, len(text)), has_link=False, in_list=False).title
    'Lezen zonder letters'
    """
    span = trim(text, span)
    if span.end - span.start > _LONGEST:
        return None
    line = span.of(text).replace("\n", " ").replace("\r", " ")
    number = _NUMBER.match(line)
    line = line[number.end() :] if number else line
    year = _YEAR.search(line, 0, _MOST_AUTHORS)
    if year is None:
        title = _vancouver(line)
    else:
        may_be_body = year.group().endswith((".", ",", ":")) and (
            in_list or has_link or _LEADS.search(line) is not None
        )
        is_named = _are_persons(line[: year.start()]) or (may_be_body and _BODY.fullmatch(line, 0, year.start()))
        title = _title(line[year.end() :]) if is_named else ""
        if title[:1].islower() and year.group().endswith(")"):  # `Voorbeeld, J. (2019) zegt ...`
            title = ""
    return Reference(span, title) if title else None


def is_list_of_references(heading: str) -> bool:
    """Tell whether a heading says that references stand below it.

    >>> is_list_of_references("Geraadpleegde literatuur"), is_list_of_references("3. References:")
    (True, True)
    >>> is_list_of_references("Bronnen van zorg")
    False
    """
    words = {word.lower() for word in _WORD.findall(heading[:80])}
    return not words.isdisjoint(_LISTS) and words <= _LISTS | _BESIDE


def _are_persons(authors: str) -> bool:
    """Tell whether a text is `Voorbeeld, J., & de Proef, A. van der (Red.)`: family names and initials in turn."""
    while edited := _EDITED.search(authors):
        authors = authors[: edited.start()]
    parts = [part.strip() for part in _PART.split(authors.strip().rstrip(",")) if part.strip()]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    return (
        bool(pairs)
        and len(parts) % 2 == 0
        and all(_FAMILY.fullmatch(family) and _GIVEN.fullmatch(given) for family, given in pairs)
    )


def _title(rest: str) -> str:
    """Give the first sentence, up to where a new one, a link or nothing follows; a question mark belongs to it."""
    rest = rest.strip()
    end = _END.search(rest, _SHORTEST)
    if end is None or not (rest[0].isalnum() or rest[0] in "“\"‘'*_(¿["):
        return ""
    title = rest[: end.end()] if end.group() in ("?", "!") else rest[: end.start()]
    return title.strip(" *_\"“”‘’'[]")


def _vancouver(line: str) -> str:
    """Give the title of `Voorbeeld J, de Proef A. Titel. Blad. 2019;3(2):1-9`, or ''."""
    authors, point, rest = line.partition(". ")
    names = [name for name in authors.split(", ") if name != "et al"]
    if not point or not names or len(authors) > _MOST_AUTHORS:
        return ""
    for name in names:
        found = _INITIALS.fullmatch(name)
        if found is None or not _FAMILY.fullmatch(found["family"]):
            return ""
    title = _title(rest)
    return title if _BARE_YEAR.search(rest, len(title)) else ""
