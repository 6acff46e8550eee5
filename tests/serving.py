"""Servers on this machine for tests: started and stopped, and what they can do badly."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Told(Protocol):
    """A server that was told how to behave; `closing` is set when it stops."""

    closing: threading.Event


T = TypeVar("T", bound=Told)


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], told: Callable[[int], T]) -> Iterator[T]:
    """Give a server while it listens; `told` makes it from its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    made = told(server.server_port)
    server.told = made  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    made.closing.set()
    server.shutdown()
    server.server_close()


def drips(head: bytes, drop: bytes) -> Callable[[Told, BaseHTTPRequestHandler], None]:
    """Behave: write a head, then a drop every now and then, for as long as somebody listens."""

    def behave(server: Told, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not server.closing.wait(0.01):
            handler.wfile.write(drop)

    return behave


def is_silent(server: Told, _: BaseHTTPRequestHandler) -> None:
    """Behave: say nothing at all."""
    server.closing.wait()
