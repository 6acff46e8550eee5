"""Print how well kg knows a question again in other words, with simple peers beside it, and what that costs.

    [KG_CORPUS=DIR] python benchmarks/questions.py [--quick] [--errors]

Precision, recall and F1 on the half of question_pairs.tsv that no weight has seen, by language. The peers are the
share of words in common (Jaccard) and the cosine of TF-IDF, each with the threshold that gives the best F1 on the first
half; `times` is our F1 as a multiple of the better peer's. `apart` counts the pairs of questions on two topics that are
put side by side, `themes` how many themes of question_themes.tsv are proposed. With KG_CORPUS the proposals among
its Dutch questions are printed. Goals: at least 1.25 times the better peer over all; ten times the questions in at most
fifteen times the CPU time.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from question_pairs import LANGUAGES, LEAST, PAIRS, Pair, Text, chance, make_table, read_pairs

from kg.rephrasing.comparing import load_weights
from kg.rephrasing.pairing import find_alike
from kg.rephrasing.subjects import MOST, find_likely, make_subjects
from kg.rephrasing.wording import make_wording
from kg.rules.themes import make_labels
from kg.stemming import words
from kg.text import same_wording
from kg.themes import shipped_themes
from kg.vocabulary import Iri, expand

GOAL_F1, GOAL_COST = 1.25, 15.0
Score = Callable[[Text, Text], float]


def jaccard(one: Text, other: Text) -> float:
    """Give the share of words that two texts have in common."""
    left, right = set(same_wording(one[0]).split()), set(same_wording(other[0]).split())
    return len(left & right) / len(left | right)


def tf_idf(texts: Sequence[Text]) -> Score:
    """Give the cosine of TF-IDF over some texts."""
    having = Counter(word for text in texts for word in set(same_wording(text[0]).split()))

    def vector(text: Text) -> dict[str, float]:
        counts = Counter(same_wording(text[0]).split())
        return {word: count * math.log(1 + len(texts) / (1 + having[word])) for word, count in counts.items()}

    def cosine(one: Text, other: Text) -> float:
        left, right = vector(one), vector(other)
        lengths = math.sqrt(sum(v * v for v in left.values()) * sum(v * v for v in right.values()))
        return sum(value * right.get(word, 0.0) for word, value in left.items()) / lengths

    return cosine


def measured(pairs: Sequence[Pair], score: Score, least: float) -> tuple[float, float, float]:
    """Give precision, recall and F1 of taking for the same what scores at least so much."""
    found = [pair for pair in pairs if score(pair.left, pair.right) >= least]
    right, same = sum(pair.is_same for pair in found), sum(pair.is_same for pair in pairs)
    return (
        right / len(found) if found else 0.0,
        right / same if same else 0.0,
        2 * right / (len(found) + same) if found or same else 0.0,
    )


def best_least(pairs: Sequence[Pair], score: Score) -> float:
    """Give the threshold with the best F1."""
    return max((step / 50 for step in range(1, 50)), key=lambda least: measured(pairs, score, least)[2])


def compared(pairs: Sequence[Pair], *, errors: bool) -> float:
    """Print the table; give our F1 over all as a multiple of the better peer's."""
    dev, test = ([pair for pair in pairs if pair.half == half] for half in ("dev", "test"))
    table, weights = make_table(test), load_weights()
    cosine = {half[0].half: tf_idf([text for pair in half for text in (pair.left, pair.right)]) for half in (dev, test)}

    def ours(left: Text, right: Text) -> float:
        return chance(table.features(left, right), weights)

    least = {"jaccard": best_least(dev, jaccard), "tf-idf": best_least(dev, cosine["dev"])}
    ratio = 0.0
    print(f"{'':8}{'pairs':>6}{'kg P':>7}{'R':>6}{'F1':>6}{'jaccard':>9}{'tf-idf':>8}{'times':>7}")
    for name in (*LANGUAGES, "all"):
        here = [pair for pair in test if name in (pair.languages, "all")]
        found = measured(here, ours, LEAST)
        peers = (
            measured(here, jaccard, least["jaccard"])[2],
            measured(here, cosine["test"], least["tf-idf"])[2],
        )
        ratio = found[2] / max(*peers, 1e-9)
        figures = f"{found[0]:7.2f}{found[1]:6.2f}{found[2]:6.2f}{peers[0]:9.2f}{peers[1]:8.2f}{min(ratio, 99.9):7.1f}"
        print(f"{name:8}{len(here):6}{figures}")
    apart = table.apart()
    print(f"apart: {sum(ours(*two) >= LEAST for two in apart)} of {len(apart)} pairs on two topics that share a word")
    for pair in test if errors else ():
        if (ours(pair.left, pair.right) >= LEAST) != pair.is_same:
            print(f"{ours(pair.left, pair.right):.2f} {pair.is_same} | {pair.left[0]} | {pair.right[0]}")
    return ratio


