"""Insights: what a note calls one, what somebody is reported to have found, and judgements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Insight, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence
from kg.rules.questions import is_question_block
from kg.text import Span

_FEWEST = 3  # words: shorter sentences judge nothing
_JOINED = re.compile(r"(?:,| en| and| maar| but) \Z")
_JOINT = re.compile(r",? (?:en|and|maar|but)? ?\Z")


def find_named(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences in which the note itself speaks of an insight, a conclusion, or what appeared."""
    for sentence in note.sentences:
        if sentence.has("insight-named") and found.is_free(sentence) and _is_said(note, sentence):
            yield make(Insight, note, sentence.span, "named")


def find_listed(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the items below a heading or line that announces insights."""
    for index, sentences in enumerate(note.of_block):
        if not sentences or note.document.blocks[index].kind not in ("list_item", "paragraph"):
            continue
        first = sentences[0]
        if not note.under(index, "section-insight") or is_question_block(note, index) or note.is_topic(index):
            continue
        if found.is_free(first):
            yield make(Insight, note, first.span, "listed", confidence=0.9)


def find_said(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences, or the clause of one, that report what somebody found or thinks."""
    for sentence in note.sentences:
        hit = sentence.hits.get("insight-said")
        span = _free_clause(sentence, found, hit.end) if hit and _is_said(note, sentence) else None
        if span is not None:
            yield make(Insight, note, span, "said", confidence=0.7)


def find_judged(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences that judge: good, unsuitable, important, possible."""
    for sentence in note.sentences:
        if not sentence.has("insight-judged") or sentence.has("no-insight") or not found.is_free(sentence):
            continue
        if _is_said(note, sentence) and len(sentence.words) > _FEWEST:
            yield make(Insight, note, sentence.span, "judged", confidence=0.6)


def claims(note: Note, sentence: Sentence, chance: float) -> Iterator[Statement]:
    """Yield a sentence in which no other rule finds anything as a claim; `chance` is what the scorer gives it."""
    if len(sentence.words) >= _FEWEST and not sentence.has("empty-answer"):
        end = -1 if sentence.plain.rstrip().endswith((":", ";")) else 0
        span = Span(sentence.span.start, sentence.span.end + end)
        yield make(Insight, note, span, "claim", confidence=round(chance, 2))


def _free_clause(sentence: Sentence, found: Found, behind: int) -> Span | None:
    """Give the sentence up to a plea or another statement behind the cue, or None where that comes before it."""
    end = len(sentence.plain)
    plea = sentence.hits.get("no-insight")
    if plea and (plea.start < behind or _JOINED.search(sentence.plain[: plea.start])):
        end = plea.start
    other = found.at(sentence.span)
    if other is not None:
        end = min(end, other.span.start - sentence.span.start)
    if end <= behind + 3:
        return None
    clause = _JOINT.sub("", sentence.plain[:end]) if end < len(sentence.plain) else sentence.plain
    return sentence.span if clause is sentence.plain else sentence.span_of(0, len(clause))


def _is_said(note: Note, sentence: Sentence) -> bool:
    """Tell whether a sentence is part of what was said, not a heading, an agenda or who were there."""
    elsewhere = ("section-attendance", "section-obstacle", "section-factor")
    if note.block(sentence).kind == "heading" or note.under(sentence.block, *elsewhere):
        return False
    return not sentence.plain.rstrip().endswith(":")
