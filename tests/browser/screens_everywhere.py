"""Every screen in a real browser: accessible, in both lights, on a phone, without JavaScript, and quick."""

import json
from pathlib import Path
from urllib.request import urlopen

import pytest
from crowded import SMALL

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
FIXED = (
    "/",
    "/documents",
    "/changes",
    "/explore",
    "/explore?actor=IRN&level=event",
    "/search?q=Iran+act:SANCTION",
    "/sources",
    "/runs",
    "/failures",
    "/quality",
    "/codebook",
    "/dyads/CHN/RUS",
    "/dyads/FRA/MLI",
    "/dyads/RUS/UKR/ties",
    "/dyads/CHN/RUS/press",
    "/dyads/CHN/RUS/promises",
    "/actors/IRN",
    "/actors/MLI",
    "/actors/IRN/names",
    "/network?window=4000",
    "/network/dates?window=4000",
)
FIRST_PAGE = 400_000  # bytes that may be sent for it


def paths(server):
    found = json.load(urlopen(f"{server}/explore.json"))["data"]["items"][0]
    event = json.load(urlopen(f"{server}/explore.json?level=event"))["data"]["items"][0]["id"]
    document = f"/documents/{found['document_id']}"
    return [*FIXED, document, f"{document}/why/1", f"/events/{event}"]


def serious(page):
    """What axe-core finds that keeps people out."""
    found = page.evaluate("async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})).violations")
    return [
        f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for n in v["nodes"][:4]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_keeps_anybody_out(open_page, server, scheme):
    told = []
    for path in paths(server):
        page = open_page(path, color_scheme=scheme, bypass_csp=True)
        page.wait_for_timeout(200)
        page.evaluate(AXE)
        told += [f"{path} {v}" for v in serious(page)]
        page.context.close()
    assert not told, "\n".join(told)


def test_every_screen_fits_a_phone(open_page, server):
    for path in paths(server):
        page = open_page(path, width=360, height=740)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        cut = "[...document.querySelectorAll('header nav, .scroll:has(> .stack)')].filter((e) => e.scrollWidth > e.clientWidth).length"
        assert page.evaluate(cut) == 0, path  # neither the menu nor a table of blocks goes on beside the screen
        page.context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_every_target_is_large_enough_or_stands_alone(open_page, server, width):
    told = []
    for path in paths(server):
        page = open_page(path, width=width, height=740)
        told += [f"{path} {line}" for line in page.evaluate(SMALL)]
        page.context.close()
    assert not told, "\n".join(told)
    page = open_page("/failures", width=width, bypass_csp=True)
    page.evaluate(
        "document.querySelector('main').innerHTML = '<button style=\"min-height:0;padding:0\">a</button><button style=\"min-height:0;padding:0\">b</button>'"
    )
    assert len(page.evaluate(SMALL)) == 2


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_nothing_moves_for_whom_motion_troubles(open_page, wish):
    page = open_page("/", reduced_motion=wish)
    page.evaluate(
        "(async () => { const { waiting } = await import('/static/reader.js'); document.querySelector('main').append(waiting()); })()"
    )
    page.wait_for_selector(".waiting")
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0 if wish == "reduce" else moving > 0
    smooth = "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).scrollBehavior === 'smooth' || getComputedStyle(e).transitionDuration !== '0s').length"
    assert wish == "no-preference" or page.evaluate(smooth) == 0


def test_every_screen_reads_without_javascript(open_page, server):
    for path in paths(server):
        page = open_page(path, java_script_enabled=False)
        assert len(page.inner_text("main")) > 10, path
        page.context.close()


def test_the_first_page_is_small_and_quick(open_page, server):
    page = open_page("/")
    sizes = page.evaluate("performance.getEntries().filter(e => e.transferSize !== undefined).reduce((n, e) => n + e.transferSize, 0)")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert 0 < sizes < FIRST_PAGE
    assert painted < 1000


def test_paper_is_light_whatever_the_screen_is(open_page):
    page = open_page("/dyads/CHN/RUS", color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print", color_scheme="dark")
    ink, paper = (page.evaluate(f"getComputedStyle(document.body).{part}") for part in ("color", "backgroundColor"))
    assert paper == "rgb(255, 255, 255)" and max(map(int, ink[4:-1].split(","))) < 80
    assert page.locator("[data-mirror] svg").first.is_visible() and not page.locator("header.top").is_visible()
