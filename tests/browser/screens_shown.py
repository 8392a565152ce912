"""What the pictures of the screens show, and that they show it by more than colour."""

import json
import shlex
import shutil
import subprocess
import sys
from datetime import datetime
from urllib.request import urlopen

from playwright.sync_api import expect

from served import start_server


def test_the_time_line_tells_classes_by_pattern_and_word(open_page):
    page = open_page("/explore")
    svg = page.locator("#timeline [data-timeline] svg.picture")
    expect(svg).to_have_count(1)
    patterns = {p.get_attribute("id"): p.inner_html() for p in svg.locator("pattern").all()}
    marks = {name: inner.count("<") for name, inner in patterns.items()}
    assert (
        set(patterns) == {"quad-1", "quad-2", "quad-3", "quad-4"}
        and len(set(patterns.values())) == 4
        and marks["quad-2"] < min(n for name, n in marks.items() if name != "quad-2")
    )
    wide = [r for r in svg.locator("rect[data-quad]").all() if float(r.get_attribute("width")) >= 4]
    assert all(r.get_attribute("fill") == f"url(#quad-{r.get_attribute('data-quad')})" for r in wide if r.get_attribute("data-quad") != "0")
    words = page.locator("#timeline [data-timeline] .swatches li").all_inner_texts()
    assert words == ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "not asserted as done"]


def test_lanes_show_what_each_actor_does_and_lead_there(open_page):
    page = open_page("/explore")
    lanes = page.locator("[data-lanes] .lane")
    names = page.locator("[data-lanes] figcaption a").all_inner_texts()
    assert lanes.count() == len(names) > 2
    assert [lane.locator("text").text_content() for lane in lanes.all()] == names
    lanes.first.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**actor=**")
    assert names[0] in page.inner_text(".chosen")


def test_a_scheme_can_be_chosen_and_stays(open_page):
    page = open_page("/explore")
    page.click('[aria-label="Whose classes"] a:has-text("gdelt")')
    page.wait_for_url("**scheme=gdelt**")
    page.click("#facets a:has-text('verbal conflict')")
    page.wait_for_url("**quad=3**")
    assert "scheme=gdelt" in page.url and "verbal conflict" in page.inner_text(".chosen")


def test_the_network_of_several_dates_comes_into_its_page(open_page):
    page = open_page("/network?window=4000")
    page.wait_for_selector("#network-dates .multiples")
    small = page.locator("#network-dates .multiples > div")
    dates = page.locator("#network-dates .twin thead th a").all_text_contents()
    assert [one.locator("p").first.inner_text() for one in small.all()] == dates and len(dates) > 1
    shapes = {"friendly": "rect.quad2", "hostile": "path.quad4", "mixed": "circle.quad0"}
    cells = page.locator("#network-dates .twin tbody td").all_text_contents()
    for word, shape in shapes.items():
        assert 2 * sum(word in c for c in cells) == page.locator(f"#network-dates .multiples {shape}").count()
    assert any("friendly" in c or "hostile" in c for c in cells)
    page.fill("#since", dates_of(dates[0]))
    page.click("#network-dates form button")
    page.wait_for_url("**/network/dates?**since=**")
    assert page.locator(".multiples svg").count() >= 1 and page.input_value("#since") == dates_of(dates[0])


def dates_of(told):
    """ "9 Apr 2024" as 2024-04-09."""
    return datetime.strptime(told, "%d %b %Y").date().isoformat()


def test_an_event_is_split_by_a_copied_command_and_put_together_again(browser, folder, tmp_path):
    own = shutil.copytree(folder, tmp_path / "record")  # the other tests count on the sample as it is
    process, address = start_server(own)
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        events = json.load(urlopen(f"{address}/explore.json?level=event&limit=500"))["data"]["items"]
        event = max(events, key=lambda e: len(e["claims"]))
        assert len(event["claims"]) > 1
        page = context.new_page()
        page.goto(f"{address}/events/{event['id']}")
        page.click("#judging details summary >> nth=0")
        page.click("#judging [data-command] >> nth=0")
        expect(page.locator("#judging [data-told]")).to_contain_text("Copied")
        page.wait_for_timeout(500)
        run(page.evaluate("navigator.clipboard.readText()"))
        page.wait_for_selector("#judging h3:has-text('Judged by hand')", timeout=60_000)
        assert page.locator("#reports-h ~ .origin .act").count() < len(event["claims"])
        while page.locator("#judging h3").count():
            page.click("#judging [data-command][aria-label='copy the command that takes this back'] >> nth=0")
            page.wait_for_timeout(500)
            left = page.locator("#judging h3 + ul > li").count()
            run(page.evaluate("navigator.clipboard.readText()"))
            expect(page.locator("#judging h3 + ul > li")).to_have_count(left - 1, timeout=60_000)
            page.wait_for_selector("#judging-part")
        page.goto(f"{address}/events/{event['id']}")
        assert page.locator("#reports-h ~ .origin .act").count() == len(event["claims"])
    process.terminate()
    process.communicate(timeout=20)


def run(command):
    """A command of a page, by this Comity."""
    program, *words = shlex.split(command)
    assert program == "comity"
    code = "from comity.serve.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, timeout=120)
