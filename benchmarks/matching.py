"""hit@1 and MRR of Dutch questions against titles in Dutch and in English, adding one part of the search after another.

    KG_CORPUS=DIR python benchmarks/matching.py [--grid] [--misses]

DIR holds publications/publications.csl.json; themes/edusources-metadata-nl-en.csv and notes/nl/docs give other tables.
Questions and their publications stand in matching.tsv: half of them tune the weights, the other half is reported beside
it. Ranking is the plainest BM25, the same for every row. Rows with meaning need the extra `semantic`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import mean
from time import process_time

from kg.errors import UsageError
from kg.stemming import words
from kg.terms.analysis import document_terms, terms_of_word, tongue_of
from kg.terms.asking import Wanted, question_terms
from kg.terms.embedding import Embedder, open_embedder
from kg.terms.mixing import SEMANTIC_SHARE, mix
from kg.terms.vectors import vectors_of
from kg.text import fold
from kg.themes import shipped_themes

K1, B = 1.2, 0.5
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

#: Terms of a text, and what to look for, for a text and its language.
Analyse = Callable[[str, str], list[str]]
Ask = Callable[[str], list[Wanted]]


@dataclass(frozen=True)
class Title:
    """A title with its language, under the key of its publication."""

    key: str
    text: str
    language: str


@dataclass(frozen=True)
class Case:
    """A question and the keys of what answers it."""

    question: str
    right: frozenset[str]


def main() -> int:
    """Print the tables; exit code 1 where a part of the search makes English titles harder to find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grid", action="store_true", help="the share of meaning, tenth by tenth")
    parser.add_argument("--misses", action="store_true", help="the questions of which no answer comes first")
    arguments = parser.parse_args()
    corpus = Path(os.environ.get("KG_CORPUS") or sys.exit("set KG_CORPUS"))
    titles, cases = read_titles(corpus), read_cases(Path(__file__).with_name("matching.tsv"))
    embedder = model()
    found = {name: rankings(titles, cases, *method) for name, method in METHODS.items()}
    if embedder:
        near = likenesses(titles, cases, embedder)
        found["meaning alone"] = mixed(titles, cases, near, 1.0)
        found["+ meaning"] = mixed(titles, cases, near, SEMANTIC_SHARE)
        if arguments.grid:
            found |= {f"+ meaning {share:.1f}": mixed(titles, cases, near, share) for share in SHARES}
    report(found)
    if arguments.misses:
        misses(cases, found["+ bridge"])
    labels(corpus, embedder)
    speed(corpus)
    return int(mrr(found["+ bridge"]["en"]) < mrr(found["stems"]["en"]))


def read_titles(corpus: Path) -> list[Title]:
    """Give the titles of the shared publications."""
    records = json.loads((corpus / "publications" / "publications.csl.json").read_text(encoding="utf-8"))
    return [Title(record["id"], record["title"], record["language"]) for record in records]


