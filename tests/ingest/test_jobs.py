from ingest.jobs import feed, main_text
from ingest.raw import MOST_ENTRIES
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
    assert entry.authors == ("Kim (a@example.org)",)


def atom(entry: str, head: str = "") -> bytes:
    namespace = "http://www.w3.org/2005/Atom"
    return f'<feed xmlns="{namespace}"><title>A</title>{head}<entry>{entry}</entry></feed>'.encode()


def test_what_a_feed_says_of_itself() -> None:
    read = feed(
        rss(
            channel="<link>https://blog.example/</link><description>Notes</description>"
            "<language>ko-KR</language><managingEditor>Kim</managingEditor>"
            "<pubDate>today</pubDate>"
        ).encode()
    )
    assert (read.link, read.summary, read.language) == ("https://blog.example/", "Notes", "ko-KR")
    assert (read.authors, read.built) == (("Kim",), "today")


def test_an_entry_of_atom_that_names_nobody_is_by_the_authors_of_its_feed() -> None:
    head = "<author><name>Kim</name></author>"
    assert feed(atom("<title>t</title>", head)).entries[0].authors == ("Kim",)
    other = "<title>t</title><author><name>Lee</name></author>"
    assert feed(atom(other, head)).entries[0].authors == ("Lee",)
    assert feed(rss(item(1), channel="<author>Kim</author>").encode()).entries[0].authors == ()


def test_the_link_is_the_page_and_not_what_is_attached() -> None:
    page = '<link rel="alternate" href="https://blog.example/1"/>'
    sound = '<link rel="enclosure" href="https://blog.example/1.mp3"/>'
    odd = '<link rel="enclosure">https://blog.example/2.mp3</link>'
    for links in (page + sound, sound + page, page + odd, odd + page):
        entry = feed(atom(f"<title>t</title>{links}")).entries[0]
        assert entry.link == "https://blog.example/1"
    assert feed(atom(page + sound)).entries[0].enclosures == ("https://blog.example/1.mp3",)


def test_an_enclosure_and_a_subtitle_of_a_podcast_are_read() -> None:
    itunes = 'xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    sound = '<enclosure url="https://blog.example/1.mp3" type="audio/mpeg" length="9"/>'
    read = feed(rss(f"<title>t</title><i:subtitle {itunes}>short</i:subtitle>{sound}").encode())
    assert read.entries[0].enclosures == ("https://blog.example/1.mp3",)
    assert read.entries[0].summary == "short"


def test_a_channel_definition_is_a_feed() -> None:
    cdf = '<CHANNEL><TITLE>C</TITLE><ITEM HREF="https://blog.example/1"><TITLE>t</TITLE></ITEM>'
    read = feed(f"{cdf}</CHANNEL>".encode())
    assert (read.version, read.entries[0].link) == ("channel", "https://blog.example/1")


def test_the_entry_in_which_a_feed_was_cut_off_is_left_out() -> None:
    whole = rss(item(1), item(2), item(3))
    for cut, entries in ((whole.index("Post 3") + 2, 2), (whole.rindex("</channel>"), 3)):
        read = feed(whole[:cut].encode())
        assert (read.cut_off, len(read.entries)) == (True, entries)
    assert not feed(whole.encode()).cut_off
    assert not feed(whole[:-1].encode()).cut_off


def test_entries_beyond_the_most_are_cut_and_counted() -> None:
    read = feed(rss(*["<title>t</title>"] * (MOST_ENTRIES + 3)).encode())
    assert (len(read.entries), read.entries_cut) == (MOST_ENTRIES, 3)


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
