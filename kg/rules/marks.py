"""What a writer marked: `Vraag: ...`, `vraag:: ...`, a checkbox, a column, IBIS signs. These always win."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from kg.model import (
    Action,
    Decision,
    Factor,
    Insight,
    Level,
    Obstacle,
    Question,
    QuestionType,
    Statement,
)
from kg.rules.cues import load_words
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence, section_of
from kg.rules.questions import question_type
from kg.text import Span

_MARK = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_][\w'’ -]{0,40}?) ?(?:\((?P<note>[^()\n]{1,40})\))?[*_]{0,3} ?::?[*_]{0,3}(?=\s)\s{0,5}"
)
_PERSON = re.compile(r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){1,3}(?:(?:, | [-–] )[A-Z][^.?!\n]{1,60})?")
_SIGN = re.compile(r"([?!+-])[ \t]+")
_PREFIX = re.compile(r"[ \t>]*(?:[-+*][ \t]+)+(?:\[.\][ \t]+)?\Z")
_SIGNS: Mapping[str, type[Statement]] = {"?": Question, "!": Insight, "+": Factor, "-": Obstacle}
_KINDS: Mapping[str, type[Statement]] = {
    "question": Question,
    "insight": Insight,
    "answer": Insight,
    "decision": Decision,
    "obstacle": Obstacle,
    "factor": Factor,
}


def find_marks(note: Note, found: Found) -> Iterator[Statement]:
    """Yield what stands behind a mark at the start of a sentence; the mark itself is no part of it."""
    del found
    for sentence in note.sentences:
        if not note.under(sentence.block, "section-attendance"):
            yield from _marked(note, sentence)


def find_checkboxes(note: Note, found: Found) -> Iterator[Statement]:
    """Yield an action for each list item with a checkbox, done where it is ticked."""
    del found
    for index, block in enumerate(note.document.blocks):
        if block.checked is not None and note.of_block[index] and not _is_person(note, index):
            mark = _mark_of(note, note.of_block[index][0])
            start = mark.end() if mark and _meaning(mark["label"]) == "action" else note.of_block[index][0].span.start
            agent = mark["label"].partition(" ")[2] if mark and start == mark.end() else ""
            span = Span(start, note.spans[index].end)
            yield make(Action, note, span, "checkbox", agent=agent, done=block.checked)


def _is_person(note: Note, index: int) -> bool:
    """Tell whether a checkbox ticks off who was there: `[x] Anna Voorbeeld, De Proef`."""
    return (
        note.under(index, "section-attendance")
        or _PERSON.fullmatch(note.spans[index].of(note.document.text)) is not None
    )


def find_columns(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the cells of a column whose header is a mark (`Actie`, `Vraag`), with who and when from the same row."""
    del found
    rows = _rows(note)
    for index, block in enumerate(note.document.blocks):
        meaning = _meaning(_last_word(block.header)) if block.kind == "table_cell" else ""
        if not meaning or not note.of_block[index]:
            continue
        span = Span(note.of_block[index][0].span.start, note.of_block[index][-1].span.end)
        if meaning == "action":
            yield make(Action, note, span, "column", **rows.get((block.heading, block.row), {}))
        else:
            yield _of(note, span, meaning, "column", note.of_block[index][0])


