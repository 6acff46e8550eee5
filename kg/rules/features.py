"""What the scorer sees of a sentence: its place, its speaker, its cues, and the classes of its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat

from kg.model import Block
from kg.rules.cues import load_classes
from kg.rules.found import Found
from kg.rules.note import Note, Sentence
from kg.rules.tasks import doer, is_name_first, is_task, named_behind
from kg.rules.verbs import form_of

_SECTIONS = {
    f"section-{name}": f"under:{name}" for name in ("action", "decision", "insight", "question", "attendance", "answer")
}
#: How the features begin that have a weight of their own in each language beside the common one.
_OWN = ("class:", "first:", "bias")
_LENGTHS = (4, 7, 11, 16, 24, 36)  # words: upper bounds of the bins
_CLASSED = 60  # words of a sentence whose classes count
_ENDS = re.compile(r"[?.:;!,)]")
_AUXILIARIES = frozenset(
    (
        *("is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "would", "will", "has", "have"),
        *("zijn", "kan", "kunnen", "moet", "moeten", "wil", "willen", "gaat", "gaan", "heeft", "hebben", "wordt"),
        *("worden", "mag", "mogen", "zou", "zouden", "doen", "doet", "werkt", "komt", "klopt", "may", "shall"),
    )
)
_PAST = re.compile(r"\w(?:tten|kten|pten|chten|rden|lden|gden|elde|erde|kte|pte|chtte|gde)\Z")
_RARE = re.compile(r"https?:|\d{4}|\d")


def features(note: Note, found: Found, sentence: Sentence) -> list[str]:
    """Give the names of the features of a sentence, each once, in a fixed order."""
    names = [
        *_place(note, sentence),
        *_around(note, found, sentence),
        *_form(sentence),
        *_work(sentence),
        *(f"cue:{group}" for group in sorted(sentence.hits)),
        *_words(sentence),
    ]
    own = filter(None, map(_own, names, repeat(sentence.language)))
    return list(dict.fromkeys([*names, *own]))


@lru_cache(maxsize=2_000)
def _own(name: str, language: str) -> str:
    """Give the feature of one language that goes with a common one, or ''."""
    return f"{language}:{name}" if name.startswith(_OWN) else ""


def _place(note: Note, sentence: Sentence) -> Iterator[str]:
    block = note.block(sentence)
    yield "bias"
    yield f"in:{block.kind}"
    siblings = note.of_block[sentence.block]
    at = sentence.index - siblings[0].index
    yield "alone" if len(siblings) == 1 else "first" if at == 0 else "last" if at == len(siblings) - 1 else "middle"
    above = note.above[sentence.block]
    yield from (name for group, name in _SECTIONS.items() if group in above)
    yield from _list_place(note, sentence, block)


def _list_place(note: Note, sentence: Sentence, block: Block) -> Iterator[str]:
    if block.kind != "list_item":
        return
    yield "nested" if block.parent is not None else "top"
    if note.is_topic(sentence.block):
        yield "topic"
    if note.leads[sentence.block].text.rstrip().endswith(":"):
        yield "led"


def _around(note: Note, found: Found, sentence: Sentence) -> Iterator[str]:
    """Yield what was found before a sentence: a question, another speaker, an insight."""
    own = found.at(sentence.span)
    if own is not None:
        yield f"rule:{own.rule}"
    before = note.sentences[max(0, sentence.index - 3) : sentence.index]
    kinds = [said.kind if (said := found.at(one.span)) else "nothing" for one in reversed(before)]
    yield f"behind:{kinds[0] if kinds else 'start'}"
    if "question" in kinds:
        yield "near-question"
    heading = note.block(sentence).heading
    if heading is not None and found.question_in(note.spans[heading]):
        yield "below-question"
    if sentence.speaker:
        yield "speaker"
    if before and before[-1].block == sentence.block and before[-1].speaker:
        yield "goes-on"


def _form(sentence: Sentence) -> Iterator[str]:
    text = sentence.plain.rstrip()
    count = len(sentence.words)
    yield f"length:{next((str(most) for most in _LENGTHS if count <= most), 'more')}"
    yield f"ends:{text[-1] if _ENDS.match(text[-1:]) else 'word'}"
    if text[:1].islower():
        yield "lower"
    if is_name_first(sentence):
        yield "name-first"
    for sign in _RARE.findall(text):
        yield "number" if sign.isdigit() else "address"
    if sentence.words[:1] and sentence.words[0] in _AUXILIARIES:
        yield "verb-first"
    if ":" in text[:40]:
        yield "colon"


def _work(sentence: Sentence) -> Iterator[str]:
    """Yield who takes on work, and the forms of the verbs of work."""
    if who := doer(sentence):
        yield f"who:{who}"
    if is_task(sentence):
        yield "task"
    if named_behind(sentence):
        yield "name-last"
    yield from (f"work:{form}" for word in sentence.words[:_CLASSED] if (form := form_of(word, sentence.language)))


def _words(sentence: Sentence) -> Iterator[str]:
    language = sentence.language
    words = sentence.words[:_CLASSED]
    seen = [_of_word(word, language) for word in words]
    named = dict.fromkeys(name for classes, _, _ in seen for name in classes)
    yield from named
    for _, first, _ in seen[:2]:
        yield from first
    if not named:
        yield "class:none"
    yield from (form for name in _FORMS[language] for _, _, forms in seen if (form := f"form:{name}") in forms)
    yield from (f"form:{form}" for form in _edges(words, language))


@lru_cache(maxsize=20_000)
def _of_word(word: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Give the classes of a word, the same where it stands first, and the forms of verbs that it may be."""
    classes = load_classes(language).get(word, ())
    forms = (f"form:{name}" for name, is_one in _FORMS[language].items() if is_one(word))
    return tuple(f"class:{name}" for name in classes), tuple(f"first:{name}" for name in classes), tuple(forms)


def _edges(words: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield where a Dutch infinitive stands: it says what somebody is to do."""
    if language == "nl" and words and words[0].endswith("en") and len(words[0]) > 4:  # noqa: PLR2004
        yield "infinitive-first"
    if language == "nl" and words and words[-1].endswith("en") and len(words[-1]) > 4:  # noqa: PLR2004
        yield "infinitive-last"


def _is_ing(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5  # noqa: PLR2004


def _is_ed(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4  # noqa: PLR2004


def _is_past(word: str) -> bool:
    return _PAST.search(word) is not None


def _is_participle(word: str) -> bool:
    return word.startswith("ge") and word.endswith(("d", "t", "en"))


#: Forms of verbs that show tense and mood, by their endings.
_FORMS: Mapping[str, Mapping[str, Callable[[str], bool]]] = {
    "en": {"ing": _is_ing, "ed": _is_ed},
    "nl": {"past": _is_past, "participle": _is_participle},
}