def read_cases(path: Path) -> list[Case]:
    """Give the questions with their publications."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [Case(row["question"], frozenset(row["publications"].split())) for row in rows]


def model() -> Embedder | None:
    """Give the model where it is installed."""
    try:
        return open_embedder()
    except UsageError as error:
        print(f"without meaning: {error.message}", file=sys.stderr)
        return None


def plain_terms(text: str, language: str) -> list[str]:
    """Give the words of a text as they stand."""
    del language
    return words(fold(text))


def stems(text: str, language: str) -> list[str]:
    """Give stems without stop words, those of both languages alike."""
    found = words(fold(text))
    tongue = tongue_of(found, language)
    return [term.removeprefix("nl:") for word in found for term in terms_of_word(word, tongue)[:1]]


def with_parts(text: str, language: str) -> list[str]:
    """Give stems and those of the parts of compounds."""
    return [term.removeprefix("nl:") for term in document_terms(text, language)]


def each(analyse: Analyse) -> Ask:
    """Give a way of asking that looks for each term of a Dutch question."""
    return lambda question: [Wanted(term, 1.0, term) for term in analyse(question, "nl")]


def bridged(question: str) -> list[Wanted]:
    """Give what a Dutch question looks for."""
    return question_terms(question, "nl", shipped_themes())


METHODS: Mapping[str, tuple[Analyse, Ask]] = {
    "plain BM25": (plain_terms, each(plain_terms)),
    "stems": (stems, each(stems)),
    "+ compounds": (with_parts, each(with_parts)),
    "+ bridge": (document_terms, bridged),
}


def score(documents: Sequence[Sequence[str]], wanted: Sequence[Wanted]) -> list[float]:
    """Give the BM25 score of each document. Source: Robertson and Zaragoza 2009."""
    average = mean(map(len, documents)) or 1.0
    counts = [Counter(document) for document in documents]
    scores = [0.0] * len(documents)
    for one in wanted:
        having = sum(one.term in count for count in counts)
        rarity = log(1 + (len(documents) - having + 0.5) / (having + 0.5))
        for number, count in enumerate(counts):
            times = count.get(one.term, 0)
            long = K1 * (1 - B + B * len(documents[number]) / average)
            scores[number] += one.weight * rarity * times * (K1 + 1) / (times + long)
    return scores


#: For Dutch titles, English titles, and both: the rank of the first right title for each question, by its number.
Ranks = dict[str, dict[int, float]]


def pools(titles: Sequence[Title]) -> dict[str, list[Title]]:
    """Give the titles by language, and all of them."""
    return {
        "nl": [t for t in titles if t.language == "nl"],
        "en": [t for t in titles if t.language == "en"],
        "both": [*titles],
    }


def first_right(titles: Sequence[Title], scores: Sequence[float], right: frozenset[str]) -> float:
    """Give the rank of the first right title, ties by key; infinity where it has no score."""
    order = sorted(range(len(titles)), key=lambda number: (-scores[number], titles[number].key))
    ranks = (rank for rank, number in enumerate(order, 1) if titles[number].key in right and scores[number] > 0)
    return next(ranks, float("inf"))


def rankings(titles: Sequence[Title], cases: Sequence[Case], analyse: Analyse, ask: Ask) -> Ranks:
    """Give the ranks for one way of searching."""
    found: Ranks = defaultdict(dict)
    for pool, members in pools(titles).items():
        documents = [analyse(title.text, title.language) for title in members]
        for number, case in enumerate(cases):
            if case.right & {title.key for title in members}:
                found[pool][number] = first_right(members, score(documents, ask(case.question)), case.right)
    return found


#: Likeness of each question with each title, by the key of the title.
Near = list[dict[str, float]]


def likenesses(titles: Sequence[Title], cases: Sequence[Case], embedder: Embedder) -> Near:
    """Give the products of the vectors."""
    with tempfile.TemporaryDirectory() as folder:
        documents = vectors_of([title.text for title in titles], embedder, Path(folder))
        questions = vectors_of([case.question for case in cases], embedder, Path(folder), is_question=True)
    keys = [title.key for title in titles]
    return [dict(zip(keys, map(float, row), strict=True)) for row in questions @ documents.T]


def mixed(titles: Sequence[Title], cases: Sequence[Case], near: Near, share: float) -> Ranks:
    """Give the ranks with the bridge and meaning together."""
    found: Ranks = defaultdict(dict)
    for pool, members in pools(titles).items():
        documents = [document_terms(title.text, title.language) for title in members]
        for number, case in enumerate(cases):
            if case.right & {title.key for title in members}:
                semantic = [near[number][title.key] for title in members]
                scores = mix(score(documents, bridged(case.question)), semantic, share)
                found[pool][number] = first_right(members, scores, case.right)
    return found


def mrr(ranks: Mapping[int, float]) -> float:
    """Give the mean reciprocal rank."""
    return mean(1 / rank for rank in ranks.values())


def report(found: Mapping[str, Ranks]) -> None:
    """Print a row for each way of searching: the half that tunes, and the other half."""
    heads = [f"{half}, {pool}" for half in ("tuned on", "other half") for pool in ("nl", "en", "both")]
    print("| hit@1 of questions, MRR | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads))
    for name, ranks in found.items():
        cells = []
        for half in (0, 1):
            for pool in ("nl", "en", "both"):
                part = {number: rank for number, rank in ranks[pool].items() if number % 2 == half}
                cells.append(f"{sum(rank == 1 for rank in part.values())}/{len(part)}, {mrr(part):.2f}")
        print(f"| {name} | " + " | ".join(cells) + " |")


def misses(cases: Sequence[Case], ranks: Ranks) -> None:
    """Print the questions of which no right title comes first."""
    for pool, found in ranks.items():
        for number, rank in found.items():
            if rank > 1:
                print(f"{pool} rank {rank}: {cases[number].question}")
                print("   ", *(f"{w.term}:{w.weight:g}" for w in bridged(cases[number].question)))


def labels(corpus: Path, embedder: Embedder | None) -> None:
    """Print how often a Dutch label of a foreign thesaurus finds its English one among all."""
    path = corpus / "themes" / "edusources-metadata-nl-en.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["prefLabel_nl"].strip(), row["prefLabel_en"].strip()) for row in csv.DictReader(lines)]
    pairs = sorted({(nl, en) for nl, en in rows if nl and en and nl.lower() != en.lower()})
    english = [Title(label, label, "en") for label in sorted({en for _, en in pairs})]
    cases = [Case(nl, frozenset([en])) for nl, en in pairs]
    print(f"\n| {len(pairs)} Dutch labels, {len(english)} English ones | hit@1 | MRR |\n|---|---|---|")
    found = {name: rankings(english, cases, *method)["en"] for name, method in METHODS.items()}
    if embedder:
        near = likenesses(english, cases, embedder)
        found["meaning alone"] = mixed(english, cases, near, 1.0)["en"]
        found["+ meaning"] = mixed(english, cases, near, SEMANTIC_SHARE)["en"]
    for name, ranks in found.items():
        print(f"| {name} | {mean(rank == 1 for rank in ranks.values()):.2f} | {mrr(ranks):.2f} |")


def speed(corpus: Path) -> None:
    """Print how many words a second become terms: the first time, and when all are known."""
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((corpus / "notes" / "nl" / "docs").glob("*"))
    ]
    count = sum(len(words(text)) for text in texts)
    if not count:
        return
    terms_of_word.cache_clear()
    times = []
    for _ in range(2):
        start = process_time()
        for text in texts:
            document_terms(text, "nl")
        times.append(process_time() - start)
    rates = " | ".join(f"{count / seconds:,.0f}" for seconds in times)
    print(f"\n| words | a second, the first time | again |\n|---|---|---|\n| {count:,} Dutch | {rates} |")


if __name__ == "__main__":
    sys.exit(main())
