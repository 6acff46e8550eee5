"""Two hundred persons who do not exist, each planted in a way in which a name can stand in a workspace.

Their family names are made of pieces (`proef`, `test`, `monster`) that no family is called.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice, product

from kg.publishing.people import word_lists

_HEADS = ("Proef", "Test", "Monster", "Voorbeeld", "Verzon", "Fictie", "Schijn", "Nep", "Modél", "Schets")
_TAILS = (
    "inksma",
    "straatjes",
    "veldinga",
    "dijkhuis",
    "ermansz",
    "hovenaar",
    "mastra",
    "lingvoort",
    "woudema",
    "bergenk",
)
_PARTICLES = ("", "", "van ", "van der ", "de ", "el ")
_LESSONS = ("rekenen", "taal", "gym", "muziek", "lezen")


@dataclass(frozen=True)
class Canary:
    """A made-up person, and the number of the way in which the name is planted."""

    given: str
    particles: str
    family: str
    way: int

    @property
    def name(self) -> str:
        """Give the name in full."""
        return f"{self.given} {self.particles}{self.family}"


def canaries() -> list[Canary]:
    """Give two hundred persons with a family name of their own."""
    lists = word_lists()
    given = sorted(one for one in lists["given"] - lists["ordinary"] - lists["capitals"] if len(one) > 4)
    families = [f"{head}{tail}" for head, tail in product(_HEADS, _TAILS)]
    families += [f"{head}{tail[::-1]}" for head, tail in product(_HEADS, _TAILS)]
    chosen = islice(given, 7, None, len(given) // 210)
    return [
        Canary(name.title(), _PARTICLES[n % len(_PARTICLES)], family, n % len(WAYS))
        for n, (name, family) in enumerate(zip(chosen, families, strict=False))
    ]


def _meeting(n: int, *lines: str) -> dict[str, str]:
    text = "\n\n".join(lines)
    return {f"meetings/2021-03-{n % 28 + 1:02d}-verslag-{n}.md": f"# Bijeenkomst {n} kennistafel\n\n{text}\n"}


def _present(one: Canary, n: int) -> dict[str, str]:
    return _meeting(
        n, f"Aanwezig: {one.name} (school), de coördinator", f"Vraag: Hoe helpt {one.name} bij {_lesson(n)}?"
    )


def _lesson(n: int) -> str:
    return f"{_LESSONS[n % len(_LESSONS)]} nummer {n}"


def _initials(one: Canary, n: int) -> dict[str, str]:
    return _meeting(n, f"Vraag: Hoe past wat {one.given[0]}. {one.particles}{one.family} zei bij {_lesson(n)}?")


def _mail(one: Canary, n: int) -> dict[str, str]:
    address = f"{one.given}.{one.family}@example.org".lower()
    return _meeting(n, f"Vraag: Wie mailt {address} over {_lesson(n)}?", f"Inzicht: {one.family} weet daar veel van.")


def _possessive(one: Canary, n: int) -> dict[str, str]:
    own = f"{one.family}'s vraag" if n % 2 else f"het plan van {one.family.upper()}"
    return _meeting(n, f"Afwezig: {one.name}", f"Inzicht: {own} gaat over {_lesson(n)}.")


def _accents(one: Canary, n: int) -> dict[str, str]:
    apart = unicodedata.normalize("NFD", one.name)
    return _meeting(n, f"Vraag: Wat deed {apart} met {_lesson(n)}?", f"Inzicht: {_bare(one.family)} deed mee.")


def _split(one: Canary, n: int) -> dict[str, str]:
    half = one.family[:4] + "-\n" + one.family[4:]
    return _meeting(
        n, f"Voorzitter: {one.name}", f"Inzicht: volgens {one.given}\n{one.particles}{one.family} helpt {_lesson(n)}.",
        f"Inzicht: dat mevrouw {half} zei, gaat over {_lesson(n)}.",
    )  # fmt: skip


def _file(one: Canary, n: int) -> dict[str, str]:
    slug = re.sub(r"\W+", "-", _bare(one.name)).lower()
    return {f"meetings/2021-04-gesprek-{slug}.md": f"# Gesprek met {one.name}\n\nVraag: Hoe gaat {_lesson(n)}?\n"}


def _agent(one: Canary, n: int) -> dict[str, str]:
    return _meeting(
        n, f"- Actie: {one.name} zoekt publicaties over {_lesson(n)} voor 1 mei 2021", f"- Actie ({one.family}): meten"
    )


def _title(one: Canary, n: int) -> dict[str, str]:
    text = f"---\ntitel: Afscheid van {one.name}\nvoorzitter: {one.name}\n---\n\nVraag: Wat doen we met {_lesson(n)}?\n"
    return {f"meetings/2021-05-{n % 28 + 1:02d}-afscheid-{n}.md": text}


def _visit(one: Canary, n: int) -> dict[str, str]:
    text = (
        f"---\nschool: Voorbeeldschool De Proef\nbrin: 99XA\n---\n# Bezoek {n}\n\nGesproken met {one.name}, leraar.\n\n"
        f"- Knelpunt: juf {one.given} heeft geen tijd voor {_lesson(n)}.\n- Knelpunt: {one.family} ook niet.\n"
    )
    return {f"schools/2021-09-bezoek-{n}.md": text}


def _told(one: Canary, n: int) -> dict[str, str]:
    """A name that nothing marks as one, but that kg.toml lists."""
    return _meeting(n, f"Inzicht: {one.family} is in de les over {_lesson(n)} genoemd.")


def _decided(one: Canary, n: int) -> dict[str, str]:
    return _meeting(n, f"Inzicht: wat {one.given} {one.particles}{one.family} besloot, gaat over {_lesson(n)}.")


def _titled(one: Canary, n: int) -> dict[str, str]:
    return _meeting(
        n, f"Vraag: Wat vindt mevrouw {one.particles}{one.family} van {_lesson(n)}?", f"Inzicht: {one.family}."
    )


#: The ways in which names are planted: what each adds to sources/.
WAYS = (
    _present, _initials, _mail, _possessive, _accents, _split, _file, _agent, _title, _visit, _told, _decided, _titled,
)  # fmt: skip
TOLD, DECIDED = WAYS.index(_told), WAYS.index(_decided)


def planted() -> dict[str, str]:
    """Give a workspace in which all of them stand."""
    people = canaries()
    names = ", ".join(f'"{one.name}"' for one in people if one.way == TOLD)
    by = next(one for one in people if one.way == DECIDED).name
    files = {
        "kg.toml": f'name = "Tafel van {by}"\nby = "{by}"\n[privacy]\nnames = [{names}]\n',
        "schools.csv": "brin,name,place,board,sector\n99XA,Voorbeeldschool De Proef,Nergenshuizen,Voorbeeldbestuur,po\n",
        "publications/lijst.bib": "@book{a, title = {Een proefboek over rekenen en taal}, author = {Proef, B.}, year = {2020}}\n",
        "decisions.csv": "id,date,by,verb,subject,object,detail,note\n"
        + "".join(
            f'd-{n},2021-06-01,"{one.name}",type,urn:kg:question/{n:010d},policy,,"gevraagd door {one.given}"\n'
            for n, one in enumerate(people)
            if one.way == DECIDED
        ),
    }
    for n, one in enumerate(people):
        files |= WAYS[one.way](one, n)
    return files


def found_in(data: bytes) -> list[str]:
    """Give the persons of whom the family name stands somewhere in bytes, whatever is between its letters."""
    text = re.sub(r"[^a-z]", "", _bare(data.decode("utf-8", "replace")).lower())
    return [one.name for one in canaries() if _bare(one.family).lower() in text]


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
