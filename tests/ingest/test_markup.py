import pytest

from catchup.errors import NotAFeed, UnsafeMarkup
from ingest.markup import is_cut_off, root_name, safe_xml


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE r [<!ENTITY a "&b;">]>',
        '<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>',
        f'<!DOCTYPE r [<!ENTITY a "{"b" * 101}">]>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!-- note --><?pi x?><!DOCTYPE r [<!ELEMENT r ANY><!ENTITY % a SYSTEM "http://x/">]>',
        'junk before <!doctype r [<!ATTLIST r x CDATA "<a>"><!entity a "<b>">]>',
    ],
)
def test_entity_declarations_are_refused_before_parsing(prolog: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(UnsafeMarkup):
            safe_xml(f"{prolog}<rss></rss>".encode(encoding), "", "https://x.example/")


@pytest.mark.parametrize("entity", ['a "(c) 2026"', "eacute '&#233;'", 'x "&#xe9;"'])
def test_short_texts_may_be_declared_for_they_can_neither_fetch_nor_grow(entity: str) -> None:
    body = f"<!DOCTYPE rss [<!ENTITY {entity}>]><rss></rss>"
    assert b"ENTITY" in safe_xml(body.encode(), "", "https://x.example/")


def test_an_article_about_entities_is_no_danger() -> None:
    body = "<rss><item><![CDATA[<!DOCTYPE r [<!ENTITY a 'b'>]>]]></item></rss>"
    assert b"ENTITY" in safe_xml(body.encode(), "", "https://x.example/")


def test_a_document_type_without_entities_is_fine() -> None:
    body = b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://x/rss.dtd"><rss></rss>'
    assert safe_xml(body, "", "https://x.example/").endswith(b"</rss>")


@pytest.mark.parametrize("body", [b"", b" \n", b"<!DOCTYPE html><p>x", b"<html><p>x", b"<HTML>"])
def test_html_and_nothing_are_no_feed(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        safe_xml(body, "application/rss+xml", "https://x.example/")


def test_characters_that_xml_forbids_are_taken_out() -> None:
    body = "<rss>a\x00b\x0bc&#xD800;d&#8;e&#xAC00;&#99999999;</rss>"
    assert safe_xml(body.encode(), "", "x").endswith(b"<rss>abcde&#xAC00;</rss>")


def test_loose_ampersands_are_escaped_but_not_in_sections() -> None:
    body = "<rss>R&D & co &amp; &#38; &eacute; a?b=1&c=2<![CDATA[R&D &x]]> & <![CDATA[&"
    mended = (
        "<rss>R&amp;D &amp; co &amp; &#38; &eacute; a?b=1&amp;c=2"
        "<![CDATA[R&D &x]]> &amp; <![CDATA[&"
    )
    assert safe_xml(body.encode(), "", "x").decode().endswith(mended)


def test_forgotten_prefixes_are_declared() -> None:
    body = '<!-- x --><rss xmlns:a="urn:a"><a:b/><atom:link/><my:own/></rss>'
    root = '<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:my="urn:my" xmlns:a="urn:a">'
    assert root in safe_xml(body.encode(), "", "x").decode()
    declared = '<rss xmlns:a="urn:a"><a:b/></rss>'
    assert safe_xml(declared.encode(), "", "x").decode().endswith(declared)


def test_the_root_is_named_without_prefix_and_prolog() -> None:
    for text in ("<?xml?><!-- <x> --><CHANNEL a='b'>", "junk <a:channel>"):
        assert root_name(text) == "channel"
    assert root_name("no element") == ""


def test_a_document_without_its_closing_root_is_cut_off() -> None:
    assert is_cut_off("<rss><item>x</item><item>y")
    assert not is_cut_off("<rss><item>x & y</item></RSS > trailing junk")
    assert not is_cut_off("<rdf:RDF></rdf:RDF>")
    assert not is_cut_off("<rss><item>x</item></rss")
