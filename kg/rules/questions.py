"""Questions: asked, reported, stated as open, or left without their question mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Insight, Question, QuestionType, Statement
from kg.rules.found import Found, make
from kg.rules.note import Note, Section, Sentence, section_of
from kg.text import Span

_ASKED = re.compile(r"\?[!?]{0,3}[\"'”’»)\] .]{0,6}\Z")
_QUOTED = re.compile(r"(?<!\w)['\"“‘«„]([^'\"“”‘’«»„\n]{8,400}\?)['\"”’»]")
_CLAUSE = re.compile(r" (?:en|and|maar|but) (?=(?:vraagt|vroeg|vragen|asks|asked|wonders|wondered) )")
_TOPIC = re.compile(r"[^:?.]{2,40}: ")
_LABEL = re.compile(r"\W{0,3}\w{1,20}:")
_ITEM = re.compile(r"\w{1,20},")
_LINK = re.compile(r" ?: ?https?://\S{1,500}\s{0,5}\Z")
_REPLY = re.compile(
    r",? (?:and|en|maar|but) (?=[A-Z][\w.]{0,20}(?: [A-Z]\w{0,20})? "
    r"(?:explained|said|replied|answered|told|zei|legde|antwoordde|gaf)\b)"
)
_PRONOUN = "we|wij|je|jij|jullie|u|ik|ze|zij|men|er|dit|dat|deze|die|de|het|een|iemand|hier|daar"
#: A word that asks, right behind it a finite verb, and then its subject: the order of a direct question.
_ASKS_DIRECTLY = {
    "nl": re.compile(
        r"\W{0,3}(?:(?:en|maar|dus) )?(?:hoe|wat|wie|waarom|wanneer|waar\w{0,6}|in hoeverre"
        r"|hoe (?:lang|vaak|veel|ver|groot)|(?:welke?|wat voor|hoeveel) [\w-]{1,30}(?: [\w-]{1,30})?) "
        rf"(?:is|ga|kan|kun|mag|zal|wil|\w{{2,15}}(?:t|en)) (?:{_PRONOUN})(?!\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\W{0,3}(?:(?:and|but|so|or) )?(?:how|what|who|why|when|where"
        r"|how (?:often|long)|(?:what|which|how (?:many|much)) (?!we\b|you\b|they\b|i\b|he\b|she\b|it\b|to\b|there\b)"
        r"[\w-]{1,30}(?: [\w-]{1,30})?) "
        r"(?:(?:do|does|did|would|should|could|can|will|shall) (?!be\b|not\b)\w"
        r"|(?:is|are|was|were|has|have) (?:we|you|they|he|she|it|i|there|this|these|those|the|an?|our|your|their)\b)",
        re.IGNORECASE,
    ),
}
#: The verb first, then its subject: so too begins a sentence that leaves out its topic (`Doen we niet`).
_VERB_FIRST = {
    "nl": re.compile(
        r"\W{0,3}(?:is|zijn|kan|kunnen|mag|mogen|moet|moeten|wil|willen|zou|zouden|heeft|hebben|gaat|gaan|wordt|worden)"
        rf" (?:{_PRONOUN}) \w",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\W{0,3}(?:is|are|was|were|do|does|did|can|could|should|shall|would|will|has|have) "
        r"(?:we|you|they|he|she|it|i|there|this|that|these|the|an?|any\w{0,4}|people|our|your|someone) \w",
        re.IGNORECASE,
    ),
}
#: Where a clause with a subject of its own begins, and where one ends that stood by itself.
_JOINS = re.compile(r"(?:; |, (?:en|maar|and|but|so|dus) )|, (?=(?:it|there|er|het) (?:is|was|are|seems) )")
_LEAVES = re.compile(r": \(|; |, (?:though|although|but|encouraging|maar|hoewel|terwijl) ")
_OPENING = 40  # characters: a shorter opening is the topic that the question needs to be understood
_FRAGMENT = 3  # words: `En waarom?` is no question by itself


def find_quoted(note: Note, found: Found) -> Iterator[Statement]:
    """Yield the question in quotation marks behind words that announce it: `het vraagstuk was '...?'`."""
    del found
    for sentence in note.sentences:
        hit = sentence.hits.get("quotes-question")
        quoted = _QUOTED.search(sentence.plain, hit.end) if hit else None
        if quoted:
            span = sentence.span_of(*quoted.span(1))
            yield make(Question, note, span, "quoted", question_type=question_type(note, sentence))


def find_asked(note: Note, found: Found) -> Iterator[Statement]:
    """Yield what ends in a question mark: a block of questions only as one, else each with its fragments."""
    for sentences in note.of_block:
        asked = [sentence for sentence in sentences if _is_asked(sentence, found)]
        if not asked:
            continue
        block = note.block(asked[0])
        if len(asked) == len(sentences) > 1 and block.kind != "paragraph" and _is_one(note, sentences):
            span = Span(sentences[0].span.start, sentences[-1].span.end)
            yield make(Question, note, span, "asked", question_type=question_type(note, *sentences))
            continue
        for group in _with_fragments(asked):
            if len(group) == 1 and len(group[0].words) < _FRAGMENT and len(sentences) > 1:
                continue
            span = Span(_where_it_asks(group[0]), group[-1].span.end)
            yield make(Question, note, span, "asked", question_type=question_type(note, *group))


def find_unmarked(note: Note, found: Found) -> Iterator[Statement]:
    """Yield headings and list items that open as a question and lack its mark: `Hoe ziet dat eruit`."""
    for sentence in note.sentences:
        if not found.is_free(sentence) or sentence.has("no-question", "insight-named") or _ends_in_colon(sentence):
            continue
        if sentence.has("inverted") or _opens_as_question(note, sentence):
            span = _without_link(sentence)
            yield make(Question, note, span, "unmarked", question_type=question_type(note, sentence))


def find_inverted(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences with the word order of a question and no mark: `hoe verwerken we dit`, `what would it look like`.

    Where only the verb comes first they are candidates.
    """
    for sentence in note.sentences:
        asks, may_ask = (order[sentence.language].match(sentence.plain) for order in (_ASKS_DIRECTLY, _VERB_FIRST))
        if not (asks or may_ask) or not found.is_free(sentence) or sentence.has("no-question"):
            continue
        if not _ends_in_colon(sentence) and not note.under(sentence.block, "section-attendance"):
            kind, sure = question_type(note, sentence), 0.7 if asks else 0.4
            yield make(Question, note, _without_link(sentence), "inverted", question_type=kind, confidence=sure)


