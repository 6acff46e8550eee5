"""DOIs and ISBNs as the graph writes them."""

from __future__ import annotations

import re

_RESOLVER = re.compile(r"(?:https?://)?(?:[\w.-]{0,60}\.)?doi\.[\w.-]{1,60}/|doi:\s*|info:doi/", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+")

_ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\d-])")


def doi_of(stated: str) -> str:
    """Give a DOI without resolver and in lower case, or '' where what is stated is none.

    Source: DOI Handbook, section 2 (prefix `10.` and registrant); Crossref's advice on matching.

    >>> doi_of("https://doi.org/10.1000/ABC-1."), doi_of("10.1/a b<c>")
    ('10.1000/abc-1', '')
    """
    bare = stated.strip()
    while found := _RESOLVER.match(bare):
        bare = bare[found.end() :].strip()
    if "%2f" in bare.lower()[:12]:
        bare = re.sub("%2f", "/", bare, count=1, flags=re.IGNORECASE)
    bare = bare.rstrip(".,;:")
    return bare.lower() if _DOI.fullmatch(bare) else ""


def isbn_of(stated: str) -> str:
    """Give the first ISBN in what is stated, without hyphens, or ''. Its check digit must be right, as no ISSN's is.

    >>> isbn_of("978-90-000-0000-5 (pbk)"), isbn_of("0000-0000 (ISSN)")
    ('9789000000005', '')
    """
    for found in _ISBN.finditer(stated[:500]):
        digits = re.sub(r"[- ]", "", found[0]).upper()
        if _is_isbn(digits):
            return digits
    return ""


def _is_isbn(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == len("9780000000000"):
        return sum(value * (1, 3)[place % 2] for place, value in enumerate(values)) % 10 == 0
    return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
