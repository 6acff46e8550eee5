"""Task lists, decision lists and action marks inside a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Action, Document
from kg.rules import extract

MakeNote = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "## Actiepunten\n\n- Zaal huren.\n- Koffie.", [("action", "Zaal huren."), ("action", "Koffie.")], id="items"
        ),
        pytest.param("## Actions\n\nBook a room. It may be small.", [("action", "Book a room.")], id="first sentence"),
        pytest.param("# Acties\n\n## Zaal\n\nHuur een zaal.", [("action", "Huur een zaal.")], id="below a subheading"),
        pytest.param("- Next steps:\n  - Ask the board", [("action", "Ask the board")], id="below an item"),
        pytest.param(
            "## Acties\n\n- Zaal huren.\n- **Eigenaar:** Bram", [("action", "Zaal huren.")], id="who does it is no task"
        ),
        pytest.param("## Acties\n\n- Zaal:\n  - ruim\n  - licht", [], id="parts of a task are no tasks"),
        pytest.param("## Besluiten\n\n- Wij stoppen.", [("decision", "Wij stoppen.")], id="decisions"),
        pytest.param("## Inzichten\n\n- Rust helpt.", [("insight", "Rust helpt.")], id="insights"),
        pytest.param("## Aanwezig\n\n- Bram geeft aan dat hij komt.", [], id="who was there"),
        pytest.param("Er komt een zaal. (Actie: Bram)", [("action", "Er komt een zaal.")], id="mark behind"),
        pytest.param("De zaal - actie Bram: zaal huren", [("action", "zaal huren")], id="mark before"),
        pytest.param("- Ouders uitnodigen", [("action", "Ouders uitnodigen")], id="errand"),
        pytest.param(
            "Wij komen in mei. Iedereen gaat akkoord.",
            [("decision", "Wij komen in mei. Iedereen gaat akkoord.")],
            id="agrees with",
        ),
        pytest.param("Afgesproken is dat Bram komt.", [("action", "Afgesproken is dat Bram komt.")], id="agreed doer"),
    ],
)
def test_what_a_list_or_remark_gives(text: str, found: list[tuple[str, str]], note: MakeNote) -> None:
    assert [(one.kind, one.text) for one in extract(note(text)).statements] == found


def test_who_and_when_as_stated(note: MakeNote) -> None:
    (action,) = extract(note("Bram stuurt het verslag voor 3 mei.")).statements
    assert isinstance(action, Action)
    assert (action.agent, action.due) == ("Bram", "3 mei")


def test_a_publication_is_mentioned_once(note: MakeNote) -> None:
    text = "Zie [een artikel](https://doi.org/10.1234/abcd.5), doi 10.1234/ABCD.5, en 10.1234/efgh.6."
    found = [(one.text, getattr(one, "doi", "")) for one in extract(note(text)).statements]
    assert found == [("een artikel", "10.1234/abcd.5"), ("10.1234/efgh.6", "10.1234/efgh.6")]


def test_a_word_for_actions_is_no_mark(note: MakeNote) -> None:
    found = extract(note("De school houdt elk jaar een actie om geld op te halen.")).statements
    assert "inline" not in {one.rule for one in found}
