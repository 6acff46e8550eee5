"""What holds of any text: exact quotes, unique ids, answers that exist, no error, time that grows with length."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, Source
from kg.readers import read
from kg.rules import RULES, extract

MakeNote = Callable[..., Document]
_PIECES = (
    "vraag: actie Actie: **Bram:** besloten is om dat hoe wat ? ! . , - + * [ ] # ## ^a (Actie: | \n \n\n 'x?' "
    "onduidelijk geeft aan dat school:: #lezen [ ] [x] ja nee todo inzicht was asked whether will to - [ ]"
)
WORDS = st.sampled_from(_PIECES.split(" "))


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_exact_quotes(text: str) -> None:
    document = read(Source(PurePosixPath("meetings/note.md")), text.encode("utf-8", "ignore"))
    found = extract(document).statements
    assert all(one.text == one.span.of(document.text) and one.text.strip() == one.text != "" for one in found)
    ids = [one.id for one in found]
    questions = {one.id for one in found if one.kind == "question"}
    assert len(set(ids)) == len(ids)
    assert all(set(one.answers) <= questions for one in found)
    assert [one.span for one in found] == sorted(one.span for one in found)


def test_twice_is_the_same(note: MakeNote) -> None:
    text = "# Verslag bijeenkomst\n\n- Vraag: Hoe dan?\n  - Zo.\n- Besloten is om te stoppen."
    assert extract(note(text)) == extract(note(text))


def test_the_rules_are_all_there() -> None:
    """The order is a promise: marks first, judgements last."""
    names = [rule.__name__ for rule in RULES]
    assert names[:4] == ["find_checkboxes", "find_columns", "find_signs", "find_marks"]
    assert names.index("find_asked") < names.index("find_said") < names.index("find_judged")
    assert len(names) == len(set(names))
