"""What a writer marks is taken as marked, without the mark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Action, Context, Document, Factor, Obstacle, Question, Theme
from kg.records import School
from kg.rules import extract
from kg.vocabulary import Iri

MakeNote = Callable[..., Document]
READING = Theme(Iri("urn:theme:reading"), {"nl": ("lezen", "leesonderwijs"), "en": ("reading",)})
SAMPLE = School("99XA", "De Voorbeeldschool")


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        pytest.param("Vraag: Hoe gaat dit?", "question", "Hoe gaat dit?", id="Dutch question"),
        pytest.param("**Vraagstuk:** de rol van ouders", "question", "de rol van ouders", id="bold mark"),
        pytest.param("*Inzicht*: klein beginnen.", "insight", "klein beginnen.", id="italic mark"),
        pytest.param("- Besluit: we stoppen.", "decision", "we stoppen.", id="in a list item"),
        pytest.param("Actie: zaal huren", "action", "zaal huren", id="action"),
        pytest.param("Knelpunt: het netwerk.", "obstacle", "het netwerk.", id="obstacle"),
        pytest.param("Belemmering: de tijd.", "obstacle", "de tijd.", id="other word for an obstacle"),
        pytest.param("Bevorderende factor: een coach.", "factor", "een coach.", id="enabling factor"),
        pytest.param("Succesfactor: een coach.", "factor", "een coach.", id="success factor"),
        pytest.param("Question: who pays", "question", "who pays", id="English question"),
        pytest.param("Insight: start small.", "insight", "start small.", id="English insight"),
        pytest.param("Decision: we stop.", "decision", "we stop.", id="English decision"),
        pytest.param("Action: book a room", "action", "book a room", id="English action"),
        pytest.param("Obstacle: the network.", "obstacle", "the network.", id="English obstacle"),
        pytest.param("Factor: a coach.", "factor", "a coach.", id="English factor"),
        pytest.param("vraag:: Hoe gaat dit?", "question", "Hoe gaat dit?", id="inline field"),
        pytest.param("inzicht:: klein beginnen", "insight", "klein beginnen", id="inline field of an insight"),
        pytest.param("Eerst koffie. Besluit: we stoppen.", "decision", "we stoppen.", id="later sentence"),
        pytest.param("- [ ] zaal huren", "action", "zaal huren", id="checkbox"),
        pytest.param("- [ ] Actie Bram: zaal huren", "action", "zaal huren", id="checkbox with mark and name"),
        pytest.param("## Ideeën (IBIS)\n\n- ? Wat helpt", "question", "Wat helpt", id="IBIS question"),
        pytest.param("## IBIS\n\n- ! Een coach", "insight", "Een coach", id="IBIS idea"),
        pytest.param("## IBIS\n\n- + Geeft rust", "factor", "Geeft rust", id="IBIS argument for"),
        pytest.param("## IBIS\n\n- - Kost geld", "obstacle", "Kost geld", id="IBIS argument against"),
        pytest.param("| Actie | Wie |\n|---|---|\n| zaal huren | Bram |", "action", "zaal huren", id="column"),
    ],
)
def test_a_mark_gives_its_kind_and_is_left_out(line: str, kind: str, text: str, note: MakeNote) -> None:
    assert [(one.kind, one.text) for one in extract(note(line)).statements] == [(kind, text)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("## Notities\n\n- ? Wat helpt", id="IBIS sign under another heading"),
        pytest.param("Datum: 3 mei", id="field of an agenda"),
        pytest.param("Antwoord: todo", id="answer that says nothing"),
    ],
)
def test_what_is_no_mark_gives_nothing(line: str, note: MakeNote) -> None:
    assert [one.kind for one in extract(note(line)).statements if one.rule in ("mark", "sign")] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Vraag (beleidsmatig): Hoe leggen we dit uit?", "policy", id="type in brackets"),
        pytest.param("Kennisvraag: Wat is het effect?", "knowledge", id="knowledge"),
        pytest.param("Praktische vraag: Hoe begin je?", "practical", id="practical"),
        pytest.param("Beleidsvraag: Wie beslist?", "policy", id="policy"),
        pytest.param("Onderzoeksvraag: Wat is jullie doel?", "research", id="research"),
        pytest.param("Welke apps zijn er voor rekenen?", "instrumental", id="which tools"),
        pytest.param("Hoe verantwoorden we dit?", "policy", id="account for"),
        pytest.param("Hoe organiseer je dit in de klas?", "practical", id="how to organise"),
        pytest.param("Welke onderwerpen willen we volgend jaar bespreken?", "process", id="about the table"),
        pytest.param("Wat is het effect op de motivatie?", "knowledge", id="else knowledge"),
        pytest.param("Onderzoeksvragen:\n\n- Wat is jullie doel?", "research", id="below research questions"),
        pytest.param("Which tools are there for maths?", "instrumental", id="English tools"),
    ],
)
def test_the_type_of_a_question(line: str, expected: str, note: MakeNote) -> None:
    (question,) = extract(note(line)).statements
    assert isinstance(question, Question)
    assert question.question_type == expected


def test_what_stands_behind_a_line_is_no_part_of_the_quote(note: MakeNote) -> None:
    context = Context((READING,), (SAMPLE,))
    text = "- Wat helpt het meest? school:: 99XA #lezen ^v1"
    (question,) = extract(note(text), context).statements
    assert (question.text, question.pin, question.school) == ("Wat helpt het meest?", "v1", "99XA")
    assert question.themes == (READING.iri,)


def test_a_ticked_box_is_done(note: MakeNote) -> None:
    open_one, done_one = extract(note("- [ ] zaal huren\n- [x] koffie halen")).statements
    assert isinstance(open_one, Action)
    assert isinstance(done_one, Action)
    assert (open_one.done, done_one.done) == (False, True)


def test_a_row_says_who_and_whether_it_is_done(note: MakeNote) -> None:
    table = "| Actie | Actiehouder | Status |\n|---|---|---|\n| zaal huren | Bram | gedaan |"
    (action,) = extract(note(table)).statements
    assert isinstance(action, Action)
    assert (action.agent, action.done) == ("Bram", True)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        pytest.param("Knelpunt: leraren hebben geen tijd.", "teacher", id="teacher"),
        pytest.param("Knelpunt: leerlingen haken af.", "pupil", id="pupil"),
        pytest.param("Succesfactor: een bestuur dat meedenkt.", "board", id="board"),
        pytest.param("Knelpunt: geen geld.", None, id="none named"),
        pytest.param("## Knelpunten bij het team\n\n- Iedereen werkt alleen.", "team", id="in the heading"),
    ],
)
def test_the_level_of_an_obstacle_or_factor(line: str, level: str | None, note: MakeNote) -> None:
    (factor,) = [one for one in extract(note(line)).statements if isinstance(one, (Obstacle, Factor))]
    assert factor.level == level


@pytest.mark.parametrize(
    ("line", "key", "url"),
    [
        pytest.param("Zie [@jansen2020].", "jansen2020", "", id="citation key"),
        pytest.param("Zie [[Leesnotitie]].", "Leesnotitie", "", id="wiki link"),
        pytest.param("Zie [het rapport](https://example.org/r.pdf).", "", "https://example.org/r.pdf", id="link"),
    ],
)
def test_a_reference_is_a_mention(line: str, key: str, url: str, note: MakeNote) -> None:
    (mention,) = extract(note(line)).statements
    assert (mention.kind, getattr(mention, "key", None), getattr(mention, "url", None)) == ("publication", key, url)


def test_a_school_is_mentioned_once_a_name(note: MakeNote) -> None:
    text = "De Voorbeeldschool (99XA) kwam langs. De Voorbeeldschool bleef."
    found = [(one.text, one.school) for one in extract(note(text), Context((), (SAMPLE,))).statements]
    assert found == [("De Voorbeeldschool", "99XA"), ("99XA", "99XA")]


def test_a_speaker_is_the_school_that_says_it(note: MakeNote) -> None:
    text = "**De Voorbeeldschool:** Wat helpt bij het lezen?"
    (question,) = [one for one in extract(note(text), Context((), (SAMPLE,))).statements if one.kind == "question"]
    assert (question.text, question.school) == ("Wat helpt bij het lezen?", "99XA")


def test_a_marked_factor_is_nothing_else(note: MakeNote) -> None:
    """Its words may look like a task; the mark wins. Only a question may stand in the same words."""
    found = extract(note("Succesfactor: Bram zal de ouders uitnodigen.")).statements
    assert [one.kind for one in found] == ["factor"]


def test_an_obstacle_may_be_a_question_too(note: MakeNote) -> None:
    found = extract(note("Knelpunt: Hoe krijgen we ouders mee?")).statements
    assert sorted(one.kind for one in found) == ["obstacle", "question"]


def test_a_heading_that_asks_for_both_announces_neither(note: MakeNote) -> None:
    text = "## Waar lopen we tegenaan? Wat zijn bevorderende factoren?\n\nDe school heeft twee gangen."
    kinds = [one.kind for one in extract(note(text)).statements]
    assert kinds == ["question", "insight"]


@pytest.mark.parametrize(
    ("value", "brin"),
    [
        pytest.param("99XA", "99XA", id="BRIN"),
        pytest.param("De Voorbeeldschool", "99XA", id="name in schools.csv"),
        pytest.param("Een andere school", "", id="unknown name"),
    ],
)
def test_a_field_alone_speaks_for_what_is_below(value: str, brin: str, note: MakeNote) -> None:
    text = f"## Vragen\n\nschool:: {value}\n\n- Wat helpt het meest?\n\n## Meer\n\n- Wat kost het?"
    found = extract(note(text), Context((), (SAMPLE,))).statements
    assert [one.school for one in found if one.kind == "question"] == [brin, ""]


def test_a_theme_field_is_a_tag(note: MakeNote) -> None:
    (question,) = extract(note("Wat helpt het meest? thema:: leesonderwijs"), Context((READING,))).statements
    assert (question.text, question.themes) == ("Wat helpt het meest?", (READING.iri,))
