"""A real server in its own process and a real browser. Run by `make test-browser`; the default run leaves this folder alone."""

from pathlib import Path

import pytest
from crafted import ARTICLES
from playwright.sync_api import sync_playwright

from comity import Record, Settings
from served import start_server

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A record of the bundled sample articles."""
    made = tmp_path_factory.mktemp("browser") / "record"
    Record(made, Settings(model=False)).add(Path(__file__).parents[2] / "src/comity/data/sample")
    return made


@pytest.fixture(scope="session")
def server(folder):
    process, address = start_server(folder)
    yield address
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def crafted(tmp_path_factory):
    """The address of a server of the articles in `crafted`."""
    made = tmp_path_factory.mktemp("crafted") / "record"
    Record(made, Settings(model=False)).add(ARTICLES)
    process, address = start_server(made)
    yield address
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture()
def open_page(browser, server):
    """Opens an address of the server in a fresh profile; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def opened(path, width=1280, height=900, allowed=(), at=server, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and not any(a in m.text for a in allowed) else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("request", lambda r: complaints.append(f"foreign request {r.url}") if not r.url.startswith((at, "data:")) else None)
        page.goto(at + path, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints
