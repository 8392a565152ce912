"""The HTTP API: every page in three forms, one shape of error, pages by cursor, and nothing it cannot be asked breaks it."""

import csv
import html
import io
import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

PATHS = (
    "/",
    "/documents",
    "/explore",
    "/explore?level=event",
    "/explore?level=report",
    "/search?q=Iran",
    "/jump?q=ira",
    "/changes",
    "/changes?since=v1",
    "/changes?since=2000-01-01",
    "/network",
    "/network/dates",
    "/sources",
    "/runs",
    "/failures",
    "/quality",
    "/codebook",
)
HTML = {"accept": "text/html"}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def twin(path, form):
    address, question, rest = path.partition("?")
    return ("/index" if address == "/" else address) + f".{form}{question}{rest}"


def test_nothing_that_is_asked_breaks_the_server(client):
    schema = schemathesis.openapi.from_asgi("/openapi.json", client.app, headers={"host": "testserver"})
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
        def ask(case):
            response = case.call(headers={"host": "testserver"})
            case.validate_response(response, checks=CHECKS)

        ask()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_also_json_and_csv(client, path):
    page, data, table = client.get(path, headers=HTML), client.get(twin(path, "json")), client.get(twin(path, "csv"))
    assert (page.status_code, data.status_code, table.status_code) == (200, 200, 200)
    assert page.headers["content-type"].startswith("text/html") and twin(path, "json") in page.text.replace("&amp;", "&")
    assert {"data", "next_url", "version"} <= set(data.json())
    header, *rows = csv.reader(io.StringIO(table.text))
    assert header and all(len(row) == len(header) for row in rows)


def test_an_article_an_event_and_why_are_also_json_and_csv(client, ids):
    for path in (f"/documents/{ids['document']}", f"/events/{ids['event']}"):
        assert (
            client.get(path, headers=HTML).status_code
            == client.get(path + ".json").status_code
            == client.get(path + ".csv").status_code
            == 200
        )
    told = client.get(f"/documents/{ids['document']}.json").json()["data"]
    (claim, *_), text = told["claims"], told["document"]["text"]
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in claim["evidence"])
    quote = told["annotations"][0]["target"][0]["selector"][0]["exact"]
    assert quote in text
    why = client.get(f"/documents/{ids['document']}/why/{claim['sentence'] + 1}.json").json()["data"]
    assert any(r["kept"] for r in why["readings"]) and why["parse"]


def test_changes_are_refused_for_what_is_no_time(client):
    answer = client.get("/changes.json?since=yesterday")
    assert answer.status_code == 400 and "since is 'yesterday'" in answer.json()["error"]["message"]


def test_a_search_tells_how_many_claims_there_are_beyond_its_page(client):
    told = client.get("/search.json?q=actor:IRN&limit=1").json()
    assert told["total"] == client.get("/explore.json?actor=IRN").json()["total"] > 1 and told["truncated"]


def test_front_matter_is_not_shown_as_text_of_the_article(client):
    articles = [d for d in client.get("/documents.json?limit=50").json()["data"]["items"] if str(d["source"]).endswith(".md")]
    assert len(articles) > 3
    for article in articles:
        told = client.get(f"/documents/{article['id']}.json").json()["data"]["document"]["text"]
        shown = re.findall(r'class="prose">(.*?)</p>', client.get(f"/documents/{article['id']}", headers=HTML).text, re.DOTALL)
        assert told.startswith("---")
        assert shown and not any("title:" in p or "---" in p for p in shown)
        first = html.unescape(re.sub(r"<[^>]+>", "", shown[0]))
        assert told.partition("\n---\n")[2].lstrip().startswith(first)


def test_pages_by_cursor_give_everything_once(client):
    seen, url = [], "/explore.json?limit=7"
    while url:
        answer = client.get(url).json()
        assert answer["truncated"] == (answer["next_url"] is not None)
        seen += [item["id"] for item in answer["data"]["items"]]
        url = answer["next_url"]
    assert len(seen) == len(set(seen)) == answer["total"]
    table = list(csv.DictReader(io.StringIO(client.get("/explore.csv").text)))
    assert {row["id"] for row in table} == set(seen)


