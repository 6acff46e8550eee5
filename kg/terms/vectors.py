"""Vectors of texts, kept by content in a file that is only added to: the model reads a text once."""

from __future__ import annotations

import contextlib
import hashlib
import re
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import WorkspaceError
from kg.guards.atomic import append, write_file
from kg.terms.embedding import sayable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from kg.terms.embedding import Embedder, Matrix

#: Texts that are read before their vectors are kept: a command that is killed loses these at most.
BATCH = 64

_KEY = 16  # bytes
_END = b"\0\0\0\n"  # vectors stay on whole words, and for what adds to the file a record is a line
_NEAR_ONE = 1e-3


def vectors_of(texts: Sequence[str], embedder: Embedder, folder: Path, *, is_question: bool = False) -> Matrix:
    """Give a row of unit length for each text: from what is kept below `folder`, else read and kept.

    A file that is damaged, or ends within a record, counts as far as it is whole. Where the disk takes nothing, nothing
    is kept. Processes that add at the same time must take turns.
    """
    path = folder / f"{re.sub(r'[^A-Za-z0-9.]+', '-', embedder.name)}.vectors"
    texts_by_key = {_key(text, is_question=is_question): text for text in texts}
    known = _kept(path, texts_by_key.keys(), embedder.dimensions)
    missing = [key for key in texts_by_key if key not in known]
    for start in range(0, len(missing), BATCH):
        keys = missing[start : start + BATCH]
        made = embedder.embed([texts_by_key[key] for key in keys], is_question=is_question)
        known.update(zip(keys, made, strict=True))
        _keep(path, keys, made)
    rows = [known[_key(text, is_question=is_question)] for text in texts]
    return np.stack(rows) if rows else np.zeros((0, embedder.dimensions), np.float32)


def _key(text: str, *, is_question: bool) -> bytes:
    return hashlib.sha256(f"{int(is_question)} {sayable(text)}".encode()).digest()[:_KEY]


def _record(dimensions: int) -> np.dtype[np.void]:
    return np.dtype([("key", f"V{_KEY}"), ("vector", "<f4", (dimensions,)), ("end", f"V{len(_END)}")])


def _kept(path: Path, wanted: Collection[bytes], dimensions: int) -> dict[bytes, Matrix]:
    """Give the vectors of the wanted keys that the file holds; of two under one key the last, as the first was bad."""
    record = _record(dimensions)
    try:
        whole = path.stat().st_size // record.itemsize
        held = np.memmap(path, record, "r", shape=(whole,)) if whole else np.zeros(0, record)
    except (OSError, ValueError):
        return {}
    found = {key: place for place, key in enumerate(held["key"].tolist()) if key in wanted}
    vectors = held["vector"][list(found.values())]
    is_good = np.abs(np.linalg.norm(vectors, axis=1) - 1) < _NEAR_ONE
    return {key: vector for key, vector, good in zip(found, vectors, is_good, strict=True) if good}


def _keep(path: Path, keys: Sequence[bytes], vectors: Matrix) -> None:
    records = np.zeros(len(keys), _record(vectors.shape[1]))
    records["key"] = [np.void(key) for key in keys]
    records["vector"] = vectors
    records["end"] = np.void(_END)
    with contextlib.suppress(WorkspaceError):
        torn = path.stat().st_size % records.itemsize if path.exists() else None
        if torn == 0:
            append(path, records.tobytes())
        else:
            write_file(path, (path.read_bytes()[:-torn] if torn else b"") + records.tobytes())
