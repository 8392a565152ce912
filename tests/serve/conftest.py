"""A served record of the bundled sample articles and of some that mean harm, coded once."""

import pytest
from fastapi.testclient import TestClient

from comity import Document, Record, Settings
from comity.serve.web.app import create_app
from comity.serve.web.guard import Rules

HARM = "<script>alert(1)</script><svg onload=alert(2)><style>body{display:none}</style>\"'><img src=x onerror=alert(3)>"
HOSTILE = Document(
    f"France condemned the coup in Niger on Monday. {HARM} Iran expelled the German ambassador after {HARM}.",
    "2023-07-31", title=f"Title {HARM}", url=f"javascript:alert(4)//{HARM}", site=HARM,
)  # fmt: skip


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory, sample_folder):
    folder = tmp_path_factory.mktemp("web") / "record"
    record = Record(folder, Settings(model=False))
    record.add(sample_folder)
    record.add([HOSTILE])
    return folder


@pytest.fixture(scope="session")
def client(served_folder):
    app = create_app(served_folder, Settings(model=False), Rules(frozenset({"testserver"})))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def ids(client):
    """The ids of an article and an event that are there."""
    document = client.get("/explore.json?actor=IRN").json()["data"]["items"][0]["document_id"]
    event = client.get("/explore.json?level=event").json()["data"]["items"][0]["id"]
    return {"document": document, "event": event}
