"""Finding publications for questions: an index of their words, and a ranking."""

import os

# The tables that are multiplied are small: a second thread takes more time than it saves. numpy reads this on import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
