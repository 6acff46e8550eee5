"""The dossier of each school: what it asked and what became of it, and what it told; nothing of the other schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries import value_of
from kg.reports.asked import asked_by
from kg.reports.cases import Cases, Said, by_level, grouped, known_schools, school_page
from kg.reports.dossier_markdown import dossier_markdown
from kg.reports.dossiers import Dossier, Reader, Task, read_for_dossiers
from kg.reports.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.reports.material import Material
    from kg.stores import Row

#: The name of a page that is mailed alone; as one at the top of outputs/ it has its style inside.
_ALONE = "dossier.html"


def school_dossiers(material: Material) -> dict[str, bytes]:
    """Give schools/<brin>.html and schools/<brin>.md of each school that takes part, asks, or was visited."""
    reading = read_for_dossiers(material)
    files: dict[str, bytes] = {}
    for brin in known_schools(material, reading.said):
        file = school_page(brin)
        dossier = make_dossier(Reader(reading, brin, linked=True))
        files[file] = _page(material, dossier, file)
        files[f"{file.removesuffix('.html')}.md"] = dossier_markdown(material, dossier)
    return files


def dossier_alone(material: Material, brin: str, form: str) -> bytes:
    """Give the dossier of one school as html or md, which leads nowhere and has its style inside."""
    dossier = make_dossier(Reader(read_for_dossiers(material), brin, linked=False))
    return dossier_markdown(material, dossier) if form == "md" else _page(material, dossier, _ALONE)


def make_dossier(reader: Reader) -> Dossier:
    """Give the dossier of the school of a reader."""
    material, found = reader.reading.material, reader.reading.cases.get(reader.brin, Cases((), (), ()))
    return Dossier(
        brin=reader.brin,
        name=material.school(reader.brin),
        facts=tuple(_register(reader)),
        asked=tuple(asked_by(reader)),
        answers=tuple(_answers(reader, found)),
        factors=tuple(reader.own(one) for one in found.factors),
        reflections=tuple(reader.own(one) for one in found.reflections),
        visits=tuple(_visits(reader)),
        actions=tuple(_task(reader, row) for row in reader.reading.actions.get(reader.brin, ())),
    )


def _page(material: Material, dossier: Dossier, file: str) -> bytes:
    heading = material.phrases.say("dossier.title", school=dossier.name)
    levels = by_level(dossier.factors)
    alone = file == _ALONE
    return page(material, file, "school.html.j2", heading=heading, dossier=dossier, levels=levels, alone=alone)


def _register(reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield what the register says of a school: the key of a word, and the value."""
    phrases = reader.reading.material.phrases
    for row in reader.reading.register.get(reader.brin, [])[:1]:
        for key in ("place", "board"):
            if value := reader.text(value_of(row, key)):
                yield key, value
        if sector := value_of(row, "sector"):
            yield "sector", phrases.label("sector", sector)


def _answers(reader: Reader, found: Cases) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """Yield each research question, in the words in which it was put to this school, with the answers."""
    for question, answers in grouped(found.answers, lambda one: one.question).items():
        places = [(question, one.path) for one in answers] + [(question, "")]
        text = next((reader.reading.put[place] for place in places if place in reader.reading.put), "")
        title = reader.text(text) or reader.reading.material.phrases.say("casebook.no_question")
        yield title, tuple(reader.own(one) for one in answers)


def _visits(reader: Reader) -> Iterator[tuple[str, str]]:
    phrases = reader.reading.material.phrases
    for row in reader.reading.meetings.get(reader.brin, ()):
        yield reader.text(value_of(row, "title") or value_of(row, "path")), phrases.day(value_of(row, "date"))


def _task(reader: Reader, row: Row) -> Task:
    material, due = reader.reading.material, value_of(row, "due")
    when = material.phrases.say("dossier.action_due", day=material.phrases.day(due)) if due else ""
    if value_of(row, "done") == "true":
        when = material.phrases.say("dossier.action_done")
    said = reader.quote(row, "text", value_of(row, "action"))
    return Task(said, reader.text(value_of(row, "agent")), when)
