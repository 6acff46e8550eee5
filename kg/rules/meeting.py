"""What a note says of its meeting: title, number, series, date, place. What it does not say stays None."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model import Document, Meeting, PartialDate
from kg.rules.dates import WEEKDAY, find_date, find_dates
from kg.rules.head import find_fields, is_of_another
from kg.rules.note import Note, Section, section_of
from kg.rules.numbering import number_of, series_of, spoken_number
from kg.text import Span, trim

#: Front matter keys in Dutch and English, by field.
KEYS = {
    "title": ("title", "titel"),
    "date": ("date", "datum"),
    "number": ("number", "nummer", "sequence"),
    "series": ("series", "reeks"),
    "place": ("place", "plaats", "locatie", "location"),
    "about": ("subtitle", "ondertitel", "description", "omschrijving", "excerpt"),
}
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_BEFORE_DATE = re.compile(rf"(?:[A-Z][\w'-]{{1,20}}(?: [A-Z][\w'-]{{1,20}}){{0,2}},? )?(?:(?i:{WEEKDAY}),? )?\Z")
_TIME = r"\d{1,2}(?:[:.u]\d{2})?(?: ?[ap]m|u| uur)?"
_BEHIND_DATE = re.compile(
    rf"[,;@ –-]{{0,4}}(?:at |om |van |from )?(?:{_TIME}(?: ?(?:-|–|to|tot|/) ?{_TIME})?)?"
    rf"(?: ?(?:uur|UTC|GMT|C?E[SD]T|CET|P[SD]T)\b)*"
    rf"(?: {_TIME} (?:UTC|GMT|CET))?[ .*_]{{0,4}}\Z",
    re.IGNORECASE,
)
_NOTES_OF = re.compile(r"(?:agenda en )?(?:verslag|notulen|minutes|notes)(?: van (?:de|het)|:) (?=\w+ )", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([^\w\s])")  # a sign of Markdown that is meant as it stands
_LINKS = (" held", " op", " van", " of", " on", " d.d", " for", " voor", " de dato", " dd")
_NUMBERED = re.compile(r"\W{0,4}\d{1,2}\\?[.)]\s")
_YEARLY = re.compile(r"\b(?:[Tt]he|[Dd]e|[Hh]et) (?P<year>(?:19|20)\d\d) (?P<what>[\w-]{2,30}(?: [\w-]{2,30}){0,2})")
_ONLY_NOTES = re.compile(
    r"\W{0,3}(?:(?:meeting|discussion|gespreks|vergader|overleg)[ -]?)?"
    r"(?:notes|minutes|notulen|verslag|aantekeningen|agenda)"
    r"(?: (?:for|of|from|van|voor|d\.d\.))?\W{0,24}(?:at |om )?[\d:. ]{0,6}[A-Z]{0,4}\W{0,3}",
    re.IGNORECASE,
)
_LONGEST = 160  # characters: a title is a line
_DATED = 3  # blocks at the beginning among which a heading may be the day
_HEAD = 8  # blocks at the beginning of a note in which it says what it is about


def find_meeting(note: Note) -> Meeting | None:
    """Give the meeting that a note names, or None. Front matter wins over text, but for a day that the text names."""
    stated, fields = _stated(note.document), find_fields(note)
    span = _title_span(note, stated, fields)
    written = span.of(note.document.text) if span else ""
    title = _titled(note, stated, written)
    span = span or _dated_heading(note)
    if span is None and not any(stated.get(field) for field in ("date", "number", "series", "place")):
        return None
    written = span.of(note.document.text) if span else ""
    number = next((int(one) for one in (stated.get("number", ""), fields.get("number", "")) if one.isdecimal()), None)
    return Meeting(
        title=_ESCAPE.sub(r"\1", title),
        number=number or number_of(_undated(title)) or spoken_number(note),
        series=stated.get("series") or series_of(title),
        held=_held(note, (written, stated.get("title", "")), fields, stated),
        place=stated.get("place") or fields.get("place", ""),
        span=span,
    )


def _dated_heading(note: Note) -> Span | None:
    """Give a heading at the beginning that is nothing but the day of the meeting, which then has no title."""
    for index in range(min(_DATED, len(note.spans))):
        line = note.spans[index].of(note.document.text)
        found = find_date(line) if note.document.blocks[index].kind in ("heading", "paragraph") else None
        if found and found[0].day and len(line) <= _LONGEST and _is_alone(line, found[1], found[2]):
            return note.spans[index]
    return None


def _stated(document: Document) -> dict[str, str]:
    values = document.metadata
    return {
        field: next((values[key] for key in keys if values.get(key)), "")
        for field, keys in KEYS.items()
        if any(values.get(key) for key in keys)
    }


def _held(
    note: Note, titles: tuple[str, str], fields: Mapping[str, str], stated: Mapping[str, str]
) -> PartialDate | None:
    """Give the date of the meeting, from what names it most surely: its title, a field, a line of its own.

    Front matter may give the day on which a note was published, and comes after these.
    """
    found = [
        *(date for title in titles for date in _days(title)),
        *_days(fields.get("date", "")),
        *_lines_of_a_date(note),
        _front_date(stated.get("date", "")),
        *(date for text in (*titles, fields.get("date", "")) for date, _, _ in find_dates(text)),
    ]
    return next((date for date in found if date), None) or _text_date(note) or _year(note, titles)


def _days(text: str) -> Iterator[PartialDate]:
    """Yield the whole days that a line names."""
    if len(text) <= _LONGEST:
        yield from (date for date, _, _ in find_dates(text) if date.year and date.day)


def _lines_of_a_date(note: Note) -> Iterator[PartialDate]:
    """Yield what stands alone on a line at the beginning: a day, with a place before it or a time behind it."""
    for index in range(min(_HEAD, len(note.spans))):
        line = _first_line(note.document.text, note.spans[index]).of(note.document.text).strip("*_ ")
        found = find_date(line) if len(line) <= _LONGEST else None
        if found and found[0].year and found[0].day and _is_alone(line, found[1], found[2]):
            yield found[0]


def _is_alone(line: str, start: int, end: int) -> bool:
    return _BEFORE_DATE.match(line[:start]) is not None and _BEHIND_DATE.match(line[end:]) is not None


def _front_date(value: str) -> PartialDate | None:
    """Give a date of front matter, which may be a year or a month (`2021-09`)."""
    part = _YEAR_OR_MONTH.fullmatch(value.strip())
    if part:
        return PartialDate(int(part[1]), int(part[2]) if part[2] else None)
    found = find_date(value)
    return found[0] if found else None


def _text_date(note: Note) -> PartialDate | None:
    """Give the first date in the lines at the beginning of the note; an item of a list is a task as soon as a fact."""
    blocks = note.document.blocks
    here = [
        index
        for index in range(min(_HEAD, len(note.spans)))
        if blocks[index].kind != "list_item" and not is_of_another(note, index)
    ]
    heads = (note.spans[index].of(note.document.text)[:400] for index in here)
    return next((found[0] for line in heads if (found := find_date(line))), None)


def _year(note: Note, titles: tuple[str, ...]) -> PartialDate | None:
    """Give the year of a gathering that is named by it: `the 2022 workshop`."""
    heads = (note.spans[index].of(note.document.text)[:400] for index in range(min(_HEAD, len(note.spans))))
    for line in (*titles, *heads):
        for found in _YEARLY.finditer(line):
            if "meeting" in section_of(found["what"]).hits:
                return PartialDate(int(found["year"]))
    return None


def _title_span(note: Note, stated: Mapping[str, str], fields: Mapping[str, str]) -> Span | None:
    """Give where the title stands: in front matter, or in the first heading or line that names a gathering."""
    text = note.document.text
    for title in (stated.get("title", ""), stated.get("about", "") if _is_only_notes(stated.get("title", "")) else ""):
        at = text.find(title) if title else -1
        if at >= 0 and not _is_only_notes(title):
            return Span(at, at + len(title))
    lines = [index for index in range(min(_HEAD, len(note.spans))) if _may_title(note, index)]
    chosen = _chosen(note, lines)
    at = text.find(fields["title"]) if chosen is None and "title" in fields and "date" in fields else -1
    return Span(at, at + len(fields["title"])) if at >= 0 else chosen


def _chosen(note: Note, lines: list[int]) -> Span | None:
    """Give the line that names a gathering; or the first heading, with a date right below it or lines about one."""
    text = note.document.text
    spans = [_first_line(text, note.spans[index]) for index in lines]
    sections = [section_of(span.of(text)) for span in spans]
    if not spans:
        return None
    named = [at for at, one in enumerate(sections) if "meeting" in one.hits and not _is_bare(one)]
    is_first = note.document.blocks[lines[0]].kind == "heading" and not _is_bare(sections[0])
    if is_first and named != [0] and _has_date_below(note, lines[0]):
        return spans[0]
    about = any("meeting" in one.hits and (not _is_bare(one) or find_date(one.text)) for one in sections[1:])
    return spans[named[0]] if named else spans[0] if about and not _is_bare(sections[0]) else None


def _has_date_below(note: Note, index: int) -> bool:
    """Tell whether the line below a heading begins with a date: `### Monday, 9 November 2015`."""
    if index + 1 >= len(note.spans):
        return False
    line = _first_line(note.document.text, note.spans[index + 1]).of(note.document.text).strip("*_ ")
    found = find_date(line) if len(line) <= _LONGEST else None
    return found is not None and found[0].day is not None and _BEFORE_DATE.match(line[: found[1]]) is not None


def _may_title(note: Note, index: int) -> bool:
    """Tell whether a block is a heading or line without a full stop, no point of an agenda, no list of people."""
    block = note.document.blocks[index]
    line = _first_line(note.document.text, note.spans[index]).of(note.document.text)
    if block.kind not in ("heading", "paragraph") or not line or len(line) > _LONGEST or _NUMBERED.match(line):
        return False
    if block.kind == "paragraph" and not find_date(line) and (line.endswith((".", ":")) or ":" in line[:20]):
        return False
    return "section-attendance" not in section_of(line).hits


def _is_bare(section: Section) -> bool:
    """Tell whether a heading is only a word for notes (`Notulen`), which names no meeting."""
    hit = section.hits.get("meeting-alone")
    return hit is not None and len(section.text.split()) <= len(hit.words.split())


def _is_only_notes(title: str) -> bool:
    bare = _undated(title)
    return not bare.strip() or _ONLY_NOTES.fullmatch(bare) is not None


def _first_line(text: str, span: Span) -> Span:
    end = text.find("\n", span.start, span.end)
    return trim(text, Span(span.start, end if end >= 0 else span.end))


def _titled(note: Note, stated: Mapping[str, str], written: str) -> str:
    """Give the title without its date; where only a word for notes is left, the line before it."""
    own = stated.get("title", "")
    title = _without_date(own if _undated(own).strip() else written)
    if not _is_only_notes(title):
        return title
    first = _first_line(note.document.text, note.spans[0]).of(note.document.text) if note.spans else ""
    if stated.get("about") or first == written or not _may_title(note, 0):
        return stated.get("about") or title
    return first


def _without_date(title: str) -> str:
    """Give a title without the date at its end or its beginning."""
    bare = _NOTES_OF.sub("", title.strip(), count=1) if _NOTES_OF.match(title.strip()) and find_date(title) else title
    bare = bare.strip()
    found = find_date(bare)
    if not found:
        return bare
    if found[0].day and not bare[: found[1]].strip("([ "):
        return bare[found[2] :].strip(" ,:–-)]") or bare
    if bare[found[2] :].strip(")] .") and not bare.startswith(" - ", found[2]):
        is_apart = found[0].day and not bare[: found[1]].rstrip().endswith(_LINKS)
        return " ".join((bare[: found[1]] + bare[found[2] :]).split()) if is_apart else bare
    left = bare[: found[1]].rstrip(" ,:–-([")
    weekday = re.search(rf"[ ,]+(?:{WEEKDAY})\Z", left, re.IGNORECASE)
    left = left[: weekday.start()].rstrip(" ,:–-(") if weekday else left
    return next((left.removesuffix(link) for link in _LINKS if left.endswith(link)), left).strip(" .,:–-(") or bare


def _undated(title: str) -> str:
    """Give a title with blanks for its dates, so that `3rd March` is no number."""
    bare = title
    for _, start, end in find_dates(title):
        bare = bare[:start] + " " * (end - start) + bare[end:]
    return bare
