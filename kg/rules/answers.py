"""What answers what: insights below, beside or behind a question."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kg.model import Action, Insight, Question, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence
from kg.text import Span

_BRACKETS = re.compile(r"\([^()]{0,500}\)|\[[^\[\]]{0,300}\]")
_NAME = 3  # words that may be no more than the name of something

_ASKS = re.compile(r"\b(?:vraag|punt|question|issue)", re.IGNORECASE)
_FINITE = frozenset(
    (
        *("is", "zijn", "wordt", "worden", "kan", "kunnen", "heeft", "hebben", "moet", "moeten", "zou", "zal", "was"),
        *("are", "were", "be", "has", "have", "could", "should", "would", "will", "may", "might", "can", "do", "does"),
    )
)

#: The statements of each block, in the order of the text.
Blocks = dict[int, list[Statement]]

#: Sentences behind a question, in one paragraph, in which a reply may still stand.
REACH = 4


def find_below(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the first sentence below a heading that is a question, with a short yes or no before it."""
    for index, block in enumerate(note.document.blocks):
        above = block.heading
        if above is None or block.kind == "heading" or _first_below(note, above) != index:
            continue
        question = found.question_in(note.spans[above])
        if question is not None:
            yield from _first_answer(note, found, note.of_block[index], question, "below")


