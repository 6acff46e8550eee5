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
        pytest.param(
            "# Verslag kleine tafel\n\n- Datum: woensdag 3 maart 2021\n- Locatie: Voorbeeldstad\n- Nummer: 5",
            ("Verslag kleine tafel", 5, "", "2021-03-03", "Voorbeeldstad"),
            id="fields in a list",
        ),
        pytest.param(
            "Overleg:\nEerste gesprek met ouders\n\nDatum:\n8-11-2021 13:00",
            ("Eerste gesprek met ouders", 1, "", "2021-11-08", ""),
            id="values below their labels",
        ),
        pytest.param(
            "# Agenda vergadering 9\n\n| Wat | Inhoud |\n|---|---|\n| **Datum:** | 20 februari 2014 |",
            ("Agenda vergadering 9", 9, "", "2014-02-20", ""),
            id="a table",
        ),
        pytest.param(
            "# Werkgroep Lezen\n\n| Vergaderdatum | 05-07-2022 |\n|---|---|\n| Aanwezig | Bram |",
            ("Werkgroep Lezen", None, "", "2022-07-05", ""),
            id="the header of a table",
        ),
        pytest.param(
            "# March 2022 meeting of the small table\n\nDate/Time: 2022-03-21 at 15:00 UTC",
            ("March 2022 meeting of the small table", None, "", "2022-03-21", ""),
            id="a field says more than the title",
        ),
        pytest.param(
            "---\ndate: 2021-07-01\n---\n\n# Kleine tafel\n\nWoensdag 23 juni 2021, 14:00-16:00 uur\n\nBijeenkomst.",
            ("Kleine tafel", None, "", "2021-06-23", ""),
            id="a line of a day with times wins over front matter",
        ),
        pytest.param(
            "+++\ntitle = 'Derde werksessie'\ndate = 2021-06-23\n+++\n\nWij begonnen.",
            ("Derde werksessie", 3, "", "2021-06-23", ""),
            id="front matter in TOML",
        ),
        pytest.param(
            "---\ntitle: Meeting notes\nsubtitle: Small table on reading\n---\n\nWe began.",
            ("Small table on reading", None, "", None, ""),
            id="a title that only says notes",
        ),
        pytest.param(
            "Kleine tafel\n\nMeeting notes for 2015-11-11 at 13:00 EST",
            ("Kleine tafel", None, "", "2015-11-11", ""),
            id="the line before a line that only says notes",
        ),
        pytest.param(
            "# 20220928 - werkgroep 3 lezen",
            ("werkgroep 3 lezen", 3, "", "2022-09-28", ""),
            id="digits before the title",
        ),
        pytest.param("# Sprint 4 demo, 4-5 maart 2020", ("Sprint 4 demo", 4, "", "2020-03-04", ""), id="two days"),
        pytest.param("# Meeting #12 (3 May 2021)", ("Meeting #12", 12, "", "2021-05-03", ""), id="a number sign"),
        pytest.param("# Werksessie IV", ("Werksessie IV", 4, "", None, ""), id="Roman"),
        pytest.param("# Meeting of 3rd March 2021", ("Meeting", None, "", "2021-03-03", ""), id="a day is no number"),
        pytest.param(
            "# Verslag tweede kwartaal, 3 mei 2021",
            ("Verslag tweede kwartaal", None, "", "2021-05-03", ""),
            id="a quarter is no number",
        ),
        pytest.param(
            "# Verslag bijeenkomst\n\nVoor de vijfde keer kwam de tafel bijeen.",
            ("Verslag bijeenkomst", 5, "", None, ""),
            id="number of times",
        ),
        pytest.param(
            "# Kleine tafel\n### Monday, Nov. 9, 2015\n\n#### How to join the meeting",
            ("Kleine tafel", None, "", "2015-11-09", ""),
            id="a date below the first heading",
        ),
        pytest.param(
            "# The 2022 workshop on reading", ("The 2022 workshop on reading", None, "", "2022", ""), id="a year"
        ),
        pytest.param("# Tafel\n\n1. Bijeenkomst openen", None, id="a point of an agenda is no title"),
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


def test_a_date_of_the_next_meeting_is_not_this_one(note: MakeNote) -> None:
    text = "# Verslag bijeenkomst\n\nWij begonnen.\n\n## Volgende bijeenkomst\n\nDatum: 3 maart 2021"
    meeting = extract(note(text)).meeting
    assert (meeting and meeting.held) is None
