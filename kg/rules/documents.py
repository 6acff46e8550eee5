"""Documents that a note names in its own words: standards by number, titles in quotation marks, named reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.model import PublicationMention, Statement
from kg.rules.dates import MONTHS
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence
from kg.rules.tasks import OPENERS
from kg.text import COMMON_WORDS, FUNCTION_WORDS, Span

#: A standard by its number, or by a name in capitals with its version: `ISO 19156`, `NEN-EN 1234`, `DCAT-AP-NL 3.0`.
_STANDARD = re.compile(
    r"\b(?:(?:ISO|IEC|NEN|IEEE|RFC|PEP|NEP|DIN|BS|ITU)(?:[/-](?!TC\b)[A-Z]{2,4}){0,2}[ -]?\d{1,6}(?:-\d{1,4})?(?!\w)"
    r"(?: [“\"][^“”\"\n]{4,90}[”\"])?"
    r"|(?<![/.\w-])[A-Z][A-Za-z]{0,10}[A-Z](?:-[A-Za-z]{2,8}){0,2} v?\d{1,2}\.\d{1,2}(?![\w.]))"
)
#: Names with a capital in front of a word for a document: `European Disability Act`, `Handreiking Lezen`.
_NAMED = re.compile(
    r"(?<![\w/.’'-])(?:(?:[A-Z][\w&’'-]{1,30} (?:of |and |van |voor |en |& )?){1,6}"
    r"(?:Document|Report|Rapport|Directive|Richtlijn|Act|Wet|Policy|Guidance|Charter|Handbook|Handreiking|Notitie|"
    r"White Paper)"
    r"|(?:[A-Z][\w&’'-]{1,30} (?:of |van |voor |& )?){2,6}(?:[a-z]{3,20} )?"
    r"(?:document|report|rapport|directive|richtlijn|policy|guidance|charter|handbook|handreiking|notitie|"
    r"white paper))(?![\w-])"
)
#: Words for what has a title.
_WORKS = (
    *("boek", "artikel", "rapport", "publicatie", "onderzoek", "studie", "brochure", "handreiking", "notitie"),
    *("proefschrift", "scriptie", "leidraad", "book", "article", "paper", "report", "publication", "study"),
    *("thesis", "guide", "handbook"),
)
#: A title in quotation marks or italics behind a word for a document: `het artikel "Lezen in groep drie"`.
_TITLED = re.compile(
    rf"\b(?:{'|'.join(_WORKS)}|white paper)\b[^\n\"“‘'’*_.?]{{0,40}}"
    r"(?:[\"“‘'’]|[*_]{1,3})(?P<title>[A-Z][^\n\"“”‘’'*_]{7,200})(?:[\"”’'](?!\w)|[*_]{1,3})"
)

_PARTICLES = r"(?:(?:van|de|der|den|ter) ){0,3}"
_AUTHOR = r"[A-Z][\w'’-]{1,30}"
#: Author and year, in brackets or the year alone: `(Voorbeeld & de Proef, 2019)`, `Voorbeeld et al. (2019)`.
_CITED = re.compile(
    rf"(?<=[(;])\s?(?P<inside>{_PARTICLES}{_AUTHOR}(?:(?:,| &| en| and) {_PARTICLES}{_AUTHOR}){{0,4}}"
    rf"(?:,? et al\.?| e\.a\.)?,? (?:19|20)\d\d[a-z]?)(?=[);,])"
    rf"|(?<![\w/-])(?P<outside>{_AUTHOR}(?:(?: &| en| and) {_AUTHOR}|,? et al\.?| e\.a\.)? \((?:19|20)\d\d[a-z]?\))"
)

_KINDS = frozenset(
    (
        *("document", "report", "rapport", "directive", "richtlijn", "act", "wet", "policy", "guidance", "charter"),
        *("handbook", "handreiking", "notitie", "paper"),
    )
)
_DIGIT = re.compile(r"\d")


def find_named_documents(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the first mention of each standard, titled or named document; what a link or DOI names is no second one."""
    seen: set[str] = set()
    for sentence in note.sentences:
        if note.block(sentence).kind == "heading":
            continue
        for span, rule in _names(note, sentence):
            title = span.of(note.document.text)
            key = title.casefold()
            if key not in seen and found.at(span, "publication") is None and " " in key and not _is_linked(note, span):
                seen.add(key)
                yield make(PublicationMention, note, span, rule, title=title, confidence=0.6)


def _names(note: Note, sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Yield what a sentence names, by which rule; the patterns are tried where the words for them are there."""
    words = set(sentence.words)
    if not words.isdisjoint(_WORKS):
        for found in _TITLED.finditer(sentence.span.of(note.document.text)):
            yield sentence.span_of(*found.span("title")), "titled"
    if words & _KINDS:
        yield from _by_name(sentence)
    if _DIGIT.search(sentence.plain) is None:
        return
    for found in _STANDARD.finditer(sentence.plain):
        yield sentence.span_of(*found.span()), "standard"
    for found in _CITED.finditer(sentence.plain):
        first = found.group().split()[0].strip("(;").lower()
        if first in MONTHS or first in COMMON_WORDS or first == "in":
            continue
        yield sentence.span_of(*found.span("inside" if found["inside"] else "outside")), "author-year"


def _by_name(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    for found in _NAMED.finditer(sentence.plain):
        bare = _without_opener(found.group(), sentence.language)
        yield sentence.span_of(found.end() - len(bare), found.end()), "named-document"


def _is_linked(note: Note, span: Span) -> bool:
    links = note.document.links
    before = bisect_left(links, span.end, key=lambda link: link.span.start) - 1
    return before >= 0 and links[before].span.end > span.start


def _without_opener(name: str, language: str) -> str:
    """Give a name without the words with a capital that only open the sentence: `De Wet ...`, `See Report ...`."""
    words = name.split(" ")
    while len(words) > 1 and words[0].lower() in FUNCTION_WORDS[language] | OPENERS:
        words = words[1:]
    return " ".join(words)
