import pytest

from catchup.errors import NotAFeed, UnsafeMarkup
from ingest.markup import is_cut_off, safe_xml


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE r [<!ENTITY a "b">]>',
        '<!-- note --><?pi x?><!DOCTYPE r [<!ELEMENT r ANY><!ENTITY % a SYSTEM "http://x/">]>',
        'junk before <!doctype r [<!ATTLIST r x CDATA "<a>"><!entity a "b">]>',
    ],
)
def test_entity_declarations_are_refused_before_parsing(prolog: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(UnsafeMarkup):
            safe_xml(f"{prolog}<rss></rss>".encode(encoding), "", "https://x.example/")


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


def test_a_document_without_its_closing_root_is_cut_off() -> None:
    assert is_cut_off("<rss><item>x</item><item>y")
    assert not is_cut_off("<rss><item>x & y</item></RSS > trailing junk")
    assert not is_cut_off("<rdf:RDF></rdf:RDF>")
