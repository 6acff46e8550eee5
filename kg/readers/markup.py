"""Plain text from what exporters put in titles and abstracts: entities, and tags of HTML, JATS and MathML."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Tags that part what stands before and after them.
_BLOCKS = (
    "p|title|sec|label|list|list-item|disp-quote|disp-formula|abstract|break|br|hr|div|ul|ol|li|dl|dt|dd|table|thead|"
    "tbody|tr|td|th|h[1-6]|blockquote|section|article|body|html|caption|fig|pre|verse-group|verse-line|def-list|boxed-text"
)
#: Tags inside a word or sentence; MathML is made of them.
_INLINE = (
    "i|b|u|s|em|strong|sub|sup|inf|italic|bold|underline|overline|roman|monospace|sc|scp|span|font|small|big|tt|code|a|"
    "strike|del|ins|mark|q|cite|abbr|nobr|wbr|img|inline-formula|inline-graphic|alternatives|ext-link|xref|uri|email|"
    "styled-content|named-content|graphic|fn|sans-serif|def|term|tex-math|annotation|annotation-xml|math|semantics|none|"
    "mi|mo|mn|ms|mtext|mspace|mrow|msup|msub|msubsup|mfrac|mover|munder|munderover|msqrt|mroot|mstyle|mtable|mtr|mtd|"
    "mlabeledtr|mfenced|mmultiscripts|mprescripts|menclose|mpadded|mphantom|merror|maction|mglyph"
)
# Attributes have values, so that `a <b and c> d` is no tag.
_TAG = re.compile(
    rf"</?(?:[a-z][a-z0-9]{{0,7}}:)?(?:({_BLOCKS})|{_INLINE})"
    r"(?:\s{1,9}[\w:.-]{1,40}=(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>]{1,200})){0,20}\s{0,9}/?>",
    re.IGNORECASE,
)
# What a formula says twice, and the heading that says what the field already says.
_TWICE = re.compile(
    r"<((?:[a-z][a-z0-9]{0,7}:)?(?:tex-math|annotation))\b[^<>]{0,500}>[^<>]{0,20000}</\1>"
    r"|<((?:[a-z][a-z0-9]{0,7}:)?title)>\s{0,9}(?:abstract|summary|samenvatting)[.:]?\s{0,9}</\2>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--[^<>]{0,2000}-->|<!\[CDATA\[|\]\]>")


def without_markup(stated: str) -> str:
    """Give a text without tags and entities, with single spaces. What only looks like a tag stays.

    >>> without_markup("<jats:p>H<sub>2</sub>O &amp;amp; a < b > c</jats:p><p>caf&#233;</p>")
    'H2O & a < b > c café'
    """
    if "<" in stated:
        stated = _without_tags(stated)
    if "&" in stated:
        stated = _without_entities(stated)
    return " ".join(stated.split())


def _without_tags(text: str) -> str:
    if "<!" in text:
        text = _COMMENT.sub(" ", text)
    return _TAG.sub(_space, _TWICE.sub(" ", text))


def _without_entities(text: str) -> str:
    """Give a text without entities, also where it was escaped twice; tags that were escaped go as well."""
    bare = _ENTITY.sub(_character, text)
    if "&" in bare:
        bare = _ENTITY.sub(_character, bare)
    return _without_tags(bare) if "<" in bare else bare


def _space(found: re.Match[str]) -> str:
    return " " if found[1] else ""


def _character(found: re.Match[str]) -> str:
    return html.unescape(found[0])
