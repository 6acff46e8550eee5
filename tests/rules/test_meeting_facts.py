"""What a note says of its meeting, in Dutch and English; what it does not say stays None."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Document
from kg.rules import extract
from kg.rules.dates import find_date

MakeNote = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("op 23 juni kwam", "--06-23", id="no year"),
        pytest.param("25 maart 2021", "2021-03-25", id="Dutch"),
        pytest.param("23-06-2021", "2021-06-23", id="numbers"),
        pytest.param("2021-06-23", "2021-06-23", id="ISO"),
        pytest.param("June 23, 2021", "2021-06-23", id="American"),
        pytest.param("23rd of June 2021", "2021-06-23", id="British"),
        pytest.param("mei 2021", "2021-05", id="month and year"),
        pytest.param("20210623 leesgroep", "2021-06-23", id="no signs between"),
        pytest.param("31-13-2021", None, id="no such month"),
        pytest.param("versie 1.2.3", None, id="a version"),
        pytest.param("volgend jaar", None, id="no date"),
    ],
)
def test_a_date_is_what_is_stated(text: str, date: str | None) -> None:
    found = find_date(text)
    assert (str(found[0]) if found else None) == date


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        pytest.param(
            "### Derde bijeenkomst kennistafel\n\nOp 23 juni kwamen we bijeen.",
            ("Derde bijeenkomst kennistafel", 3, "Kennistafel", "--06-23", ""),
            id="heading and first sentence",
        ),
        pytest.param(
            "+++\ntitle = 'Vierde sessie'\ndate = 2021-05-03\n[menu]\nweight = 2\n+++\n\nWij begonnen om negen uur.",
            ("Vierde sessie", 4, "", "2021-05-03", ""),
            id="front matter in TOML",
        ),
        pytest.param(
            "# Overleg leesgroep\n\n| Datum | 03-05-2021 |\n|---|---|\n| Aanwezig | Anna |\n",
            ("Overleg leesgroep", None, "", "2021-05-03", ""),
            id="date in the head of a table",
        ),
        pytest.param(
            "Meeting:\nEerste gesprek over lezen\n\nDatum:\n3-5-2021 13:00\n",
            ("Eerste gesprek over lezen", 1, "", "2021-05-03", ""),
            id="labels with the value on the next line",
        ),
        pytest.param(
            "# Overleg leesgroep\n\n- Anna stuurt de brief voor 3 mei 2021.",
            ("Overleg leesgroep", None, "", None, ""),
            id="the day of a task is not the day of the meeting",
        ),
        pytest.param(
            "# Leesgroep 2021-05-03 verslag\n",
            ("Leesgroep verslag", None, "", "2021-05-03", ""),
            id="date within the title",
        ),
        pytest.param(
            "# Verslag vergadering 9\n\nDonderdag 3 mei 2021",
            ("Verslag vergadering 9", 9, "", "2021-05-03", ""),
            id="number behind the gathering",
        ),
        pytest.param(
            "# Verslag 17e overleg leesgroep, 3 mei 2021",
            ("Verslag 17e overleg leesgroep", 17, "", "2021-05-03", ""),
            id="date in the heading",
        ),
        pytest.param(
            "---\ntitel: Kleine tafel\ndatum: 2021-05-03\nnummer: 4\nreeks: Tafels\nplaats: Zaal 1\n---\n\n# Verslag\n",
            ("Kleine tafel", 4, "Tafels", "2021-05-03", "Zaal 1"),
            id="front matter",
        ),
        pytest.param(
            "---\ndate: 2021-06-23\n---\n\n# Tweede bijeenkomst\n\nOp 24 juni kwamen we bijeen.",
            ("Tweede bijeenkomst", 2, "", "2021-06-23", ""),
            id="front matter wins over text",
        ),
        pytest.param(
            "---\ntitle: Derde werksessie\ndate: 2021-07-01\n---\n\nUtrecht, 23 juni 2021\n\nWij begonnen om negen uur.",
            ("Derde werksessie", 3, "", "2021-06-23", ""),
            id="place and day in the text win over the day of publication",
        ),
        pytest.param(
            "---\ntitle: Werksessie van 23 juni 2021\ndate: 2021-07-01\n---\n\nDe vierde werksessie was vol.",
            ("Werksessie", 4, "", "2021-06-23", ""),
            id="day in the title wins, number in the first sentence",
        ),
        pytest.param(
            "# Minutes of the third meeting held June 23, 2021",
            ("Minutes of the third meeting", 3, "", "2021-06-23", ""),
            id="English",
        ),
        pytest.param("# Over lezen\n\nLezen is leuk.", None, id="no meeting"),
        pytest.param("# Notulen\n\n- Opening.", None, id="only a word for notes"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_facts_of_a_meeting(text: str, facts: tuple[object, ...] | None, note: MakeNote) -> None:
    meeting = extract(note(text)).meeting
    found = meeting and (
        meeting.title, meeting.number, meeting.series, str(meeting.held) if meeting.held else None, meeting.place
    )  # fmt: skip
    assert found == facts
