"""Feeds are followed politely: nothing twice, nothing private, nothing forbidden, nothing without limit."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from comity.errors import InputError
from comity.readers.fetch import Fetcher, Limits, retry_after
from comity.record.folder import Folder
from comity.record.watch import FeedState, Round, feed_addresses, load_states, new_items, save_states

PAGE = "<html><head><title>Coup</title></head><body><article><p>France condemned the coup in Niger on Monday.</p><p>{}</p></article></body></html>"
FEED = '<rss version="2.0"><channel><title>World</title>{}</channel></rss>'
ENTRY = "<item><guid>{0}</guid><link>{1}/page/{0}</link><title>{2}</title><description>Iran expelled the envoy.</description></item>"


class Site(ThreadingHTTPServer):
    """A small web site: answers by path, and what it was asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.home = f"http://127.0.0.1:{self.server_port}"
        self.answers, self.asked, self.headers = {}, [], []


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802, the name http.server asks for
        site = self.server
        site.asked.append(self.path)
        site.headers.append(dict(self.headers))
        status, headers, body = site.answers.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture()
def site():
    server = Site()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher(**limits):
    return Fetcher(frozenset({"127.0.0.1"}), Limits(**{"pause": 0.0, "seconds": 5.0, **limits}))


def feed(site, *entries):
    return FEED.format("".join(ENTRY.format(n, site.home, title) for n, title in entries)).encode()


def look(site, states, pages=True):
    seen = Round(states)
    return list(new_items([f"{site.home}/feed"], seen, fetcher(), pages)), seen


def test_new_and_changed_entries_are_fetched_once(site, make_record):
    record = make_record()
    site.answers["/feed"] = (200, {"ETag": '"1"'}, feed(site, (1, "Coup"), (2, "Gone")))
    site.answers["/page/1"] = (200, {"Content-Type": "text/html"}, PAGE.format("More.").encode())
    (one, gone), seen = look(site, {})
    assert one.document.url == f"{site.home}/page/1" and "condemned the coup" in one.document.text and one.document.site == "World"
    assert "answers 404" in gone.error
    assert record.add([one, gone]).added == 1
    save_states(record.place, seen.states)

    site.answers["/page/2"] = (200, {"Content-Type": "text/html"}, PAGE.format("Other.").encode())
    (second,), seen = look(site, load_states(record.place))
    assert second.document.url.endswith("/page/2")
    assert record.add([second]).added == 1

    nothing, seen = look(site, seen.states)
    assert (nothing, seen.unchanged) == ([], 1)

    site.answers["/feed"] = (200, {"ETag": '"2"'}, feed(site, (1, "Coup (updated)"), (2, "Gone")))
    site.answers["/page/1"] = (200, {"Content-Type": "text/html"}, PAGE.format("Iran praised it.").encode())
    (changed,), seen = look(site, seen.states)
    assert record.add([changed]).revised == 1


def test_the_feeds_own_text_needs_no_page(site):
    site.answers["/feed"] = (200, {}, feed(site, (1, "Envoy")))
    (item,), _ = look(site, {}, pages=False)
    assert item.document.text == "Iran expelled the envoy." and "/page/1" not in site.asked


def test_a_busy_site_is_left_alone(site):
    site.answers["/feed"] = (429, {"Retry-After": "120"}, b"slow down")
    (item,), seen = look(site, {})
    assert "429" in item.error and "120 seconds" in item.error
    assert seen.states[f"{site.home}/feed"].until > time.time() + 100
    asked = len(site.asked)
    nothing, seen = look(site, seen.states)
    assert (nothing, seen.waiting, len(site.asked)) == ([], 1, asked)
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT", now=1445412470) == 10
    assert retry_after("soon") == 60


def test_a_page_as_feed_is_named(site):
    site.answers["/feed"] = (200, {}, b"<!doctype html><html><body>Welcome</body></html>")
    (item,), _ = look(site, {})
    assert "web page, not a feed" in item.error


