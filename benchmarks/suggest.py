"""Suggest for 2,000 questions over 200,000 publications, beside tantivy on the same words.

    python benchmarks/suggest.py [--quick]

Texts are made up: words of made-up syllables, as often as words are (Zipf), with 150 subjects; ten words a title, a
hundred an abstract. Text analysis is measured apart, for both. What is compared: indexing what is analysed and ten
publications for each question, in CPU seconds of a process of its own; and one file of publications, or one question,
more. The peer needs `pip install tantivy`; without it only kg is measured.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg itself does, before numpy is imported

import numpy as np
from numpy.typing import NDArray

from kg.terms.analysis import stop_words

GOAL, MOST_MEMORY = 1.25, 1024
SIZES = {False: (200_000, 2_000), True: (20_000, 200)}
FOUND = 10
#: Share of the words of a text that belong to its subject.
OWN = 0.35

Words = list[str]


def main() -> int:
    """Print a table; exit code 1 where a goal is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--measure", choices=["kg", "tantivy"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        for name, value in {"kg": measure_kg, "tantivy": measure_tantivy}[arguments.measure](*SIZES[arguments.quick]):
            print(f"{name}\t{value:.3f}")
        return 0
    names = ["kg", *(["tantivy"] if find_spec("tantivy") else [])]
    found = {name: run(name, quick=arguments.quick) for name in names}
    print("| | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for row in found["kg"]:
        print(
            f"| {row} | "
            + " | ".join(f"{found[name][row]:.2f}" if row in found[name] else "-" for name in names)
            + " |"
        )
    kept = found["kg"]["memory, MB"] < MOST_MEMORY
    if "tantivy" in found:
        ratio = found["kg"][TOTAL] / found["tantivy"][TOTAL]
        print(f"\nkg / tantivy: {ratio:.2f} (goal {GOAL})")
        kept &= ratio <= GOAL
    return int(not kept)


ANALYSIS, INDEX, ASKING, TOTAL = (
    "text analysis, CPU s",
    "index, CPU s",
    "questions, CPU s",
    "index and questions, CPU s",
)
ONE_QUESTION, ONE_FILE, MEMORY = "opening, and one question, CPU s", "50 publications more, CPU s", "memory, MB"


def run(name: str, *, quick: bool) -> dict[str, float]:
    """Give what a process of its own measured."""
    command = [sys.executable, __file__, "--measure", name, *(["--quick"] if quick else [])]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {row: float(value) for row, value in (line.split("\t") for line in printed.splitlines())}


@dataclass
class Clock:
    """CPU seconds between two looks at it."""

    last: float = 0.0

    def lap(self) -> float:
        """Give the seconds since the last look."""
        before, self.last = self.last, process_time()
        return self.last - before


def measure_kg(publications: int, questions: int) -> Iterator[tuple[str, float]]:
    """Measure kg: segments are written to disk, read back, and asked."""
    from kg.search.files import Part, read_segment, write_segment  # noqa: PLC0415
    from kg.search.lexicon import Lexicon  # noqa: PLC0415
    from kg.search.matching import make_matcher  # noqa: PLC0415
    from kg.search.ranking import rank  # noqa: PLC0415
    from kg.search.segment import CAPACITY, Entry, build, merge  # noqa: PLC0415
    from kg.search.texts import PARTS  # noqa: PLC0415

    made, lexicon, clock = Library(), Lexicon(), Clock()
    analysis = index = 0.0
    with tempfile.TemporaryDirectory() as folder:
        parts: list[Part] = []
        numbered = enumerate(made.publications(publications + 50))
        for start in range(0, publications, CAPACITY):
            entries = []
            for number, (title, abstract) in islice(numbered, min(CAPACITY, publications - start)):
                clock.lap()
                heads, body = (lexicon.numbers(" ".join(words), "en") for words in (title, abstract))
                said = np.concatenate([heads] * PARTS["title"] + [body])
                entries.append(Entry(f"urn:kg:publication/{number}", number, said))
                analysis += clock.lap()
            clock.lap()
            parts.append(write_segment(Path(folder), f"{len(parts)}.segment", build(entries, lexicon)))
            index += clock.lap()
            del entries
        asked = [wanted_of(words) for words in made.questions(questions)]
        clock.lap()
        matcher = make_matcher([read_segment(Path(folder), part) for part in parts], [()] * len(parts))
        for wanted in asked:
            rank(matcher, wanted, FOUND)
        asking = clock.lap()
        matcher = make_matcher([read_segment(Path(folder), part) for part in parts], [()] * len(parts))
        rank(matcher, asked[0], FOUND)
        one_question = clock.lap()
        more = [Entry(f"urn:kg:publication/{n}", n, lexicon.numbers(" ".join(title + abstract), "en"))
                for n, (title, abstract) in numbered]  # fmt: skip
        clock.lap()
        merge([(build(more, lexicon), ())])
        write_segment(Path(folder), "more.segment", build(more, lexicon))
        one_file = clock.lap()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    yield from zip((ANALYSIS, INDEX, ASKING, TOTAL), (analysis, index, asking, index + asking), strict=True)
    yield from zip((ONE_QUESTION, ONE_FILE, MEMORY), (one_question, one_file, memory), strict=True)


def wanted_of(words: Words) -> list:  # type: ignore[type-arg]
    """Give what a question looks for: as kg asks, without concepts, of which made-up words have none."""
    from kg.search.texts import STANDING  # noqa: PLC0415
    from kg.terms.asking import Wanted  # noqa: PLC0415

    pairs = [analysed(word) for word in dict.fromkeys(words)]
    return [Wanted(stem, 1.0, standing) for stem, standing in pairs] + [
        Wanted(standing, STANDING, standing) for _, standing in pairs
    ]


def analysed(word: str) -> tuple[str, str]:
    """Give the terms of a word, its stem and the word as it stands."""
    from kg.search.lexicon import indexed_terms  # noqa: PLC0415

    stem, *_, standing = indexed_terms(word, "en")
    return stem, standing


def measure_tantivy(publications: int, questions: int) -> Iterator[tuple[str, float]]:
    """Measure tantivy on the same terms: an index on disk, and for each question the ten best of any of its terms."""
    tantivy = import_module("tantivy")  # no dependency of kg

    made, clock = Library(), Clock()
    terms: dict[str, str] = {}

    def text_of(words: Words) -> str:
        for word in words:
            if word not in terms:
                terms[word] = " ".join(analysed(word))
        return " ".join(map(terms.__getitem__, words))

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, fast=True)
    for name in ("title", "abstract"):
        builder.add_text_field(name, stored=False, index_option="freq", tokenizer_name="whitespace")
    schema = builder.build()
    analysis = index = 0.0
    with tempfile.TemporaryDirectory() as folder:
        clock.lap()
        opened = tantivy.Index(schema, path=folder)
        writer = opened.writer(200_000_000, 2)
        index += clock.lap()
        numbered = enumerate(made.publications(publications))
        while batch := list(islice(numbered, 1000)):
            clock.lap()
            texts = [(number, text_of(title), text_of(abstract)) for number, (title, abstract) in batch]
            analysis += clock.lap()
            for number, title, abstract in texts:
                writer.add_document(tantivy.Document(id=number, title=title, abstract=abstract))
            index += clock.lap()
        writer.commit()
        writer.wait_merging_threads()
        opened.reload()
        index += clock.lap()
        asked = [[analysed(word) for word in dict.fromkeys(words)] for words in made.questions(questions)]
        clock.lap()
        searcher = opened.searcher()
        for pairs in asked:
            clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, field, term))
                       for pair in pairs for term in pair for field in ("title", "abstract")]  # fmt: skip
            hits = searcher.search(tantivy.Query.boolean_query(clauses), FOUND).hits
            [searcher.doc(address)["id"][0] for _, address in hits]
        asking = clock.lap()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    yield from zip((ANALYSIS, INDEX, ASKING, TOTAL), (analysis, index, asking, index + asking), strict=True)
    yield MEMORY, memory


