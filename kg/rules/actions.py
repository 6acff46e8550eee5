"""Actions: items of a task list, named doers, plans, and passives that commit the group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Action, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, Sentence, section_of
from kg.rules.questions import is_question_block
from kg.rules.tasks import OPENERS, doer, is_task
from kg.text import FUNCTION_WORDS, Span

_INLINE = re.compile(
    r"(?:^|[ (–-])(?P<word>actie|action)\b ?(?P<who>[\w,&/ ]{0,60}?) {0,6}(?P<sign>:|\)| om )"
    r"(?P<rest>(?:(?! - )[^–]){0,400})",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\W{0,3}(?:[A-Z]{2,3}|[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2})"
    r"(?:(?:/| and | & |, | en )[A-Z][\w'-]{0,20}){0,3} "
)
#: A name, and that this person takes something on. A group that agrees to something decides.
_PROMISES = re.compile(
    r"\W{0,3}[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2}(?: and [A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?)? "
    r"(?:(?:has |have )?(?:agreed|volunteered|offered|promised|undertook) to|(?:was|were) (?:asked|tasked|chosen) to"
    r"|(?:biedt|bood) aan|belooft|zegt toe|heeft toegezegd|(?:krijgt|kreeg) (?:de )?opdracht) "
)
_GROUP = frozenset(
    ("it", "they", "group", "committee", "board", "everyone", "members", "all", "the", "team", "we", "council")
)
_THAT = re.compile(r" (?:dat|that) (?:(?=[A-Z])|[^.,;]{1,30} (?:door|by) (?=[A-Z]))")
_ALL = ("allen", "iedereen", "all", "everyone")
_FINITE = frozenset(("is", "zijn", "was", "wordt", "worden", "kan", "moet", "are", "were"))
_SHORT = 12  # words of a bullet that is a task
_FEW = 5  # words of a remark that says nothing without the sentence before it


def find_inline(note: Note, found: Found) -> Iterator[Statement]:
    """Yield what an action mark inside a text points at.

    `... (Actie: NAME)` is about the sentence before it, `actie NAME: ...` about the clause behind it.
    """
    for sentence in note.sentences:
        for mark in _INLINE.finditer(sentence.plain):
            made = _pointed(note, sentence, mark)
            if made and found.at(made.span) is None:
                yield made


def find_task_lists(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the items, or the first sentence of a section, below a heading or line that announces actions."""
    for index, sentences in enumerate(note.of_block):
        kind = note.document.blocks[index].kind
        if not sentences or not note.under(index, "section-action") or kind not in ("list_item", "paragraph"):
            continue
        first = sentences[0]
        if not _is_task(note, first) or not found.is_free(first):
            continue
        end = note.spans[index].end if kind == "list_item" else first.span.end
        if kind == "list_item" or first.index == _first_of_section(note, index):
            yield make(Action, note, Span(first.span.start, end), "task-list")


def find_errands(note: Note, found: Found) -> Iterator[Statement]:
    """Yield short list items with a verb of errands: `Zaal regelen`, `Check the room`."""
    for sentences in note.of_block:
        first = sentences[0] if sentences else None
        if first is None or note.block(first).kind != "list_item" or not first.has("task-verb"):
            continue
        is_short = len(first.words) <= _SHORT and not first.plain.rstrip().endswith(("?", ":"))
        if is_short and found.is_free(first) and not _FINITE & set(first.words):
            yield make(Action, note, first.span, "errand", confidence=0.6)


def find_tasks(note: Note, found: Found) -> Iterator[Statement]:
    """Yield phrases that word a task, and name nobody who does it: `Label toevoegen om ...`, `Draft the report`."""
    for sentence in note.sentences:
        if not is_task(sentence) or not found.is_free(sentence) or note.block(sentence).kind in ("heading", "quote"):
            continue
        if not sentence.plain.rstrip().endswith((":", "?")) and not note.under(sentence.block, "section-attendance"):
            yield make(Action, note, sentence.span, "task", confidence=0.4)


def find_agreed_doers(note: Note, found: Found) -> Iterator[Statement]:
    """Yield agreements that name who does it: `Afgesproken is dat Sanne ...`, `Sam agreed to ...`."""
    for sentence in note.sentences:
        if _PROMISES.match(sentence.plain) and found.is_free(sentence) and sentence.words[0] not in _GROUP:
            yield make(Action, note, sentence.span, "agreed-doer", confidence=0.8)
            continue
        hit = sentence.hits.get("decision")
        that = _THAT.search(sentence.plain, hit.start) if hit and found.is_free(sentence) else None
        if that and _NAME.match(sentence.plain[that.end() :]):
            yield make(Action, note, sentence.span, "agreed-doer", confidence=0.8)


