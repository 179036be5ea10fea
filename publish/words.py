"""Every fixed phrase of a report, in Korean and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.types import (
    ItemKind,
    Language,
    LeftOut,
    Level,
    Reading,
    Reason,
    SourceTrouble,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in both languages; `{names}` are filled in by `say`. `one`: English singular."""

    ko: str
    en: str
    one: str = ""

    def say(self, language: Language, **values: object) -> str:
        """The phrase in Korean, or in English for every other language."""
        if language == "ko":
            return self.ko.format(**values)
        singular = self.one and values.get("n") == 1
        return (self.one if singular else self.en).format(**values)


# ---- Data of an item --------------------------------------------------------------------------

KINDS: Mapping[ItemKind, Phrase] = {
    ItemKind.PAPER: Phrase("논문", "paper"),
    ItemKind.POST: Phrase("글", "post"),
    ItemKind.VIDEO: Phrase("영상", "video"),
    ItemKind.REPO: Phrase("저장소", "repository"),
}
LEVELS: Mapping[Level, Phrase] = {
    Level.INTRO: Phrase("입문", "intro"),
    Level.INTERMEDIATE: Phrase("중급", "intermediate"),
    Level.ADVANCED: Phrase("심화", "advanced"),
}
ESTIMATED = Phrase("{level}(추정)", "{level} (estimate)")
READINGS: Mapping[Reading, Phrase] = {
    Reading.TITLE: Phrase("제목만 읽음", "read: title only"),
    Reading.DESCRIPTION: Phrase("소개문만 읽음", "read: description only"),
    Reading.ABSTRACT: Phrase("초록만 읽음", "read: abstract only"),
    Reading.PARTIAL: Phrase("본문 일부만 읽음", "read: part of the text"),
    Reading.FULL: Phrase("본문 전체 읽음", "read: whole text"),
}
REASONS: Mapping[Reason, Phrase] = {
    Reason.REVISED: Phrase("내용이 바뀐 글", "changed since it first came out"),
    Reason.LATE: Phrase("뒤늦게 들어온 글", "published earlier, arrived only now"),
    Reason.SEVERAL_SOURCES: Phrase("여러 출처가 다룸", "carried by several sources"),
    Reason.TOPIC_IN_TITLE: Phrase("제목에 토픽이 드러남", "the title names the topic"),
    Reason.KOREAN: Phrase("한국어 글", "written in Korean"),
    Reason.INTRODUCTORY: Phrase("처음 읽기 좋음", "a good first read"),
    Reason.PAPER: Phrase("논문 원문", "the paper itself"),
    Reason.WHOLE_TEXT: Phrase("본문 전체 확인", "read to the end"),
}
LANGUAGES: Mapping[Language, Phrase] = {
    "ko": Phrase("한국어", "Korean"),
    "en": Phrase("영어", "English"),
    "ja": Phrase("일본어", "Japanese"),
    "zh": Phrase("중국어", "Chinese"),
    "de": Phrase("독일어", "German"),
    "fr": Phrase("프랑스어", "French"),
    "es": Phrase("스페인어", "Spanish"),
}
UNTITLED = Phrase("제목 없는 글", "Untitled")
UNDATED = Phrase("날짜 모름", "date unknown")
LATE = Phrase("뒤늦게 들어옴", "arrived late")
UPDATE = Phrase("갱신 v{version}", "updated, v{version}")
ORIGINAL = Phrase("원문 {n:,}분", "{n:,} min read")

# ---- Head -------------------------------------------------------------------------------------

TITLE = Phrase("내가 안 본 사이: {span}", "While you were away: {span}")
READ_IN = Phrase("읽는 데 {n:,}분", "{n:,} minutes to read", "1 minute to read")
CHOSEN = Phrase(
    "새로 나온 {all:,}편 가운데 {n:,}편을 골랐습니다",
    "{n:,} chosen out of {all:,}",
)
ALL_CHOSEN = Phrase("새로 나온 {n:,}편을 모두 담았습니다", "all {n:,} new items", "one new item")
YOUNG = Phrase(
    "수집을 시작한 지 얼마 되지 않아, 새 글인지는 발행일로 판단했습니다.",
    "Catchup has not watched for the whole period yet, so published dates decided what is new.",
)
NOTHING_NEW = Phrase(
    "이 기간에 새로 들어온 글이 없습니다.", "Nothing new came in during this period."
)
NOTHING_FITS = Phrase(
    "새로 나온 {n:,}편 가운데 핸드북의 토픽에 맞는 글이 없었습니다.",
    "{n:,} items came out, but none of them fits a topic of the handbook.",
    "One item came out, but it fits no topic of the handbook.",
)
NEVER_POLLED = Phrase(
    "아직 출처를 확인한 적이 없습니다. catchup run을 먼저 실행하세요.",
    "No source has been visited yet. Start with: catchup run",
)
THREE_LINES = Phrase("세 줄로 먼저 보기", "In three lines")
FIVE_MINUTES = Phrase("5분만 있다면", "If you have five minutes")
START_WITH = Phrase("먼저 읽을 글", "Start with")
STEP = Phrase("{number}번", "no. {number}")
STEP_OF = Phrase("{number}번({effort})", "no. {number} ({effort})")
STEP_MINUTES = Phrase("원문 {n:,}분", "{n:,} min")
STEP_ABSTRACT = Phrase("초록", "abstract")

# ---- Cards and one-liners ---------------------------------------------------------------------

