"""Spans, positions and pure functions on strings."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day_of
from datetime import timedelta
from itertools import pairwise

_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text in characters, end exclusive, as a Python slice."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Check that the span has a beginning and is not turned round."""
        if not 0 <= self.start <= self.end:
            message = f"not a span: {self.start}..{self.end}"
            raise ValueError(message)

    def of(self, text: str) -> str:
        """Give the stretch of `text` that this span covers.

        >>> Span(3, 6).of("de wet van")
        'wet'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: `line` from 1, `column` from 0, in characters."""

    line: int
    column: int


def line_starts(text: str) -> list[int]:
    r"""Give the offset at which each line of a text starts. `\n`, `\r\n` and `\r` end a line.

    >>> line_starts("a\r\nb\n")
    [0, 3, 5]
    """
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def position_at(starts: Sequence[int], offset: int) -> Position:
    """Give line and column of an offset, from the starts of the lines.

    >>> position_at([0, 3, 5], 4)
    Position(line=2, column=1)
    """
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1])


def trim(text: str, span: Span) -> Span:
    """Give the span without white space at its ends.

    >>> trim("  a b ", Span(0, 6))
    Span(start=2, end=5)
    """
    if span.start < span.end <= len(text) and not (text[span.start].isspace() or text[span.end - 1].isspace()):
        return span
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip())
    return Span(start, max(start, span.start + len(stretch.rstrip())))


def fold(text: str) -> str:
    r"""Give a text without case and accents, with single spaces: to compare, never to show.

    >>> fold("Één  Vraag\nover ICT")
    'een vraag over ict'
    """
    if text.isascii():  # most texts: nothing to take apart
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


def same_wording(text: str) -> str:
    """Give the key under which two wordings count as identical: folded, without punctuation.

    >>> same_wording("Wat is 'leren'?") == same_wording("wat is leren")
    True
    """
    return " ".join(re.findall(r"\w+", fold(text)))


def title_key(title: str) -> str:
    """Give the key under which two titles are the same, or '' where a title is too short to be sure.

    >>> title_key("Leren met ICT: een (kort) overzicht"), title_key("Verslag")
    ('leren met ict een kort overzicht', '')
    """
    key = same_wording(title)
    return key if len(key) >= _SURE_TITLE and key.count(" ") >= _SURE_WORDS - 1 else ""


_SURE_TITLE, _SURE_WORDS = 10, 2  # characters and words: shorter titles are words as well
_SHORT_FORMS = """a.d.h.v b.v bijv blz bv c.q ca cf d.d d.m.v d.w.z dhr dr drs e.a e.g e.v eg excl fig h.t i.c i.d
i.e i.h.b i.o i.p.v i.s.m i.v.m incl ing ir jl m.a.w m.b.t m.b.v m.i m.i.v m.n m.u.v mej mevr mr mrs ms mw n.a.v n.b
nr nrs o.a o.b.v o.i.d o.l.v o.m p.p pag pp prof resp s.v.p st t.a.v t.b.v t.g.v t.o.v t.w.v viz vlg vs z.g z.i zgn"""

#: Words after which a full stop ends no sentence, without that stop, in lower case.
ABBREVIATIONS = frozenset(_SHORT_FORMS.split())

_STOP = re.compile(r"[.!?…]{1,6}['\"”’»)\]*_]{0,4}[.!?…]{0,3}(?=\s)")
_WORD = re.compile(r"[^\W_]+")
_FEW = 4  # lines: with more, one long line among wrapped ones says nothing about their width
_NEAR = 250  # characters within which a remark in brackets opens and closes
_LAST_WORD = re.compile(r"[\w./]{1,20}\Z")
_NEXT_WORD = re.compile(r"\s*(\S{0,40})")

_DUTCH = """aan als bij dan dat de deze die dit door een eigen er ook geen haar heeft het hij hoe ik je jij jullie kan
kunnen maar meer met moet moeten naar niet nog nu om onze op te tot uit van veel voor waar wat welke wel werd werden
wie wij worden wordt zal ze zich zij zijn zo zou zouden"""
_ENGLISH = """a about an and any are as be been but by can could did does for from had has have how if into it its may
more not on or our should some than that the their them there these they this to were what when where which who why
will with would you your"""

#: Words that occur in nearly every sentence of one of the languages, and hardly in the other.
FUNCTION_WORDS = {"nl": frozenset(_DUTCH.split()), "en": frozenset(_ENGLISH.split())}
#: The same of both languages together.
COMMON_WORDS = FUNCTION_WORDS["nl"] | FUNCTION_WORDS["en"]


def tokens(text: str) -> list[str]:
    """Give the words of a text in order, in lower case, without punctuation.

    >>> tokens("Wat is 'leren'?")
    ['wat', 'is', 'leren']
    """
    return _WORD.findall(text.lower())


