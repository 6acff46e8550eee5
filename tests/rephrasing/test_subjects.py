"""Which themes a question is likely about though it does not name them."""

from __future__ import annotations

import pytest

from kg.model import Theme
from kg.rephrasing.subjects import find_likely, make_subjects
from kg.rephrasing.wording import make_wording
from kg.vocabulary import Iri

READING = Theme(Iri("urn:t:reading"), {"nl": ("begrijpend lezen",)}, (Iri("urn:t:language"),))
LANGUAGE = Theme(Iri("urn:t:language"), {"nl": ("taalonderwijs",), "en": ("language education",)}, ())
PRESSURE = Theme(Iri("urn:t:pressure"), {"nl": ("werkdruk",)}, ())
LEARNING = Theme(Iri("urn:t:learning"), {"nl": ("leren leren",)}, ())
RING = Theme(Iri("urn:t:ring"), {"nl": ("kring",)}, (Iri("urn:t:ring"),))
SUBJECTS = make_subjects((READING, LANGUAGE, PRESSURE, LEARNING, RING))


@pytest.mark.parametrize(
    ("text", "language", "named", "likely"),
    [
        pytest.param("Lezen leerlingen begrijpend genoeg?", "nl", (), [("reading", ("begrijpend", "lezen"))],
                     id="the words of a name, apart"),
        pytest.param("How can reading comprehension be improved?", "en", (), [("reading", ("comprehension", "reading"))],
                     id="a name that is there in Dutch only"),
        pytest.param("Does workload rise?", "en", (), [("pressure", ("workload",))], id="one word, in the other language"),
        pytest.param("Hoe leren leerlingen?", "nl", (), [], id="a name of words that every question has"),
        pytest.param("Wie maakt de kast open?", "nl", (), [], id="nothing"),
        pytest.param("Lezen leerlingen begrijpend?", "nl", (READING.iri,), [], id="named already"),
        pytest.param("Welk taalonderwijs helpt bij begrijpend lezen?", "nl", (READING.iri,), [], id="broader than what is named"),
        pytest.param("", "nl", (), [], id="no words"),
    ],
)  # fmt: skip
def test_likely_themes(
    text: str, language: str, named: tuple[Iri, ...], likely: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = find_likely(make_wording(text, language, SUBJECTS.bridge), SUBJECTS, named)
    assert [(one.theme.rpartition(":")[2], one.because) for one in found] == likely
