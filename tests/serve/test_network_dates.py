"""The network over time: evenly spaced dates, the same ties as the network of each, and what changed since an earlier date."""

import io

import networkx as nx
import pytest

from comity.serve.web.screens.dates import earlier, told

HTML = {"accept": "text/html"}


def test_every_panel_is_the_network_of_its_date(client):
    told = client.get("/network/dates.json").json()["data"]
    assert 1 < len(told["panels"]) <= 6
    for panel in told["panels"]:
        assert panel["ties"] == (
            client.get(f"/network.json?date={panel['date']}").json()["data"]["ties"] if panel["ties"] is not None else None
        )
        if panel["ties"] is None:
            assert "Nothing was done" in client.get(f"/network.json?date={panel['date']}").json()["data"]["quiet"]


def test_the_page_says_no_data_where_there_is_none(client):
    page = client.get("/network/dates", headers=HTML).text
    assert "no data" in page and "From " in page and "friendly ties went from" in page
    quiet = next(p["date"] for p in client.get("/network/dates.json").json()["data"]["panels"] if p["ties"] is None)
    assert "nothing to compare with" in client.get(f"/network/dates?since={quiet}", headers=HTML).text
    assert "no data, not peace" in client.get(f"/network/dates?date={quiet}", headers=HTML).text
    assert "to compare with" in client.get("/network/dates?since=2030-01-01", headers=HTML).text


def test_what_is_compared_is_what_was_asked(client):
    panels = client.get("/network/dates.json").json()["data"]["panels"]
    first = next(p["date"] for p in panels if p["ties"])
    found = client.get(f"/network/dates.json?since={first}").json()["data"]
    assert found["since"] == found["turned"]["start"] == first
    assert client.get("/network/dates.json?window=4000").json()["data"]["since"] == panels[0]["date"]  # before the window there is nothing
    assert client.get("/network/dates.json?since=1990-01-01").status_code == 400
    assert client.get("/network/dates.json?since=soon").status_code == 422
    assert client.get("/network/dates.json?since=2020-19-01").status_code == 400


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_is_also_a_graph_file(client, ending, read):
    question = "?window=4000&level=report"
    answer = client.get(f"/network.{ending}{question}")
    graph = read(io.BytesIO(answer.content))
    ties = client.get(f"/network.json{question}").json()["data"]["ties"]
    assert {frozenset(e) for e in graph.edges} == {frozenset((t["one"], t["two"])) for t in ties} and ties
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')
    assert f"/network.{ending}?window=4000&amp;level=report" in client.get(f"/network{question}", headers=HTML).text
    assert client.get(f"/network.{ending}?colour=red").status_code == 400


@pytest.mark.parametrize(
    ("first", "last", "dates"),
    [
        ("2024-01-10", "2024-03-31", ["2024-01-31", "2024-02-29"]), ("2023-01-01", "2024-04-09", ["2023-01-09", "2023-04-09", "2023-07-09", "2023-10-09", "2024-01-09"]),
        ("2024-04-09", "2024-04-09", []), ("2019-01-13", "2024-04-09", ["2019-04-09", "2020-04-09", "2021-04-09", "2022-04-09", "2023-04-09"]), ("0001-01-01", "0001-02-01", ["0001-01-01"]),
    ],
)  # fmt: skip
def test_dates_lie_evenly_apart(first, last, dates):
    assert earlier(first, last) == dates


def test_signs_are_told_in_words():
    assert told(("CHN", "IRN", "USA"), (1, -1, -1)) == "China and Iran friends, both at odds with United States"
    assert told(("CHN", "IRN", "USA"), (1, -1, 1)) == "Iran a friend of China and of United States, who are at odds"
    signs = [(a, b, c) for a in (1, -1) for b in (1, -1) for c in (1, -1)]
    assert len({told(("CHN", "IRN", "USA"), s) for s in signs}) == 8
