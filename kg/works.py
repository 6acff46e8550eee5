"""Whether two records are one publication: certain, likely, or neither. Two different papers are never certain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from kg.text import fold, same_wording, title_key

if TYPE_CHECKING:
    from kg.records import Publication
    from kg.vocabulary import Iri

#: Why two records may be one publication, in the words of `kt:because`.
Reason = Literal[
    "doi", "version", "isbn", "title", "main title", "like title", "first author", "author", "year", "venue"
]

#: CSL types that stand for one another, as formats have fewer or other ones. Types that are not here say nothing.
KINDS = {
    "article-journal": "article", "article": "article", "article-magazine": "article", "article-newspaper": "article",
    "review": "article", "review-book": "review of a book", "book": "book", "report": "report", "pamphlet": "report",
    "thesis": "thesis", "chapter": "chapter", "entry": "chapter", "entry-encyclopedia": "chapter",
    "entry-dictionary": "chapter", "paper-conference": "paper", "speech": "speech", "dataset": "dataset",
    "software": "software", "webpage": "web page", "post-weblog": "web page", "post": "web page",
}  # fmt: skip

_CHAPTER = "chapter"
_GIST, _LETTERS = 30, 4  # words of an abstract that tell it from another, and letters that a telling word has
_SUBTITLE = re.compile(r"(?<=\w\w)[:.?!] ")
_SPECIFIC = 4  # words from which a title is hardly shared by two works of one author in one year
_VERY_SPECIFIC = 6  # the same where nobody says who wrote it, or when
_LATER = 3  # years from a preprint to its article
_ALIKE = 0.95  # likeness of titles that differ by a slip of the pen
#: Titles that many works bear, in whole or but for a few words.
_COMMON = re.compile(
    r"(guest )?editorial.*|redactioneel|(van|uit) de redactie|voorwoord|inleiding.*|introduction.*|preface|foreword"
    r"|(book )?reviews?|boekbespreking(en)?|recensies?|letters? to the editor.*|ingezonden|in memoriam.*|errat.*"
    r"|corrigend.*|correction.*|table of contents|inhoud(sopgave)?|in this issue|call for papers.*|news and notes"
    r"|index|colofon|commentary|reply.*|response.*|rejoinder|naschrift|nawoord|afterword|conclusi(ons?|e)|summary"
    r"|samenvatting|untitled|no title|zonder titel"
)


_NOTICE = re.compile(
    r"(publisher |author )?(correction|corrigend|errat|retract|expression of concern|comment on|reply|response|"
    r"rectificatie|rejoinder|re )|.* vol \w{1,6} pg \w{1,9}"  # the last one is how Web of Science writes a correction
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a record says of its work, made comparable.

    `titles` are full titles, `mains` those without subtitle; `gist` is the beginning of the abstract.
    """

    iri: Iri
    titles: tuple[str, ...]
    mains: tuple[str, ...]
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str = ""
    isbn: str = ""
    type: str = ""
    venue: str = ""
    versions: tuple[str, ...] = ()
    gist: str = ""

    @property
    def kind(self) -> str:
        """Give the kind of publication, or '' where the type says little."""
        return KINDS.get(self.type, "")


@dataclass(frozen=True, slots=True)
class Match:
    """Two records that are one publication, or may be: `score` in [0, 1], and why."""

    certain: bool
    score: float
    because: tuple[Reason, ...]


def work_of(record: Publication, iri: Iri) -> Work:
    """Give what a record says of its work."""
    stated = tuple(filter(None, (record.title, *record.other_titles)))
    return Work(
        iri=iri,
        titles=_keys(stated),
        mains=_keys(tuple(map(main_title, stated))),
        authors=tuple(filter(None, (author_key(name.family) for name in record.authors))),
        year=record.issued.year if record.issued else None,
        doi=record.doi,
        isbn=record.isbn,
        type=record.type,
        venue=same_wording(record.container_title),
        versions=record.versions,
        gist=gist_of(record.abstract, record.title),
    )


