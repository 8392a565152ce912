"""Splitting and merging by hand: the page gives commands that do what it says, and what was judged with the command that takes it back."""

import shlex

import pytest
from fastapi.testclient import TestClient

from comity import Document, Record, Settings
from comity.serve.web.app import create_app
from comity.serve.web.guard import Rules

HTML = {"accept": "text/html"}


@pytest.fixture()
def folder(tmp_path):
    record = Record(tmp_path / "a record", Settings(model=False))
    told = [
        "France condemned the coup in Niger on Monday.",
        "On Monday, France condemned the coup in Niger.",
        "France demanded the release of Niger's president.",
    ]
    record.add([Document(text, "2023-07-31", url=f"http://{n}.example/", site=f"{n}.example") for n, text in enumerate(told)])
    record.work_out_events()
    return record.path


def asked(folder, path):
    with TestClient(create_app(folder, Settings(model=False), Rules(frozenset({"testserver"})))) as client:
        return client.get(path, headers=HTML).text if ".json" not in path else client.get(path).json()["data"]


def events(folder):
    return asked(folder, "/explore.json?level=event&order=id")["items"]


def run(run_comity, command):
    program, *words = shlex.split(command)
    assert program == "comity"
    answer = run_comity(*words)
    assert answer.returncode == 0, answer.stderr


def test_the_commands_of_a_page_split_merge_and_take_back(folder, run_comity):
    before = events(folder)
    event = next(e for e in before if len(e["claims"]) == 2 and e["event_type"] == "ACCUSE")
    path = f"/events/{event['id']}/judging.json"
    told = asked(folder, path)
    assert told["judged"] == [] and len(told["split"]) == 2 and told["merge"]
    run(run_comity, told["split"][0]["do"])
    assert [e["claims"] for e in events(folder) if set(e["claims"]) & set(event["claims"])] == [[c] for c in event["claims"]]
    (judged,) = asked(folder, path)["judged"]
    assert {judged["one"], judged["two"]} == set(event["claims"]) and judged["same"] is False
    assert "tell of two acts" in asked(folder, path[:-5]) and told["split"][0]["undo"].replace("'", "&#39;").split()[1] in asked(
        folder, path[:-5]
    )
    run(run_comity, told["split"][0]["undo"])
    assert events(folder) == before and asked(folder, path)["judged"] == []
    run(run_comity, told["merge"][0]["do"])
    assert len(events(folder)) == len(before) - 1
    run(run_comity, told["merge"][0]["undo"])
    assert events(folder) == before


def test_the_server_itself_judges_nothing(client, ids):
    for verb in ("post", "put", "delete"):
        assert getattr(client, verb)(f"/events/{ids['event']}/judging", headers={"origin": "http://testserver"}).status_code == 405
    assert client.get("/events/none/judging.json").status_code == 404
    page = client.get(f"/events/{ids['event']}", headers=HTML).text
    assert f'data-from="/events/{ids["event"]}/judging" data-take="judging-part"' in page
    assert 'data-take="judging-part"' not in client.get(f"/events/{ids['event']}?as_of=v2", headers=HTML).text
