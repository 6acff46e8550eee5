"""Make kg/maps/fonts/*.ttf and kg/maps/widths.toml: the letters that pictures are drawn with, and how wide they are.

    python scripts/picture_fonts.py FOLDER [--check]

FOLDER holds Arimo-Regular.ttf and Arimo-Bold.ttf (Debian package fonts-croscore 20201225); needs fonttools. Arimo is as
wide as Arial and Liberation Sans, letter by letter. The same fonts give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from unicodedata import combining

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

MAPS = Path(__file__).parent.parent / "kg" / "maps"
STYLES = ("Regular", "Bold")

#: Latin with its accents, Greek, punctuation, and the signs of Dutch and English texts.
KEPT = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x300, 0x30D), 0x327, 0x328,
    *range(0x386, 0x3CF), *range(0x1E80, 0x1E86), *range(0x1EA0, 0x1EFA), *range(0x2000, 0x208F),
    0x20AC, 0x2122, *range(0x2190, 0x2196), 0x2202, 0x2206, 0x220F, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260,
    0x2264, 0x2265, 0x25A0, 0x25CF, 0xFFFD,
)  # fmt: skip

HEAD = "# Width of letters in thousandths of the font size: scripts/picture_fonts.py. What is not here is 1000 wide.\n"


def main() -> int:
    """Write the files, or with --check tell whether they are as this script makes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    made = {MAPS / "fonts" / f"Arimo-{style}.ttf": _subset(arguments.folder, style) for style in STYLES}
    widths = [_widths(style, TTFont(io.BytesIO(font))) for style, font in zip(STYLES, made.values(), strict=True)]
    made[MAPS / "widths.toml"] = (HEAD + "".join(widths)).encode()
    if arguments.check:
        return int(any(path.read_bytes() != data for path, data in made.items()))
    for path, data in made.items():
        path.write_bytes(data)
        print(f"{path}: {len(data)} bytes")
    return 0


def _subset(folder: Path, style: str) -> bytes:
    """Give a font with the kept letters, without hints, which are for screens of another time."""
    options = Options(
        hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=[0, 1, 2, 4, 6, 7, 13, 14]
    )
    options.recalc_timestamp = False
    font = TTFont(folder / f"Arimo-{style}.ttf", recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=KEPT)
    subsetter.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _widths(style: str, font: TTFont) -> str:
    """Give a table of widths with the letters that are so wide."""
    unit = font["head"].unitsPerEm
    letters: dict[int, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        width = -(-font["hmtx"][name][0] * 1000 // unit)
        letters[width] = letters.get(width, "") + _escaped(chr(code))
    lines = [f'{width} = "{found}"\n' for width, found in sorted(letters.items())]
    return f"\n[{style.lower()}]\n" + "".join(lines)


def _escaped(letter: str) -> str:
    """Give a letter as it stands in TOML: as itself where it can be read."""
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() and not combining(letter) else f"\\u{ord(letter):04x}"


if __name__ == "__main__":
    sys.exit(main())
