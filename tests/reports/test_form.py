"""The form for the next note: what it holds, kg reads back exactly, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Action, Context, Question, Source, Theme
from kg.readers import read
from kg.records import School
from kg.reports.form import Form, make_form, read_form
from kg.reports.form_shapes import Asked, Todo, is_safe, tag_of
from kg.rules import extract
from kg.vocabulary import Iri
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SCHOOLS = (School("99XA", "Voorbeeldschool De Proef"), School("99XB", "Voorbeeldschool Het Model"))
THEMES = (
    Theme(Iri("urn:theme:leren"), {"nl": ("leren leren",), "en": ("learning to learn",)}),
    Theme(Iri("urn:theme:media"), {"nl": ("beeld & geluid",), "en": ("pictures: sound",)}),
)
#: More examples for a longer look: KG_EXAMPLES=2500.
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "25"))
CONTEXT = Context(THEMES, SCHOOLS)
TYPES = ("knowledge", "research", "policy", "practical", "instrumental", "process")
HELD, LATER = "2021-11-04", "2022-02-10"


def said(form: Form, language: str = "nl", day: str = LATER) -> list[tuple[str, ...]]:
    """Give what kg reads from a form, as rows to compare."""
    rows: list[tuple[str, ...]] = []
    for one in read_form(form.text, CONTEXT, language, day):
        if isinstance(one, Question):
            rows.append(("question", one.text, one.question_type, one.school))
        elif isinstance(one, Action):
            rows.append(("action", one.text, one.agent, one.due, str(one.done)))
        else:
            rows.append((one.kind, one.text))
    return rows


def meant(asked: Sequence[Asked], todos: Sequence[Todo], form: Form) -> list[tuple[str, ...]]:
    """Give what should be read: all but what was left out, a question once for each school."""
    return [
        *(
            ("question", one.text, one.type, school)
            for one in asked
            if one.text not in form.left_out
            for school in one.schools or ("",)
        ),
        *(("action", one.text, one.agent, one.due, "False") for one in todos if one.text not in form.left_out),
    ]


def on_one_line(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(tuple(" ".join(value.split()) for value in row) for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Wat is dit?", id="een vraag"),
        pytest.param("de rol van ouders", id="zonder vraagteken"),
        pytest.param("Dit is lastig. Hoe gaat dat? En waarom?", id="meer zinnen"),
        pytest.param("Wat is\nde vraag die hier staat?", id="over twee regels"),
        pytest.param("Inzicht: hoe werkt dat?", id="een merk erin"),
        pytest.param("Jan: hoe werkt dat?", id="een naam ervoor"),
        pytest.param("- Hoe werkt een lijst?", id="een streepje ervoor"),
        pytest.param("1. Hoe werkt een nummer?", id="een nummer ervoor"),
        pytest.param("[ ] Hoe werkt een vakje?", id="een vakje ervoor"),
        pytest.param("# Hoe werkt een kop?", id="een hekje ervoor"),
        pytest.param("> Hoe werkt een citaat?", id="een pijl ervoor"),
        pytest.param("Hoe werkt #dit", id="eindigt op een tag"),
        pytest.param("Hoe werkt dit ^hier", id="eindigt op een vaste naam"),
        pytest.param("Hoe werkt school:: 99XA", id="eindigt op een veld"),
        pytest.param("Hoe werkt thema:: leren", id="eindigt op een thema"),
        pytest.param("**Hoe** werkt *nadruk* of _dit_?", id="nadruk"),
        pytest.param("**Hoe werkt nadruk om alles?**", id="nadruk om alles"),
        pytest.param("Hoe werkt `code` en \\ en ~~dit~~ hier?", id="tekens van Markdown"),
        pytest.param("Hoe werkt a | b?", id="een streep"),
        pytest.param("Hoe werkt a -> b?", id="een pijl"),
        pytest.param("Hoe werkt a < b & c?", id="kleiner dan"),
        pytest.param("Hoe werkt [[Noot]] of [@voorbeeld2020]?", id="verwijzingen"),
        pytest.param("Het is onduidelijk of dit een knelpunt is.", id="ook een belemmering"),
        pytest.param('"Hoe werkt dit?", vroeg iemand.', id="een citaat"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_is_read_back_as_it_stands(text: str, language: str) -> None:
    asked = [Asked("Hoe begint het?", "process"), Asked(text, "policy", (), ("99XA", "99XB"))]
    form = make_form(asked, [], CONTEXT, language, HELD)
    assert form.left_out == ()
    assert said(form, language) == meant(asked, [], form)


@pytest.mark.parametrize(
    "todo",
    [
        pytest.param(Todo("zaal huren"), id="zonder wie en wanneer"),
        pytest.param(Todo("zaal huren", "Bram", "1 december 2021"), id="wie en wanneer"),
        pytest.param(Todo("Bram huurt de zaal voor 1 december 2021", "Bram", "1 december 2021"), id="staat in de zin"),
        pytest.param(Todo("zaal huren", "de werkgroep", "volgende week"), id="een groep"),
        pytest.param(Todo("zaal huren", "Bram, Sanne", "eind maart"), id="twee mensen"),
        pytest.param(Todo("zaal huren | of niet", "Bram"), id="een streep"),
        pytest.param(Todo("zaal\nhuren en koffie halen", "Bram"), id="over twee regels"),
        pytest.param(Todo("zaal huren. Koffie halen. En dan?", "Bram"), id="meer zinnen"),
        pytest.param(Todo("Actie: zaal huren"), id="een merk erin"),
        pytest.param(Todo("[x] zaal huren"), id="een vakje erin"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("day", [HELD, LATER])
def test_an_action_is_read_back_as_it_stands(todo: Todo, language: str, day: str) -> None:
    todos = [Todo("verslag maken", "Sanne"), todo]
    form = make_form([], todos, CONTEXT, language, HELD)
    assert form.left_out == ()
    assert sorted(said(form, language, day)) == sorted(meant([], todos, form))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("<b>Hoe</b> werkt dit?", "element", id="HTML"),
        pytest.param("Hoe werkt\x00dit?", "stuurteken", id="stuurteken"),
        pytest.param("Hoe werkt a | b? Dat is de vraag.", "streep en zinnen", id="streep en meer zinnen"),
        pytest.param("a" * 1001, "te lang", id="te lang"),
    ],
)
def test_what_cannot_be_written_down_is_left_out_and_named(text: str, reason: str) -> None:
    form = make_form([Asked(text)], [Todo("zaal huren")], CONTEXT, "nl", HELD)
    assert form.left_out == (text,), reason
    assert said(form) == [("action", "zaal huren", "", "", "False")]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_form_says_nothing(language: str) -> None:
    form = make_form([], [], CONTEXT, language)
    assert form.text.count(":") >= 2
    assert said(form, language) == []


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        pytest.param(Asked("Hoe gaat dit?", themes=("urn:theme:leren",)), "Hoe gaat dit? #leren-leren", id="tag"),
        pytest.param(
            Asked("Hoe gaat leren leren?", themes=("urn:theme:leren",)), "Hoe gaat leren leren?", id="noemt het zelf"
        ),
        pytest.param(
            Asked("Hoe gaat dit?", themes=("urn:theme:media",)), "Hoe gaat dit? thema:: beeld & geluid", id="veld"
        ),
        pytest.param(Asked("Hoe gaat dit?", themes=("urn:theme:weg",)), "Hoe gaat dit?", id="onbekend thema"),
    ],
)
def test_the_themes_of_a_question_go_along(asked: Asked, line: str) -> None:
    form = make_form([asked], [], CONTEXT, "nl", HELD)
    (found,) = read_form(form.text, CONTEXT, "nl", LATER)
    assert f"Kennisvraag: {line}\n" in form.text
    assert set(found.themes) == {theme for theme in asked.themes if theme != "urn:theme:weg"}


@pytest.mark.parametrize(
    ("label", "tag"),
    [
        pytest.param("motivatie", "#motivatie", id="een woord"),
        pytest.param("Leren leren", "#leren-leren", id="twee woorden"),
        pytest.param("beeld & geluid", "thema:: beeld & geluid", id="met een teken"),
        pytest.param("a: b", "", id="dubbele punt"),
        pytest.param("x\x00&", "", id="stuurteken"),
    ],
)
def test_tags(label: str, tag: str) -> None:
    assert tag_of(label) == tag


@pytest.mark.parametrize(
    ("due", "shifts"),
    [
        pytest.param("1 december 2021", False, id="een dag"),
        pytest.param("volgende week", True, id="volgende week"),
        pytest.param("in september", True, id="een maand"),
        pytest.param("zo snel mogelijk", False, id="zonder dag"),
        pytest.param("", False, id="niets"),
    ],
)
def test_a_term_that_is_told_from_the_meeting_is_named(due: str, shifts: bool) -> None:  # noqa: FBT001
    form = make_form([], [Todo("zaal huren", "Bram", due, "2021-12")], CONTEXT, "nl", HELD)
    assert form.shifting == ((("zaal huren", "2021-12"),) if shifts else ())


def test_what_is_filled_in_is_read_as_what_it_is() -> None:
    form = make_form([Asked("Hoe gaat dit?"), Asked("En hoe gaat dat?")], [Todo("zaal huren")], CONTEXT, "nl", HELD)
    text = form.text.replace("Inzicht:", "Inzicht: klein beginnen werkt.", 1).replace("open |", "klaar |")
    text = text.replace("\nVraag:", "\nVraag: Wat nu?").replace("Besluit:", "Besluit: we gaan door.")
    text = text.replace("| | | | |", "| koffie halen | Bram | 1 maart 2022 | open |")
    found = {one.id: one for one in read_form(text, CONTEXT, "nl", LATER)}
    rows = [(one.kind, one.text, one.answers, getattr(one, "done", None)) for one in found.values()]
    assert rows == [
        ("question", "Hoe gaat dit?", (), None),
        ("insight", "klein beginnen werkt.", ("q1",), None),
        ("question", "En hoe gaat dat?", (), None),
        ("question", "Wat nu?", (), None),
        ("decision", "we gaan door.", (), None),
        ("action", "zaal huren", (), True),
        ("action", "koffie halen", (), False),
    ]


_PLAIN = ("hoe", "werkt", "dat", "nu", "in", "de", "klas", "of", "op", "school", "en", "voor", "wie")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_stands_above_the_form_says_nothing_when_it_is_pasted_along(language: str) -> None:
    words = load_words("reports", language)
    form = make_form([Asked("Hoe gaat dit?")], [Todo("zaal huren")], CONTEXT, language, HELD)
    above = "\n\n".join(
        [
            words["made_by"],
            f"## {words['form.title']}",
            *(words[f"form.{name}"] for name in ("means", "again", "fill", "shifting", "left_out.one")),
            f"## {words['form.paste']}",
            "",
        ]
    )
    assert said(Form(above + form.text), language) == said(form, language)


#: Letters, and all that means something to a reader of notes.
_NASTY = st.lists(
    st.sampled_from(
        (
            *(
                "hoe",
                "wat",
                "is",
                "de",
                "vraag",
                "Jan",
                "we",
                "gaan",
                "besloten",
                "actie",
                "voor",
                "1 mei 2021",
                "99XA",
            ),
            *("Vraag:", "Inzicht:", "Actie", "thema::", "school::", "#leren", "^vast", "[ ]", "[x]", "[[a]]", "(b)"),
            *("?", ".", "!", ":", ";", ",", "|", "-", "->", "//", "•", "*", "**", "_", "~~", "`", "```", "<", ">", "&"),
            *("\\", "\n", "\n- ", "\n> ", "\n# ", "\n```", "\n---", "\n===", "\n1. ", "\n| a |", "<br>", "<!--", "\t"),
            *("é", "İ", "ß", "\u00a0", "\u2028", "…", "“", "”", "🙂", "...", "a.u.b.", "@jan", "https://x.nl/a"),
        )
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
_TEXTS = (_NASTY | st.text(min_size=1, max_size=60)).map(str.strip).filter(bool)
_ASKED = st.builds(
    Asked, _TEXTS, st.sampled_from(TYPES), st.just(()), st.sampled_from([(), ("99XA",), ("99XA", "99XB")])
)
_TODOS = st.builds(
    Todo, _TEXTS, st.sampled_from(["", "Bram", "de werkgroep"]), st.sampled_from(["", "1 mei 2022", "volgende week"])
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(_ASKED, max_size=4, unique_by=lambda one: one.text),
    st.lists(_TODOS, max_size=3, unique_by=lambda one: one.text),
    st.sampled_from(["nl", "en"]),
)
@example([Asked("Wat\n```"), Asked("Hoe gaat dit?")], [Todo("zaal huren")], "nl")
@example([Asked("Wat <!--"), Asked("Hoe gaat dit?")], [Todo("zaal | huren -->")], "nl")
@example([Asked("a\n\n# b"), Asked("Hoe gaat dit?")], [], "en")
def test_a_form_says_what_it_was_made_of_and_nothing_else(asked: list[Asked], todos: list[Todo], language: str) -> None:
    form = make_form(asked, todos, CONTEXT, language, HELD)
    overlap = {one.text for one in asked} & {one.text for one in todos}
    if not overlap:
        for day in (HELD, LATER):
            assert on_one_line(said(form, language, day)) == on_one_line(meant(asked, todos, form))
    given = {*(one.text for one in asked), *(one.text for one in todos)}
    assert set(form.left_out) <= given


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(_PLAIN), min_size=3, max_size=9))
def test_plain_words_are_never_left_out(words: list[str]) -> None:
    text = f"Hoe {' '.join(words)}?"
    assert make_form([Asked(text)], [Todo(" ".join(words))], CONTEXT, "nl", HELD).left_out == ()


def test_all_questions_and_actions_of_the_annotated_notes_can_go_along(corpus: Path) -> None:
    wrong: list[str] = []
    for language in ("nl", "en"):
        for file in sorted((corpus / "notes" / language / "gold").glob("*.json")):
            gold = json.loads(file.read_text("utf-8"))["annotations"]
            quotes = dict.fromkeys(one["quote"] for one in gold if one["kind"] == "question")
            asked = [Asked(text) for text in quotes if is_safe(text)]
            (note,) = (corpus / "notes" / language / "docs").glob(f"{file.stem}.*")
            read_now = extract(read(Source(PurePosixPath("meetings", note.name)), note.read_bytes())).statements
            todos = [Todo(one.text, one.agent, one.due) for one in read_now if isinstance(one, Action)]
            todos = list({todo.text: todo for todo in todos if is_safe(todo.text)}.values())
            form = make_form(asked, todos, CONTEXT, language, HELD)
            same = on_one_line(said(form, language)) == on_one_line(meant(asked, todos, form))
            wrong += [] if same and not form.left_out else [file.name, *form.left_out]
    assert wrong == []
