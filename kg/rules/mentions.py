"""Publications and schools that a note names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.model import Link, PublicationMention, SchoolMention, Statement
from kg.rules.documents import named_documents
from kg.rules.found import Found, make
from kg.rules.note import Note, section_of
from kg.rules.register import find_names, make_register
from kg.text import Span, same_wording

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>\]]{1,200}", re.IGNORECASE)
_PLACE = re.compile(r"/(?:issues|pull|pulls|projects|discussions)(?:/|$)|\.(?:png|jpe?g|gif|mp4)$", re.IGNORECASE)
#: Words in an address that say that it leads to a document.
_PAGE = re.compile(
    r"publica|document|standa|specification|rapport|report|guid|onderzoek|artikel|article|/presentation/|/nieuws/|"
    r"/news/|/actueel/|/blog|manual|policy|charter|propos|//docs\.",
    re.IGNORECASE,
)
#: The last part of an address that spells a title: `consultatie-van-de-nieuwe-modules`.
_SLUG = re.compile(r"/(?:[a-z0-9]{1,30}-){4,20}[a-z0-9]{1,30}(?:\.html?)?/?(?:[?#].{0,500})?\Z", re.IGNORECASE)
#: Where documents of anybody are kept, but for forms and tables.
_SHELF = re.compile(r"https?://(?:docs\.google\.com/(?:document|presentation)/|drive\.google\.com/|gist\.github\.com/)")
_SHEET = re.compile(r"https?://docs\.google\.com/(?:spreadsheets|forms)/|https?://groups\.google\.com/")
#: Addresses of tools and talk, not of documents: code, issues, surveys, calls, chat, calendars, social media.
_TOOL = re.compile(
    r"https?://(?:[\w-]{1,40}\.){0,3}(?:github|gitlab|bitbucket|surveymonkey|typeform|zoom|slack|timeanddate|twitter|x|"
    r"linkedin|youtube|facebook|doodle|datumprikker|mentimeter|padlet|miro|trello|discord|soundcloud|webex)\.\w{2,4}/",
    re.IGNORECASE,
)
#: Link texts that name nothing.
_POINTERS = frozenset(
    ("link", "hier", "here", "deze link", "this link", "recording", "opname", "instructions", "website")
)
_FILE = re.compile(r"\.(?:pdf|docx?|pptx?|odt|md)$", re.IGNORECASE)
_STANDARD_LINK = re.compile(r"(?:NEP|RFC|PEP|ISO|NEN) ?\d{1,6}")


def find_publications(note: Note, found: Found) -> Iterator[Statement]:
    """Yield documents that a note refers to: links, citation keys, DOIs, those that a sentence names, and untitled."""
    del found
    seen: set[str] = set()
    for link in note.document.links:
        name = link.span.of(note.document.text)
        key = link.target if link.target.strip("#") else name
        if _is_document(note, link) and key not in seen and _is_said(note, link.span.start):
            seen.add(key)
            yield _mention(note, link)
    yield from _bare_dois(note, {doi.group() for key in seen if (doi := _DOI.search(key))})
    yield from _named(note)
    for sentence in note.sentences:
        hit = sentence.hits.get("publication")
        if hit and note.block(sentence).kind != "heading":
            span = sentence.span_of(hit.start, hit.end)
            yield make(PublicationMention, note, span, "untitled", confidence=0.6)


def find_schools(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the first place where each form of a school's name, or its BRIN, stands in the note."""
    del found
    text, register = note.document.text, make_register(note.context.schools)
    seen: set[tuple[str, str]] = set()
    for span, brin in find_names(text, register):
        form = (brin, same_wording(span.of(text)))
        if form not in seen and _is_said(note, span.start):
            seen.add(form)
            yield make(SchoolMention, note, span, "school-name", school=brin)


def _named(note: Note) -> Iterator[Statement]:
    """Yield the documents that sentences name, each where it is named first; a heading names what it is about."""
    seen: set[str] = set()
    text = note.document.text
    addresses = [link.span for link in note.document.links if link.kind == "url"]
    for sentence in note.sentences:
        if note.under(sentence.block, "section-attendance"):
            continue
        for one in named_documents(sentence, text[sentence.span.start : sentence.span.start + len(sentence.plain)]):
            span = sentence.span_of(one.start, one.end)
            key = same_wording(one.key or span.of(text))
            if key in seen or _overlaps(addresses, span):
                continue
            seen.add(key)
            yield make(PublicationMention, note, span, one.rule, title=one.title, confidence=0.6)


def _overlaps(spans: list[Span], span: Span) -> bool:
    before = bisect_right(spans, span.end - 1, key=lambda one: one.start) - 1
    return before >= 0 and spans[before].end > span.start


def _is_said(note: Note, offset: int) -> bool:
    """Tell whether an offset lies in the text of a block: not in front matter, nor in a field behind a line."""
    block = bisect_right(note.spans, offset, key=lambda span: span.start) - 1
    return block >= 0 and offset < note.spans[block].end


def _is_document(note: Note, link: Link) -> bool:
    if link.kind in ("citation", "wiki") or _DOI.search(link.target):
        return True
    name = link.span.of(note.document.text)
    if _PLACE.search(link.target) or _SHEET.match(link.target) or name.strip("*_ ").lower() in _POINTERS:
        return False
    if _FILE.search(link.target) or _SHELF.match(link.target):
        return True
    is_page = (_PAGE.search(link.target) or _SLUG.search(link.target)) and not _TOOL.match(link.target)
    if link.kind == "url" or name.startswith("http"):
        return bool(is_page)
    if "document" in section_of(name).hits or _STANDARD_LINK.fullmatch(name):
        return True
    return _is_title(name) and "://" in link.target and bool(is_page or "/proposals/" in link.target)


def _is_title(name: str) -> bool:
    """Tell whether the words of a link may be a title: a word in lower case is what the text is about."""
    return len(name.split()) > 1 or name[:1].isupper()


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


def _bare_dois(note: Note, seen: set[str]) -> Iterator[Statement]:
    """Yield each DOI that stands in the text and is not what a link leads to, once."""
    known = {doi.rstrip(".,;)").lower() for doi in seen}
    for found in _DOI.finditer(note.document.text):
        doi = found.group().rstrip(".,;)")
        if doi.lower() in known or not _is_said(note, found.start()):
            continue
        known.add(doi.lower())
        yield make(PublicationMention, note, Span(found.start(), found.start() + len(doi)), "doi", doi=doi.lower())
