"""One server asked: what is kept, else what comes in; no trouble of a server is more than a message."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from kg.errors import ReadError
from kg.guards.getting import Manners, get
from kg.guards.http import Limits, NoReplyError, is_private
from kg.lookup import failures
from kg.lookup.cache import keep, recall
from kg.lookup.servers import Answer, more_address, question_address
from kg.model import Issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.guards.worker import Worker
    from kg.lookup.words import SearchWords
    from kg.workspace import LookupSettings, LookupSource

#: What one answer may take: seconds for all tries together, and bytes, packed or not.
LIMITS = Limits(30.0, 16 * 1024 * 1024)

#: Pages of an OAI-PMH list that are fetched: with a hundred records a page, more than a person looks through.
PAGES = 20

#: Bytes that splitting or reading an answer gets a second for, after the first five.
_BYTES_A_SECOND = 200_000

_OK = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """What asking a server needs: the settings, the folder of what is kept, and a process that opens answers.

    `key` is that of OpenAlex, or ''. `clock` gives seconds since 1970.
    """

    settings: LookupSettings
    folder: Path
    worker: Worker
    key: str = ""
    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], float] = time.time
    limits: Limits = field(default_factory=lambda: LIMITS)

    def __repr__(self) -> str:
        """Give it without the key."""
        return f"Asking({self.settings!r})"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a server gave: its records as they came, whether all was kept from before, and what went wrong."""

    source: LookupSource
    records: tuple[str, ...] = ()
    is_kept: bool = False
    issues: tuple[Issue, ...] = ()


class _NothingError(Exception):
    """A server gave nothing to use."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


@dataclass(slots=True)
class _Pages:
    """The answers to one question, and those that are new."""

    is_anew: bool = False  # nothing that was kept is used
    answers: list[Answer] = field(default_factory=list)
    fresh: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Tell whether an answer came from what was kept."""
        return len(self.answers) > len(self.fresh)


def patience(size: int) -> float:
    """Give the seconds that opening so many bytes may take."""
    return 5.0 + size / _BYTES_A_SECOND


def is_kept(source: LookupSource, words: SearchWords, asking: Asking) -> bool:
    """Tell whether the (first) answer to a question is there already, so that nothing is sent."""
    address = question_address(source, words)
    return recall(asking.folder, address, asking.clock(), asking.settings.keep) is not None


def ask(source: LookupSource, words: SearchWords, asking: Asking) -> Asked:
    """Give what a server has for words. What came before something went wrong is not lost."""
    pages, issues = _try(source, words, asking, _Pages())
    if any(issue.is_error for issue in issues) and pages.is_kept:  # a place in a list holds for a while only
        pages, issues = _try(source, words, asking, _Pages(is_anew=True))
    lost = sum(answer.unusable for answer in pages.answers)
    issues += [failures.unusable(lost)] if lost else []
    records = tuple(record for answer in pages.answers for record in answer.records)
    return Asked(source, records, pages.is_kept and not pages.fresh, tuple(issues))


def _try(source: LookupSource, words: SearchWords, asking: Asking, pages: _Pages) -> tuple[_Pages, list[Issue]]:
    issues: list[Issue] = []
    try:
        issues += _fetch_all(source, words, asking, pages)
    except _NothingError as error:
        issues.append(error.issue)
    else:  # a list that was broken off is not kept, so that it is asked for again from its beginning
        if not _keep(asking, pages):
            issues.append(failures.not_kept())
    return pages, issues


def _keep(asking: Asking, pages: _Pages) -> bool:
    """Keep what is new; an answer that repeats the mail address is not kept."""
    mail = asking.settings.mail.lower().encode()
    answers = [(address, body) for address, body in pages.fresh if not mail or mail not in body.lower()]
    return not answers or keep(asking.folder, answers, asking.clock(), asking.settings.keep)


def _fetch_all(source: LookupSource, words: SearchWords, asking: Asking, pages: _Pages) -> Iterator[Issue]:
    address, seen = question_address(source, words), set[str]()
    while True:
        answer = _fetch(source, address, asking, pages)
        pages.answers.append(answer)
        if not answer.token or answer.token in seen:
            return
        if len(pages.answers) == PAGES:
            yield failures.more_left(PAGES)
            return
        seen.add(answer.token)
        address = more_address(source, answer.token)


def _fetch(source: LookupSource, address: str, asking: Asking, pages: _Pages) -> Answer:
    """Give one answer.

    Raises:
        _NothingError: there is none to use.
    """
    body = None if pages.is_anew else recall(asking.folder, address, asking.clock(), asking.settings.keep)
    media_type, is_new = "", body is None
    if body is None:
        body, media_type = _get(source, address, asking)
    try:
        answer: Answer = asking.worker.call(
            "kg.lookup.servers:split_answer", source.kind, body, seconds=patience(len(body))
        )
    except ReadError as error:
        issue = Issue(error.message, hint=error.hint)
        raise _NothingError(failures.of_page(media_type) or issue) from None
    if answer.error not in ("", "noRecordsMatch"):
        raise _NothingError(failures.of_refusal(answer.error))
    pages.fresh += [(address, body)] * is_new
    return answer


def _get(source: LookupSource, address: str, asking: Asking) -> tuple[bytes, str]:
    try:
        reply = get(_with_key(source, address, asking), _headers(asking), asking.limits, asking.manners)
    except NoReplyError as error:
        raise _NothingError(failures.of_reason(error.reason, asking.limits.seconds, asking.limits.size)) from None
    if reply.status != _OK:
        raise _NothingError(failures.of_status(reply.status, source.kind))
    return reply.body, reply.media_type


def _with_key(source: LookupSource, address: str, asking: Asking) -> str:
    """Give an address with the key, where its server is the one that the key is of.

    Raises:
        _NothingError: the key cannot be one, or others on the way could read it.
    """
    key = asking.key
    if not key or source.kind != "openalex":
        return address
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise _NothingError(
            failures.weak_key(
                "KG_OPENALEX_KEY holds characters that no key has", "copy the key again, without spaces or quotes"
            )
        )
    if not is_private(source.address):
        raise _NothingError(
            failures.weak_key(
                "the key would go over the network unencrypted", "give an address with https, or unset KG_OPENALEX_KEY"
            )
        )
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}{urlencode({'api_key': key})}"


def _headers(asking: Asking) -> dict[str, str]:
    """Give who asks. Source: Crossref, "Etiquette"; OAI-PMH implementation guidelines, section 2.3 (From)."""
    mail = asking.settings.mail
    agent = "kennistafel-kg" + (f" (mailto:{mail})" if mail else "")
    return {"User-Agent": agent, **({"From": mail} if mail else {})}
