"""Texts from sources that would like to be more than text, in every field, on every page."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from kg.refresh import refresh
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pages.conftest import Seen

ATTACKS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><svg onload=window.ran=1>',
    "' onmouseover='window.ran=1",
    "</style></script><script>window.ran=1</script>",
    "[klik](javascript:window.ran=1)",
    "{{ 7*7 }}${window.ran=1}",
    '=HYPERLINK("https://example.invalid")',
    "\u202egnorts\u2066",
    "x" * 300,
)  # fmt: skip


def note(number: int, attack: str) -> str:
    """Give a note with a text in each kind of statement, its title and its heading."""
    line = attack.replace("\n", " ")
    return (
        f"---\ntitel: 'Voorbeeld {number} {line.replace(chr(39), chr(39) * 2)}'\ndatum: 2021-0{number % 9 + 1}-03\nnummer: {number}\n---\n\n"
        f"# Kop {line}\n\nVraag: Hoe werkt {line} in de klas? school:: 99XA #{number}\n\nInzicht: wij zien dat {line} helpt.\n\n"
        f"- [ ] {line} uitzoeken voor 1 maart 2021\n- Besluit: we doen {line}.\n\nKnelpunt: {line} kost tijd.\n\n"
        f"Zie '{line}' en [{line}](https://example.invalid/{number}).\n"
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a refreshed workspace with an attack in every field."""
    root = tmp_path_factory.mktemp("hostile")
    sources = root / "sources"
    for folder in ("meetings", "schools", "publications"):
        (sources / folder).mkdir(parents=True)
    for number, attack in enumerate(ATTACKS, 1):
        (sources / "meetings" / f"{number}.md").write_text(note(number, attack), encoding="utf-8")
    visit = f"---\nschool: 99XA\ndatum: 2021-09\n---\n\n# Bezoek\n\n### Wat is jullie doel {ATTACKS[0]}?\n\n{ATTACKS[1]} is ons doel.\n\n## Reflectie\n\n{ATTACKS[2]} valt op.\n"
    (sources / "schools" / "bezoek <b>x.md").write_text(visit, encoding="utf-8")
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["brin", "name", "place", "board", "sector"])
    rows.writerow(["99XA", f"Voorbeeldschool {ATTACKS[0]}", ATTACKS[1], ATTACKS[2], "po"])
    (sources / "schools.csv").write_text(out.getvalue(), encoding="utf-8")
    records = "".join(
        f"@article{{voorbeeld{number}, title = {{{attack.replace('{', '(').replace('}', ')')}}}, author = {{Voorbeeld, {attack.replace('{', '(').replace('}', ')')}}}, year = {{2020}}, doi = {{10.99999/voorbeeld.{number}}}}}\n"
        for number, attack in enumerate(ATTACKS, 1)
    )
    (sources / "publications" / "lijst.bib").write_text(records, encoding="utf-8")
    (sources / "kg.toml").write_text(f"name = '''Tafel {ATTACKS[4]}'''\n", encoding="utf-8")
    workspace = find_workspace(root)
    refresh(workspace)
    return workspace


@pytest.mark.browser
def test_nothing_runs_nothing_leaves_and_nothing_breaks(hostile: Workspace, visit: Callable[..., Seen]) -> None:
    pages = sorted(hostile.outputs.rglob("*.html"))
    assert len(pages) > 2 * len(ATTACKS)
    for path in pages:
        seen = visit(path, 390)
        ran = seen.page.evaluate("window.ran")
        width = seen.page.evaluate("document.documentElement.scrollWidth")
        assert (ran, width <= 390, seen.trouble) == (None, True, []), path.relative_to(hostile.outputs)


@pytest.mark.browser
def test_search_shows_hostile_texts_as_texts(hostile: Workspace, visit: Callable[..., Seen]) -> None:
    seen = visit(hostile.outputs / "index.html")
    seen.page.get_by_role("searchbox").fill("window.ran")
    seen.page.locator("#gevonden li").first.wait_for()
    assert (seen.page.evaluate("window.ran"), seen.trouble) == (None, [])
    links = seen.page.locator("#gevonden a").evaluate_all("all => all.map(one => one.protocol)")
    assert set(links) <= {"file:", "https:"}


def test_no_cell_of_a_table_is_a_formula(hostile: Workspace) -> None:
    tables = sorted(hostile.outputs.glob("*.csv"))
    assert len(tables) > 1
    for path in tables:
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))):
            assert [cell for cell in row if cell[:1] in "=+@\t\r" and cell] == [], path.name


def test_no_text_of_a_source_is_lost_on_its_way(hostile: Workspace) -> None:
    """What is shown as text is still there, escaped."""
    page = (hostile.outputs / "gaps.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;window.ran=1&lt;/script&gt;" in page


def test_every_page_lies_below_outputs(hostile: Workspace) -> None:
    outside = [path for path in hostile.root.rglob("*.html") if hostile.outputs not in path.parents]
    assert outside == []
