"""HTML pages of the reports, in both languages, which ask nothing of any server.

A page at the top of outputs/ has its style and script inside, so that it can be mailed alone; the many below it
share the files in assets/.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.guards.html import printable, render_beside, render_page, tidy
from kg.places import anchor_of
from kg.reports.phrases import Phrases, in_language
from kg.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.reports import ReportSettings
    from kg.reports.material import Material

#: The pages that each page leads to: key of their name, and file.
PAGES = (
    ("home", "index.html"),
    ("gaps", "gaps.html"),
    ("matrix", "matrix.html"),
    ("changes", "changes.html"),
    ("agenda", "agenda.html"),
    ("knowledge", "kennisagenda.html"),
    ("casebook", "casebook.html"),
    ("map", "map.html"),
)

#: The page with the search box, which loads what it looks through.
SEARCHING = "index.html"

#: Pages with a script beside the one that all have.
SCRIPTS = {
    "index.html": "search.js",
    "gaps.html": "filters.js",
    "matrix.html": "matrix.js",
    "agenda.html": "copy.js",
}

#: Files that the pages in folders share.
STYLE_FILE, SCRIPT_FILE = "assets/kg.css", "assets/kg.js"


@cache
def style_sheet() -> str:
    """Give the style sheet of all pages."""
    return resources.files("kg.reports").joinpath("static", "kg.css").read_text(encoding="utf-8")


@cache
def page_script(file: str = "") -> str:
    """Give the script of all pages, followed by what only the page of a file has."""
    static = resources.files("kg.reports").joinpath("static")
    names = ["kg.js", *([SCRIPTS[file]] if file in SCRIPTS else [])]
    return "\n".join(static.joinpath(name).read_text(encoding="utf-8") for name in names)


def assets() -> dict[str, bytes]:
    """Give the files that pages in folders share."""
    return {STYLE_FILE: tidy(style_sheet()).encode(), SCRIPT_FILE: tidy(page_script()).encode()}


def page(material: Material, file: str, template: str, **values: object) -> bytes:
    """Give the page of a file below outputs/ from one of the templates; `values` are plain texts, never HTML.

    A template has `say`, `count`, `label`, `day`, `number` and `join` for texts in both languages, `root` for the
    way back to outputs/, and `attributes` for a text of which an attribute or option needs both languages.
    """
    return make_page(material.settings, file, template, {"standing": material.standing(), **values})


def make_page(settings: ReportSettings, file: str, template: str, values: Mapping[str, object]) -> bytes:
    """Give a page as `page` does, which need not know the graph; `standing` among the values is its date."""
    phrases = Phrases.of(settings.language)
    common: dict[str, object] = {
        "say": phrases.say,
        "count": phrases.count,
        "label": phrases.label,
        "day": phrases.day,
        "number": phrases.number,
        "join": phrases.join,
        "attributes": attributes,
        "anchor_of": anchor_of,
        "plain": str,
        "language": settings.language,
        "name": settings.name,
        "pages": PAGES,
        "single": False,
        "file": file,
        "root": "../" * file.count("/"),
    }
    if "/" in file:
        return render_beside("kg.reports", template, {**common, **values})
    return render_page(
        "kg.reports",
        template,
        style=style_sheet(),
        script=page_script(file),
        loads=file == SEARCHING,
        values={**common, **values},
    )


def attributes(text: str) -> Markup:
    """Give the attributes by which the script of a page shows a text in the language that is chosen."""
    return Markup(" ").join(
        Markup('data-{}="{}"').format(language, printable(in_language(text, language))) for language in LANGUAGES
    )
