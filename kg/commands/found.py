"""What was looked up, as a list for people and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.cli_words import words
from kg.commands.options import language_of
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.lookup import Candidate, SearchWords
    from kg.lookup.asking import Asked
    from kg.lookup.subject import Subject
    from kg.model import Issue
    from kg.workspace import LookupSource

#: Most characters of a title, and most authors, that are shown in a list and in JSON.
_TITLE, _AUTHORS, _JSON_TEXT, _JSON_AUTHORS = 120, 3, 1000, 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, of whom, and how much of it is shown."""

    subject: Subject
    sought: SearchWords
    sources: tuple[LookupSource, ...]
    top: int


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: what each server gave, what went wrong by server, and what can be chosen."""

    asked: tuple[Asked, ...]
    issues: Mapping[str, tuple[Issue, ...]]
    candidates: tuple[Candidate, ...]


def server_of(source: LookupSource) -> str:
    """Give what is shown of an address: no path or query, which say nothing of who gets the words."""
    parts = urlsplit(source.address)
    return f"{parts.scheme}://{parts.netloc}"


def as_text(found: Found, wish: Wish) -> str:
    """Give the list as people read it: numbered, with the words that led to each."""
    say = words(language_of())
    if not found.candidates:
        names = ", ".join(source.name for source in wish.sources)
        return say["lookup.nothing"].format(names) + "\n"
    lines = [line for number, one in enumerate(found.candidates, 1) for line in _lines(number, one, say)]
    return "\n".join(tty(line) for line in lines) + "\n"


def _lines(number: int, one: Candidate, say: Mapping[str, str]) -> list[str]:
    from kg.readers.publications import shortened  # noqa: PLC0415

    publication = one.publication
    year = f" ({publication.issued.year})" if publication.issued and publication.issued.year else ""
    authors = [shortened(str(name)) for name in publication.authors[:_AUTHORS]]
    authors += ["..."] if len(publication.authors) > _AUTHORS else []
    facts = ["; ".join(authors), shortened(publication.container_title), shortened(publication.doi or publication.url)]
    facts.append(", ".join((one.source.name, *one.also)))
    lines = [f"{number:>3}  {shortened(publication.title, _TITLE)}{year}", "     " + " · ".join(filter(None, facts))]
    if one.because:
        lines.append("     " + say["lookup.because"].format(", ".join(one.because)))
    return lines + (["     " + say["lookup.known"]] if one.is_known else [])


def as_json(found: Found, wish: Wish, written: Sequence[Path]) -> dict[str, object]:
    """Give all of it for programs; texts of servers are cut at a length that no title has."""
    asked = [
        {
            "name": one.source.name,
            "server": server_of(one.source),
            "records": len(one.records),
            "kept": one.is_kept,
            "failures": [{"message": issue.message, "hint": issue.hint} for issue in found.issues[one.source.name]],
        }
        for one in found.asked
    ]
    return {
        "question": wish.subject.iri or None,
        "text": wish.subject.text,
        "words": list(wish.sought.sent),
        "sources": asked,
        "publications": [_row(number, one) for number, one in enumerate(found.candidates, 1)],
        "written": [path.as_posix() for path in written],
    }


def _row(number: int, one: Candidate) -> dict[str, object]:
    publication = one.publication
    return {
        "number": number,
        "id": publication.id[:_JSON_TEXT],
        "doi": publication.doi[:_JSON_TEXT],
        "title": publication.title[:_JSON_TEXT],
        "authors": [str(name)[:_JSON_TEXT] for name in publication.authors[:_JSON_AUTHORS]],
        "issued": str(publication.issued or ""),
        "container": publication.container_title[:_JSON_TEXT],
        "url": publication.url[:_JSON_TEXT],
        "because": list(one.because),
        "sources": [one.source.name, *one.also],
        "known": one.is_known,
    }
