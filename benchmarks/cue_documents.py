"""Print in how many of the annotated notes each cue stands, and the kinds of what kg finds there.

    KG_CORPUS=DIR python benchmarks/cue_documents.py [--check]

A cue that stands in one note only may fit that note and nothing else, so it needs a reason: `# why: ...` behind it in
cues/*.toml, or on the line above it. With --check only those without are printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from annotated import LANGUAGES, Annotated, of_language, read_notes

from kg.model import Context, Statement
from kg.rules import extract
from kg.rules.cues import load_cues, pattern_of
from kg.rules.note import Note, Sentence, make_note

WHY = "# why:"


@dataclass
class Use:
    """Where a cue stands: the names of the notes, and how often kg finds something of a kind there."""

    language: str
    group: str
    cue: str
    notes: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)


def uses(notes: Sequence[Annotated]) -> Iterator[Use]:
    """Yield each cue with its uses, in the order of the files."""
    for language in LANGUAGES:
        found = [Use(language, group, cue) for group, cues in load_cues(language).groups.items() for cue in cues]
        for one in of_language(notes, language):
            note, said = make_note(one.document, Context()), extract(one.document).statements
            for use in found:
                _add(use, one.name, note, said)
        yield from found


def _add(use: Use, name: str, note: Note, said: Sequence[Statement]) -> None:
    pattern = pattern_of(use.cue)
    here = [one for one in note.sentences if one.language == use.language and pattern.search(one.plain)]
    above = any(pattern.search(one.text) for titles in note.titles for one in titles)
    above = above or any(pattern.search(one.text) for one in note.leads)
    if here or above:
        use.notes.add(name)
    use.kinds.update(kind for sentence in here for kind in _kinds(sentence, said))


def _kinds(sentence: Sentence, said: Sequence[Statement]) -> Iterator[str]:
    span = sentence.span
    yield from (one.kind for one in said if one.span.start < span.end and span.start < one.span.end)


def reasons(language: str) -> frozenset[str]:
    """Give the lines of a cue file that have a reason behind them or on the line above, without space around them."""
    lines = files("kg.rules").joinpath("cues", f"{language}.toml").read_text("utf-8").splitlines()
    return frozenset(
        line.strip()
        for above, line in zip(["", *lines], lines, strict=False)
        if WHY in line or above.strip().startswith(WHY)
    )


def has_reason(use: Use) -> bool:
    """Tell whether the file gives a reason for a cue."""
    return any(f'"{use.cue}"' in line for line in reasons(use.language))


def main() -> int:
    """Print the table; with --check the cues that lack a reason, and give 1 where there are any."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="print only cues of one note without a reason")
    chosen = options.parse_args()
    corpus = Path(os.environ.get("KG_CORPUS") or sys.exit("set KG_CORPUS to the shared corpus"))
    found = list(uses(read_notes([corpus / "notes"])))
    lacking = [use for use in found if len(use.notes) == 1 and not has_reason(use)]
    print("| language | group | cue | notes | kinds |\n|---|---|---|---|---|")
    for use in lacking if chosen.check else found:
        kinds = ", ".join(f"{kind} {times}" for kind, times in sorted(use.kinds.items()))
        cue = use.cue.replace("|", "\\|")
        print(f"| {use.language} | {use.group} | `{cue}` | {len(use.notes)} | {kinds} |")
    counts = Counter(min(len(use.notes), 2) for use in found)
    print(
        f"\n{len(found)} cues: {counts[2]} in two notes or more, {counts[1]} in one ({len(lacking)} without a reason), "
    )
    print(f"{counts[0]} in none.")
    return int(chosen.check and bool(lacking))


if __name__ == "__main__":
    sys.exit(main())
