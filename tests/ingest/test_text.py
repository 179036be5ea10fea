import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.html_tree import links
from ingest.text import TITLE_LIMIT, clean, plain_name, plain_text, plain_title


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- X -->",
        "<script>X</script>",
        "<style>X</style>",
        "<template>X</template>",
        "<noscript>X</noscript>",
        "<svg><text>X</text></svg>",
        '<img alt="X" title="X">',
        '<p style="display: none">X</p>',
        '<p style="color:red;visibility:hidden">X</p>',
        '<p style="opacity:0">X</p>',
        '<p style="opacity: 0.0;">X</p>',
        '<p style="font-size:0;color:#fff">X</p>',
        '<p style="FONT-SIZE: 0px">X</p>',
        '<span style="position:absolute;left:-9999px">X</span>',
        "<p hidden>X <b>X</b></p>",
        '<div aria-hidden="true"><p>X</p></div>',
    ],
)
def test_text_that_no_reader_sees_is_dropped(hidden: str) -> None:
    assert plain_text(f"<p>one</p>{hidden}<p>two</p>") == "one\n\ntwo"


@pytest.mark.parametrize(
    "style",
    ["opacity:0.9", "font-size:large", "font-size:0.9em", "margin-left:-10px", "display:block"],
)
def test_ordinary_styles_hide_nothing(style: str) -> None:
    assert plain_text(f'<p style="{style}">seen</p>') == "seen"


def test_blocks_become_paragraphs_and_inline_markup_does_not() -> None:
    html = "<h2>Head</h2><p>a <b>b</b>c\n d<br>e</p><ul><li>x</li><li>y</li></ul>"
    assert plain_text(html) == "Head\n\na bc d\ne\n\nx\ny"


def test_code_keeps_its_lines() -> None:
    assert plain_text("<pre>if x:\n    y()</pre>") == "if x:\ny()"


def test_plain_text_is_not_parsed_as_html() -> None:
    assert plain_text("a < b &amp; c > d\n\nnext") == "a < b & c > d\n\nnext"


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (
            "&lt;p&gt;one &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;&lt;p&gt;three&lt;/p&gt;",
            "one two\n\nthree",
        ),
        ("머리말\n\n&lt;br&gt;\n## 제목\n본문 &amp; 끝", "머리말\n\n## 제목\n본문 & 끝"),
        (
            '&lt;div style="border:1px solid"&gt;in\na &lt;i&gt;box&lt;/i&gt;&lt;/div&gt;',
            "in\na box",
        ),
        (
            "a\nb&lt;ul&gt;&lt;li&gt;x&lt;/li&gt;&lt;/ul&gt;c\n**d** &lt;pre&gt;e&lt;/pre&gt; f\ng",
            "a\nb\n\nx\n\nc\nd\n\ne\n\nf\ng",
        ),
        ("&#60;p&#62;numbers&#x3c;/p&#x3e;", "numbers"),
        ("&lt;p&gt;a&lt;/p&gt;&lt;center&gt;b&lt;/center&gt;", "a\n\nb"),
        ("Map&lt;K, V&gt;\n&lt;br&gt;\nx < 3", "Map<K, V>\n\nx < 3"),
        (
            "&lt;p&gt;one&lt;/p&gt;&lt;script&gt;X&lt;/script&gt;&lt;p hidden&gt;X&lt;/p&gt;two",
            "one\n\ntwo",
        ),
    ],
)
def test_html_that_was_escaped_twice_is_read_as_html(escaped: str, text: str) -> None:
    assert plain_text(escaped) == text


