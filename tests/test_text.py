"""Pure functions on strings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import fold, guess_language, sentences, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Een zin. Nog een zin.", ["Een zin.", "Nog een zin."], id="two"),
        pytest.param("Dat is o.a. hier zo. Ja.", ["Dat is o.a. hier zo.", "Ja."], id="abbreviation"),
        pytest.param("Bijv. Anna komt. Ja.", ["Bijv. Anna komt.", "Ja."], id="abbreviation before a name"),
        pytest.param("Mevr. J. de Boer komt. Ja.", ["Mevr. J. de Boer komt.", "Ja."], id="initial"),
        pytest.param("Een B.V. Anna komt.", ["Een B.V.", "Anna komt."], id="capitals may end a sentence"),
        pytest.param("Versie 1.2 werkt. Ja.", ["Versie 1.2 werkt.", "Ja."], id="number"),
        pytest.param("Zij vroeg 'Wat nu?'. Ja.", ["Zij vroeg 'Wat nu?'.", "Ja."], id="quote"),
        pytest.param("Kan dat? dat kan.", ["Kan dat?", "dat kan."], id="small letter behind a question mark"),
        pytest.param("Dit (zie hier. Of daar.) is het.", ["Dit (zie hier. Of daar.) is het."], id="in brackets"),
        pytest.param("een zin die\nverder gaat. Ja.", ["een zin die\nverder gaat.", "Ja."], id="wrapped"),
        pytest.param("Een kop\nAnna vraagt of het kan.", ["Een kop", "Anna vraagt of het kan."], id="ended line"),
        pytest.param("", [], id="empty"),
        pytest.param("  ", [], id="white space"),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from("aB .?!\n'()\"*1"), max_size=80))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("De leraren vragen of het kan.", "nl", id="Dutch"),
        pytest.param("The teachers asked if they could.", "en", id="English"),
        pytest.param("ICT 2021", "xx", id="no words that tell"),
        pytest.param("the de", "xx", id="as many of both"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert guess_language(text, "xx") == language


def test_words_and_folding() -> None:
    assert tokens("Één 'vraag'-stuk?") == ["één", "vraag", "stuk"]
    assert fold("Één  Vraag") == "een vraag"
