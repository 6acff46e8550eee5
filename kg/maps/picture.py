"""A map as a picture for a report: SVG that word processors, drawing programs and browsers show alike.

Presentation attributes only, no style sheet, script or reference. What tells signs and lines apart is shape and dashes
as well as colour, for who prints in black and white. The picture is as wide to its height as a sheet of A4 on its side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.guards.markup import one_line
from kg.maps.fitting import LETTERS, RIM, Spot, fit, is_bold, number_of
from kg.maps.lettering import BASE, FAMILY, LINE, lines_of, width_of
from kg.maps.looks import HOLDS_LABEL, LOOKS
from kg.maps.rects import Rect
from kg.maps.signs import arc, corners
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.maps.scene import Line, Mark, Scene

#: Width and height in units, and the free edge. 1600 units are 25 cm on paper.
WIDTH, HEIGHT, EDGE = 1600, 1131, 40
#: Letters of the title, of the sentence below it, and of legend and foot.
TITLE, LEAD, SMALL = 34, 21, 18.5
#: Width of the legend, of its signs, and height of a row.
LEGEND, SIGN, ROW = 300, 44, 30
#: Colours of text, of text that matters less, of a thin line, and of the lines of a cluster.
INK, PALE, THIN, RING = "#22262b", "#4d545c", "#c9ced4", "#4d545c"
#: Width of the ring round a cluster; what the edge and the colour of a part leave free at its ends, in units.
THICK, EDGES = 8, (0.15, 0.35)
#: Relation to colour, width and dashes of its lines; thick lines are evidence.
STROKES = {
    "supports": ("#0a7666", 3, ""),
    "disputes": ("#b24a45", 3, "9 5"),
    "background": ("#5b6068", 2, "2 5"),
    "broader": ("#7f8ca0", 2.2, ""),
    "experience": ("#a5824e", 1.6, "10 4 2 4"),
    "asked-by": ("#a5824e", 1.6, "6 4"),
    "raised": ("#7d8793", 1.2, "2 4"),
    "discussed": ("#7d8793", 1.2, "2 4"),
    "joined": ("#b9bec6", 1.6, ""),
    "bridge": ("#b34700", 2.4, "10 6"),
}
#: The same of any other line, and the widest that many links make a line.
STROKE, WIDEST = ("#9aa3ae", 1.2, ""), 9.0


def draw_svg(scene: Scene, *, width: int = WIDTH, language: str = "nl") -> bytes:
    """Give a scene as SVG, in UTF-8, so many pixels wide. Same scene, same bytes.

    Source: SVG 1.1.
    """
    words = load_words("map", language)
    head, top = _head(scene)
    # Whether labels are left out is known when the map stands: its sentence has room in any case.
    foot = len(_foot_lines(_note(scene, words, len(scene.marks))))
    frame = Rect(EDGE, top, WIDTH - EDGE - LEGEND - EDGE, HEIGHT - EDGE - SMALL * LINE * foot - 12)
    spots = fit(scene, frame)
    unsaid = sum(1 for mark, spot in zip(scene.marks, spots, strict=True) if mark.label.strip() and not spot.lines)
    note = _note(scene, words, unsaid)
    lines = [
        *_opening(scene, note, width, language),
        *head,
        *_map(scene, spots),
        *_group("legend", _legend(scene, words["picture.legend"], frame)),
        *_foot(note),
        "</svg>\n",
    ]
    return "\n".join(lines).encode("utf-8")


def _note(scene: Scene, words: Mapping[str, str], unsaid: int) -> str:
    """Give the note for the foot, with how many labels were left out."""
    return " ".join(filter(None, [scene.note, words["picture.unsaid"].format(number=unsaid) if unsaid else ""]))


def _foot_lines(note: str) -> tuple[str, ...]:
    return lines_of(one_line(note), SMALL, WIDTH - 2 * EDGE, most=3)


def _opening(scene: Scene, note: str, width: int, language: str) -> Iterator[str]:
    """Yield the start of the file, with what a screen reader says of it."""
    counted = "; ".join(f"{one_line(words)}: {number}" for _, words, number in scene.legend)
    said = " ".join(filter(None, [one_line(scene.lead), f"{counted}." if counted else "", one_line(note)]))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{round(width * HEIGHT / WIDTH)}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="kg-title kg-desc"'
        f' lang="{language}" xml:lang="{language}" font-family="{FAMILY}" font-size="{SMALL}" fill="{INK}">'
    )
    yield f'<title id="kg-title">{escape(one_line(scene.title))}</title>'
    yield f'<desc id="kg-desc">{escape(said)}</desc>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'


def _head(scene: Scene) -> tuple[list[str], float]:
    """Give the lines of title and sentence, and where the map may start."""
    room, down, found = WIDTH - 2 * EDGE, float(EDGE), list[str]()
    for text, size, most, bold in ((scene.title, TITLE, 2, True), (scene.lead, LEAD, 3, False)):
        lines = lines_of(one_line(text), size, room, most=most, bold=bold)
        found += _rows(lines, EDGE, down, size, bold=bold)
        down += len(lines) * size * LINE + (8 if lines else 0)
    return found, down + 12


def _rows(
    lines: Sequence[str], x: float, top: float, size: float, *, bold: bool = False, ink: str = INK
) -> Iterator[str]:
    """Yield lines of text from the left."""
    weight = ' font-weight="bold"' if bold else ""
    for number, line in enumerate(lines):
        y = top + number * size * LINE + size * BASE
        yield f'<text x="{x:g}" y="{y:.1f}" font-size="{size:g}"{weight} fill="{ink}">{escape(line)}</text>'


def _map(scene: Scene, spots: tuple[Spot, ...]) -> Iterator[str]:
    """Yield lines, then signs, then labels: nothing hides a label."""
    pairs = list(zip(scene.marks, spots, strict=True))
    yield from _group("lines", (_line(line, spots) for line in scene.lines))
    yield from _group("signs", (part for mark, spot in pairs for part in _sign(mark, spot)))
    yield from _group("labels", (part for mark, spot in pairs for part in _label(mark, spot)))


def _group(name: str, parts: Iterable[str]) -> Iterator[str]:
    """Yield a layer, by the name that drawing programs show."""
    yield f'<g id="{name}">'
    yield from parts
    yield "</g>"


def _line(line: Line, spots: tuple[Spot, ...]) -> str:
    start, end = spots[line.start], spots[line.end]
    colour, width, dashes = STROKES.get(line.relation, STROKE)
    wide = min(WIDEST, width + (line.weight - 1) ** 0.5)
    return _stroke((start.x, start.y, end.x, end.y), colour, wide, dashes)


def _stroke(ends: tuple[float, float, float, float], colour: str, width: float, dashes: str) -> str:
    x1, y1, x2, y2 = ends
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{colour}" stroke-width="{width:.2g}"{dashed}/>'
    )


def _sign(mark: Mark, spot: Spot) -> Iterator[str]:
    """Yield the sign of a mark, with its whole label for who points at it."""
    yield f'<g transform="translate({spot.x:.1f} {spot.y:.1f})">'
    if mark.label.strip():
        yield f"<title>{escape(one_line(mark.label))}</title>"
    yield from _cluster(mark, spot) if mark.look == "cluster" else (_shape(mark.look, spot.reach),)
    yield "</g>"


def _shape(look: str, reach: tuple[float, float]) -> str:
    """Give the shape of a look round (0, 0)."""
    (across, down), shape = reach, LOOKS[look].shape
    fill, line, _ = LOOKS[look].light
    paint = f'fill="{fill}" stroke="{line}" stroke-width="{1.5 if shape in HOLDS_LABEL else 2}"'
    points = corners(shape, across)
    if points:
        return f'<polygon points="{" ".join(f"{x:g},{y:g}" for x, y in points)}" stroke-linejoin="round" {paint}/>'
    if shape == "box":
        return (
            f'<rect x="{-across:.1f}" y="{-down:.1f}" width="{2 * across:.1f}" height="{2 * down:.1f}" rx="5" {paint}/>'
        )
    return f'<ellipse rx="{across:.1f}" ry="{down:.1f}" {paint}/>'


def _cluster(mark: Mark, spot: Spot) -> Iterator[str]:
    """Yield a disc with a number in it, and round it a ring of what is folded, in the colours of its looks."""
    size, number = spot.reach[0], number_of(mark)
    yield f'<circle r="{size:.1f}" fill="#ffffff" stroke="{RING}" stroke-width="1.5"/>'
    done, radius = 0, size - THICK / 2 - 3
    for look, part in mark.parts:
        start, end = done / int(number), (done + part) / int(number)
        done += part
        # The edge lies below the colour, and shows round it.
        for colour, width, inside in zip((LOOKS[look].light[1::-1]), (THICK + 2, THICK - 1), EDGES, strict=True):
            yield from _part(radius, (start + inside / size, end - inside / size), colour, width)
    if number:
        letters = min(26, LETTERS * (size - RIM) * 2 / width_of(number, LETTERS, bold=True))
        yield _middle(number, 0, letters * 0.36, letters, bold=True)


def _part(radius: float, turns: tuple[float, float], colour: str, width: float) -> Iterator[str]:
    """Yield a part of a ring from one part of a turn to another, unless it is too short to be seen."""
    start, end = turns
    paint = f'fill="none" stroke="{colour}" stroke-width="{width:g}"'
    if end - start > 0.95:  # noqa: PLR2004  (a whole ring, less what keeps parts from each other)
        yield f'<circle r="{radius:.1f}" {paint}/>'
    elif end > start:
        yield f'<path d="{arc(radius, start, end)}" {paint}/>'


def _middle(text: str, x: float, y: float, size: float, *, bold: bool, ink: str = INK) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size:g}"{weight} fill="{ink}">'
        f"{escape(text)}</text>"
    )


def _label(mark: Mark, spot: Spot) -> Iterator[str]:
    """Yield a label, on a veil over the lines that pass below it."""
    place = spot.label
    if place is None:
        return
    ink = INK if mark.look == "cluster" else LOOKS[mark.look].light[2]
    if mark.look == "cluster" or LOOKS[mark.look].shape not in HOLDS_LABEL:
        yield (
            f'<rect x="{place.left:.1f}" y="{place.top:.1f}" width="{place.right - place.left:.1f}"'
            f' height="{place.bottom - place.top:.1f}" rx="3" fill="#ffffff" fill-opacity="0.8"/>'
        )
    for number, line in enumerate(spot.lines):
        y = place.top + number * LETTERS * LINE + LETTERS * BASE
        yield _middle(line, (place.left + place.right) / 2, y, LETTERS, bold=is_bold(mark), ink=ink)


def _legend(scene: Scene, title: str, frame: Rect) -> Iterator[str]:
    """Yield what signs and lines mean and how many there are, as far as there is room."""
    left, down = WIDTH - EDGE - LEGEND, frame.top
    yield f'<line x1="{left - 20}" y1="{down:.1f}" x2="{left - 20}" y2="{frame.bottom:.1f}" stroke="{THIN}"/>'
    yield from _rows([title], left, down, SMALL, bold=True)
    down += ROW + 4
    for look, words, number in scene.legend:
        counted = str(number)
        room = LEGEND - SIGN - 12 - 11 * len(counted)
        lines = lines_of(one_line(words), SMALL, room, most=2)
        if down + ROW * max(1, len(lines)) > frame.bottom:
            return
        middle = down + SMALL * LINE / 2
        yield f'<g transform="translate({left + SIGN / 2 - 4:g} {middle:.1f})">{_sample(look)}</g>'
        yield from _rows(lines, left + SIGN, down, SMALL)
        y = down + SMALL * BASE
        yield f'<text x="{WIDTH - EDGE}" y="{y:.1f}" text-anchor="end" fill="{PALE}">{counted}</text>'
        down += SMALL * LINE * (len(lines) - 1) + ROW


def _sample(look: str) -> str:
    """Give a sign as it stands in the legend."""
    kind, _, relation = look.partition(":")
    if kind == "line":
        return _stroke((-18, 0, 18, 0), *STROKES.get(relation, STROKE))
    if look == "cluster":
        return f'<circle r="11" fill="#ffffff" stroke="{RING}" stroke-width="{THICK / 2}"/>'
    is_wide = LOOKS[look].shape in HOLDS_LABEL
    size = min(LOOKS[look].size, 12)
    return _shape(look, (16, 9) if is_wide else (size, size))


def _foot(note: str) -> Iterator[str]:
    """Yield the note below the map."""
    lines = _foot_lines(note)
    yield from _rows(lines, EDGE, HEIGHT - EDGE - len(lines) * SMALL * LINE + 6, SMALL, ink=PALE)