@pytest.mark.parametrize("level", ["report", "event"])
def test_levels_page_too(client, level):
    seen, url = [], f"/explore.json?limit=5&level={level}"
    while url:
        answer = client.get(url).json()
        seen += [item["id"] for item in answer["data"]["items"]]
        url = answer["next_url"]
    assert len(seen) == len(set(seen)) == answer["total"] > 5


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/explore.json?actor=Atlantis", 400, "no actor known"), ("/explore.json?limit=0", 422, "limit"), ("/explore.json?limit=x", 422, "limit"),
        ("/explore.json?limit=99999999999999999999", 422, "limit"), ("/explore.json?cursor=zz", 400, "cursor"), ("/explore.json?colour=red", 400, "colour"),
        ("/explore.json?date=2024-13", 400, "period"), ("/explore.json?as_of=yesterday", 400, "as_of"), ("/explore.json?background=perhaps", 400, "background"),
        ("/explore.json?level=planet", 400, "level"), ("/explore.json?clock=noon", 400, "clock"), ("/documents/none.json", 404, "no article"),
        ("/events/none.json", 404, "no event"), ("/nowhere.json", 404, "nothing at"), ("/search.json?q=shade:red", 400, "no field"),
        ("/search.json?q=actor:", 400, "no value"), ("/explore.json?text=" + "x" * 400, 422, "text"), ("/search.json?q=%22", 400, "nothing to look for"),
        ("/dyads/CHN/CHN.json", 400, "same party"), ("/dyads/CHN/Atlantis.json", 400, "no actor known"), ("/actors/Atlantis.json", 400, "no actor known"),
        ("/network.json?date=2024-99-01", 400, "date"), ("/network.json?window=0", 422, "window"), ("/explore.json?quad=9", 400, "quad"), ("/explore.json?min_origins=-1", 400, "min_origins"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_one_shape(client, path, status, told):
    answer = client.get(path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"status", "code", "message"} and error["status"] == status and told in error["message"]


def test_an_error_is_a_page_for_a_browser(client):
    answer = client.get("/explore?actor=Atlantis", headers=HTML)
    assert answer.status_code == 400 and "no actor known" in answer.text and "<h1>" in answer.text


def test_an_unchanged_answer_is_not_sent_twice(client):
    first = client.get("/explore.json")
    again = client.get("/explore.json", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get("/explore.json?actor=IRN", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_past_can_be_asked(client):
    now, then = (client.get(f"/explore.json?{q}").json()["total"] for q in ("", "as_of=v1"))
    assert 0 < then < now
    assert client.get("/explore.json?as_of=1999-01-01").json()["total"] == 0
    assert "what was known as of" in client.get("/explore?as_of=v1", headers=HTML).text


def test_the_box_codes_a_text_and_keeps_nothing(client):
    before = client.get("/index.json").json()["version"]
    answer = client.post("/api/code", json={"text": "Iran expelled the German ambassador.", "published": "2023-08-01"})
    (claim,) = answer.json()["data"]["claims"]
    assert (claim["event_type"], claim["actor"][0]["code"], claim["recipient"][0]["code"]) == ("SANCTION", "IRN", "DEU")
    page = client.post("/try", data={"text": "Iran expelled the German ambassador.", "published": "2023-08-01"})
    assert "reduced relations with Germany" in page.text
    assert client.get("/index.json").json()["version"] == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": ""}, 422), ({}, 422), ({"text": "x", "mood": "glad"}, 422), ({"text": 3}, 422), ({"text": "A\x00B"}, 400),
        ({"text": "France condemned it.", "published": "2023-02-31"}, 400), ({"text": "x" * 100_001}, 422),
    ],
)  # fmt: skip
def test_texts_that_cannot_be_coded_are_told(client, body, status):
    answer = client.post("/api/code", json=body)
    assert answer.status_code == status and answer.json()["error"]["status"] == status


def test_a_pair_is_counted_by_month_and_what_is_unknown_stays_unknown(client):
    told = client.get("/dyads/CHN/RUS.json").json()["data"]
    assert told["between"] == ["CHN", "RUS"] and told["silence"] is None
    seen = [m for m in told["months"] if m["articles"]]
    unseen = [m for m in told["months"] if not m["articles"]]
    assert seen and unseen and all(m["n"] is not None for m in seen) and all(m["n"] is None for m in unseen)
    claims = client.get("/explore.json?between=CHN,RUS&status=happened,ongoing&background=false&limit=500").json()["total"]
    assert 0 < sum(m["n"] or 0 for m in told["months"]) <= 2 * claims


def test_a_pair_without_acts_says_why(client):
    told = client.get("/dyads/FRA/MLI.json").json()["data"]
    assert told["months"] == [] and told["silence"]["verdict"] == "not_named"
    assert "No coded acts between them" in client.get("/dyads/FRA/MLI", headers=HTML).text


def test_how_a_party_is_named_is_what_its_claims_say(client):
    told = client.get("/actors/IRN/names.json").json()["data"]["namings"]
    items = client.get("/explore.json?actor=IRN&limit=500").json()["data"]["items"]
    met = client.get("/explore.json?recipient=IRN&limit=500").json()["data"]["items"]
    named = [p for i in items for p in i["actor"]] + [p for i in met for p in i["recipient"]]
    named = [p for p in named if "IRN" in (p["code"], p["id"])]
    assert sum(w["n"] for w in told) == len(named) > 5
    for way in told:
        texts = [" ".join(p["text"].split()) for p in named if p["resolved_by"] == way["way"]]
        assert dict(way["words"]) == {t: texts.count(t) for t in texts}
    page = client.get("/actors/IRN", headers=HTML).text
    assert (
        'data-from="/actors/IRN/names" data-take="names-part"' in page
        and 'id="names-part"' in client.get("/actors/IRN/names", headers=HTML).text
    )
    assert client.get("/actors/IRN?date=2020", headers=HTML).text.count('id="date" name="date" value="2020"') == 1


@pytest.mark.parametrize("part", ["ties", "press", "thirds", "standing", "promises"])
def test_the_parts_of_a_pair_have_three_forms_and_stand_in_its_page(client, part):
    path = f"/dyads/CHN/RUS/{part}"
    page, data, table = (client.get(path + form, headers=HTML) for form in ("", ".json", ".csv"))
    assert (page.status_code, data.status_code, table.status_code) == (200, 200, 200)
    whole = client.get("/dyads/CHN/RUS", headers=HTML).text
    taken = whole[whole.index(f'data-from="{path}"') :].split('data-take="')[1].split('"')[0]
    assert f'id="{taken}"' in page.text
    assert client.get("/dyads/CHN/CHN/" + part + ".json").status_code == 400


def test_ties_stand_with_what_began_them_and_where_they_lie_in_time(client):
    tabled = client.get("/dyads/RUS/UKR/ties.json").json()["data"]["intervals"]
    assert any(i["table"] for i in tabled)
    page = html.unescape(client.get("/dyads/RUS/UKR/ties", headers=HTML).text)
    assert page.count('class="tiebar"') == len(tabled) and all(i["table"] in page for i in tabled if i["table"])
    told = [i for i in tabled if i["begun_by"]]
    assert told and all(f"#claim-{s['claim']}" in page for i in told for s in i["begun_by"])
    assert "No data" in client.get("/dyads/IRN/USA/ties", headers=HTML).text


def test_what_no_press_tells_is_no_data(client):
    assert client.get("/dyads/FRA/MLI/press.json").json()["data"] == {"lenses": [], "divergences": []}
    for part in ("press", "thirds"):
        assert "No data" in client.get(f"/dyads/FRA/MLI/{part}", headers=HTML).text
    lenses = client.get("/dyads/CHN/RUS/press.json").json()["data"]["lenses"]
    assert all(lens["share"] is None for lens in lenses if not lens["acts"]) and any(lens["acts"] for lens in lenses)


def test_an_actor_has_partners_on_both_sides(client):
    told = client.get("/actors/IRN.json").json()["data"]
    assert told["name"] == "Iran" and {"USA", "DEU"} <= {p["code"] for p in told["partners"]}
    assert client.get("/actors/Iran", headers=HTML).status_code == 200


def test_the_network_has_signs_and_says_what_is_too_little(client):
    told = client.get("/network.json?window=4000").json()["data"]
    assert told["ties"] and {t["sign"] for t in told["ties"]} <= {-1, 0, 1}
    nothing = client.get("/network.json?date=2021-06-01&window=30").json()["data"]
    assert nothing["ties"] == [] and "longer window" in nothing["quiet"]


def test_silence_is_explained_and_leads_to_its_reasons(client, ids):
    told = client.get(f"/documents/{ids['document']}.json").json()["data"]
    page = client.get(f"/documents/{ids['document']}", headers=HTML).text
    silent = {s["index"] for s in told["sentences"]} - {c["sentence"] for c in told["claims"]}
    assert {s["number"] - 1 for s in told["skipped"]} == silent
    assert all(s["why"] and f"/why/{s['number']}" in page for s in told["skipped"])


def jumped(client, line):
    return [(g["kind"], g["label"], g["url"]) for g in client.get("/jump.json", params={"q": line}).json()["data"]]


def test_letters_lead_to_parties_pairs_events_and_screens(client, ids):
    assert jumped(client, "ira")[0] == ("actor", "Iran", "/actors/IRN")
    assert jumped(client, "IRN")[0] == ("actor", "Iran", "/actors/IRN")
    for line in ("iran france", "Iran, France", "iran and fra", "IRN FRA"):
        assert jumped(client, line)[0] == ("pair", "Iran and France", "/dyads/IRN/FRA")
    assert ("page", "Explore", "/explore") in jumped(client, "expl")
    assert jumped(client, ids["event"])[0][::2] == ("event", f"/events/{ids['event']}")
    assert [kind for kind, *_ in jumped(client, "zzzz & zzzz")] == ["search"]
    assert jumped(client, "iran <b>")[-1] == ("search", "Search for “iran <b>”", "/search?q=iran+%3Cb%3E")
    assert jumped(client, "") == []
    assert "&lt;b&gt;" in client.get("/jump?q=<b>", headers=HTML).text


def test_a_later_look_at_the_record_may_be_jumped_to(client):
    goals = client.get("/jump.json", params={"q": "iran", "as_of": "v1"}).json()["data"]
    assert goals[0]["url"] == "/actors/IRN?as_of=v1"


def test_the_network_has_a_month_for_every_report(client):
    page = client.get("/network", headers=HTML).text
    slider = re.search(r'id="net-month" min="0" max="(\d+)" value="(\d+)"[^>]*data-first="(\d{4}-\d\d)"', page)
    last, at, first = slider.groups()
    assert last == at and int(last) > 6
    year, month = divmod(int(first[:4]) * 12 + int(first[5:]) - 1 + int(last), 12)
    assert client.get("/network.json").json()["data"]["date"].startswith(f"{year}-{month + 1:02}")


def test_a_month_in_which_nothing_was_done_is_told_and_can_be_left(client):
    page = client.get("/network?date=2024-03-31&window=30", headers=HTML)
    assert page.status_code == 200 and "Nothing was done between two parties" in page.text and 'id="net-month"' in page.text
    assert client.get("/network?date=1900-01-01", headers=HTML).status_code == 400


def test_the_part_on_ties_carries_what_is_drawn_with_the_months(client):
    page = client.get("/dyads/DEU/USA/ties", headers=HTML).text
    drawn = json.loads(html.unescape(re.search(r'data-ties="([^"]*)"', page)[1]))
    assert drawn and all(len(tie) == 5 and tie[4] in ("in force", "ended", "lapsed") for tie in drawn)
    assert any(kind == "alliance" and "Germany" in sides for kind, sides, *_ in drawn)


def test_a_question_is_told_as_it_can_be_asked_again(client):
    asked = client.get("/explore.json?actor=IRN").json()["query"]
    assert "date" not in asked and "reported" not in asked
    asked = client.get("/explore.json?date=2020-01..2020-02&reported=2020").json()["query"]
    assert (asked["date"], asked["reported"]) == ("2020-01-01..2020-02-29", "2020-01-01..2020-12-31")
    same = [client.get(f"/explore.json?date={date}").json()["total"] for date in ("2020-01..2020-02", asked["date"])]
    assert same[0] == same[1]


def test_a_field_that_is_none_is_answered_with_those_that_are(client):
    told = client.get("/search.json?q=foo:bar").json()["error"]["message"]
    named = told.partition("expected one of ")[2].partition(", or put")[0].split(", ")
    assert len(named) == len(set(named)) and {"act", "actor", "target", "origin", "in", "date"} <= set(named)
    for name in named:
        assert "is no field" not in client.get("/search.json", params={"q": f"{name}:zz"}).text


def test_who_asks_for_the_head_alone_is_answered(client):
    for path in ("/", "/explore.json", "/static/app.css"):
        assert client.head(path).status_code == 200
    assert client.head("/nowhere").status_code == 404


def test_a_network_counts_claims_or_reports(client):
    claims, reports = (client.get(f"/network.json?window=8000&level={level}").json() for level in ("claim", "report"))
    assert (claims["level"], reports["level"]) == ("claim", "report")
    assert 0 < sum(t["n"] for t in reports["data"]["ties"]) < sum(t["n"] for t in claims["data"]["ties"])
    assert client.get("/network.json?level=event").status_code == 422


def test_partners_are_counted_at_each_level_and_in_each_scheme(client):
    def sums(code="USA", **asked):
        told = client.get(f"/actors/{code}.json", params=asked)
        assert told.status_code == 200
        assert told.json()["level"] == asked.get("level", "claim") and told.json()["query"]["scheme"] == asked.get("scheme", "plover")
        assert client.get(f"/actors/{code}", params=asked, headers=HTML).status_code == 200
        of = ("cooperation_to", "cooperation_from", "conflict_to", "conflict_from")
        return [sum(p[name] for p in told.json()["data"]["partners"]) for name in of]

    claims, reports, events = (sums("RUS", level=level) for level in ("claim", "report", "event"))
    assert claims == sums("RUS") and 0 < sum(reports) < sum(claims) and 0 < sum(events) < sum(claims)
    plover, cameo, phoenix = (sums(scheme=scheme) for scheme in ("plover", "cameo", "phoenix"))
    assert plover == sums() and sum(cameo[2:]) < sum(plover[2:])  # a request is conflict in PLOVER, verbal cooperation in CAMEO
    assert sum(phoenix) < sum(cameo) == sum(plover)  # and of no class in Phoenix
    assert client.get("/actors/USA.json?level=planet").status_code == client.get("/actors/USA.json?scheme=own").status_code == 400


def test_partners_are_the_same_from_arrays_and_from_what_was_known(client):
    version = client.get("/index.json").json()["version"]
    for code in ("USA", "CHN", "IRN", "igo:EU"):
        for asked in ({}, {"level": "report"}, {"scheme": "phoenix"}, {"date": "2019.."}):
            now, then = (client.get(f"/actors/{code}.json", params=asked | more) for more in ({}, {"as_of": f"v{version}"}))
            assert now.json()["data"]["partners"] == then.json()["data"]["partners"] != []


def test_a_standing_is_told_at_each_level_and_in_each_scheme(client):
    path = "/dyads/CHN/RUS/standing"
    told = {level: client.get(f"{path}.json?level={level}").json() for level in ("claim", "report", "event")}
    acts = {level: sum(v["acts"] or 0 for v in t["data"]["levels"]) for level, t in told.items()}
    assert all(t["level"] == t["query"]["level"] == level for level, t in told.items())
    assert 0 < acts["event"] < acts["claim"] and 0 < acts["report"] < acts["claim"]
    assert "13 acts of cooperation" in told["claim"]["data"]["sentence"]
    phoenix = client.get(f"{path}.json?scheme=phoenix").json()  # in which appeals and statements have no class
    assert phoenix["query"]["scheme"] == "phoenix" and "11 acts of cooperation" in phoenix["data"]["sentence"]
    for form in ("", ".csv"):
        assert client.get(f"{path}{form}?level=event&scheme=gdelt", headers=HTML).status_code == 200
    assert client.get(f"{path}.json?level=planet").status_code == client.get(f"{path}.json?scheme=own").status_code == 400


def test_a_press_tells_conflict_in_each_scheme(client):
    plover, cameo = (
        sum(lens["conflict"] for lens in client.get(f"/dyads/CHN/USA/press.json?scheme={scheme}").json()["data"]["lenses"])
        for scheme in ("plover", "cameo")
    )
    assert (plover, cameo) == (1, 0)  # China urged the United States
    assert client.get("/dyads/CHN/USA/press.csv?scheme=cameo").status_code == 200
    assert client.get("/dyads/CHN/USA/press.json?scheme=own").status_code == 400


def test_a_network_keeps_to_quad_classes_of_a_scheme(client):
    def acts(**asked):
        answer = client.get("/network.json", params={"window": 8000, **asked})
        assert answer.status_code == 200
        return sum(t["n"] for t in answer.json()["data"]["ties"])

    assert 0 < acts(quad="4") < acts(quad="3,4") < acts()
    assert acts(quad="4", scheme="phoenix") < acts(quad="4", scheme="plover")
    assert acts(scheme="phoenix") == acts()
    page = client.get("/network?window=8000&quad=4&scheme=gdelt", headers=HTML)
    assert page.status_code == 200 and "<option selected>gdelt" in page.text
    assert client.get("/network.json?scheme=own").status_code == client.get("/network.json?quad=9").status_code == 400


@pytest.mark.parametrize("asked", ["level=claim", "scheme=plover"])
@pytest.mark.parametrize("part", ["promises", "ties"])
def test_what_has_no_classes_or_levels_says_so(client, part, asked):
    answer = client.get(f"/dyads/CHN/USA/{part}.json?{asked}")
    assert answer.status_code == 400 and "expected as_of" in answer.json()["error"]["message"]
    assert client.get(f"/dyads/CHN/USA/press.json?{asked}").status_code == (400 if "level" in asked else 200)


def test_the_numbers_of_a_pair_lead_to_what_they_count(client):
    page = html.unescape(client.get("/dyads/CHN/USA?level=event&scheme=gdelt", headers=HTML).text)
    assert 'data-from="/dyads/CHN/USA/standing?level=event&scheme=gdelt"' in page
    assert 'data-from="/dyads/CHN/USA/press?scheme=gdelt"' in page
    rows = re.findall(r'href="(/explore\?actor=[^"]*)"', page)
    assert any("level=event&scheme=gdelt" in row for row in rows) and client.get(rows[0], headers=HTML).status_code == 200


def test_a_day_of_an_event_tells_each_status_once(client):
    events = client.get("/explore.json?level=event&limit=500").json()["data"]["items"]
    event = max(events, key=lambda e: len(e["history"]))
    days = [step["since"] for step in event["history"]]
    assert len(days) > len(set(days))  # several reports of one day differ
    shown = re.search(r'id="ladder">(.*?)</ol>', client.get(f"/events/{event['id']}", headers=HTML).text, re.DOTALL)[1]
    steps = [re.findall(r'class="chip (\w+)"', step) for step in shown.split("<li>")[1:]]
    assert len(steps) == len(set(days)) and all(len(step) == len(set(step)) for step in steps)
    assert steps[-1][-1] == event["status"]
    assert {s for step in steps for s in step} == {s["status"] for s in event["history"]}


def test_what_one_sentence_promises_is_listed_once(client):
    entries = client.get("/dyads/CHN/RUS/promises.json").json()["data"]["entries"]
    assert [(e["event_type"], e["mode"]) for e in entries] == [("CONSULT", "visit"), ("CONSULT", None)]
    assert len({e["said_in"][0]["sentence"] for e in entries}) == 1
    page = client.get("/dyads/CHN/RUS/promises", headers=HTML).text
    assert page.count('<li class="act">') == 1 and '<span class="mode">visit</span>' in page


def test_search_finds_and_shows_no_front_matter(client):
    hits = client.get("/search.json?q=Iran").json()["data"]["hits"]
    assert len(hits) > 3 and not any("url:" in h["snippet"] or "licence" in h["snippet"] for h in hits)
    assert client.get("/search.json?q=licence").json()["data"]["hits"] == []


def test_a_party_of_which_nothing_is_told_leads_on(client):
    page = client.get("/actors/MLI", headers=HTML).text
    assert "No claim names Mali" in page and "/sources" in page and "/search?q=%22Mali%22" in page
