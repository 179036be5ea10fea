import pytest

from ingest.spam import Sign, is_spam, signs_of_spam


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "안전한 카지노사이트 추천 순위",
            "첫 충전 혜택과 바카라 필승법! 지금 바로 가입하세요. 텔레그램 : @lucky77",
        ),
        (
            "백링크 작업 전문 업체",
            "상위노출 보장, 백링크 구매 문의 환영. 상담: 010-1234-5678. 24시간 상담 가능",
        ),
        (
            "Where to Buy Verified Wallet Accounts",
            "100% safe. Order now! Telegram: @shop  WhatsApp: +1 (000) 000-0000",
        ),
        (
            "Ten tips for growth",
            "Buy followers at shop.example, buy reviews at shop.example, likes at shop.example!",
        ),
        ("网站外链工具", "专业外链工具，站群与蜘蛛池一站完成，立即体验！微信：abc123"),
        ("域名转让", "优质域名转让，一口价域名任你挑选，立即访问。"),
    ],
)
def test_posts_that_sell_links_accounts_or_bets_are_spam(title: str, text: str) -> None:
    assert is_spam(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("What an online casino taught us about streaming joins", "We process bets. " * 40),
        (
            "How we found link farms",
            "A backlink service writes the same page a thousand times. " * 3,
        ),
        ("온라인 카지노 광고를 분류한 모델", "스팸 메일 20만 통으로 분류기를 학습했습니다. " * 20),
        ("Serving models on two GPUs", "Throughput rose by 40 %. Contact: Telegram: @engineer"),
        ("域名系统是怎么工作的", "解析器先问根服务器，再问顶级域。" * 10),
        ("검색 상위 노출을 위한 문서 구조", "사내 검색에서 제목과 요약을 나누어 색인했습니다."),
        (
            "Order now: a lock-free queue",
            "Order now means total order. github.com github.com github.com",
        ),
        ("", ""),
    ],
)
def test_honest_posts_are_not(title: str, text: str) -> None:
    assert not is_spam(title, text)


def test_every_sign_can_be_seen() -> None:
    text = (
        "Buy backlinks at a.example, buy reviews at a.example, buy likes at a.example. Order now!"
        " WhatsApp: +1 000"
    )
    assert signs_of_spam("Online casino bonus", text) == set(Sign)
