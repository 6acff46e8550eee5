"""Each kind of record in XML, whole. All records are invented samples."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from kg.model import PartialDate, Source
from kg.readers import read
from kg.readers.creators import creator_of
from kg.readers.publication_types import stated_type
from kg.records import Name, Publication

MODS = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="test1">
<titleInfo lang="nl"><nonSort>De</nonSort><title>proef</title><subTitle>een vervolg</subTitle></titleInfo>
<titleInfo type="translated" lang="en"><title>The test</title></titleInfo>
<titleInfo type="abbreviated"><title>Pr.</title></titleInfo>
<name type="personal"><namePart type="family">van Voorbeeld</namePart><namePart type="given">Jan</namePart>
<role><roleTerm authority="marcrelator" type="code">aut</roleTerm></role></name>
<name type="corporate"><namePart>Monster, Afdeling Test</namePart></name>
<name type="personal"><namePart>Redacteur, R.</namePart><role><roleTerm type="text">editor</roleTerm></role></name>
<genre>article</genre><typeOfResource>text</typeOfResource>
<originInfo><dateCreated>1999</dateCreated><dateIssued point="end">2021</dateIssued><dateIssued>2020-06</dateIssued></originInfo>
<language><languageTerm type="code" authority="iso639-2b">dut</languageTerm></language>
<abstract>Kort.</abstract><subject><topic>een; twee</topic><geographic>Monsterstad</geographic></subject>
<identifier type="doi">https://doi.org/10.1000/TEST</identifier><identifier type="isbn">0-00-000000-0</identifier>
<location><url>http://example.org/1</url></location>
<relatedItem type="series"><titleInfo><title>Reeks</title></titleInfo></relatedItem>
<relatedItem type="host"><titleInfo><title>Tijdschrift Monster</title></titleInfo><identifier type="issn">0000-0000</identifier></relatedItem>
<relatedItem type="otherVersion"><identifier type="doi">10.1000/preprint</identifier></relatedItem>
</mods></modsCollection>"""

DATACITE = """<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.1000/TEST</identifier>
<creators><creator><creatorName nameType="Personal">Voorbeeld, Jan van</creatorName></creator>
<creator><creatorName>Voorbeeld, P.</creatorName><givenName>Piet</givenName><familyName>de Voorbeeld</familyName></creator>
<creator><creatorName nameType="Organizational">Monster, Afdeling Test</creatorName></creator></creators>
<titles><title xml:lang="nl">Proef</title><title titleType="Subtitle">vervolg</title>
<title titleType="TranslatedTitle" xml:lang="en">Test</title></titles><publisher>Monster</publisher>
<publicationYear>2020</publicationYear><dates><date dateType="Created">2019-01</date><date dateType="Issued">2020-06-05</date></dates>
<resourceType resourceTypeGeneral="Text">Journal article</resourceType><language>nl-NL</language>
<subjects><subject>een</subject><subject>twee</subject></subjects>
<alternateIdentifiers><alternateIdentifier alternateIdentifierType="URL">http://example.org/1</alternateIdentifier></alternateIdentifiers>
<relatedIdentifiers><relatedIdentifier relatedIdentifierType="DOI" relationType="IsVersionOf">10.1000/PREPRINT</relatedIdentifier>
<relatedIdentifier relatedIdentifierType="DOI" relationType="Cites">10.1000/other</relatedIdentifier></relatedIdentifiers>
<descriptions><description descriptionType="SeriesInformation">Tijdschrift Monster, 3(1), 1-2</description>
<description descriptionType="Abstract">Kort.&lt;br/&gt;Bondig.</description></descriptions></resource>"""

