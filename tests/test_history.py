"""Any history of edits, renames, removals and decisions ends where a refresh from nothing ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.refresh import refresh
from kg.workspace import find_workspace

#: More examples for a longer look: KG_EXAMPLES=300.
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "25"))

NAMES = ("meetings/2021-03-25-a.md", "meetings/2021-06-23-b.md", "meetings/c.md", "schools/2021-09-d.md")
LINES = (
    "Vraag: Hoe volgen we leerlingen?",
    "Vraag: Hoe volgen we leerlingen het best?",
    "Vraag: Hoe volgen we de leerlingen nu? #taal ^volgen",
    "Vraag: Wat werkt bij lezen? ^lezen",
    "Vraag: Wat werkt bij technisch lezen? ^lezen",
    "Inzicht: Samen kijken helpt.",
    "Inzicht: Samen kijken naar gegevens helpt. ^kijken",
    "Inzicht: Wat werkt bij lezen",
    "Besluit: We gaan door.",
    "Actie: Samen verder lezen.",
    "Volgens Basisschool De Proef lezen leerlingen graag.",
    "Zomaar een zin zonder merkteken.",
)
NOTES = st.lists(st.sampled_from(LINES), max_size=5).map(lambda lines: "# Verslag\n\n" + "\n\n".join(lines) + "\n")
LIBRARIES = st.lists(
    st.tuples(st.sampled_from(["a1", "b2"]), st.sampled_from(["Een titel", "Een andere titel"])), max_size=3
).map(lambda rows: "".join(f"@book{{{key}, title = {{{title}}}, year = {{2020}}}}\n" for key, title in rows))
SCHOOLS = st.sampled_from(["", "brin,name,place,board,sector\n99XX,Basisschool De Proef,Voorbeeldstad,,po\n"])
THEMES = st.sampled_from(
    [
        "",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:t:lezen> a skos:Concept ; skos:prefLabel 'lezen'@nl .",
    ]
)
VERBS = ("retire", "reopen", "answer", "research", "merge", "split", "reject", "accept", "type", "withdraw")
FILES = [*NAMES, "publications/p.bib", "schools.csv", "themes.ttl", "decisions.csv"]

STEP = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), NOTES),
    st.tuples(st.just("write"), st.just("publications/p.bib"), LIBRARIES),
    st.tuples(st.just("write"), st.just("schools.csv"), SCHOOLS),
    st.tuples(st.just("write"), st.just("themes.ttl"), THEMES),
    st.tuples(st.just("remove"), st.sampled_from(FILES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from([*NAMES, "meetings/e.md"])),
    st.tuples(st.just("decide"), st.sampled_from(VERBS), st.sampled_from(["0 1", "1 0", "0 2", "2 1", "1 1"])),
    st.tuples(st.just("refresh"), st.just(""), st.sampled_from(["", "", "full"])),
)


def _decide(root: Path, verb: str, which: str) -> None:
    """Add a decision on the questions, or the earlier decisions, that stand at two places in their file."""
    path, memory = root / "sources/decisions.csv", root / "sources/identities.csv"
    rows = path.read_text().splitlines() if path.exists() else []
    known = memory.read_text().splitlines() if memory.exists() else []
    iris = [*dict.fromkeys(row.split(",")[0] for row in known if ",question," in row), "urn:kg:question/weg"]
    one, other = (int(number) for number in which.split())
    subject, target = iris[one % len(iris)], {"type": "policy"}.get(verb, iris[other % len(iris)])
    if verb == "withdraw":
        subject, target = f"d-{one}", ""
    with path.open("a") as stream:
        stream.write(f"d-{len(rows)},2021-0{1 + len(rows) % 9}-15,voorbeeld,{verb},{subject},{target},,\n")


def _do(root: Path, step: tuple[str, str, str]) -> None:
    verb, name, value = step
    path = root / "sources" / name
    if verb == "refresh":
        refresh(find_workspace(root), full=value == "full")
    elif verb == "decide":
        _decide(root, name, value)
    elif verb == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value)
    elif path.is_file() and verb == "remove":
        path.unlink()
    elif path.is_file():
        (root / "sources" / value).parent.mkdir(parents=True, exist_ok=True)
        path.replace(root / "sources" / value)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.mark.usefixtures("no_worker")
@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=9))
def test_any_history_equals_a_refresh_from_nothing(steps: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "sources").mkdir()
        for step in [*steps, ("refresh", "", "")]:
            _do(root, step)
        after, names = _bytes(root / "outputs"), (root / "sources/identities.csv")
        known = names.read_bytes() if names.exists() else b""
        again = refresh(find_workspace(root))
        assert again.plan.nothing_to_do
        shutil.rmtree(root / "outputs")
        shutil.rmtree(root / ".kg")
        refresh(find_workspace(root))
        assert _bytes(root / "outputs") == after
        assert (names.read_bytes() if names.exists() else b"") == known
