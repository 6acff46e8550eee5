"""Office files are unpacked within limits."""

import io
import stat
import warnings
import zipfile

import pytest

from kg.errors import ReadError
from kg.guards.zip import read_zip, zip_names, zip_pieces


def packed(entries: list[tuple[str, bytes]], *, link: str = "") -> bytes:
    """Give a zip file with these entries; `link` is the name of one that is a symbolic link."""
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of double names, which is what is tested
        for name, data in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == link:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, data)
    return target.getvalue()


def in_pieces(data: bytes) -> list[list[bytes]]:
    """Give what all entries of a zip file hold, as it comes."""
    return [list(zip_pieces(io.BytesIO(data), name)) for name in zip_names(io.BytesIO(data))]


def test_only_what_is_wanted_is_unpacked() -> None:
    data = packed([("a.xml", b"a"), ("b.png", b"b"), ("map/", b"")])
    assert read_zip(data, lambda name: name.endswith(".xml")) == {"a.xml": b"a"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(packed([("a", bytes(3_000_000))]), "100 times", id="packed too tightly"),
        pytest.param(packed([(f"{number}", b"") for number in range(2001)]), "2000 parts", id="too many parts"),
        pytest.param(packed([("a", b"1"), ("a", b"2")]), "two parts of one name", id="a name twice"),
        pytest.param(packed([("../a", b"1")]), "outside the file", id="parent folder"),
        pytest.param(packed([("x/../../a", b"1")]), "outside the file", id="parent folder, hidden"),
        pytest.param(packed([("/etc/a", b"1")]), "outside the file", id="absolute"),
        pytest.param(packed([("C:/a", b"1")]), "outside the file", id="drive"),
        pytest.param(packed([("a", b"b")], link="a"), "a link", id="link"),
        pytest.param(packed([("a", b"abc" * 999)])[:-30], "damaged or cut short", id="cut short"),
        pytest.param(b"PK no zip", "damaged or cut short", id="no zip"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "password-protected", id="encrypted office file"),
    ],
)
def test_what_is_not_safe_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as problem:
        read_zip(data, lambda _name: True)
    assert problem.value.hint
    with pytest.raises(ReadError, match=message):
        in_pieces(data)


def test_an_entry_comes_in_pieces() -> None:
    stream = io.BytesIO(packed([("map/", b""), ("a", bytes(range(256)) * 1000), ("b", b"")]))
    assert zip_names(stream) == ["a", "b"]
    pieces = list(zip_pieces(stream, "a"))
    assert (b"".join(pieces), len(pieces) > 1) == (bytes(range(256)) * 1000, True)
    assert list(zip_pieces(stream, "b")) == []


def test_a_caller_may_say_how_large_a_file_may_become() -> None:
    stream = io.BytesIO(packed([("a", bytes(range(256)) * 1000)]))
    with pytest.raises(ReadError, match="larger than 0 MB"):
        zip_names(stream, 1000)
    with pytest.raises(ReadError, match="larger than 0 MB"):
        list(zip_pieces(stream, "a", 1000))


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(packed([("a", bytes(3_000_000))]))
    for place in (data.index(b"PK\x01\x02") + 24, data.index(b"PK\x03\x04") + 22):
        data[place : place + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(ReadError):
        read_zip(bytes(data), lambda _name: True)
    with pytest.raises(ReadError):
        list(zip_pieces(io.BytesIO(data), "a"))


def test_every_cut_of_a_zip_file_is_refused_or_read() -> None:
    data = packed([("a.xml", b"<a/>"), ("b.xml", b"<b/>")])
    for end in range(len(data)):
        with pytest.raises(ReadError):
            read_zip(data[:end], lambda _name: True)
