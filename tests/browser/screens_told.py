"""What came since the last visit, where keys lead, a pair's picture and numbers, where reports differ, citations, and counts of what is not shown."""

import json
import re
import shutil
from hashlib import sha256
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from comity import Document, Record, Settings
from served import start_server


def asked(address, path):
    return json.load(urlopen(address + path))


def test_what_came_since_the_last_visit_is_told_until_the_visit_ends(browser, folder, tmp_path):
    grown = shutil.copytree(folder, tmp_path / "record")
    process, address = start_server(grown)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        assert page.inner_text("#start-changes h2") == "What came last"  # nobody was here before
        text = "Brazil expelled the ambassador of Chile on Monday."
        Record(grown, Settings(model=False)).add([Document(text, "2024-05-01", title="Envoy expelled")])
        for _ in range(20):
            if asked(address, "/index.json")["version"] > 1 and asked(address, "/changes.json?since=v1")["data"]["new"]:
                break
            page.wait_for_timeout(500)
        for _ in range(2):  # also when the page is opened again
            page.evaluate("sessionStorage.length")
            other = context.new_page()  # a new session of the same browser
            other.goto(address, wait_until="networkidle")
            if other.inner_text("#start-changes h2") == "Since your last visit":
                break
        told = other.inner_text("#start-changes")
        assert "1 new article, with 1 claim" in told and "Brazil reduced relations with Chile" in told
        other.reload(wait_until="networkidle")
        assert "1 new article" in other.inner_text("#start-changes")
        again = context.new_page()
        again.goto(address, wait_until="networkidle")
        assert "Nothing new" in again.inner_text("#start-changes")
    process.terminate()
    process.communicate(timeout=20)


@pytest.mark.parametrize(
    ("key", "there"),
    [("s", "/"), ("d", "/documents"), ("e", "/explore"), ("n", "/network"), ("q", "/quality"), ("c", "/codebook"), ("w", "/changes"), ("o", "/sources"),
     ("r", "/runs"), ("f", "/failures")],
)  # fmt: skip
def test_g_and_a_letter_go_to_a_screen_that_the_list_of_keys_names(open_page, key, there):
    page = open_page("/search?q=Iran")
    row = page.locator(f"#keys tr:has([data-go='{key}'])")
    assert [k.text_content() for k in row.locator("kbd").all()] == ["g", key]
    page.keyboard.press("g")
    page.keyboard.press(key)
    page.wait_for_url(re.compile(rf"^https?://[^/]+{there}$"))


