"""Explore: the time line's classes are those of the scheme, its lanes those of the actors, and few old claims do not press it together."""

import html
import json
import re

import pytest

from comity.record.overview import LANES, Moment
from comity.serve.web.screens.explore import early

HTML = {"accept": "text/html"}


def overview(client, question=""):
    return client.get(f"/explore.json?{question}").json()["data"]["overview"]


@pytest.mark.parametrize("as_of", ["", "&as_of=v99"])
def test_classes_are_those_of_the_scheme(client, as_of):
    for scheme in ("plover", "cameo", "gdelt"):
        told = overview(client, f"scheme={scheme}{as_of}")
        facet = dict(told["facets"]["quad"])
        assert facet
        for quad, n in facet.items():
            assert client.get(f"/explore.json?scheme={scheme}&quad={quad}{as_of}").json()["total"] == n
            done = overview(client, f"scheme={scheme}&quad={quad}&status=happened,ongoing&background=false{as_of}")
            drawn = [sum(m["quads"][i] for m in told["moments"]) for i in range(4)]
            assert drawn[int(quad) - 1] == done["claims"] - done["undated"]


def test_a_lane_is_the_time_line_of_its_actor(client):
    told = overview(client)
    assert [lane["actor"] for lane in told["lanes"]] == [actor for actor, _ in told["facets"]["actor"][:LANES]]
    for lane in told["lanes"]:
        own = {m["time"][:7]: 0 for m in lane["moments"]}
        for m in overview(client, f"actor={lane['actor']}")["moments"]:
            own[m["time"][:7]] += sum(m["quads"]) + m["others"]
        drawn = {}
        for m in lane["moments"]:
            drawn[m["time"][:7]] = drawn.get(m["time"][:7], 0) + sum(m["quads"]) + m["others"]
        assert drawn == own


def test_the_page_has_the_lanes_in_words_too(client):
    page = client.get("/explore", headers=HTML).text
    lanes = json.loads(html.unescape(re.search(r'data-lanes="([^"]*)"', page)[1]))
    rows = sum(len(moments) for _, _, moments in lanes)
    table = page[page.index('id="lanes-h"') :].partition("</table>")[0]
    assert table.count('<th scope="row">') == rows > 3
    assert all(client.get(address.replace("/explore", "/explore.json")).status_code == 200 for _, address, _ in lanes)


def test_events_of_then_come_by_pages_too(client):
    now = client.get("/explore.json?level=event&limit=500").json()["data"]["items"]
    for order in ("-reported", "date", "id"):
        seen, url = [], f"/explore.json?level=event&as_of=v2&limit=9&order={order}"
        while url:
            answer = client.get(url).json()
            seen += [item["id"] for item in answer["data"]["items"]]
            url = answer["next_url"]
        assert len(seen) == len(set(seen)) == answer["total"] and set(seen) == {e["id"] for e in now}
    then = client.get("/explore.json?level=event&as_of=v1").json()
    assert 0 < then["total"] < len(now)
    assert client.get(f"/explore.json?level=event&as_of=v1&cursor={answer_cursor(client)}").status_code == 400


def answer_cursor(client):
    """Where a page of today's events begins that is none of the first version's."""
    early = {e["id"] for e in client.get("/explore.json?level=event&as_of=v1&limit=500").json()["data"]["items"]}
    url = "/explore.json?level=event&limit=1&order=-reported"
    while True:
        answer = client.get(url).json()
        if answer["data"]["items"][0]["id"] not in early:
            return answer["next_url"].split("cursor=")[1].split("&")[0]
        url = answer["next_url"]


def test_what_was_known_then_can_be_chosen_where_it_means_something(client):
    for path in ("/", "/explore?level=event", "/documents", "/sources", "/actors/IRN", "/network", "/network/dates", "/dyads/CHN/RUS"):
        page = client.get(path, headers=HTML).text
        form = page[page.index('class="asof"') :].partition("</form>")[0]
        assert 'name="as_of"' in form
        assert ('name="level" value="event"' in form) == ("level=event" in path)
    for path in ("/runs", "/failures"):
        assert 'class="asof"' not in client.get(path, headers=HTML).text
    assert 'value="v1"' in client.get("/explore?as_of=v1", headers=HTML).text


def test_few_old_claims_do_not_press_the_time_line_together():
    def month(time, n):
        return Moment(time, (n, 0, 0, 0), 0)

    late = [month(f"2020-{m:02}", 20) for m in range(1, 13)]
    assert early(()) == ("", 0)
    assert early(late) == ("2020-01", 0)
    assert early([month("1950-03", 2), month("1999-01", 1), *late]) == ("2020-01", 3)
    assert early([month("1950-03", 50), *late]) == ("1950-03", 0)
    assert early([month("2019-12", 1), *late]) == ("2019-12", 0)