@pytest.mark.parametrize(
    "mention",
    [
        "The &lt;details&gt; element needs no script.",
        "Why &lt;br&gt; is not a paragraph",
        "A vector&lt;int&gt; of &lt;T&gt;",
    ],
)
def test_a_tag_that_a_text_talks_about_stays(mention: str) -> None:
    assert plain_text(mention) == mention.replace("&lt;", "<").replace("&gt;", ">")
    assert plain_text(f"<p>{mention} &lt;p&gt;x&lt;/p&gt;</p>").endswith("<p>x</p>")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Anthropic**은 *크게* 바꿨다", "Anthropic은 크게 바꿨다"),
        ("a **bold move** here", "a bold move here"),
        ("2**3 and 4**5", "2**3 and 4**5"),
        ("f(**options) or g(**more)", "f(**options) or g(**more)"),
        ("a * b * c without bold", "a * b * c without bold"),
    ],
)
def test_markdown_emphasis_is_taken_off_and_arithmetic_is_not(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


def test_invisible_characters_are_stripped_and_hangul_is_composed() -> None:
    dirty = "a\u200bb\u202ec\U000e0041\x00\x9fd\ufeff 한"
    assert clean(dirty) == "abcd 한"


def test_a_title_is_one_line_without_tags_undone_twice_at_most() -> None:
    raw = "<script>x</script><b>bold</b>\nBcc: v &amp;amp;lt;i&amp;amp;gt; \u202eback"
    assert plain_title(raw) == "bold Bcc: v &lt;i&gt; back"
    assert plain_title("std::vector&lt;int&gt; explained") == "std::vector<int> explained"


def test_a_long_title_is_cut_between_words() -> None:
    title = plain_title("word " * 900)
    assert len(title) <= TITLE_LIMIT
    assert title.endswith("word…")


def test_an_unclosed_title_does_not_swallow_the_page() -> None:
    assert plain_text("<html><head><title>T<body><p>fact</p>") == "fact"


def test_links_come_in_order() -> None:
    assert list(links('<a href="b">1</a><p><a href="a">2</a><a>3</a>')) == ["b", "a"]


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="<>/ab&;!-=\"' \n", max_size=80))
def test_any_markup_gives_text(markup: str) -> None:
    assert isinstance(plain_text(markup), str)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["&lt;", "&lt;p ", "&lt;/p&gt;", "&lt;!--", "&lt;br&gt; \t"])
def test_hostile_escapes_take_linear_time(piece: str) -> None:
    assert isinstance(plain_text(piece * 40_000 + "&lt;/p&gt;"), str)


def test_thousands_of_bodies_take_seconds_at_most() -> None:
    body = "<p>A paragraph with <b>bold</b> words and a <a href='x'>link</a>.</p>" * 10
    started = time.process_time()
    for _ in range(2000):
        plain_text(body)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("safe<script>order()</script> words", "safe words"),
        ("safe&lt;style&gt;p{}&lt;/style&gt; words", "safe words"),
        ("what <script> does", "what  does"),
        ("<![CDATA[Twice wrapped]]>", "Twice wrapped"),
        ("&lt;![CDATA[Twice wrapped]]&gt;", "Twice wrapped"),
    ],
)
def test_scripts_and_doubled_sections_are_no_part_of_a_title(raw: str, title: str) -> None:
    assert plain_title(raw) == " ".join(title.split())


def test_many_opening_scripts_cost_a_title_no_time() -> None:
    assert plain_title("</script>" + "<script>" * 2000 + "end") == "end"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("김하나 (hana@example.org)", "김하나"),
        ("hana@example.org (김하나)", "김하나"),
        ("Hana Kim <hana@example.org>", "Hana Kim"),
        ("Hana Kim", "Hana Kim"),
        ("Hana (Seoul)", "Hana (Seoul)"),
        ("hana@example.org", ""),
    ],
)
def test_a_name_comes_without_its_mail_address(raw: str, name: str) -> None:
    assert plain_name(raw) == name


@pytest.mark.parametrize("name", ["iframe", "object", "applet", "embed"])
def test_an_element_that_is_never_closed_swallows_nothing(name: str) -> None:
    assert plain_text(f'one <{name} src="x"> <b>two</b>') == "one two"


def test_a_doubled_section_of_a_body_is_read() -> None:
    assert plain_text("<![CDATA[<p>one</p>]]>") == "one"
