"""Who does a task, and by when: from the task itself, its speaker, and the line that introduces it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Action, PartialDate
from kg.rules.cues import load_group
from kg.rules.dates import MONTHS, WEEKDAYS, find_dates
from kg.rules.note import Note, Sentence, plain
from kg.rules.periods import PERIOD, is_past, period_of
from kg.rules.tasks import OPENERS
from kg.text import COMMON_WORDS, FUNCTION_WORDS

_ONE = r"(?:[A-Z]{2,3}(?![\w-])|[A-Z][\w'’-]{1,20}(?: (?:(?:van|de|der|den|von|ter) ){0,3}[A-Z][\w'’-]{1,20}){0,2})"
_NAMES = rf"{_ONE}(?:(?: ?/ ?|, | en | and | & |,? and ){_ONE}){{0,5}}"
_ALL = r"(?:[Ii]edereen|[Aa]llen|[Aa]ll|[Ee]veryone|[Ee]verybody)"
_ROLES = (
    r"(?:werkgroep|projectgroep|subgroep|kerngroep|stuurgroep|bestuur|voorzitter|secretaris|penningmeester|commissie|"
    r"projectleider|redactie|directie|team|onderzoekers|trekkers?|leden|chairs?|committee|board|secretary|treasurer|"
    r"editors?|working group|task force|group)"
)
_MODAL = (
    r"(?:will|shall|to|zal|zullen|gaat|gaan|neemt|nemen|pakt|pakken|moet|moeten|wil|spraken af|maakten afspraken|"
    r"is bezig|has to|agreed to|offered to|promised to|volunteered to|is going to)"
)
_PASSIVE = re.compile(
    r"(?:to be |will be (?!\w{2,20}ing\b)|is (?!bezig|going|working)|are (?!going|working)|was |were )"
    r"|(?:zal|zullen|moet|moeten|wordt|worden) (?:.{0,200} )?worden\b"
)
_FINITE = {"nl": re.compile(r"[a-zé]{2,20}(?:t|en)\b"), "en": re.compile(r"[a-z]{2,20}s\b")}
_SINGULAR = re.compile(r"[a-z]{3,20}t")
_SUBJECT = re.compile(
    rf"\W{{0,4}}(?P<who>{_ALL}|(?:De|Het|The|Onze|Our) (?:[\w-]{{1,20}} )?{_ROLES}|(?i:{_ROLES})(?= )|{_NAMES})"
    r"(?: ?\([^()\n]{1,30}\))? (?P<rest>.*)",
    re.DOTALL,
)
_LABELLED = re.compile(rf"\W{{0,3}}(?P<who>{_ALL}|{_NAMES}) ?: ")
_TAGGED = re.compile(rf"\W{{0,2}}\[(?P<who>{_NAMES})\]\s")
_BEHIND = re.compile(
    rf"(?:\((?:actie|action)?:? ?(?P<round>{_NAMES}|{_ALL})\)|\[(?P<square>{_NAMES}|{_ALL})\]"
    rf"| [–-] ?(?P<dash>{_NAMES}|{_ALL})|(?:door|by) (?P<by>{_NAMES}))[ .*_]{{0,4}}\Z"
)
_AT = re.compile(r"(?<![\w.])@(?P<who>[A-Za-z][\w-]{1,38})(?![\w.]*@)")
_INVERTED = re.compile(rf"(?:^|[ ,])(?:zal|zullen|gaat|gaan|neemt|zorgt|stuurt|will|shall) (?P<who>{_NAMES})(?![\w])")
_THAT = re.compile(rf" (?:dat|that) (?P<who>{_NAMES}) ")
_FIRST_PERSON = re.compile(
    r"\W{0,3}(?:I(?: will|'ll|'m going| am going)|[Ww]ill |Ik (?:zal|ga|neem|stuur|maak|pak|vraag|kijk)|Dat doe ik)\b"
)
_PRONOUNS = frozenset(
    (
        *("ik", "jij", "je", "hij", "zij", "ze", "we", "wij", "jullie", "dit", "dat", "deze"),
        *("i", "you", "he", "she", "it", "they", "this", "who"),
    )
)
_CAPITAL = re.compile(r"(?<=[a-z,;(/&] )[A-Z][\w'’-]{1,20}|(?<=@)[A-Za-z]\w{1,20}")
_WITH_CAPITAL = re.compile(r"[A-Z][\w'’-]{1,20}")
_SPLIT = re.compile(r" ?/ ?|, | en | and | & |,? and ")
_DEADLINE = re.compile(
    r"(?:\b(?:voor|vóór|uiterlijk(?: voor)?|tot|op|per|tegen|in|binnen|vanaf|by|before|until|on|within|from|"
    r"no later than)(?: (?:de|het|the))? (?:eind |einde |begin |medio |half |(?:the )?end of |(?:the )?start of )?)\Z",
    re.IGNORECASE,
)
_NEXT_TIME = re.compile(
    r"\b(?:voor|vóór|uiterlijk|by|before|tijdens|op|in|at|tegen) (?:de |het |the |our )?"
    r"(?:eerst)?(?:volgende?|komende|next|coming) "
    r"(?:bijeenkomst|vergadering|overleg|sessie|keer|meeting|session|call|telecon)\b",
    re.IGNORECASE,
)
#: Words with a capital at the beginning of a task that are nobody.
_NOBODY = frozenset(
    (
        *("tijdens", "naar", "in", "uit", "onder", "over", "tegen", "zonder", "per", "sinds", "omdat", "toen", "nadat"),
        *("hier", "ook", "eventuele", "afgesproken", "besloten", "mogelijk", "punt", "issue", "specifiek", "na"),
        *("some", "still", "once", "there", "group", "done", "todo", "high", "low", "tbd", "update", "no"),
        *OPENERS, *MONTHS, *WEEKDAYS, *COMMON_WORDS, *_PRONOUNS,
    )
)  # fmt: skip
_ENDINGS = ("ing", "heid", "tie", "tion", "ment")


@dataclass(frozen=True, slots=True)
class People:
    """The names that a note uses as such: with a capital inside a sentence, of speakers, of who was there.

    `present` are only those in such lists; `starts` where the sentences of the note begin.
    """

    names: frozenset[str]
    present: frozenset[str]
    starts: tuple[int, ...]

    def is_there(self, words: str) -> bool:
        """Tell whether all words with a capital stand in a list of who was there."""
        tokens = _WITH_CAPITAL.findall(words)
        return bool(tokens) and self.present.issuperset(tokens)

    def is_name(self, words: str, *, is_sure: bool = False) -> bool:
        """Tell whether words may name somebody; `is_sure` says that their place does so already."""
        for part in _SPLIT.split(words):
            tokens = part.split()
            first = tokens[0]
            is_word = first.lower() in _NOBODY or first.lower().endswith(_ENDINGS)
            if (is_word and first not in self.present) or any(char.isdigit() for char in part):
                return False
            known = any(token in self.names for token in tokens) or (first.isupper() and len(first) > 1)
            if not known and not (is_sure and not first.endswith("en")) and len(tokens) == 1:
                return False
        return True


def find_people(note: Note) -> People:
    """Give the names that a note uses as such."""
    names: set[str] = set()
    present: set[str] = set()
    for sentence in note.sentences:
        if note.under(sentence.block, "section-attendance") or _lists_people(sentence):
            present.update(_WITH_CAPITAL.findall(sentence.plain))
        names.update(_CAPITAL.findall(sentence.plain))
        names.update(sentence.speaker.split())
    return People(frozenset(names | present), frozenset(present), tuple(one.span.start for one in note.sentences))


def _lists_people(sentence: Sentence) -> bool:
    """Tell whether a line says who was there: `Aanwezig: Sanne, Bram`."""
    said = load_group("section-attendance")
    return sentence.has("section-attendance") or bool(
        sentence.speaker and said.find(sentence.speaker, sentence.speaker.lower().split())
    )


def with_doer(note: Note, action: Action, people: People, held: PartialDate | None) -> Action:
    """Give an action with who does it and by when, as far as the text says so; what a writer marked stays."""
    at = max(0, bisect_right(people.starts, action.span.start) - 1)
    sentence = note.sentences[at] if note.sentences else None
    text = plain(action.text)
    agent = _stated_agent(action.agent) or (_agent(note, action, sentence, text, people) if sentence else "")
    due = action.due.strip(" ?-–*_") or due_in(text, held)
    first, last = period_of(due, held) if due else (None, None)
    return replace(action, agent=agent, due=due, due_from=first, due_until=last)


def due_in(text: str, held: PartialDate | None) -> str:
    """Give the words in a task that say by when, or ''. A day that is past when people meet is none.

    >>> due_in("Sanne stuurt uiterlijk 1 mei 2021 een voorstel", None)
    '1 mei 2021'
    """
    spans = sorted(_when(text, held))
    later = _NEXT_TIME.search(text)
    if later and (not spans or later.start() < spans[0][0]):
        return later.group()
    return text[slice(*spans[0])].rstrip(" .,;") if spans else ""


def _when(text: str, held: PartialDate | None) -> Iterator[tuple[int, int]]:
    """Yield where a day or period stands that may be a deadline; behind a word such as `voor`, or ahead by itself."""
    for found in PERIOD.finditer(text):
        is_led = _DEADLINE.search(text, max(0, found.start() - 30), found.start()) is not None
        if found["today"] or (found["nth"] and not is_led):
            continue
        yield found.start(), found.end()
    for date, start, end in find_dates(text):
        is_led = _DEADLINE.search(text, max(0, start - 30), start) is not None
        if (is_led or date.year is not None) and not is_past(date, held):
            yield start, end


def _stated_agent(agent: str) -> str:
    """Give what a writer put where the doer stands, without words that only lead to it."""
    bare = re.sub(r"\A(?:voor|door|for|by|aan|item|punt) ", "", agent.strip(" *_():.?-–"), flags=re.IGNORECASE)
    if bare[:1].isupper() or re.fullmatch(_ALL, bare) or 0 < len(bare) <= 4 or bare.startswith("@"):  # noqa: PLR2004
        return bare.lstrip("@")
    return bare if re.match(rf"(?:de |het |the )?{_ROLES}\b", bare) else ""


def _agent(note: Note, action: Action, sentence: Sentence, text: str, people: People) -> str:
    ways = (
        _labelled(text, people),
        _subject(text, sentence, people),
        _agreed(action, text, people),
        _behind(text, people),
        _inverted(text, people),
        _speaker(action, sentence, text, people),
        _introduced(note, sentence, people),
    )
    return next((who for who in ways if who), "")


def _labelled(text: str, people: People) -> str:
    """Give who stands before a colon, or between square brackets, at the beginning of a task; or behind an `@`."""
    found = _LABELLED.match(text)
    if found and (re.fullmatch(_ALL, found["who"]) or people.is_name(found["who"], is_sure=True)):
        return found["who"]
    tagged = _TAGGED.match(text)
    if tagged and people.is_name(tagged["who"], is_sure=True):
        return tagged["who"]
    at = _AT.search(text)
    return at["who"] if at else ""


def _subject(text: str, sentence: Sentence, people: People) -> str:
    """Give the subject at the beginning of a task, where a verb of doing follows that is no passive."""
    found = _SUBJECT.match(text)
    if not found or _PASSIVE.match(found["rest"]):
        return ""
    who = found["who"]
    if re.match(rf"(?:(?:De|Het|The|Onze|Our) (?:[\w-]{{1,20}} )?)?{_ROLES}\Z|{_ALL}\Z", who, re.IGNORECASE):
        return who
    is_modal = re.match(rf"{_MODAL}\b", found["rest"]) is not None
    verb = _FINITE[sentence.language].match(found["rest"])
    if is_modal or verb:
        does = verb is not None and _SINGULAR.fullmatch(verb.group()) and verb.group() not in FUNCTION_WORDS["nl"]
        is_sure = is_modal or bool(does and sentence.has("action", "action-name"))
        is_sure = is_sure and not found["rest"].startswith("to ")
        return who if people.is_name(who, is_sure=is_sure) else ""
    return ""


def _agreed(action: Action, text: str, people: People) -> str:
    found = _THAT.search(text) if action.rule == "agreed-doer" else None
    return found["who"] if found and people.is_name(found["who"], is_sure=True) else ""


def _behind(text: str, people: People) -> str:
    """Give who stands behind a task: in brackets, behind a dash, or behind `door` or `by`."""
    found = _BEHIND.search(text, max(0, len(text) - 120))
    who = next((found[name] for name in ("round", "square", "dash", "by") if found[name]), "") if found else ""
    return who if who and (re.fullmatch(_ALL, who) or people.is_name(who, is_sure=True)) else ""


def _inverted(text: str, people: People) -> str:
    """Give who stands behind the verb (`Daarom zal Sanne ...`), unless a pronoun stands before it and does it."""
    found = _INVERTED.search(text)
    if not found or _PRONOUNS & set(text[: found.start()].lower().split()) or _PASSIVE.search(text, found.start()):
        return ""
    return found["who"] if people.is_name(found["who"]) else ""


def _speaker(action: Action, sentence: Sentence, text: str, people: People) -> str:
    """Give the speaker who says `I will`, or who stands before a task of a list and was there."""
    name = sentence.speaker
    is_task = action.rule in ("checkbox", "task-list", "errand") and people.is_there(name)
    is_own = name and _FIRST_PERSON.match(text) and people.is_name(name, is_sure=True)
    return name if is_task or is_own else ""


def _introduced(note: Note, sentence: Sentence, people: People) -> str:
    """Give who is named alone in the line above a task: `Sanne:`."""
    lead = note.leads[sentence.block].text.strip(" *_")
    who = lead[:-1].strip(" *_") if lead.endswith(":") else ""
    return who if re.fullmatch(_NAMES, who) and people.is_there(who) else ""
