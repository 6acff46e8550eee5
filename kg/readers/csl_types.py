"""Types of publications: what BibTeX, RIS and spreadsheets call them, in CSL's words."""

from __future__ import annotations

#: BibTeX and BibLaTeX entry types. Source: BibLaTeX manual 3.x, section 2.1; CSL 1.0.2, appendix III.
BIBTEX: dict[str, str] = {
    "article": "article-journal",
    "periodical": "periodical",
    "suppperiodical": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "booklet": "pamphlet",
    "manual": "report",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "mvproceedings": "book",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "patent": "patent",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "dataset": "dataset",
    "software": "software",
    "softwareversion": "software",
    "softwaremodule": "software",
    "codefragment": "software",
}

#: RIS reference types. Source: RIS format specification 2011, table of TY values.
RIS: dict[str, str] = {
    "JOUR": "article-journal",
    "JFULL": "periodical",
    "EJOUR": "article-journal",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CPAPER": "paper-conference",
    "CONF": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "GOVDOC": "report",
    "GRANT": "report",
    "STAND": "standard",
    "DATA": "dataset",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "COMP": "software",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "post-weblog",
    "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary",
    "MANSCPT": "manuscript",
    "UNPB": "manuscript",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "CASE": "legal_case",
    "BILL": "bill",
    "LEGAL": "legislation",
    "STAT": "legislation",
    "HEAR": "hearing",
    "MAP": "map",
    "VIDEO": "motion_picture",
    "MPCT": "motion_picture",
    "SOUND": "song",
    "MUSIC": "musical_score",
    "FIGURE": "figure",
    "PCOMM": "personal_communication",
    "SLIDE": "speech",
    "GEN": "document",
}

#: CSL's own types, to check what a CSL-JSON file says. Source: CSL 1.0.2, appendix III.
CSL = frozenset(
    [
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
        "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
        "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case",
        "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
        "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
        "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
        "standard", "thesis", "treaty", "webpage",
    ]
)  # fmt: skip

#: What spreadsheets and web services write, in lower case, and the CSL type.
_SPOKEN: dict[str, str] = {
    "journal article": "article-journal",
    "journalarticle": "article-journal",
    "article": "article-journal",
    "review": "article-journal",
    "journal": "article-journal",
    "j": "article-journal",
    "book": "book",
    "monograph": "book",
    "b": "book",
    "book section": "chapter",
    "booksection": "chapter",
    "book chapter": "chapter",
    "book-chapter": "chapter",
    "chapter": "chapter",
    "conference paper": "paper-conference",
    "conferencepaper": "paper-conference",
    "conference proceedings": "paper-conference",
    "conference proceedings article": "paper-conference",
    "proceedings-article": "paper-conference",
    "proceedings paper": "paper-conference",
    "c": "paper-conference",
    "thesis": "thesis",
    "dissertation": "thesis",
    "report": "report",
    "web page": "webpage",
    "webpage": "webpage",
    "website": "webpage",
    "preprint": "article",
    "posted-content": "article",
    "dataset": "dataset",
    "magazine article": "article-magazine",
    "magazinearticle": "article-magazine",
    "newspaper article": "article-newspaper",
    "newspaperarticle": "article-newspaper",
    "blog post": "post-weblog",
    "blogpost": "post-weblog",
    "manuscript": "manuscript",
    "computer program": "software",
}


def spoken_type(stated: str) -> str:
    """Give the CSL type of what a spreadsheet calls a publication, `document` where it is not known.

    >>> spoken_type("Journal Article"), spoken_type("paper-conference"), spoken_type("?")
    ('article-journal', 'paper-conference', 'document')
    """
    bare = stated.strip().lower()
    return _SPOKEN.get(bare) or (bare if bare in CSL else "document")
