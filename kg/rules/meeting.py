"""What a note says of its meeting: title, number, series, date, place. What it does not say stays None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Document, Meeting, PartialDate
from kg.rules.dates import find_date
from kg.rules.note import Note, Section, section_of
from kg.text import Span, trim

#: Front matter keys in Dutch and English, by field.
KEYS = {
    "title": ("title", "titel"),
    "date": ("date", "datum"),
    "number": ("number", "nummer", "sequence"),
    "series": ("series", "reeks"),
    "place": ("place", "plaats", "locatie", "location"),
}
ORDINALS = {
    word: number
    for words in (
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    )
    for number, word in enumerate(words.split(), 1)
}
_NUMBERED = re.compile(
    r"\b(?P<number>\d{1,3})(?:e|de|ste|st|nd|rd|th)\b"
    r"|\b(?:(?:sprint|bijeenkomst|vergadering|werkgroep|overleg|sessie|meeting|session|workshop|nr|no) #?"
    r"|(?:nr|no)\. ?|#)"
    r"(?P<after>\d{1,3})\b",
    re.IGNORECASE,
)
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_GATHERING = re.compile(
    r"\b(?:bijeenkomst|vergadering|meeting|overleg|sessie|session)\b(?: (?:van de|van het|of the))?", re.IGNORECASE
)
_PLACE_AND_DATE = re.compile(r"(?:[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2},? )?\Z")
_NOTES_OF = re.compile(
    r"\A(?:agenda en )?(?:verslag|notulen|minutes|notes)(?: van (?:de|het)|:) (?=\w+ )", re.IGNORECASE
)
_LABEL = re.compile(
    r"[*_ ]{0,3}(?:meeting|bijeenkomst|vergadering|overleg|onderwerp)[*_ ]{0,3}:[*_ ]{0,3}\s{1,3}", re.IGNORECASE
)
_DATED = re.compile(
    r"[*_ ]{0,3}(?:\w{0,12}(?:datum|date)|wanneer|when)(?:[ /]{1,3}(?:time|tijd))?[*_ ]{0,3}:?[*_ ]{0,3}\s{0,3}",
    re.IGNORECASE,
)
_LINKS = (" held", " op", " van", " of", " on", " d.d", " for", " voor")
_LONGEST = 160  # characters: a title is a line
_HEAD = 8  # blocks at the beginning of a note in which it says what it is about


def find_meeting(note: Note) -> Meeting | None:
    """Give the meeting that a note names, or None. Front matter wins over text."""
    span = _title_span(note)
    stated = _stated(note.document)
    written = span.of(note.document.text) if span else ""
    title = _without_date(stated.get("title") or written)
    if not title and not stated:
        return None
    number = int(stated["number"]) if stated.get("number", "").isdigit() else _number(title) or _ordinal(note)
    return Meeting(
        title=title,
        number=number,
        series=stated.get("series") or _series(title),
        held=_own_date(note, written)
        or _front_date(stated.get("date", ""))
        or _text_date(note, stated.get("title", "")),
        place=stated.get("place", ""),
        span=span,
    )


def _stated(document: Document) -> dict[str, str]:
    values = document.metadata
    return {
        field: next((values[key] for key in keys if values.get(key)), "")
        for field, keys in KEYS.items()
        if any(values.get(key) for key in keys)
    }


def _front_date(value: str) -> PartialDate | None:
    """Give a date of front matter, which may be a year or a month (`2021-09`)."""
    part = _YEAR_OR_MONTH.fullmatch(value.strip())
    if part:
        return PartialDate(int(part[1]), int(part[2]) if part[2] else None)
    found = find_date(value)
    return found[0] if found else None


def _title_span(note: Note) -> Span | None:
    """Give the front matter's title, the first heading, or the first line that names a gathering."""
    text = note.document.text
    title = next((note.document.metadata[key] for key in KEYS["title"] if note.document.metadata.get(key)), "")
    at = text.find(title) if title else -1
    if at >= 0:
        return Span(at, at + len(title))
    lines = [_first_line(text, note.spans[i]) for i in range(min(_HEAD, len(note.spans))) if _may_title(note, i)]
    sections = [section_of(line.of(text)) for line in lines]
    labelled = _labelled(note)
    if labelled:
        return labelled
    if lines and _is_dated(note) and not _is_bare(sections[0]) and note.document.blocks[0].kind == "heading":
        return lines[0]
    named = [line for line, one in zip(lines, sections, strict=True) if "meeting" in one.hits and not _is_bare(one)]
    about = any("meeting" in one.hits for one in sections[1:])
    return next(iter(named), lines[0] if lines and about and not _is_bare(sections[0]) else None)


def _labelled(note: Note) -> Span | None:
    """Give what stands behind a label at the beginning: `Meeting: ...`, on the same line or the next."""
    text = note.document.text
    for index in range(min(_HEAD, len(note.spans))):
        found = _LABEL.match(text, note.spans[index].start, note.spans[index].end)
        if found and found.end() < note.spans[index].end:
            line = _first_line(text, Span(found.end(), note.spans[index].end))
            return line if line.start < line.end and not find_date(line.of(text)) else None
    return None


