"""Tables, web archives and feeds: what is in them comes out, what is broken is named."""

import gzip
import json

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import InputError, SettingsError
from comity.readers import read_items
from comity.readers.columns import guess_columns, parse_columns, published_date
from comity.readers.feeds import parse_feed, plain_text, read_opml

TEXT = "France condemned the coup in Niger."
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>World news</title><language>en-gb</language>
<item><guid>n1</guid><link>/a/1</link><title>Coup &amp; reply</title><pubDate>Mon, 31 Jul 2023 10:00:00 GMT</pubDate>
<description>&lt;p&gt;France condemned the coup.&lt;/p&gt;&lt;p&gt;It &lt;b&gt;rained&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><guid>n2</guid><title>Empty</title></item></channel></rss>"""


def items(path, columns=None):
    told = []
    return list(read_items(path, told.append, columns or {})), told


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


class TestTables:
    def test_json_lines_with_guessed_columns(self, tmp_path):
        lines = [
            {"id": 7, "Headline": "Coup", "date": "2023-07-31T10:00:00Z", "body": TEXT, "link": "http://x.org/7"},
            {"id": 8, "body": ""},
        ]
        path = written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)) + "\n\n{broken\n[1]\n")
        (one, empty, broken, array), told = items(path)
        assert (one.document.text, one.document.published, one.document.title) == (TEXT, "2023-07-31", "Coup")
        assert one.key == f"{path}#7" and one.document.url == "http://x.org/7" and one.name == f"{path}:1"
        assert (
            "'body' is empty" in empty.error
            and ":4:" in broken.error
            and "no JSON" in broken.error
            and "list; expected an object" in array.error
        )
        assert f"{path}: text = body, published = date, title = Headline, url = link, id = id" in told[0]

    def test_a_compressed_csv_file_with_told_columns(self, tmp_path):
        path = written(tmp_path, "a.csv.gz", gzip.compress(f'when;what;note\n31.07.2023;"{TEXT}";x\nnever;{TEXT};y\n1;2\n'.encode()))
        (one, date, cells), told = items(path, {"text": "what", "published": "when"})
        assert (one.document.text, one.document.published) == (TEXT, "2023-07-31")
        assert "'never' is none; expected year-month-day" in date.error and "2 cells where the header has 3" in cells.error
        assert "not read: note" in told[0]

    def test_parquet(self, tmp_path):
        path = tmp_path / "a.parquet"
        duckdb.sql(f"COPY (SELECT '{TEXT}' AS content, DATE '2023-07-31' AS date, 5 AS id) TO '{path}' (FORMAT parquet)")
        (one,), _ = items(path)
        assert (one.document.text, one.document.published, one.key) == (TEXT, "2023-07-31", f"{path}#5")

    def test_half_a_parquet_file_is_named(self, tmp_path):
        path = tmp_path / "a.parquet"
        duckdb.sql(f"COPY (SELECT '{TEXT}' AS text FROM range(1000)) TO '{path}' (FORMAT parquet)")
        path.write_bytes(path.read_bytes()[:-100])
        (broken,), _ = items(path)
        assert "no whole Parquet file" in broken.error and str(path) in broken.error

    def test_wrong_columns_are_named_with_those_there_are(self, tmp_path):
        path = written(tmp_path, "a.csv", "x,y\n1,2\n")
        assert "none of the columns x, y looks like the text" in items(path)[0][0].error
        assert "no column 'body' for text; the columns are x, y" in items(path, {"text": "body"})[0][0].error
        with pytest.raises(SettingsError, match="FIELD=NAME"):
            parse_columns(["body"])
        assert parse_columns(["text=a=b"]) == {"text": "a=b"}

    def test_a_column_told_for_one_field_is_not_guessed_for_another(self):
        assert guess_columns(["content", "date"], {"title": "content", "text": "date"}, "x") == {"title": "content", "text": "date"}

    @pytest.mark.parametrize(
        ("value", "date"),
        [("2024-04-09 10:00", "2024-04-09"), ("Tue, 09 Apr 2024 10:00:00 +0200", "2024-04-09"), ("20240409", "2024-04-09"), ("April 9, 2024", "2024-04-09"), ("", None)],
    )  # fmt: skip
    def test_dates(self, value, date):
        assert published_date(value, "x") == date

    @pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.warc.gz"])
    def test_damaged_compression_is_named(self, tmp_path, name):
        whole = gzip.compress(b'{"text": "x"}\n' * 5000)
        for data in (whole[: len(whole) // 2], b"\x1f\x8b\x08nonsense", b"plain"):
            found, _ = items(written(tmp_path, name, data))
            assert found and str(tmp_path / name) in found[-1].error

    def test_a_line_that_unpacks_without_end_is_refused(self, tmp_path):
        path = written(tmp_path, "bomb.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * (60 * 2**20)))
        (item,), _ = items(path)
        assert "longer than 50 MB" in item.error


class TestArchives:
    def warc(self, *records):
        packed = []
        for url, kind, status, body in records:
            answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
            packed.append(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
        return b"".join(packed)

    def test_pages_come_out_and_nothing_else(self, tmp_path):
        page = f"<html><head><title>Coup</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()
        data = self.warc(
            ("http://x.org/1", "text/html; charset=utf-8", "200 OK", page),
            ("http://x.org/2", "image/png", "200 OK", b"png"),
            ("http://x.org/3", "text/html", "404 Not Found", page),
            ("http://x.org/4", "text/html", "200 OK", b"<html></html>"),
        )
        (one, empty), _ = items(written(tmp_path, "a.warc.gz", data))
        assert TEXT in one.document.text and one.document.url == "http://x.org/1"
        assert "http://x.org/4" in empty.error

    def test_what_is_no_archive_is_named(self, tmp_path):
        (item,), _ = items(written(tmp_path, "a.warc", "Dear reader,\n"))
        assert "no whole web archive" in item.error


class TestFeeds:
    def test_entries(self, tmp_path):
        (one, empty), _ = items(written(tmp_path, "a.rss", RSS))
        assert one.document.text == "France condemned the coup.\nIt rained."
        assert (one.document.published, one.document.title, one.document.site) == ("2023-07-31", "Coup & reply", "World news")
        assert "the entry has no text" in empty.error
        assert parse_feed(RSS.encode(), "x", "http://x.org/feed").entries[0].url == "http://x.org/a/1"

    def test_atom(self):
        atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>A</title><updated>2024-04-09T00:00:00Z</updated><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>'
        (entry,) = parse_feed(atom.encode(), "x").entries
        assert (entry.text, entry.published) == ("x", "2024-04-09")

    def test_a_page_is_no_feed(self):
        with pytest.raises(InputError, match="web page, not a feed"):
            parse_feed(b"<!doctype html><html><body>Hello</body></html>", "x")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_billion_laughs_are_refused(self, encoding):
        bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'
        with pytest.raises(InputError, match="entities of its own"):
            parse_feed(bomb.encode(encoding), "x")
        with pytest.raises(InputError, match="entities of its own"):
            read_opml(bomb.encode(encoding), "x")

    def test_opml(self):
        opml = b'<opml version="2.0"><body><outline text="g"><outline xmlUrl="http://x.org/f"/><outline xmlUrl="http://x.org/f"/></outline></body></opml>'
        assert read_opml(opml, "x") == ["http://x.org/f"]
        with pytest.raises(InputError, match="no outline"):
            read_opml(b"<opml/>", "x")

    def test_plain_text(self):
        assert plain_text("<p>a <i>b</i> c</p><script>x</script><ul><li>d</li></ul>e") == "a b c\nd\ne"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))),
    name=st.sampled_from(["a.jsonl", "a.csv", "a.tsv", "a.parquet", "a.warc", "a.warc.gz", "a.rss", "a.xml", "a.jsonl.gz"]),
    head=st.sampled_from([b"", b'{"text": "', b"text,date\n", b"PAR1", b"WARC/1.0\r\nWARC-Type: response\r\n", b"<rss version='2.0'><channel><item>", b"\x1f\x8b\x08\x00"]),
)  # fmt: skip
def test_readers_never_raise_anything_but_ours(tmp_path, data, name, head):
    path = written(tmp_path, name, head + data)
    for item in items(path)[0]:
        assert (item.document is None) != (item.error is None)