def test_redirects_are_followed_but_never_to_private_addresses(site):
    site.answers["/old"] = (301, {"Location": "/new"}, b"")
    site.answers["/new"] = (200, {}, b"moved")
    assert fetcher().fetch(f"{site.home}/old").data == b"moved"
    for target in (
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        f"http://localhost:{site.server_port}/",
        "http://[::1]/",
        "http://2130706433/",
    ):
        site.answers["/out"] = (302, {"Location": target}, b"")
        with pytest.raises(InputError, match="private address|not known"):
            fetcher().fetch(f"{site.home}/out")
    site.answers["/out"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(InputError, match="expected an address that begins with http"):
        fetcher().fetch(f"{site.home}/out")
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    with pytest.raises(InputError, match="more than 5 redirects"):
        fetcher().fetch(f"{site.home}/loop")


@pytest.mark.parametrize(
    "url", ["ftp://x.org/a", "file:///etc/passwd", "x.org/feed", "http://", "http://me:secret@x.org/", "http://x.org:99999/"]
)
def test_only_web_addresses(url):
    with pytest.raises(InputError, match="expected an address that begins with http"):
        fetcher().fetch(url)


def test_private_addresses_need_leave(site):
    with pytest.raises(InputError, match="private address 127.0.0.1. Permit it with --allow-private 127.0.0.1"):
        Fetcher().fetch(f"{site.home}/new")
    assert site.asked == []


def test_robots_are_obeyed(site):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.2\n")
    site.answers["/private/a"] = site.answers["/open"] = (200, {}, b"x")
    polite = fetcher()
    with pytest.raises(InputError, match=r"robots\.txt does not permit"):
        polite.fetch(f"{site.home}/private/a")
    polite.fetch(f"{site.home}/open")
    assert site.asked == ["/robots.txt", "/open"]
    assert site.headers[-1]["User-Agent"].startswith("Comity/")
    site.answers["/robots.txt"] = (503, {}, b"")
    with pytest.raises(InputError, match="answers 503"):
        fetcher().fetch(f"{site.home}/open")


def test_a_host_gets_its_pause(site):
    site.answers["/a"] = (200, {}, b"x")
    slow = fetcher(pause=0.3)
    start = time.monotonic()
    slow.fetch(f"{site.home}/a")
    slow.fetch(f"{site.home}/a")
    assert time.monotonic() - start >= 0.3


def test_sizes_and_times_are_limited(site):
    site.answers["/big"] = (200, {}, b"x" * 2000)
    with pytest.raises(InputError, match="larger than"):
        fetcher(size=1000).fetch(f"{site.home}/big")
    site.answers["/empty"] = (200, {}, b"")
    with pytest.raises(InputError, match="nothing in it"):
        fetcher().fetch(f"{site.home}/empty")
    site.answers["/forbidden"] = (403, {}, b"")
    with pytest.raises(InputError, match="answers 403"):
        fetcher().fetch(f"{site.home}/forbidden")
    site.shutdown()
    with pytest.raises(InputError, match="no answer within"):
        fetcher(seconds=0.3).fetch(f"{site.home}/big")
    threading.Thread(target=site.serve_forever, daemon=True).start()


def test_compressed_answers_are_unpacked_within_the_limit(site):
    site.answers["/zip"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello"))
    assert fetcher().fetch(f"{site.home}/zip").data == b"hello"
    site.answers["/zip"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 10**6))
    with pytest.raises(InputError, match="larger than"):
        fetcher(size=1000).fetch(f"{site.home}/zip")


def test_addresses_come_from_arguments_opml_and_lists(tmp_path):
    opml, plain = tmp_path / "feeds.opml", tmp_path / "feeds.txt"
    opml.write_text('<opml><body><outline xmlUrl="http://x.org/1"/></body></opml>')
    plain.write_text("# mine\nhttp://x.org/2\n\nhttp://x.org/1\n")
    assert feed_addresses([str(opml), str(plain), "https://x.org/3"]) == ["http://x.org/1", "http://x.org/2", "https://x.org/3"]
    with pytest.raises(InputError, match="cannot be read"):
        feed_addresses(["nowhere.opml"])


def test_states_survive(tmp_path):
    states = {"http://x.org": FeedState("e", "m", 1.5, {"a": "b"})}
    save_states(Folder(tmp_path), states)
    assert load_states(Folder(tmp_path)) == states
