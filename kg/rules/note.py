"""A note as the rules see it: sentences with their cues, speakers, headings and what introduces them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Block, Context, Document
from kg.rules.cues import Hit, load_cues, load_group
from kg.rules.cutting import bare, cut
from kg.rules.references import Reference, find_reference, is_list_of_references
from kg.text import Span, language_of, sentences, tokens

#: Characters of a sentence in which cues are sought: what is longer was not written as a sentence.
LONGEST = 2_000

#: Signs that are no words for a cue: emphasis, line ends, typographic apostrophes. One for one, so offsets stay.
_PLAIN = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "*": " ", "_": " ", "`": " ", "\xa0": " ", "’": "'", "‘": "'"})
_TRAILER = re.compile(
    r"(?:\A|(?<=\s))(?:(?P<tag>#[^\W\d][\w/-]{0,60})|(?P<pin>\^[\w-]{1,60})"
    r"|\[?(?P<field>school|brin|thema|theme):: {0,3}(?P<value>#?[^\n\]:#^]{1,60})\]?)\s{0,9}\Z"
)
_SPEAKER = re.compile(
    r"[*_]{0,3}(?P<name>[A-Z][\w.'’-]{0,20}(?: (?:van|de|der|den|von|[A-Z][\w.'’-]{0,20})){0,4})"
    r"(?: ?\([^()\n]{1,30}\))?(?P<sign>[*_]{0,3} ?:[*_]{0,3}|[*_]{1,3}(?= ?[a-z])|,? [-–](?= [\w(]))(?= |\n)\s{0,3}"
)
_DIALOGUE, _GIVEN_AND_FAMILY = 3, 2  # names before a colon from which one that comes once speaks, and their words
_NUMBER = re.compile(r"\d{1,3}[.)] {1,3}[*_]{0,3}\Z")
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]{1,30}")
_TOPIC = re.compile(r"\*\*(?P<name>[^*\n]{1,80}):\*\*\s{1,3}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block. `plain` is as long as the text of `span`, with signs of layout made blank."""

    index: int
    block: int
    span: Span
    plain: str
    words: tuple[str, ...]
    language: str
    hits: Mapping[str, Hit]
    speaker: str = ""

    def has(self, *groups: str) -> bool:
        """Tell whether a cue of one of these groups occurs."""
        return not self.hits.keys().isdisjoint(groups)

    def span_of(self, start: int, end: int) -> Span:
        """Give the stretch of the document that stands at these offsets of `plain`."""
        return Span(self.span.start + start, self.span.start + end)


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading or a line that introduces a list says: its words and the cues in them."""

    text: str = ""
    hits: Mapping[str, Hit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trailers:
    """What stands at the end of a block and is not part of what it says: `^id`, `school:: 99XA`, `#tag`."""

    pin: str = ""
    school: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A document cut into sentences. `of_block[i]` are the sentences of block i, `spans[i]` its span without trailers.

    `intros[i]` is the block before block i that it belongs to (its parent item, or the paragraph before a list),
    `leads[i]` what that says of it, `titles[i]` the headings above it, nearest first, `above[i]` the groups of the cues
    in those. A block that is a reference (`references`) has no sentences: it only names a publication.
    """

    document: Document
    context: Context
    sentences: tuple[Sentence, ...]
    of_block: tuple[tuple[Sentence, ...], ...]
    spans: tuple[Span, ...]
    trailers: tuple[Trailers, ...]
    intros: tuple[int | None, ...]
    leads: tuple[Section, ...]
    titles: tuple[tuple[Section, ...], ...]
    above: tuple[frozenset[str], ...]
    references: Mapping[int, Reference] = field(default_factory=dict)

    def block(self, sentence: Sentence) -> Block:
        """Give the block that a sentence stands in."""
        return self.document.blocks[sentence.block]

    def is_topic(self, block: int) -> bool:
        """Tell whether a list item only names the topic of the items nested in it."""
        after = self.document.blocks[block + 1] if block + 1 < len(self.document.blocks) else None
        text = self.spans[block].of(self.document.text).rstrip("*_ ")
        return after is not None and after.parent == block and not text.endswith((".", "!", "?"))

    def under(self, block: int, *groups: str) -> bool:
        """Tell whether the heading above a block, or the line that introduces it, has one of these cues."""
        return not self.above[block].isdisjoint(groups)


