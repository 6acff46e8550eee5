"""Every error that kg can give is there in Dutch, and comes out whole."""

from __future__ import annotations

import re

import pytest

from kg.words import load_words
from kg.words.errors import translate
from tests.commands.templates import PASSED_ON, collect

TEMPLATES = collect()

#: Sentences that the code makes in a way that `collect` cannot follow, that come from the system, or from click.
ALSO = re.compile(
    r"no comma before|\{\} more than once|nested too deeply|export it again, less|and \{\} more|decision \{\}|"
    r"the JSON is nested|a (value|comma|colon|name in double quotes) is missing|its end is missing|a comma stands before the end|"
    r"a text runs over|a backslash in|a record is larger|\{\} is no number|what follows here|a comma stands between|"
    r"an earlier decision|there is no command|see: kg|none$|theme|school|status|type|grade|kind of gap|[A-Z{]"
)


def test_the_code_is_read() -> None:
    texts = {template.text for template in TEMPLATES}
    assert {
        "nothing was read yet",
        "'{}' cannot be read: {}",
        "the entry is not closed before the end of the file",
    } <= texts
    assert len(TEMPLATES) > 150


def test_every_message_has_a_dutch_one() -> None:
    """What is listed here belongs in kg/words/errors.nl.toml; what begins with ?? is written where it is raised."""
    known = {*load_words("errors", "nl"), *(f"?? {expression}" for expression in PASSED_ON)}
    assert [template for template in TEMPLATES if template.text not in known] == []


def test_no_dutch_message_is_left_over() -> None:
    used = {template.text for template in TEMPLATES}
    assert [text for text in load_words("errors", "nl") if text not in used and not ALSO.match(text)] == []


@pytest.mark.parametrize("template", sorted(load_words("errors", "nl")), ids=lambda text: text[:50])
def test_every_value_of_a_message_comes_through(template: str) -> None:
    values = [f"waarde{number}" for number in range(template.count("{}"))]
    parts = template.split("{}")
    message = parts[0] + "".join(value + part for value, part in zip(values, parts[1:], strict=True))
    dutch = translate(message, "nl")
    kept = [value for value in values if value in dutch]
    assert kept == values or (template, kept) == ("{} is not a valid {}.", values[:1])
    assert not re.search(r"\{[^}]*\d|\{\{", dutch)


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        pytest.param("'a: b' cannot be read: there is no comma after the key",
                     "'a: b' is onleesbaar: er staat geen komma achter de sleutel", id="a value that is a sentence"),
        pytest.param("cannot write: No space left on device", "kan niet schrijven: de schijf is vol", id="the system"),
        pytest.param("did you mean a or b?", "bedoel je a of b?", id="or"),
        pytest.param("there is no theme 'school'", "thema 'school' is niet bekend", id="a value stays as it was typed"),
        pytest.param("there is no theme '{0} {}'", "thema '{0} {}' is niet bekend", id="braces in a value"),
        pytest.param("nothing is called 'a\nb'", "niets heet 'a\nb'", id="line end in a value"),
        pytest.param("no sentence that anybody knows", "no sentence that anybody knows", id="unknown"),
        pytest.param("", "", id="empty"),
    ],
)  # fmt: skip
def test_translation(english: str, dutch: str) -> None:
    assert translate(english, "nl") == dutch
    assert translate(english, "en") == english
