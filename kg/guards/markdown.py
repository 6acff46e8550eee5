"""Text inside Markdown, so that it shows as it stands and means nothing."""

from __future__ import annotations

import re

#: Signs that mean something inside a line. `&` and `<` could begin an entity or HTML, `^` a block id, `$` a formula.
_SIGNS = re.compile(r"([\\`*_\[\]<>&~|^$])")
#: What means something only at the start of a line: heading, list, number, rule, setext line, tag.
_START = re.compile(r"(#|[-+=]|\d+(?=[.)]))")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SCHEME = re.compile(r"\b(https?|ftp|mailto|javascript|data):", re.IGNORECASE)


def inline(text: str) -> str:
    r"""Give a text as one line of Markdown that shows it as it stands.

    >>> inline("1. *Wat* is\n[dit](x)?"), inline("- een #tag")
    ('1\\. \\*Wat\\* is \\[dit\\](x)?', '\\- een \\#tag')
    """
    flat = " ".join(_CONTROL.sub("\ufffd", text).split())
    safe = _SIGNS.sub(r"\\\1", flat)
    safe = re.sub(r"(^|\s)#", r"\1\\#", safe)
    safe = _SCHEME.sub(r"\1\\:", safe)
    found = _START.match(safe)
    if found is None:
        return safe
    start = found.group(1)
    return f"{start}\\{safe[len(start) :]}" if start.isdigit() else f"\\{safe}"


def cell(text: str) -> str:
    r"""Give a text for a cell of a Markdown table; never empty, so that the column stays.

    >>> cell("a|b"), cell("")
    ('a\\|b', '–')
    """
    return inline(text) or "–"


def row(*cells: str) -> str:
    """Give a row of a Markdown table from cells that are escaped already.

    >>> row("a", "b")
    '| a | b |'
    """
    return f"| {' | '.join(cells)} |"
