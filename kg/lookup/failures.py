"""Why a server gave nothing to use, said so that a person can act on it. Nothing that a server says is repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Issue

if TYPE_CHECKING:
    from kg.guards.http import Reason

_CHECK = "check its address under [lookup.sources] in kg.toml"
_LATER = "try again later"
_KEY = "OpenAlex gives more with a (free) key: put it in KG_OPENALEX_KEY, or try again tomorrow"

#: OAI-PMH 2.0, section 3.6: what a server may have against a question. `noRecordsMatch` is an answer.
_REFUSALS = (
    ("badArgument", "it does not take what the address asks for"),
    ("badResumptionToken", "it lost its place in the list"),
    ("badVerb", "it does not take what the address asks for"),
    ("cannotDisseminateFormat", "it does not know the metadataPrefix"),
    ("noSetHierarchy", "it has no sets"),
)


def of_reason(reason: Reason, seconds: float, size: int) -> Issue:
    """Give what it means that no reply came."""
    if reason == "late":
        return Issue(f"no answer within {seconds:g} seconds", hint=_LATER)
    if reason == "large":
        return Issue(f"the answer is larger than {size >> 20} MB", hint=_CHECK)
    if reason == "broken":
        return Issue("the answer was broken off", hint=_LATER)
    if reason == "redirect":
        hint = "put its final address under [lookup.sources] in kg.toml"
        return Issue("the server sends kg on to where it does not go", hint=hint)
    if reason == "certificate":
        hint = "is this the right address? nothing was sent"
        return Issue("the certificate of the server cannot be trusted", hint=hint)
    return Issue("the server cannot be reached", hint="is there a network, and is its address in kg.toml right?")


def of_status(status: int, kind: str) -> Issue:
    """Give what it means that a server of a kind answers with a status other than 200."""
    if status in (401, 403):
        return Issue(f"the server refuses ({status})", hint=_KEY if kind == "openalex" else _CHECK)
    if status in (404, 410):
        return Issue(f"the server does not know this address ({status})", hint=_CHECK)
    if status == 429:  # noqa: PLR2004
        hint = _KEY if kind == "openalex" else "try again later; a mail address under [lookup] gives more room"
        return Issue("the server has had too many questions (429)", hint=hint)
    if status in range(400, 500):
        return Issue(f"the server does not take the question ({status})", hint=_CHECK)
    return Issue(f"the server fails ({status})", hint=_LATER)


def of_page(media_type: str) -> Issue | None:
    """Give what it means that an answer that cannot be read is a web page; None where it is none."""
    if media_type not in ("text/html", "application/xhtml+xml"):
        return None
    return Issue("the server answers with a web page, not with data", hint=_CHECK)


def of_refusal(code: str) -> Issue:
    """Give what an OAI-PMH server has against a question."""
    for known, reason in _REFUSALS:
        if known == code:
            return Issue(f"the server does not take the question: {reason}", hint=_CHECK)
    return Issue("the server does not take the question", hint=_CHECK)


def weak_key(message: str, hint: str) -> Issue:
    """Give what is wrong with the key of a server."""
    return Issue(message, hint=hint)


def unusable(number: int) -> Issue:
    """Give a warning that some records of an answer are left out."""
    return Issue(f"{number} records of the answer cannot be used", hint="the others are shown", is_error=False)


def more_left(pages: int) -> Issue:
    """Give a warning that only the beginning of a list was fetched."""
    hint = "let the address ask for less, with set=... or from=..."
    return Issue(f"there is more than the first {pages} pages of the list", hint=hint, is_error=False)


def not_kept() -> Issue:
    """Give a warning that an answer could not be kept."""
    hint = "free some space or check who may write here; the next time the server is asked again"
    return Issue("the answer of the server could not be kept", hint=hint, is_error=False)
