"""HTML pages: every text escaped, nothing fetched, no script but our own."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Characters that no HTML document may hold. Source: HTML Living Standard, 13.2.3.5.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@cache
def html_environment(package: str) -> Environment:
    """Give the templates of a package (its folder `templates`), with escaping that cannot be left out.

    A name that a template uses and nobody gave is an error. Forbidden characters become U+FFFD.
    """
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_clean,
    )


def _clean(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    if hasattr(value, "__html__"):  # a text that knows itself how it is shown, such as one in two languages
        return Markup(_FORBIDDEN.sub("\ufffd", value.__html__()))  # noqa: S704  (escaped by itself)
    return _FORBIDDEN.sub("\ufffd", value)


def printable(text: str) -> str:
    r"""Give a text with U+FFFD for each character that no HTML document may hold.

    >>> printable("a\x07b") == "a\ufffdb"
    True
    """
    return _FORBIDDEN.sub("\ufffd", text)


def content_policy(style: str, script: str = "", *, loads: bool = False) -> str:
    """Give a Content-Security-Policy that allows one style sheet and at most one script, both by their hash.

    `loads` allows the scripts that lie beside the page as well.

    Source: W3C CSP Level 3, sections 6.7.2 and 2.3.1.
    """
    parts = ["default-src 'none'", f"style-src '{_hash(style)}'"]
    if script:
        parts.append(f"script-src '{_hash(script)}'" + (" 'self'" if loads else ""))
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


#: The policy of a page whose style and script lie in files beside it.
BESIDE = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"


def render_beside(package: str, template: str, values: Mapping[str, object]) -> bytes:
    """Give a page from a template of a package, which finds its style and script in files beside it."""
    text = html_environment(package).get_template(template).render(values, policy=BESIDE, style="", script="")
    return tidy(text).encode()


def render_page(
    package: str, template: str, *, style: str, script: str = "", loads: bool = False, values: Mapping[str, object]
) -> bytes:
    """Give a page from a template of a package, with its own style and script inside and a policy that fits them.

    With `loads` it may load the scripts that lie beside it.
    `style` and `script` are files of kg, never text from a source. The template shows `policy`, `style`, `script`.

    Raises:
        ValueError: the style or script would end its own element.
    """
    if "</" in style or "</script" in script.lower():
        raise ValueError("a style or script may not end its own element")
    page = html_environment(package).get_template(template)
    style, script = tidy(style), tidy(script)  # before hashing: the page as a whole is tidied as well
    policy = content_policy(style, script, loads=loads)
    text = page.render(values, policy=policy, style=Markup(style), script=Markup(script))  # noqa: S704  (our own)
    return tidy(text).encode()


def tidy(text: str) -> str:
    """Give a text without empty lines and without white space at both ends of its lines.

    Where that would count (a note, a form) templates write line ends as character references.
    """
    lines = (line.strip(" \t") for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line)
