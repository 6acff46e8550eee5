"""The one place where IRIs are made, so that no text can break out of one."""

from __future__ import annotations

import hashlib
import re

from kg.vocabulary import Iri

#: Characters that stay as they are in the path of an IRI. Source: RFC 3987, ipchar without the sub-delims.
_PLAIN = re.compile(r"[A-Za-z0-9._~/@:-]")

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


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
    return bool(_ABSOLUTE.fullmatch(text)) and not any("\ud800" <= char <= "\udfff" for char in text)


def digest(*parts: str) -> str:
    """Give 10 hexadecimal characters that stand for texts: 40 bits, so that a million keep apart but for one in two.

    >>> digest("a", "b") == digest("ab")
    False
    """
    raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:10]