def find_reported(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences that say that somebody asks something: `X vraagt zich af of ...`."""
    for sentence in note.sentences:
        if sentence.has("asks") and not sentence.has("no-question") and found.is_free(sentence):
            yield from _reported(note, sentence)


def find_stated(note: Note, found: Found) -> Iterator[Statement]:
    """Yield sentences that state an open question, a problem, or a need to know: `Onduidelijk is of ...`."""
    for sentence in note.sentences:
        if not sentence.has("open-question") or sentence.has("no-open", "no-question") or not found.is_free(sentence):
            continue
        if note.block(sentence).kind != "heading" and not note.under(sentence.block, "section-attendance"):
            kind, span = question_type(note, sentence), _clause(sentence, "open-question")
            yield make(Question, note, span, "stated", question_type=kind, confidence=0.8)


def question_type(note: Note, *sentences: Sentence) -> QuestionType:
    """Give the type of a question: by the heading or line above it, then by its words, else `knowledge`.

    The headings of a visit note are the research questions of the table.
    """
    kind = note.block(sentences[0]).kind
    is_visit = note.document.source.folder == "schools" and kind == "heading"
    is_listed = kind != "paragraph" or _ASKED.search(sentences[-1].plain) is not None
    if is_visit or (is_listed and note.under(sentences[0].block, "section-research")):
        return "research"
    types: tuple[QuestionType, ...] = ("process", "policy", "instrumental", "practical")
    return next((kind for kind in types if any(one.has(f"type-{kind}") for one in sentences)), "knowledge")


def is_question_block(note: Note, block: int) -> bool:
    """Tell whether a block holds nothing but questions."""
    sentences = note.of_block[block]
    return bool(sentences) and all(_ASKED.search(sentence.plain) for sentence in sentences)


def _reported(note: Note, sentence: Sentence) -> Iterator[Statement]:
    """Yield the clause that asks, and the reply where the same sentence reports it."""
    kind = question_type(note, sentence)
    span = _asking_clause(sentence)
    reply = _REPLY.search(sentence.plain, sentence.hits["asks"].end)
    if reply:
        span = Span(span.start, sentence.span.start + reply.start())
    question = make(Question, note, span, "reported", question_type=kind, confidence=0.9)
    yield question
    if reply:
        told = sentence.span_of(reply.end(), len(sentence.plain))
        yield make(Insight, note, told, "reply", answers=(question.id,), confidence=0.9)


def _is_asked(sentence: Sentence, found: Found) -> bool:
    """Tell whether a sentence ends in a question mark and is no politeness, and not part of something stronger."""
    asked = _ASKED.search(sentence.plain)
    if not asked or not sentence.words or sentence.has("no-question", "insight-named") or not found.is_free(sentence):
        return False
    aside = sentence.plain.rfind("(", 0, asked.start()) if ")" in asked.group() else 0
    return aside <= 0 or "?" in sentence.plain[:aside]


def _where_it_asks(sentence: Sentence) -> int:
    """Give where a question begins: behind the last semicolon or colon, where a question begins there."""
    start = max(sentence.plain.rfind("; "), sentence.plain.rfind(": ")) + 2
    clause = section_of(sentence.plain[start:]) if start > _OPENING else Section()
    return (
        sentence.span.start + start
        if {"interrogative", "inverted", "asks-how"} & clause.hits.keys()
        else sentence.span.start
    )


def _is_one(note: Note, sentences: tuple[Sentence, ...]) -> bool:
    """Tell whether sentences follow each other without signs (arrows, dashes) between them."""
    text = note.document.text
    pairs = pairwise(sentences)
    return all(not text[one.span.end : other.span.start].strip("*_ \t\r\n") for one, other in pairs)


def _with_fragments(asked: list[Sentence]) -> Iterator[list[Sentence]]:
    """Yield questions, each with the short ones directly behind it."""
    group: list[Sentence] = []
    for sentence in asked:
        if group and sentence.index == group[-1].index + 1 and len(sentence.words) < _FRAGMENT:
            group.append(sentence)
            continue
        if group:
            yield group
        group = [sentence]
    if group:
        yield group


def _opens_as_question(note: Note, sentence: Sentence) -> bool:
    """Tell whether a heading or item begins as a question, behind a topic (`Migration: which ...`) or not."""
    behind = _behind_topic(sentence).hits
    if "interrogative" in behind or "asks-how" in behind:
        return True
    kind = note.block(sentence).kind
    if kind not in ("heading", "list_item") or sentence is not note.of_block[sentence.block][0]:
        return False
    if _LABEL.match(sentence.plain) or (kind == "heading" and len(sentence.words) <= _FRAGMENT):
        return False
    return sentence.has("interrogative", "asks-how") and not _continues(note, sentence)


def _continues(note: Note, sentence: Sentence) -> bool:
    """Tell whether an item is a clause of the line above its list: `Daarin staat: - hoe dat werkt;`."""
    goes_on = sentence.plain[:1].islower() and note.leads[sentence.block].text.rstrip().endswith(":")
    return goes_on and sentence.plain.rstrip().endswith((".", ";"))


def _behind_topic(sentence: Sentence) -> Section:
    topic = _TOPIC.match(sentence.plain)
    if topic is None or _ITEM.match(sentence.plain, topic.end()):
        return Section()
    return section_of(sentence.plain[topic.end() :])


def _without_link(sentence: Sentence) -> Span:
    """Give a question without the address that is given behind a colon."""
    link = _LINK.search(sentence.plain)
    return sentence.span_of(0, link.start()) if link else sentence.span


def _asking_clause(sentence: Sentence) -> Span:
    """Give the clause that asks, where the sentence says something else first."""
    clause = _CLAUSE.search(sentence.plain)
    return sentence.span_of(clause.end(), len(sentence.plain)) if clause else _clause(sentence, "asks")


def _clause(sentence: Sentence, group: str) -> Span:
    """Give the clause with the cue, where a long sentence says something else before or after it."""
    hit, text = sentence.hits[group], sentence.plain
    starts = [found.end() for found in _JOINS.finditer(text, 0, hit.start + 1) if found.start() >= _OPENING]
    ends = [found.start() for found in _LEAVES.finditer(text, hit.end) if len(text) - found.end() >= _OPENING]
    start = starts[-1] if starts else 0
    whole = _without_colon(sentence)
    end = sentence.span.start + ends[0] if ends else whole.end
    return Span(sentence.span.start + start, end)


def _without_colon(sentence: Sentence) -> Span:
    ends = sentence.plain.rstrip().endswith((":", ";"))
    return Span(sentence.span.start, sentence.span.end - 1) if ends else sentence.span


def _ends_in_colon(sentence: Sentence) -> bool:
    return sentence.plain.rstrip().endswith(":")
