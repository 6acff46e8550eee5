"""A language model as a second reader: it proposes, a person decides. Off unless kg.toml switches it on.

Behind the same contract as the rules: a Document goes in, Statements come out. None of them enters the graph.
"""

from __future__ import annotations

from kg.llm.chat import Model
from kg.llm.checking import DROPPED
from kg.llm.proposing import Asking, Proposed, propose

__all__ = ["DROPPED", "Asking", "Model", "Proposed", "propose"]
