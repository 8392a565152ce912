"""Names that are markup: shown as they are written, on every screen that shows them, and never run."""

import json
from dataclasses import replace
from urllib.request import urlopen

import pytest

from comity import Coder, Document, Record, Settings
from comity.record.intake import begin, take_codings
from comity.record.lake import Lake
from comity.record.place import place_of
from served import start_server

NAME = "<script>window.hurt=1</script><svg onload=window.hurt=2><img src=x onerror=window.hurt=3>\"' Front"
TEXT = f"NATO threatened Iran on Monday. Iran expelled the German ambassador on Monday after {NAME} protested."
BAD = "document.querySelectorAll('script:not([src]), img, svg[onload], [onerror], [onload]').length"


@pytest.fixture(scope="module")
def harmful(tmp_path_factory):
    """The address of a record whose only organisation bears the name, in every field that has names."""
    settings, folder = Settings(model=False), tmp_path_factory.mktemp("harm") / "record"
    Record(folder, settings)
    coder = Coder(settings)

    def named(person):
        return replace(person, id=f"igo:{NAME}", code="IGO", name=NAME, text=NAME) if person.id == "igo:NATO" else person

    def harmed(day):
        coding = coder.code_document(Document(TEXT, day, title=NAME, site=NAME, url=f"https://example.org/{day}"))
        claims = [replace(c, actor=tuple(map(named, c.actor)), recipient=tuple(map(named, c.recipient))) for c in coding.claims]
        assert any(p.name == NAME for c in claims for p in c.actor)
        return replace(coding, claims=tuple(replace(c, status="happened", attributed_to=c.actor[0]) for c in claims))

    lake = Lake(place_of(folder), Record(folder, settings)._lake.connection)
    take_codings(lake, [harmed(f"2024-05-{day:02}") for day in range(6, 28, 3)], "full", begin(settings))
    process, address = start_server(folder)
    yield address
    process.terminate()
    process.communicate(timeout=20)


def test_a_name_that_is_markup_is_only_shown(open_page, harmful):
    explore = json.load(urlopen(f"{harmful}/explore.json?recipient=IRN"))["data"]["items"][0]
    event = json.load(urlopen(f"{harmful}/explore.json?level=event&recipient=IRN"))["data"]["items"][0]["id"]
    showing = (
        "/explore", "/explore?level=event", "/explore?level=report", "/search?q=threatened", "/search?q=target:IRN", "/actors/IRN", "/network?window=30",
        f"/documents/{explore['document_id']}", f"/documents/{explore['document_id']}/why/1", f"/events/{event}", "/changes?since=v0", "/documents", "/sources",
        "/dyads/DEU/IRN", "/jump?q=front",
    )  # fmt: skip
    for path in showing:
        page = open_page(path, at=harmful, bypass_csp=True)  # not even where the policy for content would let it
        page.wait_for_timeout(150)
        assert "window.hurt" in page.text_content("main"), path
        assert page.evaluate("window.hurt") is None and page.evaluate(BAD) == 0, path
        page.context.close()
    page = open_page("/explore", at=harmful, bypass_csp=True)
    page.keyboard.press("/")
    page.keyboard.type("<script>")
    page.wait_for_selector("#palette-goals li")
    assert "<script>" in page.inner_text("#palette-goals") and page.evaluate(BAD) == 0
