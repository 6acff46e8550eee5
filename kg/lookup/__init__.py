"""Publications looked up at a server that kg.toml names: words go out, records come back, a person picks.

Off unless kg.toml names a server. What is picked is written below sources/publications/; nothing else is.
"""

from __future__ import annotations

from kg.lookup.asking import Asking, ask
from kg.lookup.choosing import Candidate, known_keys, make_candidates, pick
from kg.lookup.keeping import write_picked
from kg.lookup.words import SearchWords, search_words

__all__ = [
    "Asking", "Candidate", "SearchWords", "ask", "known_keys", "make_candidates", "pick", "search_words",
    "write_picked",
]  # fmt: skip
