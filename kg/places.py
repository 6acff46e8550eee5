"""Where things stand in outputs/: the page of a question, a school or a note, and the place of a statement in it."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

#: Bytes that a file name may have on every system, less room for an ending.
_LONGEST = 200
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")

#: Source: DOI Handbook, section 2.2.
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def anchor_of(iri: str) -> str:
    """Give the last part of an IRI, by which a statement is known on a page.

    >>> anchor_of("urn:kg:question/8f3a"), anchor_of("urn:kg:a#b")
    ('8f3a', 'b')
    """
    return re.split(r"[/#:]", iri)[-1]


def question_file(iri: str) -> str:
    """Give the file of the page of a question, below outputs/.

    >>> question_file("urn:kg:question/8f3a")
    'questions/8f3a.html'
    """
    return f"questions/{_name(anchor_of(iri))}.html"


def school_file(brin: str) -> str:
    """Give the file of the page of a school, below outputs/.

    >>> school_file("99XA")
    'schools/99XA.html'
    """
    return f"schools/{_name(brin)}.html"


def note_file(path: str) -> str:
    """Give the file of the page of a note, below outputs/; `path` is that of the note below sources/.

    >>> note_file("meetings/2021-06-23 derde.md")
    'notes/meetings/2021-06-23 derde.md.html'
    """
    folder, slash, name = path.rpartition("/")
    if len(name.encode()) > _LONGEST:
        name = hashlib.sha256(path.encode()).hexdigest()[:20]
    return f"notes/{folder}{slash}{name}.html"


def passage_link(path: str, iri: str) -> str:
    """Give the link from outputs/ to a statement in the page of the note that it stands in."""
    return f"{link_to(note_file(path))}#{quote(anchor_of(iri))}"


def link_to(file: str) -> str:
    """Give the link from outputs/ to a file below it.

    >>> link_to("notes/a b#c.html")
    'notes/a%20b%23c.html'
    """
    return quote(file)


def doi_link(doi: str) -> str:
    """Give the address of a publication by its DOI, '' where it is none.

    >>> doi_link("10.5555/a<b>"), doi_link("javascript:x")
    ('https://doi.org/10.5555/a%3Cb%3E', '')
    """
    return f"https://doi.org/{quote(doi)}" if _DOI.fullmatch(doi) else ""


def _name(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.strip(".") else hashlib.sha256(text.encode()).hexdigest()[:16]