def _keys(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for title in titles if (key := same_wording(title))))


def main_title(title: str) -> str:
    """Give a title without its subtitle.

    >>> main_title("Leren lezen: een overzicht"), main_title("Wat werkt? Een overzicht")
    ('Leren lezen', 'Wat werkt')
    """
    return _SUBTITLE.split(title, maxsplit=1)[0]


def gist_of(abstract: str, title: str) -> str:
    """Give the first words of an abstract that tell something beyond its title, made comparable.

    >>> gist_of("Lezen in de klas. Wij volgden dertig klassen.", "Lezen in de klas")
    'volgden dertig klassen'
    """
    said = set(same_wording(title).split())
    words = (word for word in same_wording(abstract[: 60 * _GIST]).split() if len(word) >= _LETTERS)
    return " ".join([word for word in words if word not in said][:_GIST])


def author_key(family: str) -> str:
    """Give the key under which two spellings of a family name are one: its last word, without case and accents.

    >>> author_key("van der Vries-Jansen"), author_key("Vries - Jansen")
    ('jansen', 'jansen')
    """
    words: list[str] = re.findall(r"\w+", fold(family))
    return words[-1] if words else ""


def compare(one: Work, other: Work) -> Match | None:
    """Give whether two records are one publication, or None where nothing says so."""
    for rule in (_by_doi, _by_version, _by_isbn, _by_title, _by_main_title, _by_like_title):
        found = rule(one, other)
        if found is not None:
            return found
    return None


def _by_doi(one: Work, other: Work) -> Match | None:
    """A DOI names one work; but a book's DOI is sometimes given to its chapters, and typing errors occur."""
    if not one.doi or one.doi != other.doi:
        return None
    part = _CHAPTER in (one.kind, other.kind)
    said = _said(one, other)
    sure = _is_notice(one) == _is_notice(other) and _is_said_one(one, other, said, part=part)
    return Match(sure, 1.0 if sure else 0.6, ("doi", *said))


def _is_said_one(one: Work, other: Work, said: tuple[Reason, ...], *, part: bool) -> bool:
    return _titles_overlap(one, other) or (not part and ("first author" in said or not (one.authors and other.authors)))


def _by_version(one: Work, other: Work) -> Match | None:
    """A record may say itself of which preprint it is the article, or the other way round."""
    if not (one.doi and one.doi in other.versions) and not (other.doi and other.doi in one.versions):
        return None
    said = _said(one, other)
    sure = "title" in said or "first author" in said
    return Match(sure, 0.95 if sure else 0.6, ("version", *said))


def _by_isbn(one: Work, other: Work) -> Match | None:
    """An ISBN names a book; its chapters carry it too."""
    if not one.isbn or one.isbn != other.isbn or _apart(one, other):
        return None
    said = _said(one, other)
    same_title = "title" in said if _CHAPTER in (one.kind, other.kind) else bool({"title", "main title"} & set(said))
    if same_title:
        return Match(not _is_author_other(one, other), 0.95, ("isbn", *said))
    likely = "first author" in said and _CHAPTER not in (one.kind, other.kind)
    return Match(certain=False, score=0.6, because=("isbn", *said)) if likely else None


def _by_title(one: Work, other: Work) -> Match | None:
    said = _said(one, other)
    if "title" not in said or _years_apart(one, other) > _LATER:
        return None
    sure = one.year == other.year and _is_specific(one, other) and not _apart(one, other)
    sure = sure and not names_differ(one, other) and not tell_apart(one, other)
    if "first author" in said:
        return Match(sure, 0.95 if sure else 0.85, said)
    if one.authors and other.authors:
        shared = set(one.authors) & set(other.authors)
        return Match(certain=False, score=0.7, because=(*said, "author")) if shared and "year" in said else None
    sure = sure and not one.authors and not other.authors
    return Match(sure, 0.9 if sure else 0.75, said) if sure or "year" in said or _is_long(one, other) else None


