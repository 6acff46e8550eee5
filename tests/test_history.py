"""Any history of additions, edits, renames and removals ends where a refresh from nothing ends."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.refresh import refresh
from kg.workspace import find_workspace

NAMES = ("meetings/2021-03-25-a.md", "meetings/2021-06-23-b.md", "meetings/c.md", "schools/2021-09-d.md")
LINES = (
    "Vraag: Hoe volgen we leerlingen?",
    "Vraag: Hoe volgen we leerlingen het best?",
    "Vraag: Wat werkt bij lezen? ^lezen",
    "Vraag: Wat werkt bij technisch lezen? ^lezen",
    "Inzicht: Samen kijken helpt.",
    "Inzicht: Samen kijken naar gegevens helpt.",
    "Besluit: We gaan door.",
    "Actie: Samen verder lezen.",
    "Zomaar een zin zonder merkteken.",
)
NOTES = st.lists(st.sampled_from(LINES), max_size=5).map(lambda lines: "# Verslag\n\n" + "\n\n".join(lines) + "\n")
LIBRARIES = st.lists(
    st.tuples(st.sampled_from(["a1", "b2"]), st.sampled_from(["Een titel", "Een andere titel"])), max_size=3
).map(lambda rows: "".join(f"@book{{{key}, title = {{{title}}}, year = {{2020}}}}\n" for key, title in rows))

STEP = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), NOTES),
    st.tuples(st.just("write"), st.just("publications/p.bib"), LIBRARIES),
    st.tuples(st.just("remove"), st.sampled_from([*NAMES, "publications/p.bib"]), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("refresh"), st.just(""), st.just("")),
)


def _do(root: Path, step: tuple[str, str, str]) -> None:
    verb, name, value = step
    path = root / "sources" / name
    if verb == "refresh":
        refresh(find_workspace(root))
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
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=7))
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
