"""Asking a server politely: what is followed, what is tried again, and what is not let in."""

from __future__ import annotations

import gzip

import pytest

from kg.guards import getting, http
from kg.guards.getting import Manners, get
from kg.guards.http import Limits, NoReplyError, Reply, get_once
from kg.guards.places import is_public
from tests.lookup.conftest import Naps, Server, fails, moves, replies
from tests.serving import drips, is_silent

LIMITS = Limits(20, 1000)


def ask(server: Server, naps: Naps, path: str = "/a?b=c") -> Reply:
    """Ask for a page."""
    return get(server.origin + path, {"User-Agent": "proef"}, LIMITS, naps.manners)


def refused(server: Server, naps: Naps) -> str:
    """Give the reason why there is no page."""
    with pytest.raises(NoReplyError) as caught:
        ask(server, naps)
    return caught.value.reason


def test_a_page_as_it_stands(server: Server, naps: Naps) -> None:
    server.behave = replies(b"ja", Content_Type="text/plain; charset=utf-8")
    assert ask(server, naps) == Reply(200, b"ja", "text/plain")
    ((path, headers),) = server.got
    assert (path, headers["User-Agent"], headers["Accept-Encoding"]) == ("/a?b=c", "proef", "gzip")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_server_is_followed_with_who_asks(server: Server, naps: Naps, status: int) -> None:
    server.behave = [moves("../elders?x=1#deel", status), replies(b"ja")]
    assert ask(server, naps).body == b"ja"
    assert [(path, headers["User-Agent"]) for path, headers in server.got] == [
        ("/a?b=c", "proef"),
        ("/elders?x=1", "proef"),
    ]


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        pytest.param("/a?b=c", 1, id="to itself"),
        pytest.param("", 1, id="to nowhere"),
        pytest.param("file:///etc/passwd", 1, id="to a file"),
        pytest.param("ftp://example.org/", 1, id="to another protocol"),
        pytest.param("http://a:geheim@127.0.0.1/", 1, id="with a name and password"),
        pytest.param("http://[/", 1, id="to no address"),
        pytest.param("//127.0.0.1:1/", 1, id="to another port of this machine"),
        pytest.param("http://localhost/", 1, id="to this machine by another name"),
        pytest.param("http://2130706433/", 1, id="to this machine as one number"),
        pytest.param("http://169.254.169.254/latest/meta-data/", 1, id="to what hands out secrets"),
        pytest.param("http://[::ffff:10.0.0.1]/", 1, id="to the network around it, wrapped"),
        pytest.param("http://10.0.0.1/", 1, id="to the network around it"),
    ],
)
def test_a_redirect_that_is_not_followed(place: str, asked: int, server: Server, naps: Naps) -> None:
    server.behave = moves(place)
    assert refused(server, naps) == "redirect"
    assert (len(server.got), naps.taken) == (asked, [])


def test_redirects_end(server: Server, naps: Naps) -> None:
    server.behave = [moves(f"/{n}") for n in range(9)]
    assert refused(server, naps) == "redirect"
    assert len(server.got) == 4


def test_two_pages_that_point_at_each_other(server: Server, naps: Naps) -> None:
    server.behave = [moves("/b"), moves("/a?b=c"), replies(b"nooit")]
    assert refused(server, naps) == "redirect"
    assert len(server.got) == 2


def test_an_encrypted_place_does_not_lead_to_one_that_is_not() -> None:
    with pytest.raises(NoReplyError, match="redirect"):
        getting._next("https://example.org/a", "http://example.org/a")
    assert getting._next("http://example.org/a", "https://example.org/a") == "https://example.org/a"