def find_plans(note: Note, found: Found) -> Iterator[Statement]:
    """Yield plans of the group and passives that commit it: `De bedoeling is om ...`, `worden teruggekoppeld`."""
    for sentence in note.sentences:
        if (
            not sentence.has("action-plan")
            or _is_denied(sentence, "action-plan")
            or note.block(sentence).kind == "heading"
        ):
            continue
        if found.is_free(sentence):
            yield make(Action, note, sentence.span, "plan", confidence=0.8)


def find_doers(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences in which somebody takes something on."""
    for sentence in note.sentences:
        if not _takes_on(sentence) or _is_denied(sentence, "action") or not found.is_free(sentence):
            continue
        is_title = note.block(sentence).kind == "heading" or sentence.plain.rstrip().endswith(":")
        if not is_title and not note.under(sentence.block, "section-attendance"):
            yield make(Action, note, sentence.span, "doer", confidence=0.7)


def _is_denied(sentence: Sentence, group: str) -> bool:
    """Tell whether words that take a commitment back stand before or in the words that make it."""
    hit, denial = sentence.hits.get(group), sentence.hits.get("no-action")
    if hit is None and doer(sentence) == "name-will":
        return False
    return bool(denial and (hit is None or denial.start < hit.end))


def _takes_on(sentence: Sentence) -> bool:
    """Tell whether somebody takes something on: by a cue, or as a name with `will`, `zal` or `to check`."""
    if sentence.has("action") or doer(sentence) == "group-will":
        return True
    name = _NAME.match(sentence.plain)
    if not name or sentence.words[0] in FUNCTION_WORDS[sentence.language] or sentence.words[0] in OPENERS:
        return False
    hit = sentence.hits.get("action-name")
    return bool(hit and name.end() == hit.start) or doer(sentence) == "name-will"


def _pointed(note: Note, sentence: Sentence, mark: re.Match[str]) -> Action | None:
    who, rest = mark["who"].strip(), mark["rest"].strip(" *_)")
    if mark["sign"] == ":" and sentence.plain[mark.start() : mark.start("word")].strip() == "(":
        before = sentence.plain[: mark.start()].strip(" (*_-–")
        target = sentence.span_of(0, mark.start()) if len(before) > 1 else _sentence_before(note, sentence)
        return make(Action, note, target, "inline", agent=rest.rstrip(")")) if target else None
    is_named = who[:1].isupper() or who.lower() in _ALL
    if mark["sign"] == ")" or not rest or not (is_named or (who == "" and mark["sign"] == ":")):
        return None
    start = mark.start("rest") if mark["sign"] == ":" else mark.start("sign")
    end = mark.start("rest") + len(mark["rest"].rstrip(" *_-"))
    start += len(sentence.plain[start:end]) - len(sentence.plain[start:end].lstrip(" *_"))
    return make(Action, note, sentence.span_of(start, end), "inline", agent=who) if start < end else None


def _sentence_before(note: Note, sentence: Sentence) -> Span | None:
    """Give what an action mark behind a sentence is about: no question or yes, and no remark of a few words alone."""
    first = last = sentence.index - 1
    while _is_in(note, sentence, first) and _only_reacts(note.sentences[first]):
        first = last = first - 1
    if not _is_in(note, sentence, first):
        return None
    if len(note.sentences[first].words) < _FEW and _is_in(note, sentence, first - 1):
        first -= 1
    return Span(note.sentences[first].span.start, note.sentences[last].span.end)


def _is_in(note: Note, sentence: Sentence, index: int) -> bool:
    return index >= 0 and note.sentences[index].block == sentence.block


def _only_reacts(sentence: Sentence) -> bool:
    return sentence.has("yes-no") or sentence.plain.rstrip(" *").endswith("?")


def _is_task(note: Note, sentence: Sentence) -> bool:
    """Tell whether a line of a task list is a task: no field such as `Eigenaar:`, no question, no introduction."""
    if sentence.has("field") or sentence.plain.rstrip().endswith(":") or sentence.plain.startswith("http"):
        return False
    if sentence.speaker and "field" in section_of(sentence.speaker).hits:
        return False
    lead = note.leads[sentence.block]
    is_part = bool(lead.text.rstrip().endswith(":")) and "section-action" not in lead.hits
    return not is_part and not note.is_topic(sentence.block) and not is_question_block(note, sentence.block)


def _first_of_section(note: Note, index: int) -> int:
    """Give the first sentence below the heading of a block."""
    heading = note.document.blocks[index].heading
    first = (heading if heading is not None else -1) + 1
    return next((sentences[0].index for sentences in note.of_block[first : index + 1] if sentences), -1)
