"""Crossref, OpenAlex, DataCite, Pure, Zotero and flat records, told apart by their names. All records are invented."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document, PartialDate
from kg.readers.json_records import dialect_of
from kg.readers.openalex import abstract_of
from kg.records import Name, Publication

ReadAs = Callable[[str, str | bytes], Document]

AUTHOR = Name("Voorbeeld", "Jan", "van")
CROSSREF = {
    "indexed": {"date-parts": [[2024, 1, 1]]},
    "DOI": "10.1000/TEST",
    "type": "journal-article",
    "title": ["Leren &amp;amp; <i>testen</i>", "Learning"],
    "subtitle": ["Een monster"],
    "original-title": ["Lernen"],
    "author": [
        {"given": "Jan", "family": "van Voorbeeld", "sequence": "first", "affiliation": []},
        {"name": "Stichting Monster", "sequence": "additional"},
    ],
    "issued": {"date-parts": [[None]]},
    "published-online": {"date-parts": [[2020, 6]]},
    "container-title": ["Tijdschrift Monster"],
    "ISBN": ["9789000000005"],
    "URL": "https://doi.org/10.1000/test",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Kort H<jats:sub>2</jats:sub>O.</jats:p><jats:p>En p &lt; 1.</jats:p>",
    "language": "nl",
    "subject": ["Onderwijs"],
    "relation": {
        "has-preprint": [{"id-type": "doi", "id": "10.1000/PRE", "asserted-by": "subject"}],
        "is-supplemented-by": [{"id-type": "doi", "id": "10.1000/data"}],
        "is-version-of": [{"id-type": "uri", "id": "10.1000/other"}],
    },
    "reference": [{"key": "1", "DOI": "10.1000/not"}],
}
OPENALEX = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/test",
    "title": "Leren &amp; testen",
    "publication_year": 2020,
    "publication_date": "2020-06-23",
    "language": "nl",
    "type": "article",
    "type_crossref": "book-chapter",
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/test",
        "source": {"display_name": "Bundel Monster", "type": "book series"},
    },
    "authorships": [
        {"author": {"display_name": "Jan van Voorbeeld"}, "raw_author_name": "J. van Voorbeeld"},
        {"author": {}, "raw_author_name": "Monster, Piet"},
    ],
    "abstract_inverted_index": {"Een": [0], "test": [1, 3], "is": [2]},
    "keywords": [{"display_name": "leren", "score": 0.9}, {"keyword": "toets"}],
    "topics": [{"display_name": "Education"}],
    "concepts": [{"display_name": "Computer science"}],
}
DATACITE = {
    "id": "10.1000/test",
    "type": "dois",
    "attributes": {
        "doi": "10.1000/test",
        "identifiers": [{"identifier": "978-90-000-0000-5", "identifierType": "ISBN"}],
        "creators": [
            {"name": "Voorbeeld, Jan van", "nameType": "Personal", "givenName": "Jan van", "familyName": "Voorbeeld"},
            {"name": "Stichting Monster", "nameType": "Organizational"},
        ],
        "titles": [
            {"title": "Leren"},
            {"title": "Een monster", "titleType": "Subtitle"},
            {"title": "Learning", "titleType": "TranslatedTitle", "lang": "en"},
        ],
        "container": {"title": "Reeks Monster"},
        "publicationYear": 2020,
        "subjects": [{"subject": "onderwijs"}],
        "dates": [{"date": "2019-01-01", "dateType": "Created"}, {"date": "2020-06", "dateType": "Issued"}],
        "language": "nld",
        "types": {"resourceTypeGeneral": "Text", "resourceType": "Report", "citeproc": "report"},
        "relatedIdentifiers": [
            {"relationType": "IsVersionOf", "relatedIdentifier": "10.1000/all", "relatedIdentifierType": "DOI"},
            {"relationType": "Cites", "relatedIdentifier": "10.1000/not", "relatedIdentifierType": "DOI"},
        ],
        "descriptions": [
            {"description": "Methode.", "descriptionType": "Methods"},
            {"description": "<p>Kort.</p>", "descriptionType": "Abstract"},
        ],
        "url": "http://example.org/test",
    },
}
PURE = {
    "typeDiscriminator": "ContributionToBookAnthology",
    "pureId": 1,
    "uuid": "0000-test",
    "portalUrl": "http://example.org/test",
    "title": {"value": "Leren"},
    "subTitle": {"value": "Een monster"},
    "translatedTitle": {"en_GB": "Learning"},
    "type": {"uri": "/dk/atira/pure/researchoutput/researchoutputtypes/contributiontobookanthology/chapter"},
    "publicationStatuses": [
        {"current": False, "publicationDate": {"year": 2019}},
        {"current": True, "publicationDate": {"year": 2020, "month": 6}},
    ],
    "language": {"uri": "/dk/atira/pure/core/languages/nl_NL"},
    "contributors": [
        {"name": {"firstName": "Jan", "lastName": "van Voorbeeld"}, "role": {"uri": "/roles/book/author"}},
        {"name": {"firstName": "Piet", "lastName": "Monster"}, "role": {"uri": "/roles/book/editor"}},
    ],
    "electronicVersions": [{"accessType": {}}, {"doi": "10.1000/test"}],
    "keywordGroups": [{"keywords": [{"locale": "nl_NL", "freeKeywords": ["leren", "toets"]}]}],
    "hostPublicationTitle": {"value": "Bundel Monster"},
    "isbns": ["978-90-000-0000-5"],
    "abstract": {"nl_NL": "Kort."},
}
ZOTERO = {
    "key": "ABCD2345",
    "itemType": "bookSection",
    "title": "Leren",
    "creators": [
        {"creatorType": "author", "firstName": "Jan", "lastName": "van Voorbeeld"},
        {"creatorType": "author", "name": "Stichting Monster"},
        {"creatorType": "editor", "firstName": "Piet", "lastName": "Monster"},
    ],
    "bookTitle": "Bundel Monster",
    "date": "juni 2020",
    "ISBN": "978-90-000-0000-5",
    "abstractNote": "Kort.",
    "language": "nl-NL",
    "url": "http://example.org/test",
    "extra": "Citation Key: voorbeeld2020\nDOI: 10.1000/test\nOriginal Title: Learning",
    "tags": [{"tag": "leren"}, {"tag": "toets", "type": 1}],
}
FLAT = {
    "openalex_id": "https://openalex.org/W1",
    "title": "Leren",
    "authors": ["Jan van Voorbeeld", "Monster P.", {"name": "Piet Test"}],
    "year": 2020,
    "venue": "Tijdschrift Monster",
    "type": "conference-paper",
    "link": "https://doi.org/10.1000/test",
    "keywords": "leren; toets",
}


def described(**fields: Any) -> Publication:  # noqa: ANN401 - the fields of a Publication
    """Give what all these records say, but for some fields."""
    known: dict[str, Any] = {"title": "Leren: Een monster", "doi": "10.1000/test", "line": 1, "language": "nl"}
    known |= {"issued": PartialDate(2020, 6), "authors": (AUTHOR,), "abstract": "Kort."}
    return Publication(**{**known, **fields})


@pytest.mark.parametrize(
    ("record", "publication"),
    [
        pytest.param(CROSSREF, described(
            id="10.1000/test", type="article-journal", title="Leren & testen: Een monster",
            authors=(AUTHOR, Name("Stichting Monster")), container_title="Tijdschrift Monster", isbn="9789000000005",
            url="https://doi.org/10.1000/test", abstract="Kort H2O. En p < 1.", keywords=("Onderwijs",),
            other_titles=("Learning", "Lernen"), versions=("10.1000/pre",),
        ), id="Crossref"),
        pytest.param(OPENALEX, described(
            id="https://openalex.org/W1", type="chapter", title="Leren & testen",
            authors=(AUTHOR, Name("Monster", "Piet")), issued=PartialDate(2020, 6, 23),
            container_title="Bundel Monster", url="https://doi.org/10.1000/test", abstract="Een test is test",
            keywords=("leren", "toets", "Education"),
        ), id="OpenAlex"),
        pytest.param(DATACITE, described(
            id="10.1000/test", type="report", authors=(AUTHOR, Name("Stichting Monster")),
            container_title="Reeks Monster", isbn="9789000000005", url="http://example.org/test",
            keywords=("onderwijs",), other_titles=("Learning",), versions=("10.1000/all",),
        ), id="DataCite"),
        pytest.param(DATACITE["attributes"], described(
            id="10.1000/test", type="report", authors=(AUTHOR, Name("Stichting Monster")),
            container_title="Reeks Monster", isbn="9789000000005", url="http://example.org/test",
            keywords=("onderwijs",), other_titles=("Learning",), versions=("10.1000/all",),
        ), id="DataCite without envelope"),
        pytest.param(PURE, described(
            id="0000-test", type="chapter", container_title="Bundel Monster", isbn="9789000000005",
            url="http://example.org/test", keywords=("leren", "toets"), other_titles=("Learning",),
        ), id="Pure"),
        pytest.param(ZOTERO, described(
            id="voorbeeld2020", type="chapter", title="Leren", authors=(AUTHOR, Name("Stichting Monster")),
            container_title="Bundel Monster", isbn="9789000000005", url="http://example.org/test",
            keywords=("leren", "toets"), other_titles=("Learning",),
        ), id="Zotero"),
        pytest.param(FLAT, described(
            id="https://openalex.org/W1", type="paper-conference", title="Leren",
            authors=(AUTHOR, Name("Monster", "P."), Name("Test", "Piet")), issued=PartialDate(2020),
            container_title="Tijdschrift Monster", url="https://doi.org/10.1000/test", abstract="", language="",
            keywords=("leren", "toets"),
        ), id="flat"),
    ],
)  # fmt: skip
def test_a_record_whole(record: dict[str, Any], publication: Publication, read_as: ReadAs) -> None:
    document = read_as("publications/a.jsonl", json.dumps(record))
    assert (document.records, document.issues) == ((publication,), ())


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        pytest.param({"title": ["Leren: een test"], "subtitle": ["Een test"]}, "title", "Leren: een test",
                     id="a subtitle that the title has already"),
        pytest.param({"title": ["a"], "type": "posted-content", "institution": [{"name": "Server"}]}, "container_title",
                     "Server", id="server of a preprint"),
        pytest.param({"title": ["a"], "event": {"name": "Congres"}}, "container_title", "Congres", id="congress"),
        pytest.param({"title": [], "DOI": "10.1000/x", "indexed": {}}, "title", "", id="no title"),
        pytest.param({"title": ["a"], "type": "article-journal"}, "type", "article-journal", id="a type of CSL"),
        pytest.param({"authorships": [], "publication_date": "2020-01-01"}, "issued", PartialDate(2020),
                     id="1 January is how OpenAlex writes a year"),
        pytest.param({"authorships": [], "display_name": "a"}, "title", "a", id="display name"),
        pytest.param({"authorships": [], "type": "preprint"}, "type", "article", id="preprint"),
        pytest.param({"authorships": [], "type": "article", "primary_location": {"source": {"type": "conference"}}},
                     "type", "paper-conference", id="an article at a conference"),
        pytest.param({"authorships": [], "concepts": [{"display_name": "a"}]}, "keywords", ("a",),
                     id="concepts, where there are no keywords"),
        pytest.param({"authorships": [], "host_venue": {"display_name": "a"}}, "container_title", "a", id="host venue"),
        pytest.param({"attributes": {"titles": [{"title": "a"}], "creators": [{"name": "Stichting Test"}]}}, "authors",
                     (Name("Stichting Test"),), id="a creator of an unknown kind"),
        pytest.param({"attributes": {"publicationYear": 2020, "dates": [{"dateType": "Issued", "date": "2018-02"}]}},
                     "issued", PartialDate(2020), id="a date of another year than that of publication"),
        pytest.param({"title": "a", "authors": "Test J.; Monster, Piet", "year": "2020"}, "authors",
                     (Name("Test", "J."), Name("Monster", "Piet")), id="authors in a text"),
        pytest.param({"paperId": "1", "title": "a", "authors": [], "externalIds": {"DOI": "10.1000/X"}}, "doi",
                     "10.1000/x", id="Semantic Scholar"),
        pytest.param({"title": "a", "authors": [], "journal": {"name": "b"}}, "container_title", "b",
                     id="a journal that is an object"),
        pytest.param({"titel": "a", "auteurs": "Test, Jan; Monster, Piet", "jaar": 2020}, "authors",
                     (Name("Test", "Jan"), Name("Monster", "Piet")), id="Dutch names"),
        pytest.param({"ENTRYTYPE": "phdthesis", "ID": "a", "author": "Test, Jan and Monster, Piet", "year": "2020"},
                     "authors", (Name("Test", "Jan"), Name("Monster", "Piet")), id="BibTeX in JSON"),
        pytest.param({"id": "EJ0", "title": "a", "author": ["Test, Jan", "Stichting Monster"], "source": "Monster Journal"},
                     "authors", (Name("Test", "Jan"), Name("Stichting Monster")), id="authors that are texts, as in ERIC"),
        pytest.param({"uid": "1", "title": "a", "authors": [{"name": "Test J"}], "source": "Monster", "pubdate": "2020",
                      "articleids": [{"idtype": "pubmed", "value": "1"}, {"idtype": "doi", "value": "10.1000/X"}]},
                     "doi", "10.1000/x", id="PubMed"),
        pytest.param({"lens_id": "1", "title": "a", "authors": [{"first_name": "Jan", "last_name": "van Test"}],
                      "source": {"title": "Monster"}}, "authors", (Name("Test", "Jan", "van"),), id="Lens"),
        pytest.param({"id": 1, "doi": "10.1000/x", "title": "a", "metadata": {
                          "title": "a", "creators": [{"name": "Test, Jan"}], "publication_date": "2020-05-01"}},
                     "authors", (Name("Test", "Jan"),), id="Zenodo"),
        pytest.param({"@type": "ScholarlyArticle", "@id": "https://doi.org/10.1000/x", "name": "a",
                      "author": [{"@type": "Person", "givenName": "Jan", "familyName": "Test"}]},
                     "authors", (Name("Test", "Jan"),), id="schema.org"),
        pytest.param({"@type": "ScholarlyArticle", "@id": "https://doi.org/10.1000/x", "name": "a", "author": []},
                     "doi", "10.1000/x", id="address of schema.org"),
        pytest.param({"id": "https://doi.org/10.1000/x", "type": "JournalArticle", "titles": [{"title": "a"}],
                      "contributors": [{"givenName": "Jan", "familyName": "Test", "contributorRoles": ["Author"]},
                                       {"familyName": "Monster", "contributorRoles": ["Editor"]}],
                      "date": {"published": "2020-05"}}, "authors", (Name("Test", "Jan"),), id="Commonmeta"),
        pytest.param({"ENTRYTYPE": "phdthesis", "ID": "a", "author": "Test, Jan"}, "type", "thesis",
                     id="type of BibTeX"),
        pytest.param({"title": "a", "authors": [], "date": "2019-05-01", "year": 2020}, "issued", PartialDate(2020),
                     id="two years"),
        pytest.param({"authorships": [{"author": {"display_name": "Ministerie van Test"}}]}, "authors",
                     (Name("Ministerie van Test"),), id="an organisation in OpenAlex"),
        pytest.param({"typeDiscriminator": "Thesis", "title": {"value": "a"}}, "type", "thesis", id="thesis of Pure"),
        pytest.param({"itemType": "thesis", "creators": [{"creatorType": "author", "lastName": "Raad", "fieldMode": 1}]},
                     "authors", (Name("Raad"),), id="a name in one field"),
    ],
)  # fmt: skip
def test_a_field(record: dict[str, Any], field: str, value: object, read_as: ReadAs) -> None:
    document = read_as("a.json", json.dumps([record]))
    assert (getattr(document.records[0], field), document.issues) == (value, ())


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"id": "https://openalex.org/W1", "title": "a", "is_retracted": True}, id="OpenAlex"),
        pytest.param({"DOI": "10.1000/x", "title": ["a"], "updated-by": [{"type": "retraction"}]}, id="Crossref"),
    ],
)
def test_what_was_retracted_is_told(record: dict[str, Any], read_as: ReadAs) -> None:
    document = read_as("a.json", json.dumps([record]))
    assert [(one.line, one.is_error, "was retracted" in one.message) for one in document.issues] == [(1, False, True)]


def test_notes_and_attachments_of_zotero_are_no_publications(read_as: ReadAs) -> None:
    text = json.dumps({"items": [ZOTERO, {"itemType": "note", "note": "x"}, {"itemType": "attachment", "title": "x"}]})
    document = read_as("a.json", text)
    assert ([one.id for one in document.records], document.issues) == (["voorbeeld2020"], ())


def test_fields_of_the_wrong_type_are_named_and_the_next_record_is_read(read_as: ReadAs) -> None:
    wrong = {"id": None, "title": {}, "authorships": {"a": 1}, "publication_year": "volgend jaar", "doi": "x y"}
    document = read_as("a.json", json.dumps([wrong, OPENALEX]))
    assert [one.id for one in document.records] == ["", "https://openalex.org/W1"]
    assert len(document.issues) == 4
    assert not any(one.is_error for one in document.issues)


@pytest.mark.parametrize(
    ("index", "text"),
    [
        pytest.param({"a": [0], "b": [5]}, "a b", id="a gap"),
        pytest.param({"a": [10**15], "b": [0]}, "b", id="a place that cannot be"),
        pytest.param({"a": [-1, True, "0", None], "b": 0}, "", id="no places"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_an_inverted_index_is_put_back(index: dict[str, Any], text: str) -> None:
    assert abstract_of(index) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


@st.composite
def damaged(draw: st.DrawFn, value: Any) -> Any:  # noqa: ANN401 - JSON may be anything
    """Give a record in which some values became something else."""
    if draw(st.integers(0, 9)) == 0:
        return draw(JSON)
    if isinstance(value, dict):
        return {key: draw(damaged(one)) for key, one in value.items()}
    return [draw(damaged(one)) for one in value] if isinstance(value, list) else value


@settings(max_examples=300, deadline=None)
@given(data=st.data(), record=st.sampled_from([CROSSREF, OPENALEX, DATACITE, PURE, ZOTERO, FLAT]))
def test_any_value_in_any_field_is_read_or_named(data: st.DataObject, record: dict[str, Any]) -> None:
    value = data.draw(damaged(record))
    if not isinstance(value, dict):
        return
    publication, issues = dialect_of(value)(value, 7)
    assert all(isinstance(one, str) for one in (publication.title, publication.id, publication.abstract))
    assert all(isinstance(one, Name) and (one.family or one.given) for one in publication.authors)
    assert all((one.line, one.is_error) == (7, False) for one in issues)
