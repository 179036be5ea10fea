"""Tells news about companies (money, owners, courts, jobs) from news about a technique; pure."""

import re

_NEWS = re.compile(
    r"\b(?:fundrais(?:e|es|ed|ing)|funding round|seed round|series [a-h]\b(?! of)|pre-?ipo|ipo"
    r"|valuation|valued at|post-money|layoffs?|lays? off|lawsuits?|sues|sued|antitrust"
    r"|acqui(?:res?|red) (?!by (?:an? )?(?:model|agent))|acquisition of|merger|buyout|unicorn)\b"
    r"|\b(?:rais(?:e|es|ed|ing)|secures?|invests?|closes?)\b[^.]{0,40}[$€£₩]\s?\d"
    r"|[$€£₩]\s?\d[\d.,]*\s?(?:[mb]|bn|million|billion)\b[^.]{0,40}\b(?:rais|round|fund|deal|invest)"
    r"|투자(?:를|금)? ?(?:유치|받|라운드)|(?:자금|투자금) ?(?:조달|유치)|시리즈 ?[A-H](?![A-Za-z])"
    r"|기업 ?가치|상장(?:한다|했다|을|사| )|인수 ?(?:합병|계약|추진|완료|한다|했다)|소송|피소"
    r"|구조 ?조정|감원|정리 ?해고|조 원|억 달러",
    re.IGNORECASE,
)


def is_company_news(title: str) -> bool:
    """Whether a title is about a company's money, owners, court cases or jobs."""
    return bool(_NEWS.search(title))
