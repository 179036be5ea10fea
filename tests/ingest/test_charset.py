import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset import decode, xml_as_utf8

KOREAN = "검색 증강 생성, 똠방각하"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (KOREAN.encode("cp949"), "text/html; charset=euc-kr", KOREAN),
        (KOREAN.encode("cp949"), 'text/html; charset="ks_c_5601-1987"', KOREAN),
        (
            f'<meta charset="euc-kr">{KOREAN}'.encode("cp949"),
            "",
            f'<meta charset="euc-kr">{KOREAN}',
        ),
        (b"\xff\xfe" + KOREAN.encode("utf-16-le"), "text/xml; charset=utf-8", KOREAN),
        (b"\xef\xbb\xbf" + KOREAN.encode(), "text/xml; charset=euc-kr", KOREAN),
        (KOREAN.encode(), "text/html; charset=iso-8859-1", KOREAN),
        (KOREAN.encode(), "text/xml; charset=utf-16", KOREAN),
        ("naïve “quote”".encode("cp1252"), "text/html; charset=iso-8859-1", "naïve “quote”"),
        (f"<rss>{KOREAN}".encode("utf-16-le"), "text/xml", f"<rss>{KOREAN}"),
        (f"<rss>{KOREAN}".encode("utf-16-be"), "text/xml; charset=utf-8", f"<rss>{KOREAN}"),
        (f"<rss>{KOREAN}".encode("utf-32-le"), "", f"<rss>{KOREAN}"),
        (f'{{"a":"{KOREAN}"'.encode("utf-32-be"), "", f'{{"a":"{KOREAN}"'),
        (KOREAN.encode("cp949"), "text/xml; charset=utf-8", KOREAN),
        (KOREAN.encode("cp949"), "", KOREAN),
        (KOREAN.encode() * 9 + b"\xff", "", KOREAN * 9 + "\ufffd"),
        (b"caf\xe9", "text/html; charset=no-such-thing", "caf\ufffd"),
        (b"caf\xe9", "text/html; charset=hex", "caf\ufffd"),
    ],
)
def test_a_document_is_read_by_mark_then_utf8_then_label(
    body: bytes, content_type: str, text: str
) -> None:
    assert decode(body, content_type) == text


@given(st.binary(max_size=300), st.sampled_from(["", "charset=euc-kr", "charset=unicode_escape"]))
def test_decoding_never_fails(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)


def test_the_parser_gets_utf8_and_a_declaration_that_says_so() -> None:
    xml = xml_as_utf8('\n<?xml version="1.0" encoding="euc-kr"?><rss>글</rss>')
    assert xml == '<?xml version="1.0" encoding="utf-8"?><rss>글</rss>'.encode()
