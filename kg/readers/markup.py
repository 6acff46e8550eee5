"""Text of a field of metadata without the marks of a web page."""

from __future__ import annotations

import re
from html import unescape

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG = re.compile(
    r"</?(?:(?:jats|mml|m):[a-z-]{1,30}|i|b|u|em|strong|sub|sup|italic|bold|underline|sc|scp|tt|inf|p|br|hr|div|span|font|"
    r"title|sec|ul|ol|li|h[1-6]|a|math|mi|mo|mn|mrow|msub|msup|mtext|inline-formula|tex-math|list|list-item)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_PARTS = re.compile(r"</?(?:jats:)?(?:p|br|hr|div|title|sec|ul|ol|li|h[1-6]|list|list-item)\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Give a text on one line, entities as characters, without tags of HTML, JATS and MathML.

    What only looks like a tag stays, as in `p < 0.05 and q > 2`.

    >>> plain("Co&ouml;rdinatie &amp; <i>zorg</i><br/>nu"), plain("a < b > c  d")
    ('Coördinatie & zorg nu', 'a < b > c d')
    """
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if _PARTS.match(tag[0]) else "", text)
    return " ".join(text.split())


def _character(entity: re.Match[str]) -> str:
    found = unescape(entity[0])
    return found if len(found) == 1 and not "\ud800" <= found <= "\udfff" else entity[0]