LOM = """<czp:lom xmlns:czp="http://www.imsglobal.org/xsd/imsmd_v1p2"><czp:general>
<czp:title><czp:langstring xml:lang="en">Test</czp:langstring><czp:langstring xml:lang="nl">Proef</czp:langstring></czp:title>
<czp:catalogentry><czp:catalog>DOI</czp:catalog><czp:entry><czp:langstring>10.1000/test</czp:langstring></czp:entry></czp:catalogentry>
<czp:language>nl</czp:language><czp:description><czp:langstring>Kort.</czp:langstring></czp:description>
<czp:keyword><czp:langstring>een</czp:langstring></czp:keyword><czp:keyword><czp:langstring>twee</czp:langstring></czp:keyword>
</czp:general><czp:lifecycle>
<czp:contribute><czp:role><czp:value><czp:langstring>author</czp:langstring></czp:value></czp:role><czp:centity><czp:vcard>BEGIN:VCARD
    VERSION:3.0
    FN:Jan van Voorbeeld
    N:Jan van Voorbeeld;;;;
    END:VCARD</czp:vcard></czp:centity><czp:date><czp:datetime>2020-06-05</czp:datetime></czp:date></czp:contribute>
<czp:contribute><czp:role><czp:value><czp:langstring>publisher</czp:langstring></czp:value></czp:role><czp:centity><czp:vcard>BEGIN:VCARD
FN:Monster
END:VCARD</czp:vcard></czp:centity></czp:contribute></czp:lifecycle>
<czp:technical><czp:location>http://example.org/1</czp:location></czp:technical>
<czp:educational><czp:learningresourcetype><czp:value><czp:langstring>video</czp:langstring></czp:value></czp:learningresourcetype></czp:educational>
</czp:lom>"""

ENDNOTE = """<xml><records><record><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">van Voorbeeld, Jan</style></author><author>Monster, Afdeling Test,</author></authors></contributors>
<titles><title><style>Een </style><style face="italic">proef</style></title><secondary-title>Tijdschrift Monster</secondary-title>
<translated-title>A test</translated-title></titles><periodical><full-title>Tijdschrift Monster</full-title></periodical>
<keywords><keyword>een</keyword><keyword>twee</keyword></keywords>
<dates><year>2020</year><pub-dates><date>5 June</date></pub-dates></dates><isbn>0000-0000</isbn>
<electronic-resource-num>10.1000/TEST</electronic-resource-num><abstract>Kort.</abstract><language>Dutch</language>
<urls><related-urls><url>http://example.org/1</url></related-urls><pdf-urls><url>file://1.pdf</url></pdf-urls></urls>
</record></records></xml>"""

PUBMED = """<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://example.org/none.dtd"><PubmedArticleSet><PubmedArticle>
<MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><PubDate><Year>2020</Year><Month>Jun</Month></PubDate></JournalIssue>
<Title>Tijdschrift Monster</Title></Journal><ArticleTitle>[A <i>test</i>.]</ArticleTitle>
<Abstract><AbstractText Label="AIM">Kort.</AbstractText><AbstractText>H<sub>2</sub>O.</AbstractText></Abstract>
<AuthorList><Author><LastName>van Voorbeeld</LastName><ForeName>Jan</ForeName><Initials>J</Initials></Author>
<Author><CollectiveName>Monster Group</CollectiveName></Author></AuthorList><Language>dut</Language>
<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
<VernacularTitle>Een proef.</VernacularTitle></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="UpdateOf"><RefSource>Sample. 2019. doi: 10.1000/preprint</RefSource></CommentsCorrections></CommentsCorrectionsList>
<KeywordList><Keyword>een</Keyword></KeywordList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/TEST</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""

JATS = """<article article-type="research-article" xml:lang="nl" xmlns:xlink="http://www.w3.org/1999/xlink"><front>
<journal-meta><journal-title-group><journal-title>Tijdschrift Monster</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmid">1</article-id><article-id pub-id-type="doi">10.1000/TEST</article-id>
<title-group><article-title>Een <italic>proef</italic><xref ref-type="fn">*</xref></article-title><subtitle>vervolg</subtitle>
<trans-title-group><trans-title>A test</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>van Voorbeeld</surname><given-names>Jan</given-names></name></contrib>
<contrib contrib-type="author"><collab>Monster Group<contrib-group><contrib><name><surname>X</surname></name></contrib></contrib-group></collab></contrib>
<contrib contrib-type="editor"><name><surname>Redacteur</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2019</year></pub-date><pub-date pub-type="ppub"><month>6</month><year>2020</year></pub-date>
<related-article related-article-type="preprint" xlink:href="10.1000/preprint"/><self-uri xlink:href="http://example.org/1"/>
<abstract abstract-type="graphical"><p>Plaatje</p></abstract><abstract><title>Doel</title><p>Kort.</p><p>Bondig.</p></abstract>
<kwd-group><kwd>een</kwd></kwd-group></article-meta></front><body><p>Lang verhaal.</p></body></article>"""

MARC = """<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000cam a2200000 a 4500</leader>
<controlfield tag="001">7</controlfield><controlfield tag="008">200601s2020    ne            000 0 dut  </controlfield>
<datafield tag="020"><subfield code="a">0000000000 (pbk)</subfield></datafield>
<datafield tag="024" ind1="7"><subfield code="a">10.1000/TEST</subfield><subfield code="2">doi</subfield></datafield>
<datafield tag="100"><subfield code="a">Voorbeeld, Jan van,</subfield><subfield code="d">1900-</subfield><subfield code="e">author.</subfield></datafield>
<datafield tag="245"><subfield code="a">De proef :</subfield><subfield code="b">een vervolg /</subfield><subfield code="c">J. van Voorbeeld.</subfield></datafield>
<datafield tag="246"><subfield code="a">The test.</subfield></datafield>
<datafield tag="264" ind2="4"><subfield code="c">©2019</subfield></datafield><datafield tag="264" ind2="1"><subfield code="c">[2020]</subfield></datafield>
<datafield tag="520"><subfield code="a">Kort.</subfield></datafield><datafield tag="650"><subfield code="a">Onderwijs.</subfield></datafield>
<datafield tag="700"><subfield code="a">Redacteur, R.,</subfield><subfield code="e">editor.</subfield></datafield>
<datafield tag="710"><subfield code="a">Monster.</subfield><subfield code="b">Afdeling Test.</subfield></datafield>
<datafield tag="856"><subfield code="u">http://example.org/1</subfield></datafield></record></collection>"""