TOPIC = Phrase("토픽", "Topic")
PREREQUISITES = Phrase("먼저 볼 것", "Read first")
EVIDENCE = Phrase("맞은 낱말", "Matched")
WHY = Phrase("왜 이 글?", "Why here")
TOGETHER = Phrase("함께", "Same work")
BRIEFS = Phrase("한 줄 소식", "In one line each")
BRIEFS_NOTE = Phrase("제목만 실었습니다.", "Titles only.")

# ---- Sources and state ------------------------------------------------------------------------

SOURCES = Phrase("출처와 상태", "Sources and state")
POLLED = Phrase("확인한 출처", "Sources visited")
POLLED_COUNT = Phrase("{n:,}곳", "{n:,}")
FAILED_COUNT = Phrase("{n:,}곳 실패", "{n:,} failed")
NONE_FAILED = Phrase("모두 정상", "all of them answered")
LAST_CRAWL = Phrase("마지막 수집 {day}", "last crawl {day}")
STALE = Phrase(
    "{day} 뒤에 나온 글은 아직 받지 못했습니다", "nothing after {day} has been fetched yet"
)
TROUBLES: Mapping[SourceTrouble, Phrase] = {
    SourceTrouble.FAILED: Phrase("읽지 못한 출처", "Could not be read"),
    SourceTrouble.GAP: Phrase("놓친 글이 있을 수 있습니다", "May be incomplete"),
    SourceTrouble.DOUBTFUL: Phrase(
        "{n:,}편은 새 글로 세지 않았습니다", "{n:,} not counted as new", "1 not counted as new"
    ),
    SourceTrouble.QUIET: Phrase("조용한 출처", "Quiet sources"),
    SourceTrouble.CUT: Phrase("피드가 길어 일부만 받은 출처", "Feeds too long to take whole"),
}
DATES_IN_DOUBT = Phrase("{sources} (발행일을 믿기 어려움)", "{sources} (dates not trusted)")
GAP_BEFORE = Phrase("{source}({day} 이전 글)", "{source} (before {day})")
FAILED_SINCE = Phrase("{source}({error}, 마지막 성공 {day})", "{source} ({error}, last read {day})")
FAILED_FROM_START = Phrase("{source}({error})", "{source} ({error})")
QUIET_SINCE = Phrase("{source}(마지막 글 {day})", "{source} (last item {day})")
ITEMS_OF = Phrase("{source} {n:,}편", "{source} {n:,}")
ENTRIES_CUT = Phrase("{source}({n:,}건은 받지 않음)", "{source} ({n:,} not taken)")
OTHERS = Phrase("외 {n:,}곳", "and {n:,} more")
LEFT_OUT = Phrase("싣지 않은 글", "Left out")
LEFT_OUT_COUNT = Phrase("{reason} {n:,}편", "{n:,} {reason}")
LEFT_OUT_REASONS: Mapping[LeftOut, Phrase] = {
    LeftOut.OFF_TOPIC: Phrase("핸드북 토픽과 무관", "outside the handbook's topics"),
    LeftOut.SAME_WORK: Phrase("같은 글 옆에 함께 실음", "shown beside the same work"),
    LeftOut.SOURCE_QUOTA: Phrase("출처당 한도 초과", "too many from one source"),
    LeftOut.LIMIT: Phrase("분량 초과", "beyond the length of a report"),
    LeftOut.DOUBTFUL_DATE: Phrase("발행일 불확실", "with a doubtful date"),
    LeftOut.BACKFILL: Phrase("구독 이전 글", "from before the source was followed"),
    LeftOut.TOO_OLD: Phrase("오래된 글", "too old"),
    LeftOut.OUTSIDE_PERIOD: Phrase("기간 밖", "outside the period"),
    LeftOut.HIDDEN: Phrase("숨긴 글", "hidden by hand"),
}
WRITTEN_BY = Phrase("글쓴이", "Written by")
EXTRACTS = Phrase(
    "발췌. 따옴표 안은 모두 원문 문장 그대로이고, 모델이 쓰거나 옮긴 문장은 없습니다.",
    "Extract. All quotations are the sources' own sentences; no model wrote or translated any.",
)
TITLES_ALONE = Phrase("요약 없이 제목만 실었습니다.", "Titles only; nothing was summarised.")
BY_MODELS = Phrase("{writers}. 숫자는 카드 수입니다.", "{writers} (number of cards).")
EXTRACT = Phrase("발췌", "extract")

ERRORS: Mapping[str, Phrase] = {
    "timeout": Phrase("응답 시간 초과", "timed out"),
    "fetch": Phrase("연결 실패", "no usable answer"),
    "too-large": Phrase("너무 큼", "too large"),
    "bad-encoding": Phrase("압축을 풀 수 없음", "cannot be decompressed"),
    "redirect-loop": Phrase("끝없는 리디렉션", "redirect loop"),
    "forbidden-address": Phrase("허용하지 않는 주소", "address not allowed"),
    "robots": Phrase("robots.txt가 막음", "refused by robots.txt"),
    "gone": Phrase("없어짐", "gone for good"),
    "parse": Phrase("읽을 수 없는 형식", "unreadable"),
    "not-a-feed": Phrase("피드가 아님", "not a feed"),
    "broken-feed": Phrase("깨진 피드", "broken feed"),
    "unsafe-markup": Phrase("위험한 XML", "unsafe XML"),
    "parser-killed": Phrase("읽다가 중단함", "stopped while reading"),
    "no-feed": Phrase("피드를 찾지 못함", "no feed found"),
}
HTTP_ERROR = Phrase("HTTP {status}", "HTTP {status}")
OTHER_ERROR = Phrase("알 수 없는 오류", "unknown error")