def make_note(document: Document, context: Context) -> Note:
    """Give a document as the rules see it."""
    text = document.text
    trimmed = [_without_trailers(text, block) for block in document.blocks]
    titles = tuple(_titles(document))
    references = dict(_references(document, [span for span, _ in trimmed]))
    pieces = [
        [] if index in references else list(cut(text, block, trimmed[index][0]))
        for index, block in enumerate(document.blocks)
    ]
    openings = [[(span, _SPEAKER.match(text, span.start, span.end)) for span in spans] for spans in pieces]
    speakers = _speakers([name for one in openings for _, name in one if name], _present(document, titles))
    found: list[Sentence] = []
    of_block: list[tuple[Sentence, ...]] = []
    for index, opened in enumerate(openings):
        first = len(found)
        for opening in opened:
            found.append(_sentence(document, (len(found), index), opening, speakers))
        of_block.append(tuple(found[first:]))
    spans_of = tuple(span for span, _ in trimmed)
    intros = tuple(_intros(document))
    leads = tuple(_leads(document, spans_of, intros))
    return Note(
        document,
        context,
        tuple(found),
        tuple(of_block),
        spans_of,
        trailers=tuple(trailers for _, trailers in trimmed),
        intros=intros,
        leads=leads,
        titles=titles,
        above=tuple(_groups(lead, above) for lead, above in zip(leads, titles, strict=True)),
        references=references,
    )


def _references(document: Document, spans: Sequence[Span]) -> Iterator[tuple[int, Reference]]:
    """Yield the blocks that are references, with those."""
    starts = [link.span.start for link in document.links]
    for index, (block, span) in enumerate(zip(document.blocks, spans, strict=True)):
        if block.kind not in ("list_item", "paragraph"):
            continue
        heading = document.blocks[block.heading].span.of(document.text) if block.heading is not None else ""
        has_link = bisect_left(starts, span.start) < bisect_left(starts, span.end)
        found = find_reference(document.text, span, has_link=has_link, in_list=is_list_of_references(heading))
        if found:
            yield index, found


def plain(text: str) -> str:
    """Give the beginning of a text as cues see it, with signs of layout made blank; offsets stay."""
    return text[:LONGEST].translate(_PLAIN)


def section_of(text: str) -> Section:
    """Give a heading or introducing line with its cues, in whichever language they are."""
    return _section(plain(text))


@lru_cache(maxsize=2_000)
def _section(said: str) -> Section:
    words = tokens(said)
    return Section(said, {**load_cues("en").find(said, words), **load_cues("nl").find(said, words)})


def _without_trailers(text: str, block: Block) -> tuple[Span, Trailers]:
    """Give the span of a block without the `#tags`, the `^id` and the `field:: value` at its end, and those."""
    span, pin, school, tags = block.span, "", "", []
    while found := _TRAILER.search(text, max(span.start, span.end - 90), span.end):
        pin = pin or (found["pin"] or "")[1:]
        if found["field"] in ("school", "brin"):
            school = found["value"].strip()
        elif found["tag"] or found["value"]:
            tags.append((found["tag"] or found["value"]).strip("# "))
        span = Span(span.start, max(span.start, _end_before(text, found.start())))
    return span, Trailers(pin, school, tuple(reversed(tags)))


def _end_before(text: str, offset: int) -> int:
    """Give the offset without the white space before it."""
    while offset and text[offset - 1].isspace():
        offset -= 1
    return offset


def _present(document: Document, titles: tuple[tuple[Section, ...], ...]) -> frozenset[str]:
    """Give the words with a capital in the lists of who was there."""
    names: set[str] = set()
    for block, above in zip(document.blocks, titles, strict=True):
        line = document.text[block.span.start : min(block.span.end, block.span.start + LONGEST)]
        if (block.kind != "heading" and _is_of("section-attendance", line[:80])) or any(
            "section-attendance" in one.hits for one in above[:1]
        ):
            names.update(_CAPITAL.findall(line))
    return frozenset(names)


