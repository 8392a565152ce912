"""Who is let in, what is too much, and what hostile text becomes."""

from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from comity import Settings
from comity.errors import SettingsError
from comity.serve.cli_serve import served_to
from comity.serve.web.app import create_app
from comity.serve.web.guard import LARGEST_BODY, Rules

HTML = {"accept": "text/html"}
TOKEN = "abcdefghij0123456789"


def attributes(page):
    """The names of all attributes of all tags of a page."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.extend(name for name, _ in attrs)
    parser.feed(page)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/documents",
        "/explore",
        "/explore?level=report",
        "/search?q=Niger",
        "/sources",
        "/explore?text=%3Cscript%3E",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_hostile_text_stays_text(client, path):
    page = client.get(path, headers=HTML).text
    assert "<script>alert" not in page and "<img src=x" not in page and "<svg onload" not in page and "<style>" not in page
    assert 'href="javascript:' not in page


def test_a_hostile_article_is_shown_harmless(client):
    found = client.get("/search.json?q=Niger").json()["data"]["hits"]
    for hit in found:
        page = client.get(f"/documents/{hit['document_id']}", headers=HTML)
        assert "alert(1)" in page.text and "<script>alert" not in page.text and 'href="javascript:' not in page.text
        assert not [name for name in attributes(page.text) if name == "style" or name.startswith("on")]


def test_every_answer_has_the_headers(client):
    for path in ("/", "/explore.json", "/explore.csv", "/static/app.css", "/nowhere"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"


def test_a_table_runs_nothing_in_a_spreadsheet(client):
    for line in client.get("/sources.csv").text.splitlines():
        assert not line.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/..%2f..%2fguard.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static//etc/passwd",
        "/documents/..%2f..%2frecord.json",
    ],
)
def test_no_path_leads_out(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404) and "Guard" not in answer.text and "schema" not in answer.text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_other_sites_may_not_post(client, headers):
    answer = client.post("/api/code", json={"text": "France condemned it."}, headers=headers)
    assert answer.status_code == 403 and answer.json()["error"]["code"] == "cross_site"


def test_other_names_are_not_answered(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


def test_too_large_and_too_long_are_refused(client):
    assert client.post("/api/code", content=b"x" * (LARGEST_BODY + 1)).status_code == 413
    assert client.get("/explore?text=" + "x" * 9000).status_code == 414
    assert client.delete("/explore").status_code == 405


def test_a_token_is_needed_where_one_is_set(served_folder):
    app = create_app(served_folder, Settings(model=False), Rules(frozenset(), TOKEN))
    with TestClient(app, follow_redirects=False) as guest:
        assert guest.get("/explore").status_code == 401
        assert guest.get("/explore?token=wrong").status_code == 401
        assert guest.get("/explore.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        entered = guest.get(f"/explore?token={TOKEN}")
        assert entered.status_code == 303 and TOKEN not in entered.headers["location"] and "HttpOnly" in entered.headers["set-cookie"]
        assert guest.get("/explore").status_code == 200


def test_texts_come_one_after_another(served_folder):
    app = create_app(served_folder, Settings(model=False), Rules(frozenset({"testserver"})))
    with TestClient(app) as guest:
        codes = [guest.post("/api/code", json={}).status_code for _ in range(30)]
    assert codes[0] == 422 and codes[-1] == 429


def test_other_machines_need_a_token(tmp_path):
    with pytest.raises(SettingsError, match="token-file"):
        served_to("0.0.0.0", None)
    short = tmp_path / "token"
    short.write_text("short")
    with pytest.raises(SettingsError, match="16 or more"):
        served_to("0.0.0.0", short)
    short.write_text(TOKEN + "\n")
    assert served_to("0.0.0.0", short) == Rules(frozenset(), TOKEN)
    assert served_to("127.0.0.1", None).token == ""
