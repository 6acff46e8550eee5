"""How Dutch and English word a task: a phrase with an infinitive and no finite verb, or a doer with a verb of work."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.rules.note import Sentence
from kg.rules.verbs import form_of
from kg.text import FUNCTION_WORDS

_FINITE = frozenset(
    (
        *("is", "zijn", "was", "waren", "wordt", "worden", "werd", "werden", "kan", "kunnen", "kon", "konden", "mag"),
        *("mogen", "moet", "moeten", "moest", "wil", "willen", "zal", "zullen", "zou", "zouden", "heeft", "hebben"),
        *("had", "hadden", "gaat", "gaan", "ging", "gingen", "komt", "komen", "kwam", "staat", "staan", "blijft"),
        *("ben", "bent", "heb", "ga", "doet", "geeft", "lijkt", "blijkt", "weet", "vindt", "vinden", "denkt"),
        *("hoeft", "dient", "are", "were", "has", "have", "can", "could", "will", "would", "should", "does", "did"),
        *("might", "may"),
    )
)
_SUBJECTS = frozenset(("ik", "we", "wij", "hij", "zij", "ze", "men", "je", "jij", "jullie", "i", "he", "she", "they"))
_WILL = frozenset(("zal", "zullen", "will", "shall", "'ll"))
_GOES = frozenset(("gaat", "gaan", "ga"))
_NOT = frozenset(("niet", "not", "be", "geen"))
_KEPT = 4_096  # sentences of which the answer is kept: several rules and the scorer ask it of one sentence
_LABEL = re.compile(r"[^:]{1,30}: ")
_CLAUSE = re.compile(r"[,;:()]| (?:om|en|voor|zodat|met|in|op|bij|tot|van|door|naar|als|aan|uit|over) ")
#: What follows a noun that looks like a verb: `Review of ...`, `Update on ...`.
_NOUN = frozenset(("of", "on", "from", "for", "by", "and", "was", "is", "are", "has", "in", "at", "group", "meeting"))
_NAMES = re.compile(
    r"\W{0,3}@?(?:[A-Z]{2,4}|[A-Z][\w'-]{1,20}(?: (?:van|de|der|den|[A-Z][\w'-]{0,20})){0,3})"
    r"(?:(?: ?/ ?| and | & |, | en )[A-Z][\w'-]{0,20}(?: [A-Z][\w'-]{1,20})?){0,3}(?= )"
)
_BEHIND = re.compile(
    r"(?:\(|[–-] ?|@)[A-Z][\w'-]{0,20}(?:(?: en | and |, ?| & |/| )[A-Z][\w'-]{0,20}){0,3}\)?\W{0,3}\Z"
)
#: Behind these an infinitive is the plural of a noun: `de aanvragen`.
_OF_NOUNS = frozenset(("de", "deze", "die", "alle", "onze", "hun", "enkele", "veel", "meer", "twee", "drie", "nieuwe"))
_JOINED = re.compile(r" (?:en|and|&) |[,/]")
#: Words that open a sentence with a capital and are no name.
OPENERS = frozenset(
    (
        *(
            "daarnaast",
            "verder",
            "vervolgens",
            "daarna",
            "hierna",
            "eerst",
            "tevens",
            "bovendien",
            "daarom",
            "tenslotte",
        ),
        *("daarbij", "hierbij", "hiermee", "daarmee", "tot", "momenteel", "inmiddels", "vandaag", "morgen", "vooraf"),
        *("next", "then", "finally", "currently", "first", "also", "here", "today", "tomorrow", "please", "afterwards"),
    )
)
_GROUPS = frozenset(("we", "wij", "ik", "i", "iedereen", "allen", "everyone", "all", "team", "werkgroep", "bestuur"))


def is_task(sentence: Sentence) -> bool:
    """Tell whether a sentence words a task without saying who: `Label toevoegen`, `Draft the report`."""
    return _is_task(sentence.plain, sentence.words, sentence.language)


@lru_cache(maxsize=_KEPT)
def _is_task(plain: str, words: tuple[str, ...], language: str) -> bool:
    if len(words) < 2 or _FINITE & set(words[:8]) or _SUBJECTS & set(words[:8]) or _doer(plain, words, language):  # noqa: PLR2004
        return False
    return _is_imperative(plain) if language == "en" else _is_infinitive(plain, words)


def _is_imperative(plain: str) -> bool:
    label = _LABEL.match(plain)
    words = plain[label.end() if label else 0 :].lower().split()
    words = words[1:] if words[:1] in (["to"], ["please"]) else words
    return len(words) > 1 and form_of(words[0].strip("*_[]"), "en") == "base" and words[1] not in _NOUN


def _is_infinitive(plain: str, words: tuple[str, ...]) -> bool:
    """Tell whether a clause without finite verb begins or ends with an infinitive."""
    if any(form_of(word, "nl") in ("present", "past") for word in words[1:6]):
        return False
    if form_of(words[0], "nl") == "base":
        return True
    clauses = (clause.split() for clause in _CLAUSE.split(plain.lower()) if clause)
    return any(
        form_of(clause[-1].strip(".!*_'\")"), "nl") == "base" and clause[-2] not in _OF_NOUNS
        for clause in clauses
        if len(clause) > 1
    )


def doer(sentence: Sentence) -> str:
    """Give how a sentence names who does something: `name-will`, `name-works`, `group-will`, ..., or ''."""
    if sentence.speaker and sentence.words[:1] and sentence.words[0] in _WILL | _GOES:
        return "name-will" if len(sentence.words) > 1 and sentence.words[1] not in _NOT else ""
    return _doer(sentence.plain, sentence.words, sentence.language)


@lru_cache(maxsize=_KEPT)
def _doer(plain: str, words: tuple[str, ...], language: str) -> str:
    name = _NAMES.match(plain)
    behind = plain[name.end() :].lower().split() if name else list(words[1:])
    is_name = name is not None and words[:1] != () and words[0] not in _GROUPS | OPENERS | FUNCTION_WORDS[language]
    who = "name" if is_name else "group" if words and words[0] in _GROUPS else ""
    if not who or not behind:
        return ""
    works = any(form_of(one.strip(".,;:)*_"), language) == "base" for one in behind)
    if (behind[0] in _WILL and (works or who == "name")) or (behind[0] in _GOES and works):
        return f"{who}-will" if behind[1:2] and behind[1] not in _NOT else ""
    form = form_of(behind[0].strip(".,*_"), language)
    if form == "base" and not (is_name and name and _JOINED.search(name.group())):
        return ""
    return {"present": f"{who}-works", "base": f"{who}-works", "past": f"{who}-worked"}.get(form or "", "")


def is_name_first(sentence: Sentence) -> bool:
    """Tell whether a sentence begins with what looks like a name, followed by a verb."""
    name = _NAMES.match(sentence.plain)
    if not name or not sentence.words or sentence.words[0] in FUNCTION_WORDS[sentence.language]:
        return False
    verb = sentence.plain[name.end() :].lower().split()[:1]
    word = verb[0].strip(".,*_") if verb else ""
    return (
        word in _FINITE
        or word in _WILL
        or form_of(word, sentence.language) is not None
        or word.endswith(("t", "s", "ed"))
    )


def named_behind(sentence: Sentence) -> bool:
    """Tell whether a sentence ends in the name of who does it: `Zaal boeken (Anna)`."""
    return _BEHIND.search(sentence.plain) is not None
