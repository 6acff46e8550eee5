"""nDCG@10 and recall@10 of `kg suggest` on judged collections, beside BM25.

    KG_CORPUS=DIR python benchmarks/retrieval.py [--only NAME ...]

DIR holds retrieval/<name>/docs.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (query_id, doc_id,
relevance). They are read through the commands: a CSL-JSON file with title and abstract alone, and a DOI that tells
documents of one title apart; `kg refresh`; `kg suggest --top 10`. Two peers read the same words (stems, without
the stop words of kg): BM25 as it is mostly set (k1 1.2, b 0.75), and BM25 with the best k1 and b of a grid on these
very questions, chosen for each measure.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import mean

import numpy as np

from kg.stemming import stem, words
from kg.terms.analysis import stop_words

#: What is kept to on these collections, as a ratio to the tuned peer.
GOALS = {"cisi": 1.05, "cranfield": 1.05}
#: What is kept to on all others, as a ratio to the plain peer.
PLAIN_GOAL = 1.0
GRID_K1 = (0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0, 4.0)
GRID_B = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0)
#: Characters of questions in one call of the command: systems limit the length of a command line.
_CALL = 60_000

Rankings = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Collection:
    """Documents as (id, title, text), and questions that have judgements: text, and relevance by document."""

    name: str
    documents: Sequence[tuple[str, str, str]]
    questions: Sequence[str]
    relevance: Sequence[Mapping[str, int]]


def main() -> int:
    """Print a table; exit code 1 where a goal is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", help="names of collections")
    arguments = parser.parse_args()
    corpus = Path(os.environ.get("KG_CORPUS") or sys.exit("set KG_CORPUS")) / "retrieval"
    names = arguments.only or sorted(path.parent.name for path in corpus.glob("*/qrels.tsv"))
    print("| collection | measure | kg | plain BM25 | ratio | tuned BM25 | k1, b | ratio | goal |")
    print("|---|---|---|---|---|---|---|---|---|")
    kept = [report(read_collection(corpus / name)) for name in names]
    return int(not all(kept))


def read_collection(folder: Path) -> Collection:
    """Give a collection."""
    documents = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, document, relevance = line.split("\t")
        judged[question][document] = int(relevance)
    kept = [question for question in questions if any(judged[str(question["id"])].values())]
    return Collection(
        folder.name,
        [(str(one["id"]), one.get("title") or "", one.get("text") or "") for one in documents],
        [one["text"] for one in kept],
        [judged[str(one["id"])] for one in kept],
    )


def report(collection: Collection) -> bool:
    """Print the rows of a collection; tell whether the goals are kept."""
    ours = measures(ask_kg(collection), collection.relevance)
    peer = Peer(collection)
    plain = measures(peer.rank(1.2, 0.75), collection.relevance)
    grid = {(k1, b): measures(peer.rank(k1, b), collection.relevance) for k1, b in product(GRID_K1, GRID_B)}
    kept = True
    for number, measure in enumerate(("nDCG@10", "recall@10")):
        best = max(grid, key=lambda setting: (grid[setting][number], setting))
        tuned, k1, b = grid[best][number], *best
        ratios = ours[number] / plain[number], ours[number] / tuned
        goal = GOALS.get(collection.name)
        kept &= ratios[1] >= goal if goal else ratios[0] >= PLAIN_GOAL
        aim = f"{goal} x tuned" if goal else f"{PLAIN_GOAL} x plain"
        cells = [f"{ours[number]:.4f}", f"{plain[number]:.4f}", f"{ratios[0]:.3f}", f"{tuned:.4f}", f"{k1}, {b}"]
        row = [collection.name, measure, *cells, f"{ratios[1]:.3f}", aim]
        print(f"| {' | '.join(row)} |", flush=True)
    return kept


def ask_kg(collection: Collection) -> Rankings:
    """Give the ten that kg finds for each question, through its commands."""
    with tempfile.TemporaryDirectory() as folder:
        publications = Path(folder) / "sources" / "publications"
        publications.mkdir(parents=True)
        records = [
            record(f"d{key}", title or text[:80], text, f"10.5555/{collection.name}.{number}")
            for number, (key, title, text) in enumerate(collection.documents)
        ]
        (publications / "all.json").write_text(json.dumps(records), encoding="utf-8")
        run(folder, "refresh")
        found: list[list[str]] = []
        for part in calls(collection.questions):
            answer = json.loads(run(folder, "suggest", "--format", "json", "--top", "10", "--", *part))
            found += [[one["id"].removeprefix("d") for one in asked["suggestions"]] for asked in answer]
        return found


def record(key: str, title: str, abstract: str, doi: str) -> dict[str, str]:
    """Give a document as CSL-JSON."""
    return {"id": key, "type": "article", "title": title, "abstract": abstract, "language": "en", "DOI": doi}


def calls(questions: Sequence[str]) -> list[list[str]]:
    """Give the questions in parts that fit on a command line."""
    parts: list[list[str]] = [[]]
    for question in questions:
        if parts[-1] and sum(map(len, parts[-1])) + len(question) > _CALL:
            parts.append([])
        parts[-1].append(question)
    return parts


def run(folder: str, *arguments: str) -> str:
    """Give what a command prints."""
    command = [sys.executable, "-m", "kg", "-C", folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


class Peer:
    """BM25 over English stems. Source: Robertson and Zaragoza 2009; idf as in Lucene."""

    def __init__(self, collection: Collection) -> None:
        self.keys = [key for key, _, _ in collection.documents]
        documents = [Counter(terms(f"{title} {text}")) for _, title, text in collection.documents]
        self.lengths = np.array([count.total() for count in documents], float)
        self.having: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(documents):
            for term, times in count.items():
                self.having[term].append((number, times))
        self.questions = [Counter(terms(question)) for question in collection.questions]

    def rank(self, k1: float, b: float) -> Rankings:
        """Give the ten best for each question, ties in the order of the documents."""
        slow = k1 * (1 - b + b * self.lengths / self.lengths.mean())
        worth = {}
        for term in {term for question in self.questions for term in question if term in self.having}:
            documents, times = np.array(self.having[term]).T
            rarity = math.log1p((len(self.keys) - len(documents) + 0.5) / (len(documents) + 0.5))
            worth[term] = documents, rarity * times / (times + slow[documents])
        found = []
        for question in self.questions:
            scores = np.zeros(len(self.keys))
            for term, times in question.items():
                if term in worth:
                    scores[worth[term][0]] += times * worth[term][1]
            found.append(
                [self.keys[number] for number in np.argsort(-scores, kind="stable")[:10] if scores[number] > 0]
            )
        return found


def terms(text: str) -> list[str]:
    """Give the stems of the words of an English text, stop words out."""
    return [stem(word, "en") for word in words(text) if word not in stop_words()["en"]]


def measures(found: Rankings, relevance: Sequence[Mapping[str, int]]) -> tuple[float, float]:
    """Give the mean nDCG@10 (gain = relevance) and recall@10. Source: Jarvelin and Kekalainen 2002."""
    gains, recalls = [], []
    for ranking, judged in zip(found, relevance, strict=True):
        best = sorted(judged.values(), reverse=True)[:10]
        gains.append(discounted([judged.get(key, 0) for key in ranking[:10]]) / discounted(best))
        right = {key for key, value in judged.items() if value > 0}
        recalls.append(len(right & set(ranking[:10])) / len(right))
    return mean(gains), mean(recalls)


def discounted(gains: Sequence[int]) -> float:
    """Give the sum of gains, each divided by the logarithm of its place."""
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


if __name__ == "__main__":
    sys.exit(main())