def find_nested(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the items nested in an item that is a question, or of a list right behind a question."""
    for index, block in enumerate(note.document.blocks):
        if block.kind != "list_item" or note.intros[index] is None or not note.of_block[index]:
            continue
        question = _introducing(note, found, index)
        first = note.of_block[index][0]
        if question is None or question.rule == "stated" or question.question_type == "process":
            continue
        if found.is_free(first) and _can_answer(first) and _says_enough(first):
            yield make(Insight, note, first.span, "nested", answers=(question.id,), confidence=0.8)


def find_answer_sections(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the first full sentence of each block below a heading that announces answers to the question before it."""
    for index, question in _announced(note, found).items():
        is_text = note.document.blocks[index].kind in ("paragraph", "list_item") and not note.is_topic(index)
        first = next((one for one in note.of_block[index] if _says_enough(one)), None) if is_text else None
        if first and found.is_free(first) and _can_answer(first) and _FINITE & set(first.words):
            yield make(Insight, note, first.span, "answer-list", answers=(question.id,), confidence=0.8)


def _introducing(note: Note, found: Found, index: int) -> Question | None:
    """Give the question in the item or paragraph that an item belongs to; lines like `Who:` between are passed."""
    intro = note.intros[index]
    if intro is not None and note.document.blocks[index].parent is None:
        last = note.of_block[intro][-1:]
        ends = found.at(last[0].span) if last else None
        return ends if isinstance(ends, Question) else None
    while intro is not None:
        question = found.question_in(note.spans[intro])
        if question is not None or not note.spans[intro].of(note.document.text).rstrip("*_ ").endswith(":"):
            return question
        intro = note.intros[intro]
    return None


def _announced(note: Note, found: Found) -> dict[int, Question]:
    """Give for each block below a heading such as `Answers` the last question before that heading."""
    blocks: dict[int, Question] = {}
    question: Question | None = None
    for index in range(len(note.spans)):
        if note.under(index, "section-answer"):
            blocks.update({index: question} if question else {})
        else:
            question = found.question_in(note.spans[index]) or question
    return blocks


def find_replies(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the turn of another speaker right behind a question, and the sentence behind it that says yes or no."""
    for before, after in zip(note.sentences, note.sentences[1:], strict=False):
        question = found.question_in(before.span)
        if question is None or not found.is_free(after) or note.block(after).kind == "heading":
            continue
        is_turn = bool(after.speaker and after.speaker != before.speaker)
        is_reply = before.block == after.block and after.has("yes-no")
        if (is_turn or is_reply) and _can_answer(after):
            yield make(Insight, note, after.span, "reply", answers=(question.id,), confidence=0.8)


def linked_by_rules(note: Note, found: Found) -> dict[str, str]:
    """Give for each insight that answers no question yet the one that its place in the text points at, by id."""
    by_block = _by_block(note, found)
    announced = _announced(note, found)
    linked: dict[str, str] = {}
    for statement in found:
        if isinstance(statement, Insight) and not statement.answers:
            block = _block_of(note, statement.span)
            question = announced.get(block) or _nearest(note, found, by_block, statement)
            if question is not None:
                linked[statement.id] = question.id
    return linked


def _nearest(note: Note, found: Found, by_block: Blocks, insight: Statement) -> Question | None:
    """Give the question before an insight in its paragraph, of its parent items, before its list, or of its heading."""
    block = _block_of(note, insight.span)
    before = _before_in_block(by_block.get(block, []), insight)
    if before is not None:
        return before
    parent = note.document.blocks[block].parent
    while parent is not None:
        question = found.question_in(note.spans[parent])
        if question is not None:
            return question
        parent = note.document.blocks[parent].parent
    return _of_list(note, found, block) or _by_turn(note, by_block, block, insight) or _of_heading(note, found, block)


def _before_in_block(statements: list[Statement], insight: Statement) -> Question | None:
    """Give the last question before an insight in its block, with nothing but insights between.

    What is only stated as unclear is passed for a question that somebody asked.
    """
    stated: Question | None = None
    here = bisect_left(statements, insight.span, key=lambda one: one.span)
    for steps, statement in enumerate(reversed(statements[max(0, here - REACH - 1) : here])):
        if isinstance(statement, Question) and statement.rule != "stated":
            return statement
        if isinstance(statement, Question):
            stated = stated or statement
        elif not isinstance(statement, Insight) or steps >= REACH:
            break
    return stated if stated and _ASKS.search(stated.text) else None


def _of_list(note: Note, found: Found, block: int) -> Question | None:
    """Give the question in the paragraph before a list of reactions: `Zij vraagt of ... De reacties:`."""
    intro = note.intros[block]
    if intro is None or "replies" not in note.leads[block].hits:
        return None
    return found.question_in(note.spans[intro])


def _by_turn(note: Note, by_block: Blocks, block: int, insight: Statement) -> Question | None:
    """Give the question that ends the block before, where the insight is marked, another's turn, or the next item."""
    first = note.of_block[block][0] if note.of_block[block] else None
    is_turn = bool(first and first.speaker and first.span.start == insight.span.start)
    before = by_block.get(block - 1, [])
    if before and isinstance(before[-1], Question) and (insight.rule == "mark" or is_turn):
        return before[-1]
    if insight.rule != "said" or note.document.blocks[block].kind != "list_item":
        return None
    return _of_siblings(note, by_block, block)


def _of_siblings(note: Note, by_block: Blocks, block: int) -> Question | None:
    """Give what is asked in an item before this one, with nothing but insights in the items between."""
    parent = note.document.blocks[block].parent
    for index in range(block - 1, max(-1, block - 1 - REACH), -1):
        said = by_block.get(index, [])
        if note.document.blocks[index].parent != parent or note.document.blocks[index].kind != "list_item":
            return None
        last = said[-1] if said else None
        if isinstance(last, Question):
            return last if last.rule == "reported" else None
        if last is not None and not isinstance(last, Insight):
            return None
    return None


def _of_heading(note: Note, found: Found, block: int) -> Question | None:
    heading = note.document.blocks[block].heading
    return found.question_in(note.spans[heading]) if heading is not None else None


def _by_block(note: Note, found: Found) -> Blocks:
    """Give the statements of each block in the order of the text, without mentions."""
    blocks: Blocks = {}
    said = [one for one in found if isinstance(one, (Question, Insight, Action)) or one.kind == "decision"]
    for statement in sorted(said, key=lambda one: one.span):
        blocks.setdefault(_block_of(note, statement.span), []).append(statement)
    return blocks


def _block_of(note: Note, span: Span) -> int:
    """Give the block that a span begins in."""
    return bisect_right(note.document.blocks, span.start, key=lambda block: block.span.start) - 1


def _first_below(note: Note, heading: int) -> int:
    """Give the first block below a heading that is no heading, or -1."""
    below = heading + 1
    blocks = note.document.blocks
    return below if below < len(blocks) and blocks[below].heading == heading and blocks[below].kind != "heading" else -1


def _first_answer(
    note: Note, found: Found, sentences: tuple[Sentence, ...], question: Question, rule: str
) -> Iterator[Statement]:
    """Yield the first sentence that carries an answer, together with a separate yes or no before it."""
    if not sentences or _says_nothing(sentences[0]):
        return
    first, last = sentences[0], sentences[0]
    if first.has("yes-no") and len(first.words) < 5 and len(sentences) > 1 and found.is_free(sentences[1]):  # noqa: PLR2004
        last = sentences[1]
    if found.is_free(first) and not first.plain.rstrip().endswith("?"):
        yield make(Insight, note, Span(first.span.start, last.span.end), rule, answers=(question.id,), confidence=0.9)


def _says_enough(sentence: Sentence) -> bool:
    """Tell whether a sentence has more than a name, with or without an address in brackets."""
    return len(_BRACKETS.sub(" ", sentence.plain).split()) > _NAME


def _can_answer(sentence: Sentence) -> bool:
    return not _says_nothing(sentence) and not sentence.plain.rstrip().endswith((":", "?"))


def _says_nothing(sentence: Sentence) -> bool:
    return sentence.has("empty-answer") or not sentence.words
