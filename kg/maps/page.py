"""The page around a map: template, data and code in one file, under a strict content security policy."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The code of a page, in the order in which it runs.
_SCRIPTS = (
    "vis-network.min.js",
    "data.js",
    "state.js",
    "matching.js",
    "folding.js",
    "path.js",
    "labels.js",
    "canvas.js",
    "camera.js",
    "controls.js",
    "search.js",
    "panel.js",
    "table.js",
    "keys.js",
    "saving.js",
    "page.js",
)
#: Characters that could end the element that holds the data, or a line of it.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
#: A call by which vis-network puts a style sheet of its own into the page.
_STYLE_CALL = re.compile(r"""\bA\((?P<mark>["'])(?P<css>[.#a-z](?:\\.|(?!(?P=mark)).)*\{.*?)(?<!\\)(?P=mark)\)""")


def make_page(
    data: Mapping[str, Any],
    quotes: Mapping[str, Any],
    words: Mapping[str, str],
    questions: Sequence[tuple[str, str, Sequence[str]]],
) -> bytes:
    """Give the page as UTF-8. `words` are those of the language it starts in.

    `questions` are text, status and themes of each, for who has no JavaScript.
    """
    scripts, style = tuple(_static(name) for name in _SCRIPTS), _static("map.css")
    text: str = _template().render(
        data=Markup(as_script_data(data)),  # noqa: S704  (escaped by as_script_data)
        quotes=Markup(as_script_data(quotes)),  # noqa: S704  (the same)
        scripts=[Markup(script) for script in scripts],  # noqa: S704  (our own files)
        style=Markup(style),  # noqa: S704  (our own file)
        policy=_policy(scripts, (style, "", *_library_styles())),
        questions=questions,
        title=data["title"],
        home=data["home"],
        language=data["language"],
        words=words,
    )
    return text.encode("utf-8", "replace")


def as_script_data(value: object) -> str:
    r"""Give a value as JSON that cannot end the script element it stands in.

    >>> as_script_data(["</script>"])
    '["\\u003c/script\\u003e"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate has no UTF-8; json.loads of the escape gives it back.
    text = re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
    return text.translate(_ESCAPES)


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Give a content security policy that allows these texts and no request. Source: CSP level 3."""
    allowed = [" ".join(_hash(text) for text in texts) for texts in (scripts, styles)]
    return (
        f"default-src 'none'; script-src {allowed[0]}; style-src {allowed[1]}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _static(name: str) -> str:
    return resources.files("kg.maps").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _library_styles() -> tuple[str, ...]:
    """Give the style sheets that vis-network inserts when it is loaded, as the page will see them."""
    calls = _STYLE_CALL.finditer(_static("vis-network.min.js"))
    return tuple(re.sub(r"\\(.)", _unescape, found["css"]) for found in calls)


def _unescape(found: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(found[1], found[1])


@cache
def _template() -> Any:  # noqa: ANN401  (jinja2's Template)
    text = resources.files("kg.maps").joinpath("map.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)
