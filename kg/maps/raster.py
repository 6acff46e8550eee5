"""A map as PNG, without a browser: our own SVG, drawn by resvg with letters that come with kg."""

from __future__ import annotations

from contextlib import ExitStack
from importlib import resources
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.maps.picture import draw_svg

if TYPE_CHECKING:
    from kg.maps.scene import Scene

#: Fonts in `kg/maps/fonts`. None of the system is used: the same bytes on every machine.
_FONTS = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")


def draw_png(scene: Scene, *, width: int = 2000, language: str = "nl") -> bytes:
    """Give a scene as PNG, so many pixels wide. Same scene, same bytes.

    Raises:
        UsageError: the extra `picture` is not installed.
    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise UsageError(
            "a picture as PNG needs resvg_py, which is not installed",
            hint="pip install 'kennistafel-kg[picture]', or choose --format svg",
        ) from error
    drawn = draw_svg(scene, language=language).decode("utf-8")
    with ExitStack() as stack:
        folder = resources.files("kg.maps").joinpath("fonts")
        fonts = [str(stack.enter_context(resources.as_file(folder.joinpath(name)))) for name in _FONTS]
        return bytes(svg_to_bytes(svg_string=drawn, width=width, skip_system_fonts=True, font_files=fonts))
