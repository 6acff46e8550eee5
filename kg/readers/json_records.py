"""Publications in JSON: CSL-JSON, and what Crossref, OpenAlex, DataCite, Pure and scripts give, told per record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import ReadError
from kg.model import Issue
from kg.readers import crossref, csl_json, datacite, flat_json, openalex, pure, zotero_json
from kg.readers.json_items import items, unwrapped
from kg.readers.json_repair import is_no_record
from kg.readers.json_text import JsonText
from kg.readers.streams import text_stream
from kg.records import Publication

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Dialect = Callable[[Mapping[str, Any], int], tuple[Publication, tuple[Issue, ...]]]

_CSL = frozenset(["author", "issued", "container-title", "citation-key"])
_FLAT = frozenset(
    [
        "authors", "year", "publication_year", "venue", "journal", "authorString", "dc:title", "prism:doi", "creators",
        "titel", "auteurs", "jaar", "tijdschrift", "ENTRYTYPE", "headline",
    ]
)  # fmt: skip
_HELD = 1000  # issues that wait for a first record


def json_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the publications in a JSON file, duplicates included, and what is wrong with it, in its order.

    Raises:
        ReadError: nothing in it can be read.
    """
    found = _found(stream)
    held: list[Publication | Issue] = []
    for one in found:
        held.append(one)
        if isinstance(one, Publication) or len(held) > _HELD:
            yield from held
            yield from found
            return
    errors = [one for one in held if isinstance(one, Issue) and one.is_error]
    if errors:
        raise _refusal(errors)
    yield from held


def _found(stream: BinaryIO) -> Iterator[Publication | Issue]:
    source = text_stream(stream)
    yield from source.issues
    for one in items(JsonText(source.pieces())):
        if isinstance(one, Issue):
            yield one
            continue
        value = unwrapped(one.value)
        if str(value.get("itemType")) in zotero_json.PARTS:
            continue
        record, issues = dialect_of(value)(value, one.line)
        yield record if record.id or not one.key else replace(record, id=one.key)
        yield from issues


def _refusal(errors: list[Issue]) -> ReadError:
    """Give the error of a file that holds no record: the first that is not about what stands in the place of one."""
    for wrong in errors:
        if not is_no_record(wrong):
            return ReadError(wrong.message, line=wrong.line, hint="Export the file again; nothing of it was read.")
    hint = "Export the library as CSL-JSON."
    return ReadError("this JSON holds no list of publications", line=errors[0].line, hint=hint)


def dialect_of(value: Mapping[str, Any]) -> Dialect:
    """Give the function that reads a record, from the names in it.

    >>> dialect_of({"id": "https://openalex.org/W1"}).__module__, dialect_of({"title": "a"}).__module__
    ('kg.readers.openalex', 'kg.readers.csl_json')
    """
    if _is_openalex(value):
        return openalex.publication
    if "attributes" in value or ("titles" in value and ("creators" in value or "contributors" in value)):
        return datacite.publication
    if "indexed" in value or isinstance(value.get("title"), list) or isinstance(value.get("container-title"), list):
        return crossref.publication
    if "typeDiscriminator" in value or "pureId" in value:
        return pure.publication
    if "itemType" in value:
        return zotero_json.publication
    is_flat = _CSL.isdisjoint(value) and not _FLAT.isdisjoint(value)
    return flat_json.publication if is_flat or _has_plain_authors(value) else csl_json.publication


def _has_plain_authors(value: Mapping[str, Any]) -> bool:
    """Tell whether `author` is a text or holds texts, which CSL-JSON has not; or the record is of schema.org."""
    author = value.get("author")
    return isinstance(author[0] if isinstance(author, list) and author else author, str) or "@type" in value


def _is_openalex(value: Mapping[str, Any]) -> bool:
    if "authorships" in value or "abstract_inverted_index" in value:
        return True
    stated = value.get("id")
    return isinstance(stated, str) and stated.startswith("https://openalex.org/") and "authors" not in value
