"""What a person picked, written below sources/publications/ as it came, for the next refresh to read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from kg.guards.atomic import write_file
from kg.lookup.servers import compose, suffix_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lookup.choosing import Candidate

#: Where it goes, below sources/; the name of the server and a hash of the records follow.
PLACE = "publications/opgezocht"


def write_picked(sources: Path, picked: Sequence[Candidate]) -> list[Path]:
    """Write what was picked and is not in the library yet, one file a server; give the files, below `sources`.

    A file is named by what it holds and never changed: two people who pick the same write the same file, and two who
    pick something else write two, so that git has nothing to merge.

    Raises:
        WorkspaceError: the file system refuses.
    """
    new = [one for one in picked if not one.is_known]
    written = []
    for source in dict.fromkeys(one.source for one in new):
        records = [one.record for one in new if one.source == source]
        data = compose(source.kind, records).encode("utf-8", "replace")
        name = f"{PLACE}-{source.name}-{hashlib.sha256(data).hexdigest()[:12]}{suffix_of(source.kind)}"
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(sources / name, data)
        written.append(Path(name))
    return written
