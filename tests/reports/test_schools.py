"""The dossier of a school holds what is its own, and nothing at all of the other schools."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.publishing.graph import redact_store
from kg.publishing.redaction import Others, make_redactor
from kg.publishing.schools import school_codes
from kg.refresh import refresh
from kg.reports import ReportSettings, draw_report
from kg.reports.casebook import casebook
from kg.reports.material import gather
from kg.reports.names import SchoolNames, read_names
from kg.reports.schools import dossier_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.stores import Store
    from kg.workspace import Workspace

#: A word for each text of the other schools; none may be in the dossier of 99XA.
CANARIES = (
    "Kanariepiet", "Kanariedorp", "Kanariebestuur", "geelvink", "goudvink", "groenling", "sijsje", "putter", "barmsijs",
    "appelvink", "kruisbek", "99XB", "99XC", "Roodborst",
)  # fmt: skip

#: A table of three made-up schools, of which two are full of canaries.
FILES = {
    "schools.csv": (
        "brin,name,place,board,sector\n"
        "99XA,Voorbeeldschool De Proef,Voorbeeldstad,Voorbeeldbestuur,po\n"
        "99XB,Voorbeeldschool Het Kanariepiet,Kanariedorp,Kanariebestuur,so\n"
        "99XC,Voorbeeldschool De Roodborst,Kanariedorp,Kanariebestuur,sbo\n"
    ),
    "meetings/2021-03-25-bij-de-roodborst.md": (
        "---\ntitel: Voorbeeld (fictief) - Bijeenkomst bij Voorbeeldschool De Roodborst\ndatum: 2021-03-25\n---\n"
        "# Voorbeeldbijeenkomst\n\n"
        "Vraag (kennis): Hoe leren leerlingen plannen met een weektaak? school:: 99XA\n\n"
        "Inzicht: een vaste dag helpt bij de weektaak.\n\n"
        "Inzicht: op De Roodborst werkt het sijsje met een dagtaak.\n\n"
        "Actie: Vera Voorbeeld belt Voorbeeldschool De Proef en Voorbeeldschool Het Kanariepiet voor 1 mei 2021\n\n"
        "Actie: Max Monster bezoekt Voorbeeldschool De Roodborst voor 1 juni 2021\n"
    ),
    "meetings/2021-06-23-tweede.md": (
        "# Tweede voorbeeldbijeenkomst\n\n"
        "Vraag (kennis): Hoe leren leerlingen plannen met een weektaak en een geelvink? school:: 99XB\n\n"
        "Inzicht: de weektaak past op één bladzijde.\n"
    ),
    "schools/2021-09-de-proef.md": (
        "---\ntitel: Voorbeeld (fictief) - Bezoek De Proef\ndatum: 2021-09\nschool: Voorbeeldschool De Proef\n"
        "brin: 99XA\n---\n# Bezoek\n\n## Onderzoeksvragen\n\n### Wat is jullie doel met zelfstandig werken?\n\n"
        "Leerlingen leren bij ons plannen. Net als op Voorbeeldschool De Roodborst begint dat klein.\n\n"
        "## Knelpunten en bevorderende factoren\n\n- Knelpunt: het team heeft weinig tijd.\n\n"
        "## Eigen vraag\n\nVraag (praktisch): Hoe delen we de ochtend in?\n\n"
        "## Reflectie\n\nDe school begint klein.\n"
    ),
    "schools/2021-09-het-kanariepiet.md": (
        "---\ntitel: Voorbeeld (fictief) - Bezoek Het Kanariepiet\ndatum: 2021-10\nschool: Voorbeeldschool Het Kanariepiet\n"
        "brin: 99XB\n---\n# Bezoek\n\n## Onderzoeksvragen\n\n"
        "### Wat is jullie doel met zelfstandig werken en de groenling?\n\n"
        "Onze leerlingen leren plannen met de putter en de goudvink.\n\n"
        "## Knelpunten en bevorderende factoren\n\n- Knelpunt: het team mist een barmsijs.\n\n"
        "## Eigen vraag\n\nVraag (praktisch): Hoe delen we de ochtend van de appelvink in?\n\n"
        "## Reflectie\n\nDe kruisbek begint groot.\n"
    ),
    "decisions.csv": "id,date,by,verb,subject,object,detail,note\n",
}


@pytest.fixture
def outputs(make_workspace: Callable[[Mapping[str, str]], Workspace], no_worker: None) -> dict[str, str]:
    """Give the text files of the outputs of the table of canaries, its questions that are alike merged."""
    del no_worker
    workspace = make_workspace(FILES)
    refresh(workspace)
    pairs = dict(re.findall(r"(\S+),meetings/(\S+?)\.md,question,", (workspace.sources / "identities.csv").read_text()))
    first, second = (iri for iri, path in sorted(pairs.items(), key=lambda pair: pair[1]))
    row = f"d-1,2021-07-01,Vera Voorbeeld (Het Kanariepiet),merge,{first},{second},,de geelvink is dezelfde\n"
    (workspace.sources / "decisions.csv").write_text(FILES["decisions.csv"] + row)
    refresh(workspace)
    return {
        path.relative_to(workspace.outputs).as_posix(): path.read_text()
        for path in workspace.outputs.rglob("*")
        if path.suffix in {".html", ".md"}
    }


def test_a_dossier_holds_nothing_of_other_schools(outputs: dict[str, str]) -> None:
    whole = "".join(outputs.values())
    assert [word for word in CANARIES if word not in whole] == []
    for name in ("schools/99XA.html", "schools/99XA.md"):
        text = outputs[name]
        assert [word for word in CANARIES if word.lower() in text.lower()] == [], name
        own = ("weektaak?", "vaste dag", "leren bij ons plannen", "weinig tijd", "de ochtend in?", "begint klein")
        assert [word for word in own if word not in text] == [], name


def test_what_several_schools_ask_says_only_how_many(outputs: dict[str, str]) -> None:
    text = outputs["schools/99XA.md"]
    assert "- Ook elders gevraagd: door 1 andere school" in text
    assert "Net als op \\[een andere school\\] begint dat klein." in text
    assert "Vera Voorbeeld belt Voorbeeldschool De Proef en \\[een andere school\\]" in text
    assert "Daarnaast is er 1 inzicht van of over andere scholen." in text


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_dossier_that_is_mailed_leads_nowhere(form: str, store: Store) -> None:
    text = dossier_alone(gather(store, ReportSettings(name="Voorbeeldtafel")), "99XA", form).decode()
    assert set(re.findall(r'href="([^"]*)"', text)) <= {"#inhoud"}
    assert ("<style>" in text) == (form == "html")
    assert not re.search(r"(?:src|action)=|<link", text)
    assert [word for word in ("99XB", "99XC", "Het Model", "De Schets") if word in text] == []


def test_a_dossier_of_an_earlier_day_knows_nothing_later(store: Store) -> None:
    settings = ReportSettings(as_of="2021-02-15")
    text = draw_report("schools", store, settings)["schools/99XA.md"].decode()
    assert "**Nog niets gevonden**, sinds 10 november 2020" in text
    assert [word for word in ("2021-06-23", "De coach", "elders", "leervraag") if word in text] == []


def test_a_school_that_is_hidden_stands_in_no_name_of_a_file(store: Store) -> None:
    redactor = make_redactor((), others=Others(*school_codes(store, "urn:kg:", "nl")), settings=("show", "nl"))
    files = draw_report("schools", redact_store(store, redactor, "urn:kg:").store, ReportSettings())
    assert [name for name in files if "99X" in name] == []
    assert len(files) == 6


NAMES = SchoolNames.of(
    {
        ("voorbeeldschool", "de", "proef"): {"99XA"},
        ("de", "proef"): {"99XA"},
        ("ecole", "voorbeeld"): {"99XB"},
        ("roodborst",): {"99XC"},
        ("99xc",): {"99XC"},
        ("de", "school"): {"99XA", "99XB"},
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Voorbeeldschool De Proef", "Voorbeeldschool De Proef", id="de eigen naam"),
        pytest.param("bij École Voorbeeld.", "bij […].", id="accent"),
        pytest.param("meetings/2021-ecole_voorbeeld.md", "meetings/2021-[…].md", id="in een pad"),
        pytest.param("bij Roodborst, 99xc", "bij […], […]", id="één woord met een hoofdletter, en de code"),
        pytest.param("een roodborst zingt", "een roodborst zingt", id="één woord dat geen naam is"),
        pytest.param("de school", "de school", id="naam die ook de eigen is"),
        pytest.param("", "", id="niets"),
    ],
)
def test_names_of_others_are_taken_out(text: str, expected: str) -> None:
    assert NAMES.without_others(text, "99XA", "[…]") == expected
    assert NAMES.tells_of_others(text, "99XA") == (text != expected)


def test_a_name_that_two_schools_share_names_neither() -> None:
    assert NAMES.named("De Proef, École Voorbeeld en de school") == {"99XA", "99XB"}
    assert NAMES.named("de school") == set()


def test_names_come_from_the_register_and_from_notes(store: Store) -> None:
    forms = [pair for names in read_names(store).owners.values() for pair in names.items()]
    assert {form: sorted(brins) for form, brins in forms if "99XA" in brins} == {
        ("99xa",): ["99XA"],
        ("voorbeeldschool", "de", "proef"): ["99XA"],
        ("de", "proef"): ["99XA"],
    }


def test_a_large_casebook_has_a_table_a_question(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    material = gather(store, ReportSettings())
    wide = casebook(material)["casebook.html"].decode()
    monkeypatch.setattr("kg.reports.casebook.MOST_CELLS", 0)
    narrow = casebook(gather(store, replace(material.settings)))["casebook.html"].decode()
    assert ('class="compare one"' in wide, 'class="compare one"' in narrow) == (False, True)
    assert "Ons doel is dat kinderen zelf leren plannen." in narrow