JAN = Name("Voorbeeld", "Jan", "van")
GROUP = Name("Monster, Afdeling Test")


@pytest.mark.parametrize(
    ("text", "publication"),
    [
        pytest.param(
            MODS,
            Publication(
                id="test1",
                type="article-journal",
                title="De proef: een vervolg",
                authors=(JAN, GROUP),
                issued=PartialDate(2020, 6),
                container_title="Tijdschrift Monster",
                doi="10.1000/test",
                isbn="0000000000",
                url="http://example.org/1",
                abstract="Kort.",
                language="nl",
                keywords=("een", "twee", "Monsterstad"),
                other_titles=("The test",),
                versions=("10.1000/preprint",),
            ),
            id="MODS",
        ),
        pytest.param(
            DATACITE,
            Publication(
                id="10.1000/test",
                type="article-journal",
                title="Proef: vervolg",
                authors=(JAN, Name("Voorbeeld", "Piet", "de"), GROUP),
                issued=PartialDate(2020, 6, 5),
                container_title="Tijdschrift Monster",
                doi="10.1000/test",
                url="http://example.org/1",
                abstract="Kort. Bondig.",
                language="nl",
                keywords=("een", "twee"),
                other_titles=("Test",),
                versions=("10.1000/preprint",),
            ),
            id="DataCite",
        ),
        pytest.param(
            LOM,
            Publication(
                id="10.1000/test",
                type="motion_picture",
                title="Proef",
                authors=(JAN,),
                issued=PartialDate(2020, 6, 5),
                doi="10.1000/test",
                url="http://example.org/1",
                abstract="Kort.",
                language="nl",
                keywords=("een", "twee"),
                other_titles=("Test",),
            ),
            id="LOM",
        ),
        pytest.param(
            ENDNOTE,
            Publication(
                id="7",
                type="article-journal",
                title="Een proef",
                authors=(JAN, GROUP),
                issued=PartialDate(2020, 6, 5),
                container_title="Tijdschrift Monster",
                doi="10.1000/test",
                url="http://example.org/1",
                abstract="Kort.",
                language="nl",
                keywords=("een", "twee"),
                other_titles=("A test",),
            ),
            id="EndNote",
        ),
        pytest.param(
            PUBMED,
            Publication(
                id="1",
                type="article-journal",
                title="A test",
                authors=(JAN, Name("Monster Group")),
                issued=PartialDate(2020, 6),
                container_title="Tijdschrift Monster",
                doi="10.1000/test",
                abstract="Aim: Kort. H2O.",
                language="nl",
                keywords=("een",),
                other_titles=("Een proef",),
                versions=("10.1000/preprint",),
            ),
            id="PubMed",
        ),
        pytest.param(
            JATS,
            Publication(
                id="10.1000/test",
                type="article-journal",
                title="Een proef: vervolg",
                authors=(JAN, Name("Monster Group")),
                issued=PartialDate(2020, 6),
                container_title="Tijdschrift Monster",
                doi="10.1000/test",
                url="http://example.org/1",
                abstract="Doel Kort. Bondig.",
                language="nl",
                keywords=("een",),
                other_titles=("A test",),
                versions=("10.1000/preprint",),
            ),
            id="JATS",
        ),
        pytest.param(
            MARC,
            Publication(
                id="7",
                type="book",
                title="De proef: een vervolg",
                authors=(JAN, Name("Monster. Afdeling Test")),
                issued=PartialDate(2020),
                doi="10.1000/test",
                isbn="0000000000",
                url="http://example.org/1",
                abstract="Kort.",
                language="nl",
                keywords=("Onderwijs",),
                other_titles=("The test",),
            ),
            id="MARC",
        ),
    ],
)
def test_a_record_whole(text: str, publication: Publication) -> None:
    document = read(Source(PurePosixPath("publications/a.xml")), text.encode())
    assert (document.records, document.issues) == ((publication,), ())


