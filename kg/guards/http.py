"""The one place that opens a connection: one question, one answer, within limits of time and size."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from kg.guards.places import is_public

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from http.client import HTTPConnection, HTTPResponse
    from queue import SimpleQueue

#: Why no answer came: no connection, a certificate that cannot be checked, too late, too large, cut off, or sent on to
#: where nothing is asked.
Reason = Literal["unreachable", "certificate", "late", "large", "broken", "redirect"]

_LOCAL = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")
_PRINTABLE = re.compile(r"[!-~]+")

#: Bytes of a body that are read at once.
_CHUNK = 65_536


class NoReplyError(Exception):
    """There is no answer to use, for one of a few reasons. What the other side said is not part of it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. `body` is read only where the status is 200.

    The rest is of a GET: what the body is said to be (`text/html`), where a redirect leads, and how many seconds the
    server wants to be left alone (None where it does not say).
    """

    status: int
    body: bytes = b""
    media_type: str = ""
    location: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take in all, in seconds, and how large it may be, in bytes."""

    seconds: float
    size: int


def is_address(text: str, *, with_query: bool = False) -> bool:
    """Tell whether a text is the address of a server: http or https, a host, and no password or query in it.

    >>> is_address("http://localhost:11434/v1"), is_address("https://jan:geheim@example.org/"), is_address("file:///x")
    (True, False, False)
    >>> is_address("https://example.org/oai?set=a"), is_address("https://example.org/oai?set=a", with_query=True)
    (False, True)
    """
    from urllib.parse import urlsplit  # noqa: PLC0415

    place, _, query = text.partition("?") if with_query else (text, "", "")
    if not _PRINTABLE.fullmatch(text) or set("?#@\\") & set(place) or set("#\\") & set(query):
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
    connection = _connection(address, limits.seconds)
    return _within(limits.seconds, connection, partial(_ask, connection, _path(address), body, headers, limits.size))


def get_once(address: str, headers: Mapping[str, str], limits: Limits, *, only_public: bool = False) -> Reply:
    """Give what stands at an address. A redirect is an answer; a body that came compressed is unpacked within limits.

    With `only_public` a server is spoken to only where its name leads to the public internet: not to this machine,
    the network around it, or a service that hands out secrets to whoever is inside.

    Raises:
        NoReplyError: there is no whole answer within the limits.
    """
    connection = _connection(address, limits.seconds)

    def work() -> Reply:
        if only_public:
            _dial_public(connection, limits.seconds)
        return _get(connection, _target(address), headers, limits.size)

    return _within(limits.seconds, connection, work)


def _within(seconds: float, connection: HTTPConnection, work: Callable[[], Reply]) -> Reply:
    from queue import Empty, SimpleQueue  # noqa: PLC0415
    from threading import Thread  # noqa: PLC0415

    found: SimpleQueue[Reply | Exception] = SimpleQueue()
    Thread(target=_exchange, args=(found, work, connection), daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
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
    port = parts.port or kind.default_port  # without one, http.client looks for it in an IPv6 address
    return kind(parts.hostname or "", port, timeout=seconds)


def _path(address: str) -> str:
    from urllib.parse import urlsplit  # noqa: PLC0415

    return urlsplit(address).path or "/"


def _target(address: str) -> str:
    """Give what is asked of a server: path and query."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


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


def _get(connection: HTTPConnection, target: str, headers: Mapping[str, str], size: int) -> Reply:
    connection.request("GET", target, headers={"Accept-Encoding": "gzip", **headers})
    response = connection.getresponse()
    told = response.headers
    return Reply(
        response.status,
        _unpacked(response, size) if response.status == 200 else b"",  # noqa: PLR2004
        told.get_content_type() if told.get("Content-Type") else "",
        told.get("Location", "").strip(),
        _seconds(told.get("Retry-After", ""), told.get("Date", "")),
    )


def _unpacked(response: HTTPResponse, size: int) -> bytes:
    """Give a body of at most `size` bytes, as it came and unpacked: a bomb is not unpacked further than that."""
    import zlib  # noqa: PLC0415

    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise NoReplyError("broken")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packed else None
    data, came = bytearray(), 0
    while chunk := response.read(min(_CHUNK, size + 1)):
        came += len(chunk)
        data += unpack.decompress(chunk, size + 1 - len(data)) if unpack else chunk
        if max(len(data), came) > size:
            raise NoReplyError("large")
    if response.length or (unpack and (unpack.unused_data or not unpack.eof)):
        raise NoReplyError("broken")
    return bytes(data)


def _seconds(stated: str, now: str) -> float | None:
    """Give how long to wait by a Retry-After, in seconds or as a date by the server's own clock.

    >>> _seconds("5", ""), _seconds("soon", ""), _seconds("-1", "")
    (5.0, None, None)
    >>> _seconds("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:27:50 GMT")
    10.0
    """
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    if re.fullmatch(r"[0-9]{1,9}", stated.strip()):
        return float(stated)
    try:
        wait = (parsedate_to_datetime(stated) - parsedate_to_datetime(now)).total_seconds()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(wait, 0.0)


def _dial_public(connection: HTTPConnection, seconds: float) -> None:
    """Connect to a server by the numbers that were looked at, so that its name cannot lead elsewhere meanwhile."""
    from socket import SOCK_STREAM, create_connection, getaddrinfo  # noqa: PLC0415
    from ssl import create_default_context  # noqa: PLC0415

    found = getaddrinfo(connection.host, connection.port, type=SOCK_STREAM)
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(is_public(number) for number in numbers):
        raise NoReplyError("redirect")
    for number in numbers:
        with contextlib.suppress(OSError):
            connection.sock = create_connection((number, connection.port), timeout=seconds)
            break
    else:
        raise NoReplyError("unreachable")
    if connection.default_port == 443:  # noqa: PLR2004  (http.client has no other sign of TLS)
        connection.sock = create_default_context().wrap_socket(connection.sock, server_hostname=connection.host)


def _no_reply(error: Exception) -> Exception:
    """Give the reason that an error stands for; a bug stays what it is."""
    from http.client import HTTPException  # noqa: PLC0415
    from ssl import SSLCertVerificationError  # noqa: PLC0415
    from zlib import error as ZlibError  # noqa: N812, PLC0415

    if isinstance(error, NoReplyError):
        return error
    if isinstance(error, (HTTPException, ZlibError, ConnectionResetError, BrokenPipeError)):
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
