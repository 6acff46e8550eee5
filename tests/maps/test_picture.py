"""A map as a picture: SVG and PNG."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import zlib
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.maps.fitting import fit
from kg.maps.looks import LOOKS
from kg.maps.picture import HEIGHT, STROKES, WIDTH, draw_svg
from kg.maps.raster import draw_png
from kg.maps.rects import Rect
from kg.maps.scene import Line, Mark, Scene
from kg.maps.staging import scene_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    from playwright.sync_api import Browser, Request

    Pixels = set[tuple[int, int, int]]

GOLDEN = Path(__file__).parent / "golden" / "picture.svg"
SVG = "{http://www.w3.org/2000/svg}"
#: 8 points where the whole width is 25 cm.
SMALLEST = 8 / 72 * 2.54 / 25 * WIDTH


def sample(*marks: Mark, **other: object) -> Scene:
    """Give a scene with these marks."""
    told: dict[str, object] = {"title": "Voorbeeld", "lead": "", "note": "", "lines": (), "legend": ()}
    return Scene(marks=marks, **{**told, **other})  # type: ignore[arg-type]


#: One of everything. Its places come from no layout, so that only the picture decides what the file holds.
ALL = sample(
    Mark("theme", "volgen en sturen", 0, 0, 14),
    Mark("question-open", "Hoe volgen wij wat\nleerlingen leren?", 160, 120, 15),
    Mark("question-answered", "Wat werkt?", -160, 120, 13),
    Mark("school", "Voorbeeldschool\nDe Proef", 320, 0, 14),
    Mark("publication", "Voorbeeldstudie", -320, 40, 10),
    Mark("factor", "", 60, -140, 8),
    Mark("cluster", "leermiddelen", 300, -160, 40, (("question-open", 3), ("question-evidenced", 9))),
    Mark("cluster", "toetsen", -300, -160, 30, (("question-open", 7),)),
    lead="Eén zin die zegt wat je ziet.",
    note="Stand van 2021-09-10.",
    lines=(
        Line(1, 0, "theme"),
        Line(2, 0, "theme"),
        Line(4, 2, "supports"),
        Line(4, 1, "disputes"),
        Line(3, 1, "experience"),
        Line(6, 7, "theme", 12),
    ),
    legend=(
        ("question-open", "vraagstuk, open", 1),
        ("theme", "thema", 1),
        ("school", "school", 1),
        ("cluster", "thema’s met hun vraagstukken", 2),
        ("line:supports", "steunt", 1),
        ("line:theme", "thema", 14),
    ),
)


def tree_of(scene: Scene) -> Element:
    return fromstring(draw_svg(scene))  # noqa: S314  (our own)


def texts(found: Element) -> list[str]:
    return [element.text or "" for element in found.iter(f"{SVG}text")]


def test_the_whole_picture_is_a_golden_file() -> None:
    """If a change is meant: write what draw_svg gives over the file, and look at it."""
    assert draw_svg(ALL) == GOLDEN.read_bytes()


SCRIPT = """
import sys
from pathlib import Path
from kg.maps.picture import draw_svg
from kg.maps.staging import scene_of
from kg.network import build_network
from kg.stores.oxigraph import open_in_memory
from pyoxigraph import RdfFormat
store = open_in_memory()
store.engine.load(Path(sys.argv[1]).read_bytes(), format=RdfFormat.TRIG)
sys.stdout.buffer.write(draw_svg(scene_of(build_network(store))))
"""


def test_the_same_network_gives_the_same_bytes(network: nx.MultiDiGraph[str]) -> None:
    """In this process, and in others with other hash seeds."""
    pictures = {draw_svg(scene_of(network)) for _ in range(2)}
    for seed in ("0", "2021"):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).with_name("sample.trig"))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        pictures.add(run.stdout)
    assert len(pictures) == 1


def test_a_picture_of_the_sample_tells_what_its_map_shows(network: nx.MultiDiGraph[str]) -> None:
    found = tree_of(scene_of(network, language="nl", title="Voorbeeldtafel", today="2021-09-10"))
    said = texts(found)
    assert said[:2] == [
        "Voorbeeldtafel",
        (
            "Elk teken is een vraagstuk bij zijn thema’s; hoe groter, hoe vaker gesteld. Vorm en kleur zeggen hoe ver het is. "
            "Nog onbeantwoord: 1 van 2 vraagstukken."
        ),
    ]
    signs = [title.text for title in found.iter(f"{SVG}title")][1:]
    assert sorted(filter(None, signs)) == [
        "Hoe volgen wij wat leerlingen leren?",
        "Welk effect heeft een dashboard op de groep?",
        "leermiddelen",
        "volgen en sturen",
    ]
    assert [text for text in said if text.startswith("Stand van 2021-09-10. Niet getekend")] != []


def test_word_processors_and_screen_readers_can_read_it() -> None:
    """Presentation attributes only, nothing from elsewhere, a name and a description."""
    found = tree_of(ALL)
    assert {element.tag.removeprefix(SVG) for element in found.iter()} == {
        "svg", "title", "desc", "g", "rect", "line", "text", "circle", "ellipse", "polygon", "path",
    }  # fmt: skip
    names = {name for element in found.iter() for name in element.attrib}
    assert {name for name in names if re.search(r"style|class|href|^on|src|clip|mask|filter", name)} == set()
    assert (found.get("role"), found.get("lang")) == ("img", "nl")
    assert [found[0].tag, found[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert found.get("aria-labelledby") == f"{found[0].get('id')} {found[1].get('id')}"
    assert found[0].text == "Voorbeeld"
    assert str(found[1].text).startswith("Eén zin die zegt wat je ziet. vraagstuk, open: 1; thema: 1;")


def test_letters_are_large_enough_on_paper() -> None:
    sizes = [float(text.get("font-size") or tree.get("font-size") or 0) for tree in [tree_of(ALL)] for text in tree.iter(f"{SVG}text")]  # fmt: skip
    assert [size for size in sizes if size < SMALLEST] == []


def test_a_picture_is_as_wide_as_asked() -> None:
    found = fromstring(draw_svg(ALL, width=800))  # noqa: S314  (our own)
    assert (found.get("width"), found.get("height"), found.get("viewBox")) == ("800", "566", f"0 0 {WIDTH} {HEIGHT}")


def test_lines_of_relations_differ_without_colour() -> None:
    """What is evidence, and what is not, can be told apart in black and white."""
    assert len({(width, dashes) for _, width, dashes in (STROKES[name] for name in ("supports", "disputes", "background", "experience", "asked-by", "raised", "broader"))}) == 7  # fmt: skip


HOSTILE = [
    pytest.param("</text><script>a()</script>", "</text><script>a()</script>", id="an element"),
    pytest.param('"><image href="//x"/>', '"><image href="//x"/>', id="an attribute"),
    pytest.param("]]>&lt;&xxe;", "]]>&lt;&xxe;", id="entities"),
    pytest.param("a\x00\x08\x1b\x85b", "a\ufffd\ufffd\ufffd b", id="control characters"),
    pytest.param("a\ud800b\uffff", "a\ufffdb\ufffd", id="no characters"),
    pytest.param("a\u202eb\u2066c", "abc", id="turned around"),
    pytest.param("שלום עולם", "שלום עולם", id="from right to left"),
    pytest.param("naïef ‘één’ – 𝔄 🎓 e\u0301", "naïef ‘één’ – 𝔄 🎓 e\u0301", id="accents and signs"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_text_stays_text(text: str, shown: str) -> None:
    """As title, sentence, note, label and legend."""
    scene = sample(
        Mark("question-open", text, 0, 0, 15), title=text, lead=text, note=text, legend=(("theme", text, 1),)
    )
    found = tree_of(scene)
    assert [said for said in texts(found) if said not in ("Legenda", "1")] == [shown] * 5
    assert {element.tag.removeprefix(SVG) for element in found.iter()} == {
        "svg", "title", "desc", "g", "rect", "line", "text", "polygon",
    }  # fmt: skip


@pytest.mark.parametrize("scene", [sample(), sample(Mark("theme", "", 0, 0, 14)), sample(title="")], ids=["no mark", "no label", "no title"])  # fmt: skip
def test_a_picture_of_little_can_be_drawn(scene: Scene) -> None:
    assert [text for text in texts(tree_of(scene)) if text] == [*filter(None, [scene.title]), "Legenda"]


def test_text_without_end_is_cut() -> None:
    long = "woord " * 3000 + "w" * 3000
    found = tree_of(
        sample(Mark("school", long, 0, 0, 14), title=long, lead=long, note=long, legend=(("theme", long, 1),))
    )
    said = texts(found)
    assert len(said) == 2 + 3 + 1 + 1 + 2 + 1 + 3
    assert max(map(len, said)) < 220
    assert sum(text.endswith("…") for text in said) == 5


def test_a_label_without_room_is_left_out_and_counted() -> None:
    """Many marks in one place: signs stay, and the foot says how many labels do not."""
    crowd = sample(
        *(Mark("question-open", f"vraag {number}\nvan heel veel", number % 3, number, 15) for number in range(400))
    )
    found = tree_of(crowd)
    labels = [text for text in texts(found) if text.startswith("vraag")]
    assert len(list(found.iter(f"{SVG}polygon"))) == 400
    assert 0 < len(labels) < 400
    assert f"bij {400 - len(labels)} staat die er niet bij." in texts(found)[-1]


def test_a_cluster_tells_how_many_of_what() -> None:
    """A number in a disc, and a ring with a part for each look, as long as its share."""
    parts = (("question-open", 1), ("question-evidenced", 3))
    found = tree_of(sample(Mark("cluster", "toetsen", 0, 0, 40, parts)))
    assert texts(found) == ["Voorbeeld", "4", "toetsen", "Legenda"]
    colours = [path.get("stroke") for path in found.iter(f"{SVG}path")]
    assert colours == [colour for look, _ in parts for colour in LOOKS[look].light[1::-1]]
    assert [path.get("d", "").split()[-4] for path in found.iter(f"{SVG}path")] == ["0", "0", "1", "1"]


def hit(one: Rect, other: Rect) -> bool:
    """Tell whether two parts overlap."""
    return max(one.left, other.left) < min(one.right, other.right) and max(one.top, other.top) < min(
        one.bottom, other.bottom
    )


looks = st.sampled_from(["cluster", *LOOKS])
marks = st.builds(
    Mark,
    looks,
    st.text("abc déM\n", max_size=40),
    st.integers(-900, 900),
    st.integers(-900, 900),
    st.integers(4, 60),
    st.just((("question-open", 12), ("theme", 1))),
)


@given(st.lists(marks, max_size=30))
def test_no_label_lies_over_another_or_over_another_sign(drawn: list[Mark]) -> None:
    """And all of it lies in the frame."""
    frame = Rect(40, 100, 1240, 1000)
    spots = fit(sample(*drawn), frame)
    labels = [(number, spot.label) for number, spot in enumerate(spots) if spot.label]
    signs = [Rect(s.x - s.reach[0], s.y - s.reach[1], s.x + s.reach[0], s.y + s.reach[1]) for s in spots]
    assert [pair for pair in combinations(labels, 2) if hit(pair[0][1], pair[1][1])] == []
    assert [(a, b) for a, label in labels for b, sign in enumerate(signs) if a != b and hit(label, sign)] == []
    assert [label for _, label in labels if not label.lies_in(frame)] == []
    assert [sign for sign in signs if not sign.lies_in(Rect(20, 80, 1260, 1020))] == []


@pytest.mark.browser
def test_text_takes_no_more_room_than_was_measured(
    browser: Browser, network: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    """By the letters of a browser: no two texts of the picture overlap, and all lie on the sheet."""
    file = tmp_path / "picture.svg"
    for scene in (ALL, scene_of(network)):
        file.write_bytes(draw_svg(scene))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))  # noqa: B023, PLW0108  (playwright marks what it calls)
        page.goto(file.as_uri())
        # Lines of one text stand close: a part of their height is air.
        found = page.evaluate(
            """() => [...document.querySelectorAll("text")].map(text => {
                 const box = text.getBoundingClientRect(), high = box.height * 0.15;
                 return [box.left, box.top + high, box.right, box.bottom - high] })"""
        )
        page.close()
        boxes = [Rect(*box) for box in found]
        assert len(boxes) > 10
        assert [pair for pair in combinations(boxes, 2) if hit(*pair)] == []
        assert [box for box in boxes if not box.lies_in(Rect(0, 0, WIDTH, HEIGHT))] == []
        assert [request.url for request in asked] == [file.as_uri()]


def pixels(png: bytes) -> tuple[tuple[int, int], Pixels]:
    """Give width and height of a PNG, and its colours. Source: PNG 1.2, filters."""
    width, height = struct.unpack(">II", png[16:24])
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[24:26] == b"\x08\x06", "8 bits, red green blue alpha"
    parts, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        parts += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    data, row, seen = zlib.decompress(parts), bytearray(width * 4), set[tuple[int, int, int]]()
    for number in range(height):
        line = bytearray(data[number * (width * 4 + 1) :][: width * 4 + 1])
        row = unfiltered(line[0], line[1:], row)
        seen |= set(zip(row[0::4], row[1::4], row[2::4]))
    return (width, height), seen


def unfiltered(kind: int, line: bytearray, above: bytearray) -> bytearray:
    for at in range(len(line)):
        left, corner = (line[at - 4], above[at - 4]) if at >= 4 else (0, 0)
        line[at] = (line[at] + expected(kind, left, above[at], corner)) % 256
    return line


def expected(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    near = left + up - corner
    return min((left, up, corner), key=lambda value: abs(near - value))


@pytest.fixture
def png() -> Callable[..., bytes]:
    """Give what draws; without resvg a skip by name, but not in CI."""
    if not os.environ.get("CI"):
        pytest.importorskip("resvg_py")
    return draw_png


def test_a_png_shows_the_signs_in_their_colours(png: Callable[..., bytes]) -> None:
    size, seen = pixels(png(ALL, width=800))
    colours = {tuple(bytes.fromhex(LOOKS[mark.look].light[0][1:])) for mark in ALL.marks if mark.look in LOOKS}
    assert size == (800, 566)
    assert colours - seen == set()
    assert {(255, 255, 255), tuple(bytes.fromhex(STROKES["supports"][0][1:]))} - seen == set()
    assert len(seen) > 100, "letters have soft edges"


def test_a_png_is_drawn_alike_each_time(png: Callable[..., bytes]) -> None:
    assert png(ALL) == png(ALL)
    assert struct.unpack(">II", png(ALL)[16:24]) == (2000, 1414)


def test_text_of_a_png_needs_no_font_of_the_system(png: Callable[..., bytes]) -> None:
    """Other letters give other pixels: they are drawn."""
    assert len({png(sample(title=title), width=400) for title in ("één", "een", "eën", "")}) == 4


def test_without_the_extra_an_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError, match="needs resvg_py") as raised:
        draw_png(ALL)
    assert raised.value.hint == "pip install 'kennistafel-kg[picture]', or choose --format svg"