def test_another_public_server_is_followed_to_but_not_told_who_asks(
    server: Server, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts as public is put aside, as there is no public server in a test."""
    monkeypatch.setattr(http, "is_public", lambda _: True)
    server.behave = [moves(server.origin.replace("127.0.0.1", "localhost") + "/b"), replies(b"ja")]
    assert ask(server, naps).body == b"ja"
    assert ["proef" in headers.values() for _, headers in server.got] == [True, False]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_tried_again_after_growing_waits(status: int, server: Server, naps: Naps) -> None:
    server.behave = [fails(status), fails(status), replies(b"ja")]
    assert ask(server, naps).body == b"ja"
    assert naps.taken == [1.0, 2.0]


def test_tries_end(server: Server, naps: Naps) -> None:
    server.behave = fails(503)
    assert ask(server, naps) == Reply(503)
    assert (len(server.got), naps.taken) == (3, [1.0, 2.0])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_what_does_not_pass_is_asked_once(status: int, server: Server, naps: Naps) -> None:
    server.behave = fails(status)
    assert ask(server, naps) == Reply(status)
    assert (len(server.got), naps.taken) == (1, [])


def test_a_server_that_is_not_there_is_tried_again(naps: Naps) -> None:
    with pytest.raises(NoReplyError, match="unreachable"):
        get("http://127.0.0.1:1/", {}, LIMITS, naps.manners)
    assert naps.taken == [1.0, 2.0]


@pytest.mark.parametrize(
    ("headers", "naps_taken"),
    [
        pytest.param({"Retry_After": "5"}, [5.0], id="seconds"),
        pytest.param({"Retry_After": "0"}, [1.0], id="at once: a moment all the same"),
        pytest.param({"Retry_After": "-7"}, [1.0], id="before now"),
        pytest.param({"Retry_After": "straks"}, [1.0], id="a word"),
        pytest.param({"Retry_After": "3600"}, [], id="longer than there is time for"),
        pytest.param({"Retry_After": "9" * 400}, [1.0], id="a number that is none"),
        pytest.param({"Retry_After": "Wed, 21 Oct 2099 07:28:00 GMT"}, [], id="a day far away"),
        pytest.param({"Retry_After": "Wed, 21 Oct 2009 07:28:00 GMT"}, [1.0], id="a day long ago"),
    ],
)
def test_a_server_says_when_to_come_back(
    headers: dict[str, str], naps_taken: list[float], server: Server, naps: Naps
) -> None:
    server.behave = [fails(429, **headers), replies(b"ja")]
    ask(server, naps)
    assert naps.taken == naps_taken


def test_all_tries_together_have_one_limit_of_time(server: Server, naps: Naps) -> None:
    server.behave = fails(503, Retry_After="12")
    assert ask(server, naps).status == 503
    assert naps.taken == [12.0]


def test_what_came_compressed_is_unpacked(server: Server, naps: Naps) -> None:
    server.behave = replies(gzip.compress(b"x" * 1000), Content_Encoding="gzip")
    assert ask(server, naps).body == b"x" * 1000


#: A gzip of stored blocks that hold nothing. Source: RFC 1951, section 3.2.4.
ENDLESS = gzip.compress(b"")[:10] + b"\x00\x00\x00\xff\xff" * 500


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        pytest.param(replies(b"x" * 1001), "large", id="a byte too many"),
        pytest.param(replies(gzip.compress(b"x" * 1001), Content_Encoding="gzip"), "large", id="unpacked a byte too many"),
        pytest.param(replies(gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip"), "large", id="a bomb"),
        pytest.param(replies(ENDLESS, Content_Encoding="gzip"), "large", id="a great deal of nothing"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 100), "large", id="without an end"),
        pytest.param(
            drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"64\r\n" + b"x" * 100 + b"\r\n"),
            "large", id="chunks without an end",
        ),
        pytest.param(replies(b"x", Content_Length="2"), "broken", id="shorter than it said"),
        pytest.param(replies(gzip.compress(b"x" * 99)[:-4], Content_Encoding="gzip"), "broken", id="compressed and cut"),
        pytest.param(replies(b"geen gzip", Content_Encoding="gzip"), "broken", id="not compressed at all"),
        pytest.param(replies(gzip.compress(b"x") * 2, Content_Encoding="gzip"), "broken", id="more behind it"),
        pytest.param(replies(b"x", Content_Encoding="br"), "broken", id="compressed in a way that was not asked for"),
        pytest.param(lambda _, handler: handler.wfile.write(b"ssh-2.0\r\n"), "broken", id="another protocol"),
        pytest.param(lambda *_: None, "broken", id="hung up"),
    ],
)  # fmt: skip
def test_a_page_that_is_not_let_in(behave: object, reason: str, server: Server, naps: Naps) -> None:
    server.behave = behave  # type: ignore[assignment]
    assert refused(server, naps) == reason


@pytest.mark.parametrize(
    "behave",
    [
        pytest.param(is_silent, id="says nothing"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"), id="drips a body"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), id="drips headers"),
        pytest.param(drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), id="promises"),
    ],
)
def test_a_page_that_takes_too_long(behave: object, server: Server) -> None:
    server.behave = behave  # type: ignore[assignment]
    with pytest.raises(NoReplyError) as caught:
        get(server.origin, {}, Limits(0.1, 10_000_000), Manners())
    assert caught.value.reason in ("late", "broken")  # more than a hundred headers are not read either
    assert len(server.got) == 1


def test_what_another_status_says_is_not_read(server: Server) -> None:
    server.behave = fails(404)
    assert get_once(server.origin, {}, LIMITS) == Reply(404)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True),
        ("127.0.0.1", False), ("127.9.9.9", False), ("0.0.0.0", False), ("10.1.2.3", False),  # noqa: S104
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::", False), ("::1", False), ("fe80::1%eth0", False),
        ("fc00::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2001:0:4136::1", False), ("geen", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(number: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(number) is public
