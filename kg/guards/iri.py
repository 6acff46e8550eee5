"""The one place where IRIs are made, so that no text can break out of one."""

from __future__ import annotations

import hashlib
import re

from kg.vocabulary import Iri

#: Characters that stay as they are in the path of an IRI. Source: RFC 3987, ipchar without the sub-delims.
_PLAIN = re.compile(r"[A-Za-z0-9._~/@:-]")

#: A character of an IRI as it stands in a source. Source: RFC 3987, iunreserved, sub-delims, pct-encoded.
_CHARACTER = (
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}"
    r"|[\u00a0-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff\uf900-\ufdcf"
    r"\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd])"
)
_ABSOLUTE = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:(?:(?!@){_CHARACTER})*@)?(?:(?![:@]){_CHARACTER})*(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    rf"(?:{_CHARACTER}|/)*(?:\?(?:{_CHARACTER}|[/?])*)?(?:\#(?:{_CHARACTER}|[/?])*)?"
)


def make_iri(base: str, *parts: str) -> Iri:
    """Give an IRI below `base`; every other character than letters, digits and `._~/@:-` is percent-encoded.

    >>> make_iri("urn:kg:", "source", "a b>.md")
    'urn:kg:source/a%20b%3E.md'
    """
    path = "/".join(parts)
    raw = path.encode("utf-8", "surrogatepass").decode("latin-1")  # one character a byte
    return Iri(base + "".join(char if _PLAIN.match(char) else f"%{ord(char):02X}" for char in raw))


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI without characters that RDF forbids.

    >>> is_iri("urn:kg:question/1"), is_iri("a <b>")
    (True, False)
    """
    return bool(_ABSOLUTE.fullmatch(text))


def digest(*parts: str) -> str:
    """Give 10 hexadecimal characters that stand for texts: 40 bits, so that a million keep apart but for one in two.

    >>> digest("a", "b") == digest("ab")
    False
    """
    raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:10]
