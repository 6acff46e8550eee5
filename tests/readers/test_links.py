"""Links in notes."""

import pytest

from kg.readers.links import find_links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "zie [hier](http://example.org/a_(b)).", [("link", "hier", "http://example.org/a_(b)")], id="link"
        ),
        pytest.param('[a](u "titel")', [("link", "a", "u")], id="link with a title"),
        pytest.param("[a](<u>)", [("link", "a", "u")], id="target in angles"),
        pytest.param("[nieuwe publicaties](#)", [("link", "nieuwe publicaties", "#")], id="target that leads nowhere"),
        pytest.param(
            "https://example.org/a?b=c, en",
            [("url", "https://example.org/a?b=c", "https://example.org/a?b=c")],
            id="url",
        ),
        pytest.param(
            "(http://example.org)", [("url", "http://example.org", "http://example.org")], id="url in brackets"
        ),
        pytest.param("<http://example.org>", [("url", "http://example.org", "http://example.org")], id="url in angles"),
        pytest.param("[[Noot 1]] [[a|b]]", [("wiki", "Noot 1", "Noot 1"), ("wiki", "b", "a")], id="wiki links"),
        pytest.param("[@jan2020]", [("citation", "@jan2020", "jan2020")], id="citation"),
        pytest.param(
            "[zie @a:b-1, p. 3; -@c.]",
            [("citation", "@a:b-1", "a:b-1"), ("citation", "@c", "c")],
            id="citations with words around",
        ),
        pytest.param("[[@jan2020]]", [("citation", "@jan2020", "jan2020")], id="citation as Obsidian writes it"),
        pytest.param("[jan@example.org]", [], id="an address is no citation"),
        pytest.param("[a] (b) [] [[]]", [], id="nothing"),
    ],
)
def test_links(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(link.kind, link.span.of(text), link.target) for link in find_links(text)] == expected
