"""Networks that are made up, for tests of the map: a small table with a story, and one that is too large to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.network.nodes import make_node

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS = ("2021-01-20", "2021-05-12", "2021-10-06")
#: Themes in two languages, and the questions under each: text, status by meeting, schools and type.
STORY: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {
    ("volgen en sturen", "monitoring and steering"): [
        ("Hoe volgen wij wat leerlingen leren?", "1:open 2:practice-only", "proef model stilte", "knowledge"),
        ("Welk effect heeft een dashboard op de groep?", "1:open 2:in-research 3:evidenced", "", "research"),
        ("Wie kijkt mee met de gegevens?", "2:open 3:practice-only", "proef", "policy"),
        ("Wat doet een vraag per dag met de motivatie?", "3:open", "", "knowledge"),
    ],
    ("leermiddelen", "learning materials"): [
        ("Welke schermen leiden af?", "1:open 3:answered", "", "practical"),
        ("Hoe kiezen wij een methode?", "1:open", "", "instrumental"),
        ("Werkt een toets op papier even goed?", "2:open", "model", "research"),
        ("Wat kost één licentie per groep?", "2:open 3:practice-only", "stilte", "practical"),
    ],
    ("roosters", "timetables"): [
        ("Wanneer past overleg in het rooster?", "1:open", "", "practical"),
        ("Hoe lang is een goede les?", "2:open", "", "knowledge"),
        ("Wie bepaalt de pauzes?", "2:open", "", "policy"),
        ("Kan de dag later beginnen?", "3:open", "", "research"),
    ],
}
SCHOOLS = {"proef": ("De Proef", "po"), "model": ("Het Model", "vo"), "stilte": ("De Stilte", "so")}
DASHBOARD, METHOD = STORY["volgen en sturen", "monitoring and steering"][1][0], "Hoe kiezen wij een methode?"
#: Publications: what each says about which questions, its grade and its year.
LIBRARY = [
    ("Voorbeeldstudie over dashboards", {DASHBOARD: "supports", METHOD: "disputes"}, "peer-reviewed", "2019"),
    ("Voorbeeldoverzicht van schermen", {"Welke schermen leiden af?": "supports"}, "review", "2020"),
    ("Voorbeeldcasus pauzes", {"Wie bepaalt de pauzes?": "background"}, "case", "2018"),
]


def new_network() -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(as_of="", focus="", kinds=(), labels={}, left_out={})


def add(graph: nx.MultiDiGraph[str], kind: str, number: object, label: str, **more: Any) -> str:  # noqa: ANN401
    iri = f"urn:kg:{kind}/{kind[0]}{number}"
    graph.add_node(iri, **make_node(kind, label, **more))
    return iri


def link(graph: nx.MultiDiGraph[str], start: str, relation: str, end: str, since: str = "") -> None:
    graph.add_edge(start, end, key=relation, relation=relation, since=since)


def table() -> nx.MultiDiGraph[str]:
    """Give three meetings of three schools about three themes; nothing links the last theme to the others."""
    graph = new_network()
    meetings = [
        add(graph, "meeting", number, f"Voorbeeldbijeenkomst {number}", date=day, arrived=day)
        for number, day in enumerate(DAYS, 1)
    ]
    schools = {
        key: add(graph, "school", key, f"Voorbeeldschool {name}", sector=sector)
        for key, (name, sector) in SCHOOLS.items()
    }
    questions: dict[str, str] = {}
    for place, ((dutch, english), rows) in enumerate(STORY.items(), 1):
        theme = add(graph, "theme", place, dutch, labels={"nl": dutch, "en": english})
        for row in rows:
            questions[row[0]] = _ask(graph, (theme, meetings, schools), row, len(questions) + 1)
    _publish(graph, questions)
    _answer(graph, questions, meetings[1], schools["proef"])
    return graph


def _ask(
    graph: nx.MultiDiGraph[str],
    where: tuple[str, list[str], dict[str, str]],
    row: tuple[str, str, str, str],
    number: int,
) -> str:
    theme, meetings, schools = where
    text, changes, asked_by, kind = row
    steps = [(int(step[0]), step[2:]) for step in changes.split()]
    first = steps[0][0]
    raised = meetings[first - 1 :] if len(asked_by.split()) > 1 else meetings[first - 1 : first]
    path = f"meetings/voorbeeld-{first}.md"
    iri = add(
        graph,
        "question",
        number,
        text,
        status=steps[-1][1],
        type=kind,
        themes=(theme,),
        date=DAYS[first - 1],
        arrived=DAYS[first - 1],
        history=tuple((DAYS[meeting - 1], status) for meeting, status in steps),
        asked=len(raised),
        meetings=tuple(raised),
        schools=tuple(schools[key] for key in asked_by.split()),
        quotes=((text, path, number + 6, f"urn:kg:question/q{number}"),),
    )
    link(graph, iri, "theme", theme, DAYS[first - 1])
    for meeting in raised:
        link(graph, meeting, "raised", iri, graph.nodes[meeting]["date"])
    for key in asked_by.split():
        link(graph, iri, "asked-by", schools[key], DAYS[first - 1])
    return iri


def _publish(graph: nx.MultiDiGraph[str], questions: dict[str, str]) -> None:
    for number, (title, said, grade, year) in enumerate(LIBRARY, 1):
        quotes = (("", "publications/voorbeeld.bib", 9 * number, ""),)
        iri = add(graph, "publication", number, title, type=grade, date=year, quotes=quotes, url="https://doi.org/10.5555/voorbeeld")  # fmt: skip
        for text, stance in said.items():
            link(graph, iri, stance, questions[text], DAYS[1])


def _answer(graph: nx.MultiDiGraph[str], questions: dict[str, str], meeting: str, school: str) -> None:
    about = questions["Hoe volgen wij wat leerlingen leren?"]
    quote = "Een gesprek elke week zegt meer dan een toets."
    insight = add(graph, "insight", 1, quote, date=DAYS[1], arrived=DAYS[1], quotes=((quote, "meetings/voorbeeld-2.md", 21, "urn:kg:insight/i1"),))  # fmt: skip
    answer = add(graph, "case-answer", 1, "Wij kijken met een portfolio.", date=DAYS[1], arrived=DAYS[1])
    link(graph, meeting, "discussed", insight, DAYS[1])
    link(graph, insight, "answers", about, DAYS[1])
    link(graph, answer, "answers", about, DAYS[1])
    link(graph, answer, "said-by", school, DAYS[1])


def large(themes: int = 14, each: int = 32) -> nx.MultiDiGraph[str]:
    """Give so many themes with so many questions each, with schools, publications and two meetings."""
    graph = new_network()
    days = DAYS[:2]
    meetings = [add(graph, "meeting", number, f"Voorbeeldbijeenkomst {number}", date=day, arrived=day) for number, day in enumerate(days, 1)]  # fmt: skip
    schools = [add(graph, "school", number, f"Voorbeeldschool {number}", sector="po") for number in range(1, 31)]
    for theme in range(1, themes + 1):
        about = add(graph, "theme", theme, f"voorbeeldthema {theme}", labels={"nl": f"voorbeeldthema {theme}", "en": f"sample theme {theme}"})  # fmt: skip
        _fill(graph, (about, meetings, schools), range((theme - 1) * each + 1, theme * each + 1))
    return graph


def _fill(graph: nx.MultiDiGraph[str], where: tuple[str, list[str], list[str]], numbers: Iterable[int]) -> None:
    about, meetings, schools = where
    for number in numbers:
        # A few came with the newest meeting.
        meeting = meetings[number % 60 == 0]
        day = graph.nodes[meeting]["date"]
        school = schools[number * 17 // 3 % len(schools)]
        status = ("open", "practice-only", "evidenced")[number * 13 // 5 % 3]
        text = f"Voorbeeldvraag {number} over wat in les {number * 37 % 101} gebeurt?"
        iri = add(graph, "question", number, text, status=status, type="practical", themes=(about,), date=day, arrived=day, history=((day, status),), asked=1, meetings=(meeting,), schools=(school,))  # fmt: skip
        link(graph, iri, "theme", about, day)
        link(graph, meeting, "raised", iri, day)
        link(graph, iri, "asked-by", school, day)
        if status == "evidenced":
            paper = add(graph, "publication", number // 9, f"Voorbeeldstudie {number // 9}", type="case", date="2019")
            link(graph, paper, "supports", iri, DAYS[0])
