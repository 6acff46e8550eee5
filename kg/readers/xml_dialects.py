"""The kinds of records in XML that are known, and what each is told by. A kind is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.readers.datacite_xml import datacite_publication
from kg.readers.dublin_core import dublin_core_publication
from kg.readers.endnote_xml import endnote_publication
from kg.readers.jats import jats_publication
from kg.readers.lom import lom_publication
from kg.readers.marc_xml import marc_publication
from kg.readers.mods import mods_publication
from kg.readers.pubmed_xml import pubmed_publication
from kg.readers.xml_fields import local_name
from kg.records import Publication

if TYPE_CHECKING:
    from lxml.etree import _Element

    from kg.model import Issue

#: What makes a publication of a record that begins on a line.
Dialect = Callable[["_Element", int], "tuple[Publication, tuple[Issue, ...]]"]

#: Name of an element, names of elements of which it must hold one (none: any will do), and what reads it.
DIALECTS: tuple[tuple[str, frozenset[str], Dialect], ...] = (
    ("dc", frozenset(), dublin_core_publication),
    ("qualifieddc", frozenset(), dublin_core_publication),
    ("mods", frozenset(), mods_publication),
    ("lom", frozenset(), lom_publication),
    ("resource", frozenset(["creators", "titles"]), datacite_publication),
    ("PubmedArticle", frozenset(["MedlineCitation"]), pubmed_publication),
    ("PubmedBookArticle", frozenset(["BookDocument"]), pubmed_publication),
    ("article", frozenset(["front"]), jats_publication),
    ("record", frozenset(["datafield", "controlfield"]), marc_publication),
    ("record", frozenset(["ref-type", "titles", "contributors"]), endnote_publication),
    ("record", frozenset(["title", "creator", "identifier"]), dublin_core_publication),
)

#: Elements that are looked at whole: records, and what an OAI server says beside them.
WANTED = frozenset([*(name for name, _, _ in DIALECTS), "record", "error", "resumptionToken"])

#: Elements around records, by which a file without any is known to be no mistake.
LISTS = frozenset(["OAI-PMH", "searchRetrieveResponse", "modsCollection", "PubmedArticleSet", "pmc-articleset"])

#: What people call these kinds.
KNOWN = "OAI-PMH, SRU, Dublin Core, MODS, MARC, DataCite, LOM, EndNote, PubMed, JATS"


def dialect_of(element: _Element) -> Dialect | None:
    """Give what reads an element, None where it is no record that is known."""
    name = local_name(element)
    for known, parts, dialect in DIALECTS:
        if known == name and (not parts or any(local_name(child) in parts for child in element)):
            return dialect
    return None
