"""Publications that a note refers to by link, key, DOI or address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.model import Link, PublicationMention, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, section_of
from kg.rules.references import Reference
from kg.text import Span

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>\]]{1,200}", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"<>\]]{4,500}")
_PLACE = re.compile(r"/(?:issues|pull|pulls|projects|discussions)(?:/|$)|\.(?:png|jpe?g|gif|svg)$", re.IGNORECASE)
#: Words in an address that say that it leads to a document.
_PAGE = re.compile(
    r"publica|document|standa|specification|rapport|report|guid|onderzoek|artikel|article", re.IGNORECASE
)
#: Addresses of tools and talk, not of documents: code, issues, surveys, calls, chat, calendars, social media.
_TOOL = re.compile(
    r"https?://(?:[\w-]{1,40}\.){0,3}(?:github|gitlab|bitbucket|surveymonkey|typeform|zoom|slack|timeanddate|twitter|x|"
    r"linkedin|youtube|facebook|doodle|datumprikker|mentimeter|padlet|miro|trello|discord)\.\w{2,4}/",
    re.IGNORECASE,
)
#: Words right before an address that say that it leads to a document.
_POINTS = re.compile(
    r"\b(?:zie(?: ook)?|see(?: also)?|document|slides|presentatie|presentation|rapport|report|notulen|minutes|verslag|"
    r"policy|survey|paper|artikel|article|tekst|opzet)(?: op| at| on)?:? ?[<(\[]?\Z",
    re.IGNORECASE,
)
_BEFORE = 24  # characters before an address that may say what it leads to
_WORDS = 3  # that what leads to a document has at least, to be its title
_FILE = re.compile(r"\.(?:pdf|docx?|pptx?|odt|md)$", re.IGNORECASE)


def find_publications(note: Note, found: Found) -> Iterator[Statement]:
    """Yield documents that a note refers to: citation keys, wiki links, DOIs, links, and those without title."""
    del found
    seen: set[str] = set()
    inside = [(one.span.start, one.span.end) for one in note.references.values()]
    for reference in note.references.values():
        mention = _of_reference(note, reference)
        seen.update(filter(None, (mention.url, mention.doi)))
        yield mention
    for link in note.document.links:
        if _is_within(link.span, inside):
            continue
        name = link.span.of(note.document.text)
        key = link.target if link.target.strip("#") else name
        if _is_document(note, link) and key not in seen:
            seen.add(key)
            yield _mention(note, link)
    yield from _bare_dois(note, inside, {doi.group() for key in seen if (doi := _DOI.search(key))})
    for sentence in note.sentences:
        hit = sentence.hits.get("publication")
        if hit and note.block(sentence).kind != "heading":
            span = sentence.span_of(hit.start, hit.end)
            yield make(PublicationMention, note, span, "untitled", confidence=0.6)


def _is_within(span: Span, inside: list[tuple[int, int]]) -> bool:
    before = bisect_right(inside, span.start, key=lambda one: one[0]) - 1
    return before >= 0 and span.end <= inside[before][1]


def _of_reference(note: Note, reference: Reference) -> PublicationMention:
    """Give the mention of a reference. Its title is what leads to it, where that is one."""
    links = [one for one in note.document.links if _is_within(one.span, [(reference.span.start, reference.span.end)])]
    text = reference.span.of(note.document.text)
    link = _URL.search(text)
    dois = [doi for target in (*(one.target for one in links), text) if (doi := _DOI.search(target))]
    titles = [
        one.span.of(note.document.text) for one in links if one.kind == "link" and one.span.start > reference.span.start
    ]
    named = next((name for name in titles if name.count(" ") >= _WORDS - 1 and not _DOI.search(name)), "")
    return make(
        PublicationMention,
        note,
        reference.span,
        "reference",
        title=named or reference.title,
        url=next((one.target for one in links if "://" in one.target), link.group().rstrip(".,;)") if link else ""),
        doi=dois[0].group().rstrip(".,;)").lower() if dois else "",
    )


def is_said(note: Note, offset: int) -> bool:
    """Tell whether an offset lies in the text of a block: not in front matter, nor in a field behind a line."""
    block = bisect_right(note.spans, offset, key=lambda span: span.start) - 1
    return block >= 0 and offset < note.spans[block].end


def _is_document(note: Note, link: Link) -> bool:
    if link.kind in ("citation", "wiki") or _DOI.search(link.target):
        return True
    if _PLACE.search(link.target):
        return False
    name = link.span.of(note.document.text)
    if _FILE.search(link.target):
        return True
    if _PAGE.search(link.target) and not _TOOL.match(link.target):
        return True
    if link.kind == "url":
        before = note.document.text[max(0, link.span.start - _BEFORE) : link.span.start]
        return _POINTS.search(before) is not None and not _TOOL.match(link.target)
    return "document" in section_of(name).hits


def _mention(note: Note, link: Link) -> PublicationMention:
    doi = _DOI.search(link.target)
    name = link.span.of(note.document.text)
    return make(
        PublicationMention,
        note,
        link.span,
        link.kind,
        title=name if link.kind == "link" else "",
        url=link.target if link.kind in ("link", "url") and "://" in link.target else "",
        doi=doi.group().rstrip(".,;)").lower() if doi else "",
        key=link.target if link.kind in ("citation", "wiki") else "",
    )


def _bare_dois(note: Note, inside: list[tuple[int, int]], seen: set[str]) -> Iterator[Statement]:
    """Yield each DOI that stands in the text and is not what a link leads to, once."""
    known = {doi.rstrip(".,;)").lower() for doi in seen}
    for found in _DOI.finditer(note.document.text):
        doi = found.group().rstrip(".,;)")
        here = Span(found.start(), found.start() + len(doi))
        if doi.lower() in known or not is_said(note, found.start()) or _is_within(here, inside):
            continue
        known.add(doi.lower())
        yield make(PublicationMention, note, here, "doi", doi=doi.lower())
