"""Decisions: what the group agreed, put off, or put in or out of scope."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Decision, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence
from kg.text import Span

_SHORT = 7  # words: longer sentences say themselves what was agreed


def find_agreed(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences in which the group agrees on something; a proposal is none."""
    for sentence in note.sentences:
        if not sentence.has("decision", "agrees") or _is_denied(sentence) or not found.is_free(sentence):
            continue
        if sentence.plain.rstrip().endswith((":", "?")) or note.block(sentence).kind == "heading":
            continue
        is_said = not note.under(sentence.block, "section-attendance")
        if is_said and (sentence.has("decision") or len(sentence.words) <= _SHORT):
            yield make(Decision, note, _with_what(note, sentence), "agreed", confidence=0.8)


def find_decided_items(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the items below a heading that announces decisions."""
    for index, sentences in enumerate(note.of_block):
        kind = note.document.blocks[index].kind
        is_item = kind == "list_item" and note.document.blocks[index].parent is None
        if not sentences or not (is_item or kind == "paragraph"):
            continue
        if note.under(index, "section-decision") and found.is_free(sentences[0]) and not sentences[0].has("action"):
            yield make(Decision, note, sentences[0].span, "decision-list", confidence=0.9)


def _is_denied(sentence: Sentence) -> bool:
    """Tell whether words that take an agreement back stand before or in it: `het voorstel wordt aangenomen` is one."""
    hit, denial = sentence.hits.get("decision"), sentence.hits.get("no-decision")
    if hit is None or denial is None:
        return denial is not None
    return denial.start < hit.end and denial.start != hit.start


def _with_what(note: Note, sentence: Sentence) -> Span:
    """Give a sentence that only agrees together with the sentence before it, which says with what."""
    before = note.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.block != sentence.block or not sentence.has("agrees") or len(sentence.words) > _SHORT:
        return sentence.span
    return Span(before.span.start, sentence.span.end)