def _groups(lead: Section, above: tuple[Section, ...]) -> frozenset[str]:
    return frozenset(group for section in (lead, *above) for group in section.hits)


def _speakers(found: Sequence[re.Match[str]], present: frozenset[str]) -> frozenset[str]:
    """Give the names before a colon that speak: there more than once, or in bold, or in the list of who was there."""
    counts = Counter(match["name"] for match in found)
    bold = {match["name"] for match in found if "*" in match.group() or "_" in match["sign"]}
    known = {name for name in counts if name.split()[0] in present}
    turns = Counter(match["name"] for match in found if ":" in match["sign"])
    is_dialogue = len(turns) >= _DIALOGUE and turns.total() > 2 * len(turns)
    said = {name for name in turns if is_dialogue and len(name.split()) <= _GIVEN_AND_FAMILY}
    return frozenset(name for name, times in counts.items() if times > 1) | bold | known | said


def _sentence(
    document: Document, place: tuple[int, int], opening: tuple[Span, re.Match[str] | None], speakers: frozenset[str]
) -> Sentence:
    """Give the sentence at a place (its number and that of its block) that may open with the name of a speaker."""
    text, speaker = document.text, ""
    span, found = opening
    if not (found and found["name"] in speakers):
        found = _TOPIC.match(text, span.start, span.end)
    if found and found.end() < span.end and not _is_label(found["name"]):
        speaker, span = found["name"], bare(text, Span(found.end(), span.end))
    said = plain(text[span.start : min(span.end, span.start + LONGEST)])
    words = tuple(tokens(said))
    language = language_of(words, document.language)
    language = language if language in ("nl", "en") else "nl"
    return Sentence(*place, span, said, words, language, load_cues(language).find(said, words), speaker)


def _is_label(name: str) -> bool:
    """Tell whether what stands before a colon is a mark (`Vraag:`) or a field (`Datum:`), not a person."""
    return _is_of("label", name)


def _is_of(group: str, text: str) -> bool:
    """Tell whether a cue of a group occurs in a text, in whichever language it is."""
    return bool(load_group(group).find(text.translate(_PLAIN), tokens(text)))


def _intros(document: Document) -> Iterator[int | None]:
    """Yield for each block its parent item, or for an item of a list the paragraph or the numbered item before it."""
    before: int | None = None
    for index, block in enumerate(document.blocks):
        if block.kind != "list_item":
            before = index if block.kind == "paragraph" else None
        elif block.parent is None and _NUMBER.search(document.text, max(0, block.span.start - 6), block.span.start):
            yield before
            before = index
            continue
        yield block.parent if block.parent is not None or block.kind != "list_item" else before


def _leads(document: Document, spans: tuple[Span, ...], intros: tuple[int | None, ...]) -> Iterator[Section]:
    """Yield for each block what its parent item says, or the paragraph before its list where that ends in a colon."""
    known: dict[int, Section] = {}
    for block, intro in zip(document.blocks, intros, strict=True):
        if intro is None or (block.parent is None and not spans[intro].of(document.text).rstrip("*_ ").endswith(":")):
            yield Section()
            continue
        if intro not in known:
            known[intro] = section_of(_last_line(spans[intro].of(document.text)))
        yield known[intro]


def _last_line(text: str) -> str:
    """Give the last sentence of a paragraph, which says what follows."""
    tail = text[-LONGEST:]
    found = sentences(tail)
    return found[-1].of(tail) if found else ""


def _titles(document: Document) -> Iterator[tuple[Section, ...]]:
    """Yield for each block the headings above it, nearest first; further ones only where they hold no text."""
    known: dict[int, tuple[Section, ...]] = {}
    stack: list[tuple[int, int]] = []
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            above = stack[-1][1] if stack and blocks[stack[-1][1] + 1].kind == "heading" else None
            known[index] = (section_of(block.span.of(document.text)), *(known[above] if above is not None else ()))
            stack.append((block.level, index))
        yield known.get(block.heading, ()) if block.heading is not None else ()
