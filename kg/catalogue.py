"""Publications, schools and decisions as quads. Mapping only."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.description import describe_source
from kg.grading import grade_of
from kg.guards.iri import digest, is_iri
from kg.quads import GraphBuilder, curation_iri, date_literal, literal, source_iri, typed
from kg.sectors import sectors_of
from kg.text import title_key
from kg.vocabulary import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curation import Curation, Curations
    from kg.model import Document, Issue
    from kg.records import Publication, School
    from kg.vocabulary import Iri

#: CSL type to the class of FaBiO that fits. Source: CSL 1.0.2 appendix III; FaBiO 2.2.
FABIO = {
    "article-journal": "JournalArticle", "article": "Article", "article-magazine": "MagazineArticle",
    "article-newspaper": "NewspaperArticle", "book": "Book", "chapter": "BookChapter", "dataset": "DataFile",
    "entry-encyclopedia": "Entry", "legislation": "Legislation", "manuscript": "Manuscript",
    "paper-conference": "ConferencePaper", "patent": "Patent", "post-weblog": "BlogPost", "report": "Report",
    "review": "Review", "software": "ComputerProgram", "speech": "Presentation", "standard": "Standard",
    "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip


def describe_publication(record: Publication, iri: Iri, path: str, base: str) -> GraphBuilder:
    """Give what a metadata file says of one publication."""
    builder = GraphBuilder.of(base, path)
    builder.types(iri, "kt:Publication", f"fabio:{FABIO.get(record.type, 'Expression')}")
    builder.text(iri, "dcterms:title", record.title, record.language if _is_tag(record.language) else "")
    for curie, text in _texts(record):
        builder.text(iri, curie, text)
    builder.add(iri, "dcterms:issued", date_literal(record.issued) if record.issued else None)
    builder.add(iri, "kt:grade", expand(f"ktc:grade-{grade_of(record.type, record.title, record.keywords)}"))
    for sector in sectors_of(record.title, record.keywords, record.abstract):
        builder.add(iri, "kt:sector", expand(f"ktc:sector-{sector}"))
    builder.add(iri, "kt:statedIn", source_iri(base, path))
    builder.add(iri, "kt:startLine", ox.Literal(record.line))
    return builder


def _texts(record: Publication) -> Iterator[tuple[str, str]]:
    """Yield the properties of a record that are plain texts."""
    names = [str(name) for name in record.authors]
    titles = (record.title, *record.other_titles)
    yield from (
        ("dcterms:identifier", record.id), ("kt:authors", "; ".join(names)),
        ("kt:containerTitle", record.container_title), ("bibo:doi", record.doi), ("bibo:isbn", record.isbn),
        ("schema:url", record.url), ("dcterms:abstract", record.abstract), ("dcterms:language", record.language),
        ("kt:cslType", record.type),
    )  # fmt: skip
    yield from (("dcterms:creator", name) for name in names)
    yield from (("dcterms:alternative", title) for title in record.other_titles)
    yield from (("kt:versionDoi", doi) for doi in record.versions)
    yield from (("kt:titleKey", title_key(form)) for title in titles for form in (title, title.partition(": ")[0]))
    yield from (("schema:keywords", keyword) for keyword in record.keywords)


def describe_broken(issue: Issue, path: str, base: str) -> tuple[Iri, GraphBuilder]:
    """Give what stands in a metadata file and is no record, so that nothing of it is lost."""
    builder = GraphBuilder.of(base, path)
    iri = builder.iri("broken", digest(path, str(issue.line or 0), issue.quote))
    builder.types(iri, "kt:BrokenRecord")
    builder.text(iri, "kt:failure", issue.message)
    builder.text(iri, "oa:exact", issue.quote)
    builder.add(iri, "kt:statedIn", source_iri(base, path))
    builder.add(iri, "kt:startLine", ox.Literal(issue.line) if issue.line is not None else None)
    return iri, builder


def _is_tag(language: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language))


def describe_schools(document: Document, base: str) -> GraphBuilder:
    """Give the graph of schools.csv."""
    builder = describe_source(document, base)
    note = source_iri(base, str(document.source.path))
    for school in document.schools:
        _describe_school(builder, school, note)
    return builder


def _describe_school(builder: GraphBuilder, school: School, note: Iri) -> None:
    iri = builder.iri("school", school.brin)
    builder.types(iri, "kt:School", "schema:School")
    for curie, text in (
        ("kt:brin", school.brin), ("schema:name", school.name), ("kt:place", school.place), ("kt:board", school.board),
    ):  # fmt: skip
        builder.text(iri, curie, text)
    sector = school.sector.strip().lower()
    if re.fullmatch(r"[a-z]+", sector):
        builder.add(iri, "kt:sector", expand(f"ktc:sector-{sector}"))
    builder.add(iri, "kt:statedIn", note)
    builder.add(iri, "kt:startLine", ox.Literal(school.line))


def describe_ontology(base: str) -> GraphBuilder:
    """Give the graph of the shipped concepts and themes, so that labels and notations can be asked for."""
    builder = GraphBuilder.of(base, "ontology")
    graph = ox.NamedNode(builder.graph)
    for name in ("kg.ttl", "themes.ttl"):
        data = resources.files("kg.ontology").joinpath(name).read_bytes()
        builder.quads |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in ox.parse(data, ox.RdfFormat.TURTLE)}
    return builder


def describe_curations(curations: Curations, path: str, sha256: str, base: str) -> GraphBuilder:
    """Give the graph of decisions.csv: every decision, and whether it applies."""
    builder = GraphBuilder.of(base, path)
    note = source_iri(base, path)
    builder.types(note, "kt:Note", "prov:Entity")
    builder.text(note, "kt:path", path)
    builder.text(note, "kt:sha256", sha256)
    builder.text(note, "dcterms:format", "text/csv")
    builder.add(note, "kt:recordCount", ox.Literal(0))
    for row in curations.rows:
        _describe_curation(builder, row, applies=row.id in curations.applying, note=note)
    return builder


def _describe_curation(builder: GraphBuilder, row: Curation, *, applies: bool, note: Iri) -> None:
    iri = curation_iri(builder.base, row.id)
    builder.types(iri, "kt:Curation", "prov:Activity")
    builder.text(iri, "kt:verb", row.verb)
    for curie, value in (("kt:subject", row.subject), ("kt:object", row.object)):
        builder.add(iri, curie, value if is_iri(value) else literal(value) if value else None)
    builder.text(iri, "kt:by", row.by)
    builder.add(iri, "kt:date", typed(row.date, "date"))
    builder.text(iri, "kt:comment", row.note)
    builder.text(iri, "kt:detail", ";".join(f"{k}={v}" for k, v in sorted(row.detail.items())))
    builder.add(iri, "kt:applies", ox.Literal(value=applies))
    builder.add(iri, "kt:statedIn", note)
    builder.add(iri, "kt:startLine", ox.Literal(row.line))
