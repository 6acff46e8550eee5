"""The border of the network: which addresses are some, and what it means that no answer came."""

from __future__ import annotations

import http.client
import ssl

import pytest

from kg.guards.http import Limits, NoReplyError, Reply, _no_reply, is_address, is_private, post
from tests.llm.conftest import Server, replies

LIMITS = Limits(20, 10)


@pytest.mark.parametrize(
    ("address", "is_one", "private"),
    [
        pytest.param("http://localhost:11434/v1", True, True, id="this machine"),
        pytest.param("http://[::1]:1/v1", True, True, id="this machine, IPv6"),
        pytest.param("https://example.org/v1/", True, True, id="encrypted"),
        pytest.param("http://10.0.0.7:8000/v1", True, False, id="another machine"),
        pytest.param("http://localhost.example.org/v1", True, False, id="a name that begins like this machine"),
        pytest.param("http://127.0.0.1.example.org/v1", True, False, id="a number that goes on"),
        pytest.param("http://a@localhost/v1", False, True, id="a name in it"),
        pytest.param("http://x\\@localhost/", False, False, id="a backslash"),
        pytest.param("gopher://x/", False, False, id="another protocol"),
    ],
)
def test_addresses(address: str, is_one: bool, private: bool) -> None:  # noqa: FBT001
    assert is_address(address) is is_one
    if is_one:
        assert is_private(address) is private


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(http.client.IncompleteRead(b""), "broken", id="too short"),
        pytest.param(http.client.RemoteDisconnected(""), "broken", id="hung up"),
        pytest.param(ConnectionResetError(), "broken", id="reset"),
        pytest.param(TimeoutError(), "late", id="late"),
        pytest.param(ssl.SSLCertVerificationError(), "certificate", id="certificate"),
        pytest.param(ssl.SSLError(), "unreachable", id="no TLS"),
        pytest.param(ConnectionRefusedError(), "unreachable", id="refused"),
        pytest.param(UnicodeError(), "unreachable", id="a name that is none"),
    ],
)
def test_what_an_error_means(error: Exception, reason: str) -> None:
    found = _no_reply(error)
    assert isinstance(found, NoReplyError)
    assert found.reason == reason


def test_a_bug_stays_a_bug() -> None:
    bug = KeyError("x")
    assert _no_reply(bug) is bug


def test_an_answer_up_to_the_limit_is_whole(server: Server) -> None:
    server.behave = replies(200, b"x" * 10)
    assert post(server.address, b"{}", {}, LIMITS) == Reply(200, b"x" * 10)
    server.behave = replies(200, b"x" * 11)
    with pytest.raises(NoReplyError, match="large"):
        post(server.address, b"{}", {}, LIMITS)


def test_what_another_status_says_is_not_read(server: Server) -> None:
    server.behave = replies(500, b"geheim")
    assert post(server.address, b"{}", {}, LIMITS) == Reply(500)


def test_a_server_without_encryption_is_not_spoken_to_with_it(server: Server) -> None:
    with pytest.raises(NoReplyError, match="unreachable"):
        post(server.address.replace("http:", "https:"), b"{}", {}, LIMITS)
    assert server.got == []