def _by_main_title(one: Work, other: Work) -> Match | None:
    said = _said(one, other)
    fits = "main title" in said and "first author" in said and "year" in said and not _apart(one, other)
    fits = fits and not names_differ(one, other)
    return Match(certain=False, score=0.8, because=said) if fits else None


def _by_like_title(one: Work, other: Work) -> Match | None:
    said = _said(one, other)
    if "first author" not in said or "year" not in said or _apart(one, other):
        return None
    best = max((_likeness(a, b) for a in one.titles for b in other.titles), default=0.0)
    return Match(certain=False, score=0.75, because=("like title", *said)) if best >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0  # 'part 1' and 'part 2' are no slip of the pen
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _said(one: Work, other: Work) -> tuple[Reason, ...]:
    """Give what two records have in common."""
    found: list[Reason] = []
    if set(one.titles) & set(other.titles):
        found.append("title")
    elif set(one.mains) & {*other.mains, *other.titles} or set(one.titles) & set(other.mains):
        found.append("main title")
    if one.authors[:1] == other.authors[:1] != ():
        found.append("first author")
    if one.year is not None and one.year == other.year:
        found.append("year")
    if one.venue and one.venue == other.venue:
        found.append("venue")
    return tuple(found)


def _is_notice(work: Work) -> bool:
    """Tell whether a record is a note about another paper, which databases give the DOI of that paper."""
    return any(_NOTICE.match(title) for title in work.titles)


def _apart(one: Work, other: Work) -> bool:
    """Tell whether two records are of different kinds."""
    return bool(one.kind and other.kind and one.kind != other.kind)


def names_differ(one: Work, other: Work) -> bool:
    """Tell whether two records name themselves differently: by DOI, or by ISBN."""
    return bool(
        (one.doi and other.doi and one.doi != other.doi) or (one.isbn and other.isbn and one.isbn != other.isbn)
    )


def tell_apart(one: Work, other: Work) -> bool:
    """Tell whether two abstracts are of different papers: exports of one repeat it nearly word for word."""
    words, others = set(one.gist.split()), set(other.gist.split())
    return bool(words and others) and 10 * len(words & others) < 7 * min(len(words), len(others))


def _is_author_other(one: Work, other: Work) -> bool:
    return bool(one.authors and other.authors and not set(one.authors) & set(other.authors))


def _is_specific(one: Work, other: Work) -> bool:
    """Tell whether no second work bears the title in common; the less else is known, the longer it must be."""
    shared = [title for title in one.titles if title in other.titles and not _COMMON.fullmatch(title)]
    if shared and replace(one, iri=other.iri) == other and (one.authors or one.year is not None):
        return True
    same_authors = one.authors == other.authors != ()
    if same_authors and one.venue == other.venue and (one.year is not None or one.venue):
        return any(map(title_key, shared))
    signed = same_authors or (one.authors and other.authors and one.year is not None)
    return any(len(title.split()) >= (_SPECIFIC if signed else _VERY_SPECIFIC) for title in shared)


def _is_long(one: Work, other: Work) -> bool:
    """Tell whether the title in common is so long that two works hardly bear it, whatever else is not known."""
    shared = set(one.titles) & set(other.titles)
    missing = one.year is None or other.year is None
    return missing and any(len(title.split()) >= _VERY_SPECIFIC for title in shared)


def _titles_overlap(one: Work, other: Work) -> bool:
    """Tell whether the shorter title has half of its words in the other; a title that is missing says nothing."""
    if not one.titles or not other.titles:
        return True
    pairs = ((set(a.split()), set(b.split())) for a in one.titles for b in other.titles)
    return any(2 * len(a & b) >= min(len(a), len(b)) for a, b in pairs)


def _years_apart(one: Work, other: Work) -> int:
    return abs(one.year - other.year) if one.year is not None and other.year is not None else 0
