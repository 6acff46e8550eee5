"""hit@1 and MRR of Dutch questions against titles in Dutch and in English, one part of the search after another.

KG_CORPUS names a folder with publications/publications.csl.json and retrieval/dutch-questions/questions.jsonl.
The questions and their publications stand in matching.tsv. Odd lines tune the weights, even lines are reported.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import mean

from kg.stemming import words
from kg.terms.analysis import document_terms, stop_words, tongue_of
from kg.terms.asking import question_terms
from kg.terms.embedding import mix, open_embedder, LEXICAL_SHARE  # noqa
