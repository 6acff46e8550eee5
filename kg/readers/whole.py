# ruff: noqa
# mypy: ignore-errors
"""Readers that still hold a whole file."""

from pathlib import PurePosixPath

from kg.model import Source


def bib(stream):
    from kg.readers.bibtex import read_bibtex

    d = read_bibtex(Source(PurePosixPath("a.bib")), stream.read())
    yield from d.records
    yield from d.issues


def ris(stream):
    from kg.readers.ris import read_ris

    d = read_ris(Source(PurePosixPath("a.ris")), stream.read())
    yield from d.records
    yield from d.issues


def json(stream):
    from kg.readers.csl_json import read_csl_json

    d = read_csl_json(Source(PurePosixPath("a.json")), stream.read())
    yield from d.records
    yield from d.issues


def csv(stream):
    from kg.readers.tabular import read_csv

    d = read_csv(Source(PurePosixPath("a.csv")), stream.read())
    yield from d.records
    yield from d.issues


def tsv(stream):
    from kg.readers.tabular import read_csv

    d = read_csv(Source(PurePosixPath("a.tsv")), stream.read())
    yield from d.records
    yield from d.issues


def xlsx(stream):
    from kg.readers.xlsx import read_xlsx

    d = read_xlsx(Source(PurePosixPath("a.xlsx")), stream.read())
    yield from d.records
    yield from d.issues
