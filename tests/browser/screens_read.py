"""The reader: arrows of the claim in focus, the other claims of its event, what can be copied, two scripts in one text."""

import json
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

LAVROV = "/search?q=Lavrov"


def sample_article(open_page, **options):
    page = open_page(LAVROV, **options)
    page.click("#search .act a")
    page.wait_for_load_state("networkidle")
    return page


def crafted_article(open_page, crafted, title, **options):
    items = json.load(urlopen(f"{crafted}/documents.json"))["data"]["items"]
    return open_page(f"/documents/{next(i['id'] for i in items if i['title'] == title)}", at=crafted, **options)


def test_arrows_lead_from_actor_to_act_to_recipient_of_the_claim_in_focus_alone(open_page):
    page = sample_article(open_page)
    assert page.locator(".arrows").count() == 0
    page.focus(".card >> nth=0")  # Russia → CONSULT → China: "Chinese President … received Russian Foreign Minister …"
    ends = "(role) => [...document.querySelectorAll(`.arrows .arrow.${role}`)].map((a) => { const n = a.getTotalLength(); return [a.getPointAtLength(0).x, a.getPointAtLength(n).x]; })"
    act = page.locator(".m.ev.on >> nth=0").bounding_box()
    left = page.locator(".prose >> nth=0").bounding_box()["x"]
    inside = lambda x: act["x"] - left <= x <= act["x"] - left + act["width"]  # noqa: E731
    (actor,), (recipient,) = page.evaluate(ends, "actor"), page.evaluate(ends, "recipient")
    assert inside(actor[1]) and actor[0] > actor[1]  # who acts stands after the verb
    assert inside(recipient[0]) and recipient[1] < recipient[0]
    page.focus(".card >> nth=1")
    expect(page.locator(".arrows")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".arrows").count() == 0


def test_both_ends_of_a_mutual_act_have_a_head(open_page, crafted):
    page = crafted_article(open_page, crafted, "A treaty")
    page.hover(".card")
    assert page.locator(".arrow.actor").count() == 2 and page.locator(".head.actor").count() == 4
    page.hover("h1")
    assert page.locator(".arrows").count() == 0


def test_a_card_leads_to_the_claims_of_the_same_event_beside_it(open_page):
    page = sample_article(open_page)
    down = page.locator(".card .beside:has-text('↓') >> nth=0")
    first = down.evaluate("(a) => a.closest('.card').id")
    down.press("Enter")
    there = page.evaluate("document.activeElement.id")
    assert there != first and page.locator(".card.on").get_attribute("id") == there
    page.press(f"#{there} .beside:has-text('↑')", "Enter")
    assert page.evaluate("document.activeElement.id") == first
    events = [page.get_attribute(f"#{c} a[href^='/events/']", "href") for c in (first, there)]
    assert events[0] == events[1]


def test_a_claim_is_copied_as_json_and_as_web_annotation(open_page):
    page = sample_article(open_page, permissions=["clipboard-read", "clipboard-write"])
    id = page.get_attribute(".card >> nth=0", "id").removeprefix("claim-")
    page.click(".card >> nth=0 >> button:has-text('JSON')")
    expect(page.locator(".card >> nth=0 >> button:has-text('copied')")).to_have_count(1)
    claim = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert claim["id"] == id and claim["event_type"] == "CONSULT" and claim["evidence"]
    page.click(".card >> nth=0 >> button:has-text('annotation')")
    page.wait_for_function("navigator.clipboard.readText().then((t) => t.includes('TextQuoteSelector'))")
    annotation = json.loads(page.evaluate("navigator.clipboard.readText()"))
    text = json.load(urlopen(page.url.split("#")[0] + ".json"))["data"]["document"]["text"]
    assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld" and annotation["id"].endswith(id)
    assert len(annotation["target"]) == len(claim["evidence"])
    for target in annotation["target"]:
        quote, place = target["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"]) and text[place["end"] :].startswith(quote["suffix"])


def test_each_paragraph_reads_from_the_side_of_most_of_its_letters(open_page, crafted):
    page = crafted_article(open_page, crafted, "فرنسا تدين الانقلاب")
    direction = "(e) => getComputedStyle(e).direction"
    assert page.locator(".prose").evaluate(direction) == page.locator("h1").evaluate(direction) == "rtl"
    text = "(e) => { const r = document.createRange(); r.selectNodeContents(e); return [r.getBoundingClientRect().right, e.getBoundingClientRect().right]; }"
    written, room = page.locator(".prose").evaluate(text)
    assert abs(written - room) < 2  # it begins at the right edge
    assert "the language looks like 'ar'" in page.inner_text(".empty") and page.locator("#skipped").count() == 0
    mixed = crafted_article(open_page, crafted, "Iran (إيران) expels envoy")
    assert [p.evaluate(direction) for p in mixed.locator(".prose").all()] == ["ltr", "ltr"]  # the second begins with an Arabic word
    assert "Iran (إيران) expelled the German ambassador on Monday." in mixed.locator(".prose").first.text_content()
    mixed.focus(".card >> nth=1")
    assert mixed.locator(".prose >> nth=1").locator(".arrows .arrow").count() == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_arrows_stay_within_the_article(open_page, width):
    page = sample_article(open_page, width=width)
    for n in range(5):
        page.focus(f".card >> nth={n}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
