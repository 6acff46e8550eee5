"""A page from a server, politely: redirects within bounds, a few tries with growing waits, one limit of time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.guards.http import Limits, NoReplyError, get_once, is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.guards.http import Reply

_MOVED = (301, 302, 303, 307, 308)

#: What passes: too many questions, and a server that fails for a moment.
_PASSING = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Manners:
    """How often a server is asked, how many redirects are followed, and the first wait in seconds (it doubles).

    `sleep` and `clock` are those of the machine; a test has its own.
    """

    tries: int = 3
    redirects: int = 3
    wait: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


def get(address: str, headers: Mapping[str, str], limits: Limits, manners: Manners | None = None) -> Reply:
    """Give what stands at an address, where it is now. `limits` hold for all tries, waits and redirects together.

    A redirect is followed to a server of the public internet, or within the server that was asked; never from https
    to http. `headers` go to the server that was asked and to no other. A server that asks to wait longer than there
    is time for is not asked again.

    Raises:
        NoReplyError: there is no whole answer within the limits.
    """
    manners = manners or Manners()
    end = manners.clock() + limits.seconds
    for number in range(1, manners.tries + 1):
        reply: Reply | NoReplyError
        try:
            reply = _follow(address, headers, Limits(end - manners.clock(), limits.size), manners)
        except NoReplyError as error:
            reply = error
        wait = max(manners.wait * 2 ** (number - 1), _asked_for(reply))
        if not _passes(reply) or number == manners.tries or manners.clock() + wait >= end:
            break
        manners.sleep(wait)
    if isinstance(reply, NoReplyError):
        raise reply
    return reply


def _passes(reply: Reply | NoReplyError) -> bool:
    if isinstance(reply, NoReplyError):
        return reply.reason in ("unreachable", "broken")
    return reply.status in _PASSING


def _asked_for(reply: Reply | NoReplyError) -> float:
    return 0.0 if isinstance(reply, NoReplyError) else reply.retry_after or 0.0


def _follow(address: str, headers: Mapping[str, str], limits: Limits, manners: Manners) -> Reply:
    end = manners.clock() + limits.seconds
    place, seen = address, {address}
    for _ in range(manners.redirects + 1):
        left = end - manners.clock()
        if left <= 0:
            raise NoReplyError("late")
        is_same = _server(place) == _server(address)
        reply = get_once(place, headers if is_same else {}, Limits(left, limits.size), only_public=not is_same)
        if reply.status not in _MOVED:
            return reply
        place = _next(place, reply.location)
        if place in seen:
            break
        seen.add(place)
    raise NoReplyError("redirect")


def _server(address: str) -> tuple[str, int | None]:
    """Give what makes two addresses those of one server; that one may have gone over to https."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(address)
    return parts.hostname or "", parts.port


def _next(place: str, location: str) -> str:
    """Give where a redirect leads.

    Raises:
        NoReplyError: to nowhere, to another protocol, or from an encrypted place to one that is not.
    """
    from urllib.parse import urldefrag, urljoin  # noqa: PLC0415

    try:
        found = urldefrag(urljoin(place, location))[0] if location else ""
    except ValueError:
        found = ""
    if not is_address(found, with_query=True) or (place.startswith("https:") and not found.startswith("https:")):
        raise NoReplyError("redirect")
    return found
