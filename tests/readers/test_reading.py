"""Real files, good and bad: what becomes a document, and what is refused by name."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import InputError
from comity.readers import expand, read_bytes, read_path
from comity.readers.boilerplate import find_boilerplate
from comity.readers.language import detect_language

TEXT = "France condemned Iran.\nShare.\n"
PAGE = """<!doctype html><html><head><title>Paris and Tehran</title><meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-04-09T10:00:00Z"><link rel="canonical" href="https://example.org/a"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Paris and Tehran</h1>
<p>France condemned Iran on Monday after a long meeting of ministers in Paris about the future of the agreement.</p>
<p>The foreign minister said that the government would not send a delegation to Tehran before the end of the month.</p>
</article><footer>All rights reserved</footer></body></html>"""


def one(path):
    (document,) = read_path(path)
    return document


def test_plain_text_is_kept_as_it_is(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    document = one(file)
    assert document.text == TEXT.replace("\n", "\r\n")
    assert [document.text[s.start : s.end] for s in document.boilerplate] == ["Share."]
    assert document.source == str(file)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Erdoğan met Macron."),
        ("utf-16", "Erdoğan met Macron."),
        ("cp1252", "“Macron” visited Côte d’Ivoire and São Tomé on Monday."),
    ],
)
def test_encodings_are_detected(tmp_path, encoding, text):
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    assert one(file).text == text


def test_markdown_front_matter_and_headings(tmp_path):
    file = tmp_path / "a.md"
    file.write_text(
        "---\ntitle: A visit\ndate: 2024-04-09\nurl: https://example.org\n---\n# Paris\nMacron visited Egypt.\n", encoding="utf-8"
    )
    document = one(file)
    assert (document.title, document.published, document.url) == ("A visit", "2024-04-09", "https://example.org")
    marked = [document.text[s.start : s.end] for s in document.boilerplate]
    assert marked[0].startswith("---") and "# Paris" in marked


def test_html_gives_text_title_date_and_site(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(PAGE, encoding="utf-8")
    document = one(file)
    assert "France condemned Iran on Monday" in document.text and "Home" not in document.text
    assert (document.title, document.published, document.site) == ("Paris and Tehran", "2024-04-09", "The Daily")


def test_html_is_recognised_without_its_suffix():
    (document,) = read_bytes(PAGE.encode(), "standard input")
    assert document.published == "2024-04-09"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\n", "the file is empty"),
        ("binary.txt", bytes(range(256)) * 4, "binary file"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary file"),
        ("bad16.txt", b"\xff\xfea", "Save the file as UTF-8"),
        ("notext.html", b"<html><body><script>var a = 1;</script></body></html>", "no article text"),
        ("deep.html", b"<html><body>" + b"<div>" * 100_000 + b"France condemned Iran.", "nests more than"),
        ("date.md", b"---\ndate: 31 February\n---\nFrance condemned Iran.", "'31 February'"),
    ],
)
def test_bad_files_are_named_with_what_to_do(tmp_path, name, data, expected):
    file = tmp_path / name
    file.write_bytes(data)
    started = time.perf_counter()
    with pytest.raises(InputError, match=expected) as error:
        read_path(file)
    assert str(file) in str(error.value)
    assert time.perf_counter() - started < 5


def test_missing_file_and_folder_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        expand([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="cannot be read"):
        read_path(tmp_path)  # a folder where a file should be
    with pytest.raises(InputError, match="no article in this folder"):
        expand([tmp_path])


def test_folders_are_read_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.html", "sub/picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in expand([tmp_path])] == ["a.txt", "b.txt", "sub/c.html"]


def test_large_files(tmp_path, coder):
    file = tmp_path / "large.txt"
    file.write_text("The weather was fine in the valley that day.\n" * 450_000, encoding="utf-8")  # 20 MB
    document = one(file)
    coding = coder.code_document(document)
    assert len(document.text) > 20_000_000 and coding.claims == () and coding.sentences
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as out:
        out.truncate(51 * 2**20)
    with pytest.raises(InputError, match="the limit is 50 MB"):
        read_path(huge)


@pytest.mark.parametrize(
    "line",
    ["Share.", "Exit mobile version", "Read more: Ten photos", "Follow us on Twitter", "(Photo: Reuters)", "Image: Xinhua", "Subscribe to our newsletter today",
     "© 2024 The Daily", "https://example.org/a", "This site uses cookies to improve your visit", "Reporting by Jane Doe; editing by John Roe", "* * *"],
)  # fmt: skip
def test_lines_that_are_no_prose(line):
    text = f"France condemned Iran.\n  {line}\nIran denied it."
    assert [text[s.start : s.end] for s in find_boilerplate(text)] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after Iran attacked a tanker.",
        "Follow-up talks between France and Iran began.",
        "Sources in Tehran said the army had withdrawn.",
        "Read aloud in parliament, the letter accused Iran.",
    ],
)
def test_prose_is_never_marked(line):
    assert find_boilerplate(line) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [("Der Bundeskanzler hat den Präsidenten in Berlin empfangen.", "de"), ("Le président a rencontré le ministre à Paris hier.", "fr"), ("فرنسا تدين إيران بشدة", "ar"), ("Министр иностранных дел встретился с президентом Франции.", "ru"),
     ("Iran denied it.", "en"), ("", "en")],
)  # fmt: skip
def test_language(text, language):
    assert detect_language(text) == language


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a"]))
def test_any_bytes_give_documents_or_a_named_error(data, name):
    try:
        documents = read_bytes(data, name)
    except InputError as error:
        assert str(error).startswith(name)
    else:
        assert all(d.text.strip() for d in documents)
