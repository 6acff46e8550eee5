"""A server on this machine that plays the answers of Crossref, OpenAlex and OAI-PMH, as well or as badly as a test wants.

The answers in the folder beside this file have the shape of real ones; what they say is a sample.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.guards.getting import Manners
from kg.guards.worker import Worker
from tests.commands.conftest import FILES, type_it, write
from tests.conftest import call_here
from tests.serving import listening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.commands.conftest import Said

ANSWERS = Path(__file__).parent / "answers"

#: What a server does with a question: writes bytes to the connection.
Behaviour = Callable[["Server", "Handler"], None]


@dataclass
class Server:
    """A server that counts: `got` holds the path with query, and the headers, of every question.

    A list of behaviours is one for each question; the last stays.
    """

    origin: str
    behave: Behaviour | list[Behaviour]
    got: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        """Give what was asked for."""
        return [path for path, _ in self.got]

    def query(self, number: int = 0) -> dict[str, list[str]]:
        """Give the parameters of a question."""
        return parse_qs(urlsplit(self.got[number][0]).query)


class Handler(BaseHTTPRequestHandler):
    """Writes a question down, and behaves as it was told."""

    def do_GET(self) -> None:
        """Do it."""
        server: Server = self.server.told  # type: ignore[attr-defined]
        server.got.append((self.path, dict(self.headers.items())))
        told = server.behave
        if isinstance(told, list):
            told = told[min(len(server.got), len(told)) - 1]
        with suppress(OSError):  # who asked may be gone
            told(server, self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def replies(body: bytes = b"", status: int = 200, **headers: str) -> Behaviour:
    """Behave: answer with these bytes."""

    def behave(_: Server, handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def fails(status: int, **headers: str) -> Behaviour:
    """Behave: answer with a status and words that nobody should see."""
    return replies(b"geheim van de server", status, **headers)


def moves(place: str, status: int = 302) -> Behaviour:
    """Behave: send on to another place."""
    return replies(b"", status, Location=place)


def says(name: str, **headers: str) -> Behaviour:
    """Behave: answer with a file of the folder of answers."""
    kind = "text/xml" if name.endswith(".xml") else "application/json"
    return replies((ANSWERS / name).read_bytes(), 200, Content_Type=kind, **headers)


def plays(server: Server, handler: Handler) -> None:
    """Behave: answer as the server whose path is asked for."""
    query = parse_qs(urlsplit(handler.path).query)
    name = "oai-2.xml" if "resumptionToken" in query else "oai-1.xml"
    name = {"/works": "openalex.json", "/crossref": "crossref.json"}.get(urlsplit(handler.path).path, name)
    says(name)(server, handler)


@dataclass
class Naps:
    """Sleeps without time going by, and a clock that knows of it."""

    taken: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Remember a nap."""
        self.taken.append(seconds)

    def clock(self) -> float:
        """Give the seconds slept so far."""
        return sum(self.taken)

    @property
    def manners(self) -> Manners:
        """Give manners that wait in this time."""
        return Manners(sleep=self.sleep, clock=self.clock)


@pytest.fixture
def naps() -> Naps:
    """Give time that does not go by."""
    return Naps()


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server that is there; what it answers, the test says."""
    with listening(Handler, lambda port: Server(f"http://127.0.0.1:{port}", plays)) as told:
        yield told


@dataclass
class Table:
    """A workspace in which a server is named, the time that it lives in, and what its commands say."""

    folder: Path
    now: float = 1_700_000_000.0

    @property
    def written(self) -> list[str]:
        """Give the names of what was written below sources/publications/, but for the library that was there."""
        found = (self.folder / "sources" / "publications").glob("*")
        return sorted(path.name for path in found if path.name != "lijst.bib")

    def say(self, *arguments: str) -> Said:
        """Type `kg lookup`."""
        return type_it("lookup", *arguments, folder=self.folder)

    def found(self, *arguments: str) -> dict[str, Any]:
        """Give what `kg lookup --format json` says."""
        said = self.say(*arguments, "--format", "json")
        found: dict[str, Any] = json.loads(said.out)
        return found


def configure(folder: Path, more: str) -> None:
    """Write a kg.toml that ends in these lines."""
    write(folder, {"kg.toml": FILES["kg.toml"] + more})


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace after a refresh."""
    folder = write(tmp_path_factory.mktemp("tafel"), FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "call", call_here)
        patch.setattr(Worker, "stream", call_here)
        assert type_it("refresh", folder=folder).code == 0
    return folder


@pytest.fixture
def table(
    server: Server, naps: Naps, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> Table:
    """A copy of it, in which the server is named as OpenAlex; nobody waits."""
    workspace = shutil.copytree(library, tmp_path / "tafel")
    monkeypatch.delenv("KG_OPENALEX_KEY", raising=False)
    made = Table(workspace)
    monkeypatch.setattr("kg.commands.lookup.MANNERS", naps.manners)
    monkeypatch.setattr("kg.commands.lookup.CLOCK", lambda: made.now)
    configure(workspace, f'[lookup.sources]\nopenalex = "{server.origin}/works"\n')
    return made


@pytest.fixture
def oai(table: Table, server: Server) -> Table:
    """The table, in which the server is named as one of OAI-PMH."""
    configure(table.folder, f"[lookup.sources]\noai-proef = '{server.origin}/oai?set=a'\n")
    return table
