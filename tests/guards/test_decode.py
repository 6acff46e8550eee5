"""Bytes become text, and every guess is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.guards.decode import decode

DUTCH = "Eén vraag over “coördinatie” – ’s middags, à € 5"
RUSSIAN = "Вопрос: зачем нам нужен этот закон? Ответ: проверить."
CHINESE = "教育技术的问题：学生如何学习？"
TRADITIONAL = "教育科技的問題：學生如何學習？"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param("vraag: één".encode("utf-8-sig"), "utf-8", id="utf-8 with a mark"),
        pytest.param("vraag: één".encode(), "utf-8", id="utf-8 without a mark"),
        pytest.param(b"\xff\xfe" + "vraag: één".encode("utf-16-le"), "utf-16-le", id="utf-16 little-endian"),
        pytest.param(b"\xfe\xff" + "vraag: één".encode("utf-16-be"), "utf-16-be", id="utf-16 big-endian"),
        pytest.param(b"\xff\xfe\x00\x00" + "vraag: één".encode("utf-32-le"), "utf-32-le", id="utf-32 little-endian"),
        pytest.param(b"\x00\x00\xfe\xff" + "vraag: één".encode("utf-32-be"), "utf-32-be", id="utf-32 big-endian"),
    ],
)
def test_a_mark_or_utf8_is_no_guess(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.warning) == ("vraag: één", encoding, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(DUTCH, "cp1252", id="Dutch in cp1252"),
        pytest.param("één", "cp1252", id="a single Dutch word"),
        pytest.param("ÉÉN VRAAG", "cp1252", id="capitals side by side"),
        pytest.param("geïnteresseerd", "cp1252", id="latin-1 is read as cp1252, which has it in it"),
        pytest.param(RUSSIAN, "cp1251", id="Russian in cp1251"),
        pytest.param(RUSSIAN, "koi8-r", id="Russian in KOI8-R"),
        pytest.param(CHINESE, "gb18030", id="simplified Chinese in GBK"),
        pytest.param(TRADITIONAL, "big5", id="traditional Chinese in Big5"),
        pytest.param("Een notitie.\r\n", "utf-16-le", id="UTF-16 without a mark"),
        pytest.param("Een notitie.\r\n", "utf-16-be", id="UTF-16 without a mark, the other way"),
    ],
)
def test_a_guess_is_right_and_named(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert encoding in decoded.warning


def test_line_ends_and_composed_characters_stay_as_they_are() -> None:
    text = "a\r\nb\rc\ne\u0301"
    assert decode(text.encode()).text == text


def test_a_damaged_place_in_utf8_does_not_spoil_the_accents() -> None:
    damaged = decode(("één coördinator; " * 9).encode() + b"\xff" + "café".encode())
    assert damaged.text.startswith("één coördinator")
    assert damaged.text.count("\ufffd") == 1
    assert damaged.warning == "1 places are not UTF-8; they show as U+FFFD"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_and_never_loosely_in_silence(data: bytes) -> None:
    decoded = decode(data)
    assert (
        "\ufffd" not in decoded.text
        or decoded.warning
        or "\ufffd".encode() in data
        or b"\xfd\xff" in data
        or (b"\xff\xfd" in data)
    )


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_utf8_comes_back_letter_for_letter(text: str) -> None:
    marked = text.encode("utf-8-sig")
    assert decode(marked).text == text
