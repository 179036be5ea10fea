from ingest.jobs import feed, main_text
from ingest.text import plain_text
from tests.ingest.fakes import item, rss


def test_a_relative_guid_stays_as_the_feed_wrote_it() -> None:
    for guid in ("not/absolute", "file:///odd", "https://blog.example/a b"):
        body = rss(f'<title>t</title><guid isPermaLink="true">{guid}</guid>')
        assert feed(body.encode()).entries[0].entry_id == guid


def test_content_authors_and_dates_are_taken_as_written() -> None:
    content = "<content:encoded><![CDATA[<p>x</p>]]></content:encoded>"
    extra = f"<author>a@example.org (Kim)</author>{content}"
    read = feed(
        rss(item(1, "yesterday", extra), channel="<lastBuildDate>today</lastBuildDate>").encode()
    )
    (entry,) = read.entries
    assert (entry.content, entry.date, entry.date_guess, read.built) == (
        "<p>x</p>",
        "yesterday",
        None,
        "today",
    )
    assert entry.authors == ("Kim",)


def test_a_document_that_is_no_feed_has_no_version() -> None:
    assert feed(b"<note>hello</note>").version == ""


def test_main_text_never_holds_hidden_text() -> None:
    shown = "<p>" + "Paged attention keeps the cache in blocks of one size. " * 8 + "</p>"
    hidden = '<div style="display:none">secret order</div><p hidden>secret order</p>'
    found = plain_text(
        main_text(f"<body><article>{shown}{hidden}{shown}</article></body>".encode())
    )
    assert "blocks of one size" in found
    assert "secret" not in found


def test_nothing_has_no_main_text() -> None:
    assert main_text(b"") == ""