def test_going_keeps_the_time_that_is_asked_of(open_page):
    page = open_page("/explore?as_of=v1")
    for key, there in (("d", "/documents?as_of=v1"), ("r", "/runs")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**{there}")


def test_n_and_p_step_through_claims_and_can_be_switched_off(open_page):
    page = open_page("/search?q=Lavrov")
    page.click("#search .act a")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    number = "Number(document.activeElement.dataset.claim)"
    for key, at in (("n", 1), ("n", 2), ("n", 3), ("p", 2), ("p", 1), ("p", 1)):
        page.keyboard.press(key)
        assert page.evaluate(number) == at
    page.click("#keys-open")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.focus(".card >> nth=1")
    page.keyboard.press("n")
    assert page.evaluate(number) == 2


def test_a_pair_is_drawn_with_bands_ticks_and_hatch(open_page, crafted):
    page = open_page("/dyads/BRA/CHL", at=crafted)
    months = asked(crafted, "/dyads/BRA/CHL.json")["data"]["months"]
    missing = [m for m in months if m["n"] is None]
    assert missing and {m["period"][:7] for m in missing} == {"2024-03", "2024-04"}
    hatched = page.locator("[data-mirror] rect[fill='url(#hatch)'], [data-mirror] g[fill='url(#hatch)'] rect")
    assert hatched.count() == len(missing)
    line = page.locator("#hatch line")
    assert line.evaluate("(e) => getComputedStyle(e).stroke") != page.locator("figure.chart").first.evaluate(
        "(e) => getComputedStyle(e).backgroundColor"
    )
    bands = page.locator("[data-mirror] g[fill-opacity='0.13'] path")
    assert bands.count() >= 4  # both kinds on both sides, cut where months are missing
    heights = [b["height"] for b in (p.bounding_box() for p in bands.all())]
    assert min(heights) > 20  # of no act, too, the interval is not nothing
    ticks = [page.locator(f"[data-mirror] .tick-{kind} path").count() for kind in ("cooperation", "conflict")]
    deeds = [sum(bool(m[f"material_{kind}"]) for m in months) for kind in ("cooperation", "conflict")]
    assert ticks == deeds and sum(deeds) == 2
    dashed = page.locator("[data-mirror] g[stroke-dasharray]").count()
    assert dashed == 1


def test_every_number_of_a_pair_opens_into_as_many_rows(open_page, crafted):
    page = open_page("/dyads/BRA/CHL", at=crafted)
    links = page.locator(".say a, #dyad-mix td a").evaluate_all("(all) => all.map((a) => [a.textContent, a.getAttribute('href')])")
    assert len(links) >= 11
    for told, there in links:
        assert int(re.match(r"\d+", told)[0]) == asked(crafted, there.replace("/explore?", "/explore.json?"))["total"], there
    assert any("quad=2%2C4" in there for _, there in links)


def test_the_year_before_opens_too(open_page, server):
    page = open_page("/dyads/IRN/USA")
    before = page.locator(".say:has-text('in the year before') a").evaluate_all(
        "(all) => all.map((a) => [a.textContent, a.getAttribute('href')])"
    )
    assert before
    told, there = before[-1]
    (first, last), (_, end) = (re.search(r"date=(\d{4}-\d\d)\.\.(\d{4}-\d\d)", h).groups() for h in (there, before[0][1]))
    assert first <= last < end
    assert int(re.match(r"\d+", told)[0]) <= asked(server, there.replace("/explore?", "/explore.json?"))["total"]


def test_kinds_of_acts_differ_in_weave_as_well_as_in_colour(open_page):
    page = open_page("/dyads/CHN/RUS")
    assert re.fullmatch(r"\d{4}, quarter [1-4]", page.inner_text("#dyad-mix tbody th >> nth=0"))
    fills = page.locator("#dyad-mix .swatch").evaluate_all(
        "(all) => all.map((s) => [...s.querySelectorAll('rect')].map((r) => getComputedStyle(r).fill))"
    )
    assert len({f[0] for f in fills}) == 4  # four colours
    assert [f[1:] for f in fills] == [[], ['url("#mix1")'], ['url("#mix3")'], ['url("#mix4")']]
    numbers = page.locator("#dyad-mix tbody tr >> nth=0").locator("td[data-label]").all_inner_texts()
    width = sum(
        float(w)
        for w in page.locator("#dyad-mix .mix >> nth=0")
        .locator("rect:not(.weave)")
        .evaluate_all("(all) => all.map((r) => r.getAttribute('width'))")
    )
    assert width == pytest.approx(128) and any(int(n) for n in numbers)


def test_where_reports_differ_each_value_has_its_publishers(open_page, crafted):
    event = next(e for e in asked(crafted, "/explore.json?level=event")["data"]["items"] if e["n_reports"] == 3)
    page = open_page(f"/events/{event['id']}", at=crafted)
    rows = [row.locator("td").all_inner_texts() for row in page.locator("#contradictions tbody tr").all()]
    assert rows == [["alleged", "one.example"], ["denied", "three.example"], ["happened", "two.example"]]
    assert page.locator("#contradictions tbody th").all_inner_texts() == ["status"]
    page.click("#contradictions a:has-text('three.example')")
    page.wait_for_load_state("networkidle")
    assert "denied" in page.inner_text(".card:target")


def test_a_citation_names_run_and_hash_and_is_copied(open_page, crafted):
    event = asked(crafted, "/explore.json?level=event")["data"]["items"][0]["id"]
    told = asked(crafted, f"/events/{event}.json")["data"]
    run = asked(crafted, "/runs.json")["data"]["rows"][0]
    page = open_page(f"/events/{event}", at=crafted, permissions=["clipboard-read", "clipboard-write"])
    page.click("#cite button")
    expect(page.locator("#cite button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    whole = sha256(json.dumps(told["event"], sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    assert told["citation"]["hash"] == whole
    (brought,) = told["citation"]["runs"]
    for part in (event, whole[:16], brought["id"], brought["settings"], f"Comity {run['comity']}", f"{crafted}/events/{event}"):
        assert part in copied


def test_lists_tell_how_much_they_leave_out(open_page, server):
    for path, level in (
        ("/explore?level=event&limit=3", "event"),
        ("/explore?limit=5", "claim"),
        ("/explore?level=report&limit=2", "report"),
    ):
        total = asked(server, path.replace("?", ".json?"))["total"]
        page = open_page(path)
        shown = page.locator("#list .act").count()
        assert page.inner_text("#list > .shown") == f"{shown} of {total} shown" and shown < total, level
    page = open_page("/explore?level=event&actor=IRN")
    some, of = re.match(r"(\d+) events? of (\d+)", page.inner_text("h1")).groups()
    assert int(some) < int(of) == asked(server, "/explore.json?level=event")["total"]
    page = open_page("/documents?limit=4")
    assert page.inner_text(".shown") == f"4 of {asked(server, '/documents.json')['total']} shown"
    page = open_page("/documents?publisher=English Wikinews")
    assert re.match(r"\d+ articles of \d+", page.inner_text("h1"))
    page = open_page("/actors/RUS")
    did = asked(server, "/explore.json?actor=RUS")["total"]
    assert f"15 of {did} shown" in page.locator("section:has(#does-h) .shown").inner_text()
    page = open_page("/search?q=actor:RUS&limit=5")
    assert page.inner_text(".shown") == f"5 of {did} shown"
