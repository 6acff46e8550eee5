"""Make kg/terms/data/parts.txt: the words of which Dutch compounds are made, with how often they stand first and last.

    python scripts/compound_parts.py WORDLIST [--check]

WORDLIST is the list of OpenTaal, one word a line (Debian package wdutch 2.20.19, /usr/share/dict/dutch); kg/terms/data/
compounds.toml says what is not a part and which words are kept all the same. The same list gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from kg.stemming import LINKS
from kg.text import fold

DATA = Path(__file__).parent.parent / "kg" / "terms" / "data"
PARTS = DATA / "parts.txt"

#: Letters of the shortest part, and of the longest: longer ones are compounds themselves.
SHORTEST, LONGEST = 3, 14

#: Compounds in which a part must stand, by its letters: short words occur by accident.
ENOUGH = {3: 25, 4: 8, 5: 5, 6: 3, 7: 3}
ENOUGH_LONG = 2

#: How often the parts that this field uses count as standing first and last, in powers of two.
_EXTRA = 6

HEAD = (
    "# Parts of Dutch compounds, how often each stands first and last (in powers of two): scripts/compound_parts.py\n"
)


def main() -> int:
    """Write the file, or with --check tell whether it is as this script makes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordlist", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    made = HEAD + "".join(parts_of(arguments.wordlist.read_text(encoding="utf-8")))
    if arguments.check:
        return int(PARTS.read_text(encoding="utf-8") != made)
    PARTS.write_text(made, encoding="utf-8")
    print(f"{PARTS}: {made.count(chr(10)) - 1} parts, {len(made)} bytes")
    return 0


def parts_of(wordlist: str) -> list[str]:
    """Give the lines of the file, sorted: `lees 73`."""
    lists = {name: set(words.split()) for name, words in tomllib.loads((DATA / "compounds.toml").read_text()).items()}
    known = {fold(word) for word in wordlist.split() if word == word.lower()}
    known = {word for word in known if re.fullmatch(rf"[a-z]{{{SHORTEST},}}", word)}
    first, last = _count(known, lists)
    kept = {word: (_rank(first, word), _rank(last, word)) for word in known if len(word) <= LONGEST}
    for word in lists["extra"]:
        kept[word] = (max(_EXTRA, kept.get(word, (0, 0))[0]), max(_EXTRA, kept.get(word, (0, 0))[1]))
    return [f"{word} {kept[word][0]}{kept[word][1]}\n" for word in sorted(kept) if kept[word] != (0, 0)]


def _rank(counts: Mapping[str, int], word: str) -> int:
    """Give 1..9 for a part that stands often enough at that end, else 0."""
    count = counts.get(word, 0)
    return min(9, count.bit_length()) if count >= ENOUGH.get(len(word), ENOUGH_LONG) else 0


def _count(known: set[str], lists: Mapping[str, set[str]]) -> tuple[Counter[str], Counter[str]]:
    """Count in how many words of the list each word stands first, and last, beside another one."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    known = {word for word in known if len(word) > SHORTEST or word in lists["short"]}
    heads, tails = known - lists["particles"], known - lists["endings"]
    for word in known:
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            head, tail = word[:at], word[at:]
            bare = (head.removesuffix(link) for link in LINKS if head.endswith(link)) if tail in tails else ()
            found = next((part for part in bare if part in heads), "")
            if found:
                first[found] += 1
                last[tail] += 1
    return first, last


if __name__ == "__main__":
    sys.exit(main())