def _is_dated(note: Note) -> bool:
    """Tell whether the block behind the first heading is a date."""
    behind = note.spans[1].of(note.document.text) if len(note.spans) > 1 else ""
    found = find_date(behind) if len(behind) <= _LONGEST else None
    return bool(found and found[0].day)


def _may_title(note: Note, index: int) -> bool:
    """Tell whether a block is a heading or a line without a full stop, and not about who was there."""
    block = note.document.blocks[index]
    line = _first_line(note.document.text, note.spans[index]).of(note.document.text)
    if block.kind not in ("heading", "paragraph") or not line or len(line) > _LONGEST:
        return False
    if block.kind == "paragraph" and not find_date(line) and (line.endswith((".", ":")) or ":" in line[:20]):
        return False
    return "section-attendance" not in section_of(line).hits


def _is_bare(section: Section) -> bool:
    """Tell whether a heading is only a word for notes (`Notulen`), which names no meeting."""
    hit = section.hits.get("meeting-alone")
    return hit is not None and len(section.text.split()) <= len(hit.words.split())


def _first_line(text: str, span: Span) -> Span:
    end = text.find("\n", span.start, span.end)
    return trim(text, Span(span.start, end if end >= 0 else span.end))


def _without_date(title: str) -> str:
    """Give a title without the date at its end."""
    title = _NOTES_OF.sub("", title.strip(), count=1) if find_date(title) else title.strip()
    found = find_date(title)
    if not found or title[: found[1]].endswith("("):
        return title
    before, behind = title[: found[1]].rstrip(" ,:–-"), title[found[2] :]
    if before and (not behind or behind.startswith(" - ")):
        return next((before.removesuffix(link) for link in _LINKS if before.endswith(link)), before).strip()
    if not found[0].day or before.endswith(_LINKS):
        return title
    return " ".join(f"{before} {behind.lstrip(' ,:–-')}".split())


def _number(title: str) -> int | None:
    for word in re.findall(r"\w+", title.lower()):
        if word in ORDINALS:
            return ORDINALS[word]
    found = _NUMBERED.search(title)
    return int(found["number"] or found["after"]) if found else None


def _series(title: str) -> str:
    """Give the name of the series in a title such as `Derde bijeenkomst kennistafel`, with a capital."""
    gathering = _GATHERING.search(title)
    words = title[: gathering.start()].lower().split() if gathering else []
    if not gathering or not all(word in ORDINALS or _NUMBERED.fullmatch(word) for word in words) or not words:
        return ""
    name = title[gathering.end() :].strip(" :–-")
    return name[:1].upper() + name[1:]


def _ordinal(note: Note) -> int | None:
    """Give the number of the gathering that the first sentence below the title names: `De achtste werksessie ...`."""
    first = next((one for one in note.sentences if note.block(one).kind == "paragraph"), None)
    if first is None:
        return None
    after = zip(first.words, (*first.words[1:], ""), strict=True)
    return next(
        (ORDINALS[word] for word, what in after if word in ORDINALS and "meeting" in section_of(what).hits), None
    )


def _own_date(note: Note, title: str) -> PartialDate | None:
    """Give the day that the title names, or a line at the beginning that is a place and a date: `Utrecht, 3 mei 2018`.

    Front matter may give the day on which a note was published instead.
    """
    for line in (title, *_head(note)):
        found = find_date(line) if len(line) <= _LONGEST else None
        is_whole = found and not line[found[2] :].strip(" *_") and _PLACE_AND_DATE.match(line[: found[1]].lstrip("*_"))
        is_labelled = found and _DATED.match(line[: found[1]])
        if found and found[0].year and found[0].day and (line is title or is_whole or is_labelled):
            return found[0]
    return None


def _head(note: Note) -> Iterator[str]:
    """Yield the lines at the beginning of a note; a cell of a table behind what its row or column says."""
    for at in range(min(_HEAD, len(note.spans))):
        block, text = note.document.blocks[at], note.spans[at].of(note.document.text)
        yield text
        if block.kind == "table_cell":
            before = note.document.blocks[at - 1]
            row = before.span.of(note.document.text) if at and before.row == block.row else ""
            yield from (f"{label}: {text}" for label in (row, block.header) if label)
            yield f"{before.header}: {block.header}" if row else text
        else:
            yield from text.split("\n") if "\n" in text else ()


def _text_date(note: Note, title: str) -> PartialDate | None:
    """Give the first date in the title, else in the lines at the beginning of the note."""
    found = find_date(title)
    if found:
        return found[0]
    for index in range(min(_HEAD, len(note.spans))):
        if note.document.blocks[index].kind == "list_item" and not _DATED.match(
            note.spans[index].of(note.document.text)
        ):
            continue
        found = find_date(note.spans[index].of(note.document.text)[:400])
        if found:
            return found[0]
    return None
