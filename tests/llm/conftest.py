"""A server on this machine that speaks the protocol, as well or as badly as a test wants, and writes down what it got."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import type_it, write
from tests.serving import listening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands.conftest import Said

#: What a server does with a question: writes bytes to the connection.
Behaviour = Callable[["Server", "Handler"], None]

#: Of this note the rules read the marked question, whatever they learn.
NOTE = """# Derde bijeenkomst kennistafel

Vraag: Hoe volgen we leerlingen zonder extra toetsen?

De map met leerroutes ligt op de zolder. De sleutel van
de zolder hangt in de keuken van de voorbeeldschool.

- De trap is blauw geverfd.

```
geheim in een codeblok
```
<!-- geheim in een opmerking -->
"""

#: Sentences of NOTE that the rules find nothing in.
ROUTE, REST = "De map met leerroutes ligt op de zolder.", "De sleutel van de zolder hangt"

#: The text of the blocks of NOTE, as it is sent.
SENT = (
    "Derde bijeenkomst kennistafel\n\nVraag: Hoe volgen we leerlingen zonder extra toetsen?\n\n"
    "De map met leerroutes ligt op de zolder. De sleutel van\n"
    "de zolder hangt in de keuken van de voorbeeldschool.\n\nDe trap is blauw geverfd."
)


@dataclass
class Server:
    """A server that counts: `got` holds the path, headers and body of every question."""

    address: str
    behave: Behaviour
    got: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Reads a question, writes it down, and behaves as it was told."""

    def do_POST(self) -> None:
        """Do it."""
        server: Server = self.server.told  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.got.append((self.path, dict(self.headers.items()), json.loads(body)))
        with suppress(OSError):  # who asked may be gone
            server.behave(server, self)

    do_GET = do_POST  # noqa: N815  (who follows a redirect comes with this)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def replies(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Behave: answer with a status and these bytes."""

    def behave(_: Server, handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def completion(content: object, reason: str = "stop") -> bytes:
    """Give a whole reply with one choice."""
    choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": content}}
    return json.dumps({"id": "x", "object": "chat.completion", "model": "?", "choices": [choice]}).encode()


def says(*rows: object) -> Behaviour:
    """Behave: answer with these proposals."""
    return replies(200, completion(json.dumps({"proposals": list(rows)})))


def row(one: str, kind: str, quote: str, type_: str = "", **other: object) -> dict[str, object]:
    """Give a proposal as a model writes it."""
    return {"id": one, "kind": kind, "type": type_, "quote": quote, "answers": [], "confidence": 0.8, **other}


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server that is there; what it answers, the test says."""
    with listening(Handler, lambda port: Server(f"http://127.0.0.1:{port}/v1", says())) as told:
        yield told


@pytest.fixture
def table(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None) -> Path:
    """A workspace with one note, in which the server is switched on; there is no key."""
    monkeypatch.delenv("KG_LLM_KEY", raising=False)
    write(tmp_path / "tafel", {"meetings/derde.md": NOTE})
    configure(tmp_path / "tafel", server.address)
    return tmp_path / "tafel"


def configure(folder: Path, address: str, more: str = "", head: str = "") -> None:
    """Write a kg.toml that switches a model on."""
    text = f'{head}[llm]\nenabled = true\naddress = "{address}"\nmodel = "proefmodel"\ntimeout = 20\n{more}'
    write(folder, {"kg.toml": text})


def extract(folder: Path, *options: str) -> Said:
    """Type `kg extract` for the note of the table."""
    return type_it("extract", *options, str(folder / "sources" / "meetings" / "derde.md"))


def told_by(folder: Path) -> dict[str, Any]:
    """Give the JSON for the note of the table, with proposals."""
    said = extract(folder, "--llm", "--format", "json")
    assert (said.code, said.err) == (0, "")
    found: dict[str, Any] = json.loads(said.out)[0]
    return found