def find_signs(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the items below a heading that says so which start with `?`, `!`, `+` or `-` (IBIS)."""
    del found
    text = note.document.text
    for index, block in enumerate(note.document.blocks):
        if block.kind == "heading" or not note.under(index, "section-ibis"):
            continue
        span = note.spans[index]
        sign = _SIGN.match(text, span.start, span.end)
        if sign:
            yield make(_SIGNS[sign[1]], note, Span(sign.end(), span.end), "sign")
        elif mark := _bullet(text, span):
            yield make(_SIGNS[mark], note, span, "sign", **_level(note, index, _SIGNS[mark]))


def level_of(words: tuple[str, ...]) -> Level | None:
    """Give the level that the first word for one names, or None."""
    levels = load_words("levels")
    found = next((levels[word] for word in words if word in levels), None)
    return cast("Level | None", found)


def _marked(note: Note, sentence: Sentence) -> Iterator[Statement]:
    mark = _mark_of(note, sentence)
    meaning = _meaning(mark["label"]) if mark else ""
    if not mark or not meaning or mark.end() >= sentence.span.end:
        return
    span = Span(mark.end(), sentence.span.end)
    if meaning == "answer" and "empty-answer" in section_of(span.of(note.document.text)).hits:
        return
    if meaning == "action":
        yield make(Action, note, span, "mark", agent=mark["label"].partition(" ")[2])
        return
    if meaning in _QUESTIONS:
        span = Span(mark.end(), _last_question(note, sentence).span.end)
    yield _of(note, span, _typed(meaning, mark["note"]), "mark", sentence)


def _mark_of(note: Note, sentence: Sentence) -> re.Match[str] | None:
    return _MARK.match(note.document.text, sentence.span.start, sentence.span.end)


def _of(note: Note, span: Span, meaning: str, rule: str, sentence: Sentence) -> Statement:
    if meaning in _KINDS and meaning != "question":
        kind = _KINDS[meaning]
        return make(kind, note, span, rule, **_level(note, sentence.block, kind))
    stated: QuestionType = meaning if meaning != "question" else question_type(note, sentence)  # type: ignore[assignment]
    return make(Question, note, span, rule, question_type=stated)


def _level(note: Note, block: int, kind: type[Statement]) -> dict[str, Level | None]:
    if kind not in (Obstacle, Factor):
        return {}
    words = tuple(word for sentence in note.of_block[block] for word in sentence.words)
    return {"level": level_of(words)}


_QUESTIONS = ("question", "practical", "instrumental", "policy", "knowledge", "research", "process")


def _typed(meaning: str, note: str | None) -> str:
    stated = load_words("types").get((note or "").strip().lower(), "")
    return stated if meaning == "question" and stated else meaning


def _meaning(label: str) -> str:
    """Give what a mark stands for; behind the mark of an action may stand who does it."""
    marks = load_words("marks")
    folded = " ".join(label.lower().split())
    first = folded.partition(" ")[0]
    if folded in marks:
        return marks[folded]
    return "action" if marks.get(first) == "action" else ""


def _last_word(header: str) -> str:
    """Give the header of a column as a mark: in the singular, without emphasis."""
    return header.strip("*_ ").lower()


def _last_question(note: Note, first: Sentence) -> Sentence:
    """Give the last of the questions that follow each other in a block."""
    last = first
    for index in range(first.index + 1, len(note.sentences)):
        sentence = note.sentences[index]
        mark = _mark_of(note, sentence)
        if sentence.block != first.block or (mark and _meaning(mark["label"])):
            break
        if not sentence.plain.rstrip(" '\")").endswith("?"):
            break
        last = sentence
    return last


def _rows(note: Note) -> dict[tuple[int | None, int | None], dict[str, object]]:
    """Give for each row of a table who does the task, by when, and whether it is done."""
    rows: dict[tuple[int | None, int | None], dict[str, object]] = {}
    for block in note.document.blocks:
        column = load_words("columns").get(_last_word(block.header)) if block.kind == "table_cell" else None
        cell = block.span.of(note.document.text)
        row = rows.setdefault((block.heading, block.row), {}) if column else {}
        if column == "status":
            row["done"] = cell.lower().strip("*_ ") in load_words("done")
        elif column:
            row[column] = cell
    return rows


def _bullet(text: str, span: Span) -> str:
    """Give the sign among the bullets before an item: the last of two, or a plus."""
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - 40)
    prefix = text[begin : span.start]
    bullets = [sign for sign in prefix if sign in "-+*"] if _PREFIX.match(prefix) else []
    if not bullets or bullets[-1] == "*":
        return ""
    return bullets[-1] if len(bullets) > 1 or bullets[-1] == "+" else ""