@pytest.mark.parametrize("text", [MODS, DATACITE, LOM, JATS, MARC], ids=["MODS", "DataCite", "LOM", "JATS", "MARC"])
def test_a_record_in_an_answer_of_oai_pmh_is_the_same_by_another_identifier(text: str) -> None:
    wrapped = f"<OAI-PMH><ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata>{text}</metadata></record></ListRecords></OAI-PMH>"
    (alone,) = read(Source(PurePosixPath("publications/a.xml")), text.encode()).records
    document = read(Source(PurePosixPath("publications/a.xml")), wrapped.encode())
    (record,) = document.records
    assert document.issues == ()
    assert (record.id, record.title, record.authors, record.doi) == (
        "oai:x:1",
        alone.title,
        alone.authors,
        alone.doi,
    )


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        pytest.param(["info:eu-repo/semantics/article"], "article-journal", id="info:eu-repo"),
        pytest.param(["http://purl.org/coar/resource_type/c_46ec"], "thesis", id="COAR"),
        pytest.param(["text", "doc-type:article"], "article-journal", id="what says nothing is passed over"),
        pytest.param(["http://purl.org/dc/dcmitype/Dataset"], "dataset", id="DCMI"),
        pytest.param(["Proefschrift"], "thesis", id="Dutch"),
        pytest.param(["Onderzoeksrapport"], "report", id="Dutch report"),
        pytest.param(["Journal Article"], "article-journal", id="as EndNote says it"),
        pytest.param(["iets anders"], "document", id="unknown"),
        pytest.param([], "document", id="nothing"),
    ],
)
def test_types(stated: list[str], kind: str) -> None:
    assert stated_type(stated) == kind


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        pytest.param("Voorbeeld, Jan van", JAN, id="last, first"),
        pytest.param("Jan van Voorbeeld", JAN, id="first last"),
        pytest.param("Voorbeeld J.", Name("Voorbeeld", "J."), id="last and initials"),
        pytest.param("de Raad, Jan", Name("Raad", "Jan", "de"), id="a family name that is a word"),
        pytest.param("Monsterraad", Name("Monsterraad"), id="a compound"),
        pytest.param("Ministerie van Monsters, Proeven en Testen", Name("Ministerie van Monsters, Proeven en Testen"), id="an organisation with a comma"),
        pytest.param("Sample University of Tests", Name("Sample University of Tests"), id="English"),
        pytest.param("anonymous", None, id="nobody"),
        pytest.param(" ", None, id="nothing"),
    ],
)  # fmt: skip
def test_authors_of_whom_nobody_says_what_they_are(stated: str, name: Name | None) -> None:
    assert creator_of(stated) == name
