"""Files as they were in a revision of a git repository: read by its plumbing, never changed, nothing run or fetched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: Seconds that one call of git may take, and bytes that the files of a revision may hold together.
TIME_LIMIT, MOST_BYTES = 60.0, 512 << 20

#: Longest name of a revision that is looked up.
_LONGEST = 250

#: What no name of a revision holds: an option, a control character, or `revision:path`.
_NO_NAME = re.compile(r"-.*|.*[\x00-\x20\x7f:].*|", re.DOTALL)

#: Settings by which a repository could make git run something.
_SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "protocol.allow=never")


def resolve(folder: Path, name: str) -> str:
    """Give the commit that a name stands for in the repository of a folder; '' where it stands for none.

    No git, and no repository, is no commit either.

    Raises:
        UsageError: git does not answer in time.
    """
    if len(name) > _LONGEST or _NO_NAME.fullmatch(name):
        return ""
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = found.decode("ascii", "replace").strip() if found is not None else ""
    return commit if re.fullmatch(r"[0-9a-f]{40,64}", commit) else ""


def read_files(folder: Path, commit: str, under: str, ending: str) -> dict[str, bytes]:
    """Give the files of a commit below a folder of `folder` (its own place in the repository is looked up).

    Names are relative to `under` and sorted. Links and submodules are no files.

    Raises:
        UsageError: they are too large together, or git cannot give them.
    """
    place = _git(folder, "rev-parse", "--show-prefix")
    if place is None:
        raise UsageError(f"git cannot read revision {commit[:12]}", hint="run: git fsck")
    top = f"{place.decode('utf-8', 'surrogateescape').removesuffix(chr(10))}{under}/"
    listed = _git(folder, "ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", top) or b""
    blobs: dict[str, str] = {}
    total = 0
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = entry.partition("\t")
        mode, _, rest = about.partition(" ")
        if mode.startswith("100") and path.startswith(top) and path.endswith(ending):
            _, blob, size = rest.split()
            blobs[path.removeprefix(top)] = blob
            total += int(size) if size.isdecimal() else 0  # of one that is missing it says BAD
    if total > MOST_BYTES:
        raise UsageError(f"revision {commit[:12]} holds more than {MOST_BYTES >> 20} MB", hint="name a date instead")
    return _contents(folder, dict(sorted(blobs.items())))


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the history: its day is that of its author."""

    id: str
    day: str
    subject: str


def commits_with(folder: Path, words: Sequence[str], most: int) -> list[Commit]:
    """Give the commits of all branches that add or remove words that follow each other, or that say or are by them.

    `words` are letters only, without case and accents; each is found with accents too. The newest come first.

    Raises:
        UsageError: git does not answer in time.
    """
    between = r"[^[:alnum:]]{0,8}"
    pattern = between.join("".join(_WITH_ACCENTS.get(char, char) for char in word) for word in words)
    shape = ("--all", "--no-color", "--no-show-signature", "--date=short", "--format=%H%x09%ad%x09%s")
    how = (f"--max-count={most}", "--extended-regexp", "--regexp-ignore-case", "--text")
    found: dict[str, Commit] = {}
    for where in (f"-G{pattern}", f"--grep={pattern}", f"--author={pattern}"):
        said = _git(folder, "log", *shape, *how, where, "--", ".")
        for line in (said or b"").decode("utf-8", "replace").splitlines():
            name, _, rest = line.partition("\t")
            day, _, subject = rest.partition("\t")
            found.setdefault(name, Commit(name, day, subject))
    return sorted(found.values(), key=lambda one: (one.day, one.id), reverse=True)[:most]


#: Letters that may carry an accent, as they stand in bytes: the letter, or up to three bytes in its place.
_WITH_ACCENTS = {char: f"({char}|[^ -~]{{1,3}})" for char in "aceinouyz"}


def _contents(folder: Path, blobs: Mapping[str, str]) -> dict[str, bytes]:
    """Give what blobs hold. Source: git-cat-file(1), batch output."""
    wanted = "".join(f"{blob}\n" for blob in blobs.values()).encode()
    data = _git(folder, "cat-file", "--batch", given=wanted) or b""
    found, at = {}, 0
    for name, blob in blobs.items():
        head, _, _ = data[at : at + 200].partition(b"\n")
        parts = head.decode("ascii", "replace").split()
        if len(parts) != 3 or parts[:2] != [blob, "blob"]:  # noqa: PLR2004  (hash, type and size)
            raise UsageError(f"git cannot give {name} of that revision", hint="run: git fsck")
        start = at + len(head) + 1
        at = start + int(parts[2]) + 1
        found[name] = data[start : at - 1]
    return found


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Give what git answers; None where it is not installed, or says that it cannot."""
    program = shutil.which("git")
    if program is None:
        return None
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {
        "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C",
    }  # fmt: skip
    try:
        done = subprocess.run(
            [program, "--no-pager", *settings, "-C", str(folder), *arguments],
            input=given, capture_output=True, timeout=TIME_LIMIT, check=False, env=kept | own,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UsageError(f"git did not answer in {TIME_LIMIT:.0f} seconds", hint="name a date instead") from None
    return done.stdout if done.returncode == 0 else None
