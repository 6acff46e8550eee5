"""The one place that opens a connection: one question, one answer, within limits of time and size."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from http.client import HTTPConnection
    from queue import SimpleQueue

#: Why no answer came: no connection, a certificate that cannot be checked, too late, too large, or cut off.
Reason = Literal["unreachable", "certificate", "late", "large", "broken"]

_LOCAL = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")
_PRINTABLE = re.compile(r"[!-~]+")


class NoReplyError(Exception):
    """There is no answer to use, for one of a few reasons. What the other side said is not part of it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. `body` is read only where the status is 200."""

    status: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take in all, in seconds, and how large it may be, in bytes."""

    seconds: float
    size: int


def is_address(text: str) -> bool:
    """Tell whether a text is the address of a server: http or https, a host, and no password or query in it.

    >>> is_address("http://localhost:11434/v1"), is_address("https://jan:geheim@example.org/"), is_address("file:///x")
    (True, False, False)
    """
    from urllib.parse import urlsplit  # noqa: PLC0415

    if not _PRINTABLE.fullmatch(text) or set("?#@\\") & set(text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_private(address: str) -> bool:
    """Tell whether nobody on the way can read what is sent to an address: it is encrypted, or stays on this machine.

    >>> [is_private(a) for a in ("https://example.org/v1", "http://127.0.0.1:1/v1", "http://example.org/v1")]
    [True, True, False]
    """
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(address)
    return parts.scheme == "https" or bool(_LOCAL.fullmatch(parts.hostname or ""))


def post(address: str, body: bytes, headers: Mapping[str, str], limits: Limits) -> Reply:
    """Send bytes to an address and give the answer. A redirect is an answer: nothing follows it; no proxy is used.

    The limit of time is one for all of it (name, connection, every byte), so that a server cannot drip for ever:
    the work is done in a thread of its own, which nobody waits for after that.

    Raises:
        NoReplyError: there is no whole answer within the limits.
    """
    from queue import Empty, SimpleQueue  # noqa: PLC0415
    from threading import Thread  # noqa: PLC0415

    connection = _connection(address, limits.seconds)
    found: SimpleQueue[Reply | Exception] = SimpleQueue()
    work = partial(_ask, connection, _path(address), body, headers, limits.size)
    Thread(target=_exchange, args=(found, work, connection), daemon=True).start()
    try:
        answer = found.get(timeout=limits.seconds)
    except Empty:
        _hang_up(connection)
        raise NoReplyError("late") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _connection(address: str, seconds: float) -> HTTPConnection:
    from http.client import HTTPConnection, HTTPSConnection  # noqa: PLC0415
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=seconds)


def _path(address: str) -> str:
    from urllib.parse import urlsplit  # noqa: PLC0415

    return urlsplit(address).path or "/"


def _exchange(found: SimpleQueue[Reply | Exception], work: Callable[[], Reply], connection: HTTPConnection) -> None:
    try:
        found.put(work())
    except Exception as error:  # noqa: BLE001  (raised again by who waits)
        found.put(_no_reply(error))
    finally:
        connection.close()


def _ask(connection: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str], size: int) -> Reply:
    connection.request("POST", path, body=body, headers={"Accept-Encoding": "identity", **headers})
    response = connection.getresponse()
    if response.status != 200:  # noqa: PLR2004
        return Reply(response.status)
    data = response.read(size + 1)
    if len(data) > size:
        raise NoReplyError("large")
    if response.length:  # `read` of a part says nothing of an end that came too early
        raise NoReplyError("broken")
    return Reply(response.status, data)


def _no_reply(error: Exception) -> Exception:
    """Give the reason that an error stands for; a bug stays what it is."""
    from http.client import HTTPException  # noqa: PLC0415
    from ssl import SSLCertVerificationError  # noqa: PLC0415

    if isinstance(error, (HTTPException, ConnectionResetError, BrokenPipeError)):
        return NoReplyError("broken")
    if isinstance(error, TimeoutError):
        return NoReplyError("late")
    if isinstance(error, SSLCertVerificationError):
        return NoReplyError("certificate")
    return NoReplyError("unreachable") if isinstance(error, (OSError, UnicodeError)) else error


def _hang_up(connection: HTTPConnection) -> None:
    """End the connection under the thread that still reads from it."""
    from socket import SHUT_RDWR  # noqa: PLC0415

    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(SHUT_RDWR)
