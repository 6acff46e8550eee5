"""One library in four formats becomes one set of publications, and different papers stay apart.

Needs the shared corpus (KG_CORPUS). Prints for each format from which the DOIs were taken away how many publications
became one node, beside joining by DOI alone; then the near pairs of `near_pairs.tsv` that were joined (none may be).
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.readers import suffixes
from kg.refresh import refresh
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Record = Mapping[str, Any]

CORPUS = os.environ.get("KG_CORPUS", "")
PAIRS = Path(__file__).with_name("near_pairs.tsv")
QUERY = """
PREFIX kt: <https://w3id.org/kennistafel/ontology#>
SELECT DISTINCT ?publication ?path ?line ?doi WHERE {
  GRAPH ?file {
    ?publication a kt:Publication ; kt:startLine ?line ; kt:statedIn ?note .
    ?note kt:path ?path .
    OPTIONAL { ?publication <http://purl.org/ontology/bibo/doi> ?doi }
  }
}
"""
BIBTEX = {
    "article-journal": "article", "book": "book", "chapter": "incollection", "report": "techreport",
    "thesis": "phdthesis", "paper-conference": "inproceedings", "webpage": "online",
}  # fmt: skip
RIS = {
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "report": "RPRT", "thesis": "THES",
    "paper-conference": "CPAPER", "webpage": "ELEC",
}  # fmt: skip
ZOTERO = {
    "article-journal": "journalArticle", "book": "book", "chapter": "bookSection", "report": "report",
    "thesis": "thesis", "paper-conference": "conferencePaper", "webpage": "webpage",
}  # fmt: skip


def year(record: Record) -> str:
    """Give the year of a CSL record, or ''."""
    parts = (record.get("issued") or {}).get("date-parts") or [[""]]
    return str(parts[0][0])


def names(record: Record, form: Callable[[str, str], str]) -> list[str]:
    """Give the authors of a CSL record; an organisation has a family name only."""
    found = []
    for one in record.get("author", ()):
        family = one.get("family") or one.get("literal", "")
        particle = one.get("non-dropping-particle", "")
        found.append(form(f"{particle} {family}".strip(), one.get("given", "")))
    return found


def as_csl(records: Sequence[Record]) -> str:
    """Write records as CSL-JSON."""
    return json.dumps(list(records), ensure_ascii=False, indent=1)


def as_bibtex(records: Sequence[Record]) -> str:
    """Write records as BibTeX, as Zotero does."""
    text = ""
    for record in records:
        fields = {
            "title": "{" + record.get("title", "") + "}",
            "author": " and ".join(names(record, lambda f, g: f"{f}, {g}" if g else "{" + f + "}")),
            "journal": record.get("container-title", ""), "year": year(record), "doi": record.get("DOI", ""),
            "isbn": record.get("ISBN", ""),
        }  # fmt: skip
        lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
        text += f"@{BIBTEX.get(record.get('type', ''), 'misc')}{{{record['id']}{lines}\n}}\n"
    return text


def as_ris(records: Sequence[Record]) -> str:
    """Write records as RIS."""
    text = ""
    for record in records:
        fields = [
            ("TY", RIS.get(record.get("type", ""), "GEN")), ("TI", record.get("title", "")),
            *(("AU", name) for name in names(record, lambda f, g: f"{f}, {g}" if g else f)),
            ("PY", year(record)), ("T2", record.get("container-title", "")), ("DO", record.get("DOI", "")),
            ("SN", record.get("ISBN", "")),
        ]  # fmt: skip
        text += "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"
    return text


def as_csv(records: Sequence[Record]) -> str:
    """Write records as the table that Zotero exports."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "ISBN", "DOI"])
    for number, record in enumerate(records):
        authors = "; ".join(names(record, lambda f, g: f"{f}, {g}" if g else f))
        kind = ZOTERO.get(record.get("type", ""), "document")
        writer.writerow([
            f"K{number}", kind, year(record), authors, record.get("title", ""), record.get("container-title", ""),
            record.get("ISBN", ""), record.get("DOI", ""),
        ])  # fmt: skip
    return stream.getvalue()


FORMATS: dict[str, Callable[[Sequence[Record]], str]] = {
    "d.json": as_csl, "a.bib": as_bibtex, "b.ris": as_ris, "c.csv": as_csv,
}  # fmt: skip


def read(files: Mapping[str, bytes]) -> list[dict[str, str]]:
    """Refresh a workspace with these publications, and give its records with the node that each became."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, "sources", "publications", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        refresh(find_workspace(Path(folder)))
        rows: Any = ox.Store.read_only(f"{folder}/.kg/store").query(QUERY)
        found = [
            {name: row[name].value if row[name] else "" for name in ("publication", "path", "line", "doi")}
            for row in rows
        ]
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir()
        return found


def four_formats(records: Sequence[Record]) -> bool:
    """Print how many publications of four exports became one, whichever of them lacks the DOIs."""
    print(f"{len(records)} publications in four formats; one of them without DOIs\n")
    print(f"{'without DOI':12} {'one node':>9} {'by DOI alone':>13} {'nodes':>6}")
    good = True
    for without in (*FORMATS, "none"):
        bare = [{key: value for key, value in record.items() if key != "DOI"} for record in records]
        rows = read({name: form(bare if name == without else records).encode() for name, form in FORMATS.items()})
        files: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            files[row["publication"]].add(row["path"])
        whole = sum(len(found) == len(FORMATS) for found in files.values())
        dois = Counter(row["doi"] for row in rows if row["doi"])
        by_doi = sum(count == len(FORMATS) for count in dois.values())
        print(f"{without:12} {whole / len(records):9.1%} {by_doi / len(records):13.1%} {len(files):6}")
        good &= whole == len(records) == len(files)
    return good


def near_pairs() -> bool:
    """Print which of the near pairs of the shared metadata were joined."""
    root = Path(CORPUS, "metadata")
    rows = read({
        path.name: path.read_bytes()
        for path in sorted(root.glob("*/*")) if path.suffix in suffixes()
    })  # fmt: skip
    nodes = {f"{row['path'].rpartition('/')[2]}:{row['line']}": row["publication"] for row in rows}
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        pairs = [
            (row["left"], row["right"])
            for row in csv.DictReader(filter(lambda line: line[0] != "#", lines), delimiter="\t")
        ]
    missing = [name for pair in pairs for name in pair if name not in nodes]
    joined = [pair for pair in pairs if nodes.get(pair[0], "") == nodes.get(pair[1], "-")]
    several = Counter(nodes.values())
    print(f"\n{len(nodes)} records of the shared metadata are {len(several)} publications")
    print(f"near pairs that are different papers: {len(pairs)}, joined: {len(joined)}, not found: {len(missing)}")
    for left, right in joined:
        print(f"  {left} and {right}")
    return not joined and not missing


def main() -> int:
    """Run both parts; 1 where a goal is missed."""
    if not CORPUS:
        print("KG_CORPUS does not name the shared corpus")
        return 2
    records = json.loads(Path(CORPUS, "publications", "publications.csl.json").read_text(encoding="utf-8"))
    results = [four_formats(records), near_pairs()]
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
