"""What people do on the screens: read, ask why, use the keyboard, narrow a question, watch the record grow."""

import re
import shutil
import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from comity import Document, Record, Settings
from served import start_server


def reader(open_page):
    page = open_page("/search?q=Lavrov")
    page.click("#search .act a")
    page.wait_for_selector("#reader .card")
    return page


def test_text_and_cards_light_up_together(open_page):
    page = reader(open_page)
    page.hover(".card >> nth=0")
    assert page.locator(".m.on").count() > 1
    page.hover(".m.ev >> nth=1")
    assert page.locator(".card.on").count() >= 1


def test_why_opens_in_a_drawer_and_gives_the_focus_back(open_page):
    page = reader(open_page)
    page.focus(".card >> nth=0")
    page.keyboard.press("w")
    page.wait_for_selector("#why #why-content", timeout=60_000)
    assert "Readings that were considered" in page.inner_text("#why")
    page.keyboard.press("Escape")
    assert page.is_hidden("#why") and page.evaluate("document.activeElement.className") == "why"


def test_only_facts_hides_the_rest(open_page):
    page = reader(open_page)
    shown = page.locator(".card:visible").count()
    page.check("#only-facts")
    facts = page.locator(".card:visible").count()
    assert 0 < facts < shown
    assert all("notfact" not in c.get_attribute("class") for c in page.locator(".card:visible").all())


def test_a_quote_is_copied_with_its_source(open_page):
    page = open_page("/search?q=Lavrov", permissions=["clipboard-read", "clipboard-write"])
    page.click("#search .act a")
    page.click(".copy button >> nth=0")
    page.wait_for_timeout(200)
    assert re.match(r"“.+” \(.+2024", page.evaluate("navigator.clipboard.readText()"), re.S)


def test_the_keyboard_goes_everywhere_and_can_be_silenced(open_page):
    page = open_page("/explore")
    page.wait_for_selector(".act")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".act.here")).to_have_count(1)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "palette-q"
    page.keyboard.press("Escape")
    assert page.is_hidden("#palette")
    page.locator("body").focus()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_hidden("#keys")
    page.reload()
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert "/explore" in page.url
    page.click("#keys-open")
    page.check("#keys-on")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/codebook")


def test_dragging_over_the_time_line_asks_for_that_time(open_page):
    page = open_page("/explore")
    box = page.locator("#timeline [data-timeline] > svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_url("**date=**")
    assert parse_qs(urlsplit(page.url).query)["date"] == ["2024-04..2024-04"]
    assert "of 67" in page.inner_text("h1") or page.locator(".chosen").count()


def test_facets_narrow_and_widen_the_question(open_page):
    page = open_page("/explore")
    page.click("#facets a:has-text('SANCTION')")
    page.wait_for_url("**type=SANCTION**")
    assert "of" in page.inner_text("h1")
    page.click(".chosen a >> nth=0")
    page.wait_for_url(re.compile(r"/explore(\?(?!.*type).*)?$"))


def test_the_map_leads_to_its_claims(open_page):
    page = open_page("/explore")
    page.locator("#map a:has(.spot)").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**place=**")
    assert page.locator("#list .act").count() >= 1


def test_light_and_dark_are_remembered(open_page):
    page = open_page("/")
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_pasted_text_is_coded(open_page):
    page = open_page("/")
    page.fill("#text", "Iran expelled the German ambassador on Monday.")
    page.fill("#published", "2023-08-01")
    page.click("button.primary")
    page.wait_for_selector(".card", timeout=60_000)
    assert "Iran reduced relations with Germany" in page.inner_text(".card")


def test_what_another_process_adds_shows_within_seconds(browser, folder, tmp_path):
    grown = shutil.copytree(folder, tmp_path / "record")  # the other tests count on the sample alone
    process, address = start_server(grown)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + "/documents")
        assert "Brazil" not in page.inner_text("main")
        Record(grown, Settings(model=False)).add(
            [Document("Brazil expelled the ambassador of Chile on Monday.", "2024-05-01", title="Brazil expels envoy")]
        )
        for _ in range(10):
            time.sleep(1)
            page.reload()
            if "Brazil expels envoy" in page.inner_text("main"):
                break
        assert "Brazil expels envoy" in page.inner_text("main")
    process.terminate()
    process.communicate(timeout=20)


def test_control_k_leads_to_a_party_a_pair_or_the_search(open_page):
    page = open_page("/explore")
    page.keyboard.press("Control+k")
    page.keyboard.type("iran")
    expect(page.locator("#palette-goals li")).not_to_have_count(0)
    expect(page.locator('#palette-goals li[aria-selected="true"]')).to_contain_text("Iran")
    assert page.get_attribute("#palette-q", "aria-activedescendant") == "goal-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/IRN")
    page.keyboard.press("/")
    page.keyboard.type("china russia")
    page.keyboard.press("Enter")  # before the list is there
    page.wait_for_url("**/dyads/CHN/RUS")
    page.keyboard.press("Control+k")
    page.keyboard.type("dam")
    expect(page.locator("#palette-goals li")).not_to_have_count(0)
    page.keyboard.press("ArrowUp")  # from the first to the last: the search
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=dam")


def test_the_network_moves_through_the_months_by_keyboard(open_page):
    page = open_page("/network?window=30")
    page.focus("#net-month")
    last = page.get_attribute("#net-month", "aria-valuetext")
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute("#net-month", "aria-valuetext") == page.inner_text(".slider output") != last
    page.wait_for_url("**date=**", wait_until="networkidle")
    assert page.get_attribute("#net-month", "aria-valuetext") != last
    assert page.locator("#network .empty").count() == 1  # nothing was done in the month before: told, and the slider is still there
    assert page.evaluate("document.activeElement.id") == "net-month"


def test_ties_are_drawn_below_the_months_of_a_pair(open_page):
    page = open_page("/dyads/DEU/USA")
    page.wait_for_selector("#ties-part")
    strip = page.locator("[data-mirror] .tiestrip")
    expect(strip).to_have_count(1)
    assert "alliance" in strip.text_content()
    expect(page.locator("[data-mirror] .swatches")).to_have_count(1)  # the months themselves are drawn once
