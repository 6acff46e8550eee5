"""Documents that a sentence names: standards by number, laws and policies, titles in quotes, author and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.rules.dates import MONTHS
from kg.rules.note import Sentence
from kg.text import FUNCTION_WORDS

_NAME = r"[A-Z][\w&'’.+/-]{0,30}[\w&+]"
_OWN = r"(?:[A-Z][\w-]{0,12}[A-Z0-9][\w-]{0,12})"  # a name that is no ordinary word: VNG, DigiKoppeling, Force11
_WORD = r"[a-z][\w&-]{2,20}"
_JOINED = rf"(?:(?:{_NAME}|of|and|for|&) ){{0,5}}"

#: Signs of a quotation, opening and closing; an apostrophe inside a word is none.
_QUOTED = (
    r"(?:[\"“„«](?P<q1>[^\"“”„«»\n]{8,200})[\"”»]|(?<!\w)['‘’](?P<q2>[^\"“”\n]{8,200}?)['’](?!\w)|"
    r"[*_]{1,2}(?P<q3>[^*_\n]{8,200})[*_]{1,2})"
)

#: Nouns of what is written, in Dutch and English, before a title in quotes or behind a name.
_NOUNS = (
    *("rapport", "artikel", "notitie", "handreiking", "publicatie", "boek", "brochure", "proefschrift", "scriptie"),
    *("onderzoek", "studie", "advies", "verordening", "whitepaper", "essay", "paper", "report", "article", "book"),
    *("thesis", "study", "publication", "preprint", "handbook", "guide", "document", "guideline", "richtlijn", "wet"),
)
_STANDARD = re.compile(
    r"(?<![\w/-])(?:ISO(?:/IEC)?|NEN(?:-EN)?(?:-ISO)?|RFC|IEC|NEP|PEP|NIST(?: SP)?|DIN|BCP) ?-?"
    r"\d[\d.:-]{0,15}(?<=\d)(?!\w)(?: [“\"][^”\"\n]{3,80}[”\"])?"
)
_VERSION = re.compile(
    rf"(?<![\w./-])(?:{_NAME} )?(?P<name>{_NAME})(?: profile| profiel| standaard| standard)? ?"
    r"(?:v|versie |version )?\d{1,2}\.\d{1,2}(?![\w%:])(?!\.\d{2})"
)
_LAW = re.compile(
    rf"(?<![\w/-]){_JOINED}{_NAME} (?:(?:Act|Directive|Policy|Charter|Catalogu?e?|Guidelines|Handbook|Manifesto|"
    r"White ?[Pp]aper|policy|charter|directive)(?![\w-])(?: \d{4})?|Code (?:section|article)s? [\w\[\]()]{1,20}"
    r"(?: and \d{1,6})?)"
)
_ABOUT = re.compile(
    rf"(?<![\w/-]){_OWN}(?:[ -](?:{_WORD}|{_NAME})){{0,2}}?[ -](?:document|documentation|spreadsheet|principles|"
    r"directive|guidance|guidelines|handbook|rapport|richtlijn|handreiking|notitie|verordening|advies|report)(?![\w-])"
    r"(?: \([A-Z]\d{1,2}(?:\.\d{1,2})?\))?"
)
_FORM = re.compile(rf"(?<![\w/-]){_NAME}(?: of)?(?: {_NAME}){{1,3}} form(?![\w-])")
#: Verbs at which a title that is not in quotes ends.
_VERBS = (
    r"(?:is|zijn|was|waren|wordt|werd|worden|werden|gaat|geeft|gaf|laat|liet|zegt|noemt|staat|stond|verscheen|verschijnt|komt|"
    r"kwam|heeft|had|moet|kan|zal|beschrijft|blijkt|has|have|had|are|were|will|should|says|said|shows|describes|came|to)\b"
)
_NOUN_FIRST = re.compile(
    rf"(?<![\w-])(?:[Tt]oekomstvisie|[Hh]andreiking|[Rr]apport|[Nn]otitie|[Rr]ichtlijn|[Vv]erordening|[Bb]rochure|[Ww]et|"
    rf"[Aa]rtikel|[Rr]eport|[Pp]aper)"
    rf"(?P<name> {_NAME}(?: (?!{_VERBS}|van (?:de|het|een) |uit \d|door |\W)[\w'’-]{{1,30}}:?){{0,12}})"
)
_COMPOUND = re.compile(
    r"(?<![\w-])(?:[a-z]{3,14} )??(?:plannings|architectuur|beleids|werk|visie|expert ?|onderzoeks|eind)"
    r"(?:document|kader|advies|rapport|notitie)(?![\w-])"
)
_AUTHORS = rf"{_NAME}(?:(?:,| &| en| and) (?:(?:van|de|der|den|ter|te) ){{0,3}}{_NAME}){{0,4}}(?:,? et al\.?| e\.a\.)?"
_CITED = re.compile(
    rf"(?<=[(;] )(?:(?:van|de|der|den|ter) ){{0,3}}{_AUTHORS},? (?:19|20)\d\d[a-z]?(?=[);,])"
    rf"|(?<=\()(?:(?:van|de|der|den|ter) ){{0,3}}{_AUTHORS},? (?:19|20)\d\d[a-z]?(?=[);,])"
    rf"|(?<![\w/-]){_AUTHORS} \((?:19|20)\d\d[a-z]?\)"
)
_TITLED = re.compile(rf"(?<!\w)(?:{'|'.join(_NOUNS)})(?: \w{{1,14}}){{0,2}}?:? {_QUOTED}", re.IGNORECASE)
_DETERMINERS = frozenset(
    (
        *("de", "het", "een", "dit", "deze", "dat", "die", "onze", "ons", "het", "in", "met", "van", "volgens", "zie"),
        *("the", "this", "these", "that", "our", "a", "an", "last", "key", "new", "see", "using", "updated", "each"),
        *("annual", "applaud", "duplicates", "board", "every", "any", "no", "some", "all", "their", "and", "of", "for"),
    )
)
_MONTHS = frozenset(MONTHS)
_NO_NAMES = ("white paper",)


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a sentence names: where, by which rule, and its title where that stands there.

    `key` is the same for all versions of a standard.
    """

    start: int
    end: int
    rule: str
    title: str = ""
    key: str = ""