def themes() -> None:
    """Print how many of the themes that a person would give, and the question does not name, are proposed."""
    subjects, labels = make_subjects(shipped_themes()), make_labels(shipped_themes())
    counts = {half: [0, 0, 0] for half in ("dev", "test")}
    with PAIRS.with_name("question_themes.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            named = labels[row["language"]].find(words(row["question"]))
            wanted = {expand(f"ktt:{theme}") for theme in row["themes"].split()} - {*named}
            made = make_wording(row["question"], row["language"], subjects.bridge)
            found = [likely.theme for likely in find_likely(made, subjects, named)[:MOST]]
            for place, more in enumerate((len(found), len({*found} & wanted), len(wanted))):
                counts[row["half"]][place] += more
    for half, (proposed, right, missed) in counts.items():
        print(f"themes, {half}: {right} of {proposed} proposed are right; {missed} were not named")


def outside(folder: Path) -> None:
    """Print which of the questions of others are put side by side."""
    file = folder / "retrieval" / "dutch-questions" / "questions.jsonl"
    if not file.is_file():
        print("no KG_CORPUS: the questions of others are skipped")
        return
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    questions = {Iri(f"urn:{row['id']}"): [(row["text"], row["lang"])] for row in rows}
    print(f"\n{len(questions)} questions of others: put side by side are")
    for pair in find_alike(questions, shipped_themes()):
        print(f"  {pair.score:.2f} {pair.left[4:]} {pair.right[4:]}: {', '.join(pair.because)}")


def ledger(number: int) -> Mapping[Iri, Sequence[tuple[str, str]]]:
    """Give made-up questions: half of them of the words of the pairs, with words of their own, some near doubles."""
    chooser = random.Random(7)  # noqa: S311  (the same questions each time)
    texts = sorted({text for pair in read_pairs() for text in (pair.left, pair.right)})
    own = [f"woord{n}" for n in range(number)]
    found = {}
    for n in range(number):
        text, language = chooser.choice(texts)
        kept = [word for word in text.rstrip("?").split() if chooser.random() < 0.8]  # noqa: PLR2004
        rank = chooser.paretovariate(1.0)
        kept += [own[min(int(rank), number - 1)], chooser.choice(own)]
        found[Iri(f"urn:{n:06}")] = [(" ".join(kept) + "?", language)]
    return found


def cost(sizes: Sequence[int]) -> float:
    """Print what it costs to find what is alike; give the largest beside the smallest."""
    spent = []
    print(f"\n{'questions':>10}{'CPU s':>8}{'proposals':>11}")
    for number in sizes:
        questions = ledger(number)
        start = time.process_time()
        found = find_alike(questions, shipped_themes())
        spent.append(time.process_time() - start)
        print(f"{number:10}{spent[-1]:8.2f}{len(found):11}")
    return spent[-1] / spent[0]


def main() -> int:
    """Print all tables; give 1 where a goal is not kept."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="a smaller ledger")
    options.add_argument("--errors", action="store_true", help="print the pairs that are wrong")
    chosen = options.parse_args()
    times = compared(read_pairs(), errors=chosen.errors)
    themes()
    outside(Path(os.environ.get("KG_CORPUS", "")))
    grown = cost((300, 1_000) if chosen.quick else (1_000, 10_000))
    print(f"\nF1 {times:.2f} times the better peer (goal {GOAL_F1}); cost {grown:.1f} times (goal {GOAL_COST})")
    return int(times < GOAL_F1 or grown > GOAL_COST)


if __name__ == "__main__":
    sys.exit(main())
