"""Recognises posts that were written to be linked: link farms, shops for accounts, casinos.

Pure rules over a title and a text, in Korean, English and Chinese (where most of the spam on open
blog services comes from). One sign alone proves nothing: people write about casinos and about
search engines. Two together have not been seen in an honest post.
"""

import re
from collections import Counter
from enum import StrEnum

ENOUGH_SIGNS = 2
DENSE_HITS = 2
CHARACTERS_PER_HIT = 120
MENTIONS_OF_ONE_DOMAIN = 3

BOUGHT = r"(?:accounts?|reviews?|followers|likes|comments|subscribers|upvotes|backlinks|views)"
TRADES = re.compile(
    "|".join(
        [
            # gambling
            r"\b(?:online|live|crypto|bitcoin) casinos?\b|\bcasino (?:bonus|sites?|slots?)\b",
            r"\b(?:slot|betting|baccarat|togel) (?:sites?|gacor|online)\b|\bsports ?betting\b",
            r"카지노 ?(?:사이트|추천|쿠폰)|바카라|(?:슬롯|토토|배팅|먹튀) ?(?:사이트|검증)|파워볼",
            r"博彩|百家乐|赌场|赌博|彩票平台|棋牌",
            # accounts and applause for money
            rf"\bbuy\b(?:\W+[\w&’'-]+){{0,6}}?\W+{BOUGHT}\b",
            r"(?:팔로워|좋아요|조회수|구독자|리뷰|계정|아이디) ?(?:구매|구입|판매|늘리기 업체)",
            r"(?:买|卖|购买|出售)(?:账号|粉丝|评论)|刷粉|刷单",
            # links and places in search results for money
            r"\b(?:backlinks?|link ?building|guest ?post(?:ing)?|pbn) (?:service|package|sale)s?\b",
            r"\bbuy backlinks?\b|\bseo (?:services?|agency|packages?)\b",
            r"\brank(?:ing)? (?:on )?#?1\b",
            r"백링크 ?(?:작업|업체|구매|대행|판매)|상위 ?노출 ?(?:대행|업체|작업|보장)|링크 ?빌딩",
            r"外链|站群|蜘蛛池|快速收录|霸屏|快排|引流|关键词排名|黑帽|灰产",
            r"域名(?:转让|拍卖|交易|抢注|出售|投资|注册|解析)|(?:抢注|一口价|便宜|USDT\w*)域名",
            # bodies, pills, money
            r"\b(?:escorts?|call girls?|viagra|cialis)\b|\b(?:payday|instant) loans?\b",
            r"출장 ?(?:안마|마사지|샵)|비아그라|시알리스|오피 ?사이트|성인용품|유흥",
            r"소액 ?결제 ?(?:현금화|정책)|급전|카드깡|작업 ?대출|레플리카|짝퉁",
        ]
    ),
    re.IGNORECASE,
)
CONTACTS = re.compile(
    r"(?:telegram|whats ?app|wechat|line id|텔레그램|텔레|카톡|카카오톡|라인)\s*"
    r"(?:id|아이디)?\s*[:：@▶➡=⇒-]+\s*[+@]?[\w().-]*\w"
    r"|(?:微信|电报|飞机|QQ)(?:号)?\s*[:：]\s*@?\w+"
    r"|(?:문의|상담|예약)\s*[:：]?\s*(?:전화\s*)?01\d[-. ]?\d{3,4}[-. ]?\d{4}",
    re.IGNORECASE,
)
CALLS = re.compile(
    r"\border now\b|\bbuy now\b|\bcontact us (?:now|today|by)\b"
    r"|\b24 ?(?:/ ?7|hours?) (?:reply|support|contact)"
    r"|\b(?:non-drop|100% (?:safe|legit|real|guaranteed))\b"
    r"|지금 ?바로 (?:문의|상담|신청|가입)|24시간 (?:상담|문의)|첫 ?충전|가입 ?코드|무료 ?거부"
    r"|立即(?:访问|体验|学习|使用|接入|购买|咨询|注册|联系)|抢占(?:搜索)?(?:流量)?先机|火速联系",
    re.IGNORECASE,
)
DOMAIN = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,12}\b", re.IGNORECASE)


class Sign(StrEnum):
    """What makes a post look like spam."""

    TRADE_IN_TITLE = "trade-in-title"
    DENSE = "dense"
    CONTACT = "contact"
    CALL = "call-to-order"
    ONE_DOMAIN = "one-domain"


def signs_of_spam(title: str, text: str) -> frozenset[Sign]:
    """The signs that a post carries; `is_spam` says what they come to."""
    hits = len(TRADES.findall(text))
    checks = {
        Sign.TRADE_IN_TITLE: TRADES.search(title) is not None,
        # Also a long honest text about a trade names it: what counts is that it says little else.
        Sign.DENSE: hits >= DENSE_HITS and len(text) <= hits * CHARACTERS_PER_HIT,
        Sign.CONTACT: CONTACTS.search(text) is not None,
        Sign.CALL: CALLS.search(text) is not None,
        Sign.ONE_DOMAIN: hits > 0 and _most_named_domain(text) >= MENTIONS_OF_ONE_DOMAIN,
    }
    return frozenset(sign for sign, found in checks.items() if found)


def is_spam(title: str, text: str) -> bool:
    """Say whether a post was written to be linked: two signs, and a trade or a contact in it."""
    signs = signs_of_spam(title, text)
    return len(signs) >= ENOUGH_SIGNS and bool(
        signs & {Sign.TRADE_IN_TITLE, Sign.DENSE, Sign.CONTACT}
    )


def _most_named_domain(text: str) -> int:
    named = Counter(domain.lower() for domain in DOMAIN.findall(text))
    return max(named.values(), default=0)
