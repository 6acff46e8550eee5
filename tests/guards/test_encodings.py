"""The encoding of a stream is told as that of bytes at hand, and the stream reads as they do."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.guards import encodings
from kg.guards.decode import decode
from kg.readers.streams import text_stream

TEXTS = st.text(st.sampled_from("aé€\n\r“ВопрЙ教育 "), max_size=60)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1251", "gb18030", "utf-32"])


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every border between two chunks occur."""
    monkeypatch.setattr(encodings, "_CHUNK", 7)


@given(TEXTS, ENCODINGS, st.binary(max_size=3))
@example("één vraag\n" * 9, "utf-8", b"\xe9")
@example("", "utf-8", b"\xef\xbb\xbf")
def test_a_stream_reads_as_its_bytes(text: str, encoding: str, more: bytes) -> None:
    data = text.encode(encoding, "replace") + more
    whole = decode(data)
    stream = text_stream(io.BytesIO(data))
    assert "".join(line.text for line in stream.lines()) == whole.text
    assert [issue.message for issue in stream.issues] == [whole.warning] * bool(whole.warning)


def test_lines_and_pieces_are_the_same_text_and_the_stream_can_be_read_again() -> None:
    stream = io.BytesIO("één\r\ntwee\rdrie\n".encode())
    assert [(line.number, line.text) for line in text_stream(stream).lines()] == [
        (1, "één\r\n"),
        (2, "twee\r"),
        (3, "drie\n"),
    ]
    assert list(text_stream(stream).pieces()) == ["één\r\ntwee\rdrie\n"]
