"""hit@1 and MRR of Dutch questions against titles in Dutch and in English, one part of the search after another.

KG_CORPUS names a folder with publications/publications.csl.json and retrieval/dutch-questions/questions.jsonl.
The questions and their publications stand in matching.tsv. Odd lines tune the weights, even lines are reported.
"""

from __future__ import annotations

from kg.terms.embedding import LEXICAL_SHARE, mix, open_embedder  # noqa
