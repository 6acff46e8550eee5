"""The address of a map: a link gives the same view, the button back the one before, and nonsense nothing bad."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.maps.conftest import canvas_spot, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser


#: Milliseconds after which the address tells where one looks.
REST = 900


def state_of(page: Page) -> dict[str, object]:
    """Give all that one can see and set, but the canvas."""
    return {
        "view": page.locator("#views [aria-pressed=true]").all_inner_texts(),
        "lead": page.locator("header").inner_text(),
        "rows": rows(page),
        "on": [box.is_checked() for box in page.locator("#controls input[type=checkbox]").all()],
        "facets": [value for select in page.locator("#facets select").all() if (value := select.input_value())],
        "when": page.locator("#when").inner_text(),
        "panel": page.locator("#panel").inner_text() if page.locator("#panel").is_visible() else "",
        "pins": page.locator("#pinned").inner_text(),
    }


def choose(page: Page, words: str) -> None:
    page.get_by_label("Zoeken").fill(words)
    page.get_by_label("Zoeken").press("Enter")


def act_view(page: Page) -> None:
    page.get_by_role("button", name="Scholen", exact=True).click()


def act_choose(page: Page) -> None:
    choose(page, "pauzes")


def act_legend(page: Page) -> None:
    page.get_by_label(re.compile("^open")).uncheck()


def act_kind(page: Page) -> None:
    page.get_by_label(re.compile("^publicatie")).check()


def act_loose(page: Page) -> None:
    act_kind(page)
    page.get_by_label(re.compile("^open")).uncheck()
    page.get_by_label("ook wat los staat").check()


def act_facet(page: Page) -> None:
    page.get_by_text("Meer filters").click()
    page.get_by_label("School", exact=True).select_option(index=2)


def act_day(page: Page) -> None:
    page.get_by_label("Stand na bijeenkomst").press("Home")


def act_pin(page: Page) -> None:
    choose(page, "licentie")
    page.get_by_role("button", name="Vastzetten").click()


def act_focus(page: Page) -> None:
    choose(page, "dashboard op")
    page.get_by_role("button", name="Alleen dit").click()
    page.get_by_label("Hoe ver").select_option(index=1)


def act_path(page: Page) -> None:
    choose(page, "stilte")
    page.get_by_role("button", name="Weg naar…").click()
    choose(page, "schermen overzicht")


def act_group(page: Page) -> None:
    page.get_by_role("button", name="Bruggen", exact=True).click()
    page.locator("#rows").get_by_role("button", name="roosters").click()


def act_english(page: Page) -> None:
    page.get_by_role("button", name="English").click()


ACTS = [act_view, act_choose, act_legend, act_kind, act_loose, act_facet, act_day, act_pin, act_focus, act_path, act_group, act_english]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=[act.__name__[4:] for act in ACTS])
def test_a_link_gives_the_same_view(map_page: Page, act: Callable[[Page], None]) -> None:
    act(map_page)
    before = state_of(map_page)
    map_page.wait_for_timeout(REST)
    other = map_page.context.new_page()
    other.goto(map_page.url)
    other.wait_for_selector("#map canvas")
    assert state_of(other) == before
    assert other.url == map_page.url


@pytest.mark.parametrize("act", ACTS[:-1], ids=[act.__name__[4:] for act in ACTS[:-1]])
def test_the_button_back_undoes_step_by_step(map_page: Page, act: Callable[[Page], None]) -> None:
    """And the button forward does it again."""
    choose(map_page, "toets papier")
    first = state_of(map_page)
    map_page.keyboard.press("Escape")
    calm = state_of(map_page)
    act(map_page)
    after = state_of(map_page)
    steps = 0
    while state_of(map_page) != calm:
        map_page.go_back()
        steps += 1
        assert steps < 6
    map_page.go_back()
    assert state_of(map_page) == first
    for _ in range(steps + 1):
        map_page.go_forward()
    assert state_of(map_page) == after


def test_the_place_of_the_camera_is_kept(map_page: Page, tmp_path: Path) -> None:
    """Only once somebody moved it; and the whole map is one button away."""
    assert "at=" not in map_page.url
    map_page.get_by_role("button", name="Vergroten").click()
    map_page.wait_for_url(re.compile("at="))
    address, (x, y) = map_page.url, canvas_spot(map_page, tmp_path, "roosters")
    map_page.reload()
    map_page.wait_for_timeout(REST)
    assert map_page.url == address
    assert canvas_spot(map_page, tmp_path, "roosters") == pytest.approx((x, y), abs=3)


HOSTILE = [
    pytest.param("#view=__proto__", id="prototype"),
    pytest.param("#view=constructor&lang=__proto__&theme=toString", id="names of every object"),
    pytest.param("#__proto__=1&constructor=2&hasOwnProperty=3", id="keys of every object"),
    pytest.param("#node=<script>window.ran=1</script>", id="a script"),
    pytest.param("#view=focus&focus=javascript:window.ran=1", id="a script as an address"),
    pytest.param("#node=%E0%A4%A&theme=%&pin=%zz,%&path=%u,%u&open=%", id="broken escapes"),
    pytest.param("#type=%E0%A4%A&sector=<img src=x onerror=window.ran=1>&grade=__proto__", id="values of filters"),
    pytest.param("#at=NaN,Infinity,0", id="no place"),
    pytest.param("#at=1e300,1e300,1e300", id="far away"),
    pytest.param("#at=0,0,0", id="infinitely small"),
    pytest.param("#at=0,0,-3", id="behind the eye"),
    pytest.param("#depth=99999999&view=focus&focus=q1", id="very deep"),
    pytest.param("#depth=1.5&view=focus&focus=q1", id="half a step"),
    pytest.param("#until=9999-99-99", id="no day"),
    pytest.param("#on=question-open,__proto__,nonsense", id="looks that are none"),
    pytest.param("#on=", id="no look"),
    pytest.param("#theme=q1&school=q1&meeting=q1", id="what is no theme"),
    pytest.param("#view=bridges&group=9.q1&node=q1", id="no group"),
    pytest.param("#view=evidence&node=t1&pin=t1,m1", id="what a view does not show"),
    pytest.param("#path=q1", id="half a path"),
    pytest.param("#path=q1,q1", id="a path to itself"),
    pytest.param("#=&&&==&view", id="only signs"),
    pytest.param("#" + "view=overview&node=q1&" * 4500, id="100 kB of keys"),
    pytest.param("#open=" + "1.q1," * 20000, id="100 kB of groups"),
    pytest.param("#pin=" + "q1,%00," * 15000, id="100 kB of pins"),
    pytest.param("#" + "A" * 100_000, id="100 kB of nothing"),
]


@pytest.mark.parametrize("at", HOSTILE)
def test_nonsense_gives_a_map(visit: Callable[..., Seen], table_page: bytes, at: str) -> None:
    """One that works; nothing runs, nothing loads, nothing breaks; also when it comes while one looks."""
    seen = visit(table_page, at=at)
    page = seen.page
    assert page.locator("#visible").inner_text() != ""
    assert page.evaluate("window.ran") is None
    page.evaluate("() => { location.hash = '' }")
    page.evaluate("at => { location.hash = at }", at[:20_000])
    page.wait_for_timeout(50)
    page.get_by_role("button", name="Beginbeeld").click()
    page.get_by_role("button", name="Overzicht", exact=True).click()
    page.get_by_role("button", name="Beginbeeld").click()
    assert len(rows(page)) == 15
    assert seen.trouble == []