class Library:
    """Made-up publications and questions, the same each time."""

    def __init__(self) -> None:
        self.words = vocabulary(40_000)
        chance = 1 / np.arange(1, len(self.words) + 1) ** 1.05
        self.up_to = np.cumsum(chance / chance.sum())
        self.subjects = np.random.default_rng(5).integers(200, 12_000, (150, 120))

    def publications(self, number: int) -> Iterator[tuple[Words, Words]]:
        """Yield titles and abstracts, the words of each."""
        chance = np.random.default_rng(1)
        for start in range(0, number, 10_000):
            size = min(10_000, number - start)
            subjects = chance.integers(0, len(self.subjects), size)
            titles = self.texts(chance, chance.integers(6, 15, size), subjects)
            yield from zip(titles, self.texts(chance, chance.integers(80, 160, size), subjects), strict=True)

    def questions(self, number: int) -> list[Words]:
        """Give the words of questions."""
        chance = np.random.default_rng(99)
        return list(self.texts(chance, chance.integers(8, 18, number), chance.integers(0, len(self.subjects), number)))

    def texts(
        self, chance: np.random.Generator, lengths: NDArray[np.int64], subjects: NDArray[np.int64]
    ) -> Iterator[Words]:
        """Yield texts: a third of the words belongs to the subject, the others are any."""
        total = int(lengths.sum())
        any_word = np.searchsorted(self.up_to, chance.random(total)).clip(0, len(self.words) - 1)
        own = self.subjects[np.repeat(subjects, lengths), (chance.random(total) ** 2 * 120).astype(int)]
        words = self.words[np.where(chance.random(total) < OWN, own, any_word)]
        ends = np.cumsum(lengths)
        return (words[end - length : end].tolist() for end, length in zip(ends, lengths, strict=True))


def vocabulary(number: int) -> NDArray[np.str_]:
    """Give made-up words."""
    chance = random.Random(11)  # noqa: S311
    heads, tails = "b c d f g l m n p r s t v tr pl st ch", "a e i o u al en or un"
    syllables = [head + tail for head in heads.split() for tail in tails.split()]
    found: dict[str, None] = {}
    while len(found) < number:
        word = "".join(chance.choice(syllables) for _ in range(chance.choice((2, 3, 3, 4))))
        if word not in stop_words()["en"]:
            found[word] = None
    return np.array(list(found))


if __name__ == "__main__":
    sys.exit(main())
