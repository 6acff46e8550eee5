"""The forms of verbs of work, made by rules of spelling from lists of infinitives."""

from __future__ import annotations

import pytest

from kg.rules.verbs import Form, form_of


@pytest.mark.parametrize(
    ("language", "form", "words"),
    [
        ("nl", "base", "maken opstellen uitzoeken nagaan doorsturen"),
        ("nl", "present", "maakt stuurt levert controleert evalueert deelt sluit"),
        ("nl", "past", "maakte leverde toetste schreef"),
        ("nl", "participle", "gemaakt opgesteld uitgezocht geëvalueerd gekopieerd beoordeeld verzameld"),
        ("en", "base", "draft write review plan"),
        ("en", "present", "drafts writes tries fixes"),
        ("en", "past", "planned tried wrote visited"),
        ("en", "ing", "planning writing visiting getting"),
    ],
)
def test_forms_of_verbs(language: str, form: Form, words: str) -> None:
    assert {word: form_of(word, language) for word in words.split()} == dict.fromkeys(words.split(), form)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "aanpassingen onderwerpen uitgangspunten leerlingen scholen tafel avond open"),
        ("en", "pupils school teacher morning letters"),
    ],
)
def test_words_that_are_no_verbs_of_work(language: str, words: str) -> None:
    assert {word: form_of(word, language) for word in words.split()} == dict.fromkeys(words.split(), None)