def language_of(words: Sequence[str], default: str) -> str:
    """Give `nl` or `en` by which function words there are more of, or `default` where that is undecided.

    >>> language_of(["what", "is", "the", "vraag"], "nl")
    'en'
    """
    dutch = sum(map(FUNCTION_WORDS["nl"].__contains__, words))
    english = sum(map(FUNCTION_WORDS["en"].__contains__, words))
    if dutch == english:
        return default
    return "nl" if dutch > english else "en"


def guess_language(text: str, default: str) -> str:
    """Give the language of a text, `nl` or `en`, or `default` where its words do not tell.

    Looks at the first 20,000 characters: more changes nothing in a note of one language.

    >>> guess_language("De leerlingen werken met een tablet.", "en"), guess_language("ICT 2021", "en")
    ('nl', 'en')
    """
    return language_of(tokens(text[:20_000]), default)


def sentences(text: str) -> list[Span]:
    r"""Give the sentences of a paragraph, in order, without the white space between them.

    Abbreviations (`o.a.`, `bijv.`) and initials end no sentence. A line end ends one only where the next line
    starts a new one: its first word has no lower case and would easily have fitted, so nobody wrapped the line.
    Spans are in characters of `text`. Source: UAX #29, section 5.1, and ABBREVIATIONS above.

    >>> sentences("Wat is dat? En waarom?")
    [Span(start=0, end=11), Span(start=12, end=22)]
    >>> [span.of("Dat is o.a. hier.\nZo.") for span in sentences("Dat is o.a. hier.\nZo.")]
    ['Dat is o.a. hier.', 'Zo.']
    """
    ends = sorted({*_stops(text), *_line_cuts(text)})
    cuts = [end for end in ends if not _in_brackets(text, end)] if "(" in text else ends
    spans = (trim(text, Span(a, b)) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return [span for span in spans if span.start < span.end]


def _stops(text: str) -> list[int]:
    """Give the offsets after the punctuation that ends a sentence."""
    return [found.end() for found in _STOP.finditer(text) if _is_end(text, found)]


def _in_brackets(text: str, offset: int) -> bool:
    """Tell whether an offset lies between brackets that open and close near it."""
    opened = text.rfind("(", max(0, offset - _NEAR), offset)
    closed = text.find(")", offset, offset + _NEAR)
    return 0 <= opened < closed and ")" not in text[opened:offset] and "(" not in text[offset:closed]


def _is_end(text: str, found: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, found.end())
    head = (following.group(1) if following else "").lstrip("'\"“‘(*_[")
    mark = found.group()
    if "?" in mark or "!" in mark:
        return len(mark) == 1 or not head[:1].islower()
    if head[:1].islower():
        return False
    before = _LAST_WORD.search(text[max(0, found.start() - 20) : found.start()])
    word = before.group() if before else ""
    return not (mark == "." and _is_short_form(word))


def _is_short_form(word: str) -> bool:
    """Tell whether a word is an abbreviation or an initial. In capitals (`B.V.`) it may well end a sentence."""
    return (word.lower() in ABBREVIATIONS and not word.isupper()) or (len(word) == 1 and word.isalpha())


def _line_cuts(text: str) -> list[int]:
    """Give the offsets of line ends that somebody put there on purpose."""
    ends = [found.end() for found in _LINE_END.finditer(text)]
    if not ends:
        return []
    starts = [0, *ends]
    lines = [text[a:b].strip() for a, b in zip(starts, [*ends, len(text)], strict=True)]
    lengths = sorted(len(line) for line in lines)
    width = lengths[-1] if len(lengths) < _FEW else lengths[len(lengths) * 3 // 4]
    return [end for (line, after), end in zip(pairwise(lines), ends, strict=False) if _starts_anew(line, after, width)]


def _starts_anew(line: str, after: str, width: int) -> bool:
    """Tell whether the line `after` begins a sentence, given the longest line of the paragraph."""
    if not after:
        return True
    if after[0].islower() or line.endswith((",", "-", "–")):
        return False
    # A wrapped line is about as long as its neighbours; without punctuation it must be clearly shorter.
    room = width if line.endswith((".", ":", ";", "!", "?", ")")) else width * 0.9
    return len(line) + 1 + len(after.split(None, 1)[0]) <= room


def first_day(stated: str) -> str:
    """Give the first day of a date as far as it is stated, or ''.

    >>> first_day("2021-06"), first_day("2021"), first_day("")
    ('2021-06-01', '2021-01-01', '')
    """
    return stated + "-01-01"[3 * stated.count("-") :] if stated else ""


def day_after(date: str) -> str:
    """Give the day after all that a partial date can mean; '' where it is none.

    >>> day_after("2021-12"), day_after("2021-12-30"), day_after("2021-13")
    ('2022-01-01', '2021-12-31', '')
    """
    if not _PARTIAL.fullmatch(date):
        return ""
    year, month, *rest = [int(part) for part in (date + "-12" * (date.count("-") == 0)).split("-")]
    try:
        if rest:
            return str(day_of(year, month, rest[0]) + timedelta(days=1))
        return str(day_of(year, month, 1).replace(day=28) + timedelta(days=4))[:8] + "01"
    except (ValueError, OverflowError):
        return ""