def named_documents(sentence: Sentence, text: str) -> Iterator[Named]:
    """Yield the documents that a sentence names; `text` is the sentence as it stands, emphasis included."""
    words = set(sentence.words)
    if words & _WRITTEN:
        yield from _titled(text)
    if any(char.isdigit() for char in sentence.plain):
        yield from _plain(_STANDARD, sentence.plain, "standard")
        yield from _versions(sentence.plain)
        yield from _cited(sentence.plain)
    if words & _BEHIND or "document" in sentence.plain:
        for pattern in (_LAW, _ABOUT, _FORM):
            yield from _plain(pattern, sentence.plain, "named-document")
        yield from _plain(_COMPOUND, sentence.plain, "untitled")
        yield from _named(sentence.plain)


_WRITTEN = frozenset(_NOUNS)
_BEHIND = frozenset(
    (
        *(
            "act",
            "directive",
            "policy",
            "charter",
            "catalog",
            "catalogue",
            "guidelines",
            "handbook",
            "manifesto",
            "code",
        ),
        *("paper", "whitepaper", "document", "documentation", "spreadsheet", "principles", "guidance", "rapport"),
        *(
            "richtlijn",
            "handreiking",
            "notitie",
            "verordening",
            "advies",
            "report",
            "form",
            "toekomstvisie",
            "brochure",
        ),
        *("wet", "artikel", "planningsdocument", "architectuurdocument", "beleidsdocument", "werkdocument"),
        *("visiedocument", "architectuuradvies", "beleidsadvies", "expertadvies", "beleidskader", "architectuurkader"),
        *("onderzoeksrapport", "eindrapport", "beleidsnotitie", "visienotitie", "expert"),
    )
)


def _titled(text: str) -> Iterator[Named]:
    """Yield titles in quotes or emphasis behind a noun for what is written."""
    for found in _TITLED.finditer(text):
        group = next(name for name in ("q1", "q2", "q3") if found[name])
        title = found[group]
        if len(title.split()) > 1 and not title.rstrip().endswith("?"):
            yield Named(found.start(group), found.end(group), "titled", title.strip())


def _plain(pattern: re.Pattern[str], text: str, rule: str) -> Iterator[Named]:
    for found in pattern.finditer(text):
        start = _behind_determiners(text, found.start(), found.end())
        bare = text[start : found.end()]
        is_name = (len(bare.split()) > 1 or "-" in bare) and bare.lower() not in _NO_NAMES
        if is_name or rule != "named-document":
            yield Named(start, found.end(), rule, bare if rule == "named-document" else "")


def _behind_determiners(text: str, start: int, end: int) -> int:
    """Give where a name begins, without articles and other words that only have their capital from the sentence."""
    while start < end:
        word = text[start:end].split(" ", 1)[0]
        folded = word.lower()
        if " " not in text[start:end] or (folded not in _DETERMINERS and folded not in FUNCTION_WORDS["nl"]):
            break
        start += len(word) + 1
    return start


def _versions(text: str) -> Iterator[Named]:
    """Yield standards with their version. An ordinary word at the start of a sentence is no name."""
    for found in _VERSION.finditer(text):
        start = _behind_determiners(text, found.start(), found.end())
        first = text[start : found.end()].split(" ", 1)[0]
        is_opener = not text[:start].strip() and sum(char.isupper() for char in first) < 2  # noqa: PLR2004
        if start < found.start("name") + 1 and not is_opener and found["name"].lower() not in _DETERMINERS:
            yield Named(start, found.end(), "standard", key=found["name"].rstrip("0123456789."))


def _cited(text: str) -> Iterator[Named]:
    """Yield citations by author and year: `(Voorbeeld & de Test, 2019)`, `Voorbeeld (2019)`."""
    for found in _CITED.finditer(text):
        words = found.group().lower().replace(",", " ").split()
        if not _MONTHS & set(words) and words[0] not in _DETERMINERS:
            yield Named(found.start(), found.end(), "author-year")


def _named(text: str) -> Iterator[Named]:
    """Yield what a noun for something written names: `de notitie Samen Leren`."""
    for found in _NOUN_FIRST.finditer(text):
        title = found["name"].strip()
        if len(title.split()) > 1 or sum(char.isupper() for char in title) > 1:
            yield Named(found.start(), found.end(), "named-document", title)
