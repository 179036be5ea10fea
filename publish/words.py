"""Every fixed phrase of a report, in Korean and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.types import (
    ItemKind,
    Language,
    LeftOut,
    Level,
    Reading,
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
    Reading.TRANSCRIPT: Phrase("자막 전체 읽음", "read: whole transcript"),
    Reading.FULL: Phrase("본문 전체 읽음", "read: whole text"),
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
IN_THE_ORIGINAL = Phrase("{name} 원문", "in {name} only")
UNTITLED = Phrase("제목 없는 글", "Untitled")
UNDATED = Phrase("발행일 미상", "date unknown")
LATE = Phrase("뒤늦게 들어옴", "arrived late")
WITHDRAWN = Phrase("저자가 철회", "withdrawn by its authors")
UPDATE = Phrase("갱신 v{version}", "updated, v{version}")
AND_AUTHORS = Phrase("{name} 외 {n:,}명", "{name} and {n:,} others", "{name} and one other")
ORIGINAL = Phrase("원문 {n:,}분", "{n:,} min read")

# ---- Head -------------------------------------------------------------------------------------

TITLE = Phrase("내가 안 본 사이: {span}", "While you were away: {span}")
ISSUE_TITLE = Phrase(
    "내가 안 본 사이: {year}년 {week}주차 ({span})",
    "While you were away: week {week} of {year} ({span})",
)
READ_IN = Phrase("이 소식을 다 읽는 데 {n:,}분", "{n:,} minutes to read", "1 minute to read")
CHOSEN = Phrase(
    "새로 나온 {all:,}편 가운데 {n:,}편을 골랐습니다",
    "{n:,} chosen out of {all:,}",
)
ALL_CHOSEN = Phrase("새로 나온 {n:,}편을 모두 담았습니다", "all {n:,} new items", "one new item")
PARTLY = Phrase(
    "출처 {n:,}곳은 이 기간의 일부만 확인했습니다. 어디인지는 맨 아래에 적었습니다.",
    "Of {n:,} sources a part of this period was missed: they are named at the end.",
    "Of one source a part of this period was missed: it is named at the end.",
)
UNDATED_TOO = Phrase(
    "발행일을 믿기 어려운 {n:,}편도 싣지 않았습니다.",
    "{n:,} items whose dates are not trusted are left out, too.",
    "One item whose date is not trusted is left out, too.",
)
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
THREE_LINES = Phrase("세 줄로 먼저 보기 ({whose})", "In three lines ({whose})")
TITLES_AS_THEY_ARE = Phrase("제목과 원문 한 문장", "titles and a sentence of each")
FIVE_MINUTES = Phrase("5분만 있다면", "If you have five minutes")
STEP = Phrase("{number}번", "no. {number}")
STEP_OF = Phrase("{number}번({effort})", "no. {number} ({effort})")
STEP_MINUTES = Phrase("원문 {n:,}분", "{n:,} min")
STEP_ABSTRACT = Phrase("초록 {n:,}분", "abstract, {n:,} min")
STEP_SAYS = Phrase("{step} — {said}", "{step} — {said}")
LEAD = Phrase("편집자의 말", "From the editor")
LEAD_BY = Phrase("쓴 사람: {editor}", "by {editor}")

# ---- A long absence ---------------------------------------------------------------------------

OVERVIEW = Phrase("토픽별로 보면", "By topic")
OVERVIEW_NOTE = Phrase(
    "그동안 새 글이 많이 나온 토픽입니다. 화살표 뒤의 번호는 아래에 실은 글입니다.",
    "Where most came out; arrows lead to the items chosen below.",
)
OVERVIEW_COUNT = Phrase("{topic} {n:,}편", "{topic} {n:,}")
OVERVIEW_STEP = Phrase("{counted} → {number}번", "{counted} → no. {number}")
MOVED = Phrase("핸드북에서 달라진 것", "What changed in the handbook")
MOVED_NOTE = Phrase("백로그 기록에서 옮겼습니다.", "From the records of the backlog.")
ACCEPTED = Phrase(
    "추천 자료로 {n:,}편을 채택했습니다.",
    "{n:,} items accepted as resources.",
    "One item accepted.",
)
PROPOSED_TOPIC = Phrase("새 토픽 제안", "Proposed topic")
PROPOSED_ITEMS = Phrase("{title} (글 {n:,}편)", "{title} ({n:,} items)", "{title} (one item)")
SEE_AGAIN = Phrase("다시 볼 것", "Look at again")
AGED_NOTE = Phrase("핸드북에서 낡았을 수 있는 곳입니다.", "What may have aged in the handbook.")
STALE_PAGE = Phrase("새 글이 쌓인 페이지", "Page that news has outrun")
DEAD_LINK = Phrase("사라진 자료", "Resource that is gone")

# ---- What to do with an issue -----------------------------------------------------------------

READING_ORDER = Phrase("읽는 순서", "Reading order")
ORDER_NOTE = Phrase(
    "영역별로 가장 나은 글부터 다섯 편까지, 실린 순서대로 적었습니다.",
    "Up to five, the best of each area first, as they stand here.",
)
STUDY = Phrase("스터디", "Study group")
STUDY_NOTE = Phrase(
    "읽는 데 걸리는 시간을 아는 글 가운데 영역별로 가장 나은 글부터 다섯 편까지, 실린 순서대로 "
    "적었습니다.",
    "Up to five whose reading time is known, the best of each area first, as they stand here.",
)
A_DAY = Phrase("하루 5분", "Five minutes a day")
WEEKDAYS = Phrase("월요일 화요일 수요일 목요일 금요일", "Mon Tue Wed Thu Fri")
STUDY_DAY = Phrase("{day} {step}", "{day} {step}")
FIRST_MINUTES = Phrase("앞 {n:,}분만", "the first {n:,} min")
TALKS = Phrase("발표 후보", "For a talk")
PROPOSALS = Phrase("핸드북에 올릴 제안", "Proposals for the handbook")
PROPOSALS_NOTE = Phrase(
    "이 소식지와 연결된 LLM 핸드북에 더할 만한 글을 규칙으로 골랐습니다. 반영할지는 사람이 "
    "정합니다.",
    "For the LLM handbook that this report serves. Found by rules; people decide.",
)
ADD_RESOURCE = Phrase("추천 자료에 {step} 추가", "add {step} to its resources")
FIRST_RESOURCE = Phrase("채택한 자료가 아직 없는 토픽", "nothing has been accepted there yet")
MARK_AGAIN = Phrase("‘다시 볼 것’ 표시", "mark to be looked at again")

# ---- Corrections ------------------------------------------------------------------------------

CORRECTIONS = Phrase("정정", "Corrections")
AMENDMENTS = Phrase("이 호가 나온 뒤 바로잡은 것", "Corrected since this issue came out")
OF_ISSUE = Phrase("{year}년 {week}주차 호", "Week {week} of {year}")
ABOUT_ITEM = Phrase("‘{title}’ — {text}", "“{title}” — {text}")
CORRECTED_ON = Phrase("{day}에 바로잡음", "corrected on {day}")
RETRACTED = Phrase(
    "이 글의 추천을 거둡니다. {reason}", "We no longer recommend this item. {reason}"
)

# ---- Cards and one-liners ---------------------------------------------------------------------

TOPIC = Phrase("토픽", "Topic")
PREREQUISITES = Phrase("먼저 볼 것", "Read first")
WHY = Phrase("왜 이 글?", "Why here")
TOGETHER = Phrase("함께", "Same work")
READ = Phrase("읽은 부분", "What was read")
SECTIONS_ALL = Phrase("{n:,}개 절 전부({names})", "all {n:,} sections ({names})")
SECTIONS_SOME = Phrase("{of:,}개 절 중 {n:,}개({names})", "{n:,} of {of:,} sections ({names})")
AND_MORE = Phrase("{names} 외 {n:,}개", "{names} and {n:,} more")
WORDS_ALL = Phrase("{n:,}단어", "{n:,} words")
WORDS_SOME = Phrase("{of:,}단어 중 {n:,}단어", "{n:,} of {of:,} words")
UNTIL = Phrase("처음부터 {until}까지", "from the start to {until}")
UNTIL_OF = Phrase("전체 {length} 중 {until}까지", "to {until} of {length}")
DISAGREES = Phrase("같은 것을 다른 숫자로 말함", "Two numbers for the same thing")
EXTRACTED: Mapping[Reading, Phrase] = {
    Reading.TITLE: Phrase("제목만 읽음", "read: title only"),
    Reading.DESCRIPTION: Phrase("소개문에서 발췌", "extract of the description"),
    Reading.ABSTRACT: Phrase("초록에서 발췌", "extract of the abstract"),
    Reading.PARTIAL: Phrase("본문 일부에서 발췌", "extract of a part of the text"),
    Reading.TRANSCRIPT: Phrase("자막 전체에서 발췌", "extract of the whole transcript"),
    Reading.FULL: Phrase("본문 전체에서 발췌", "extract of the whole text"),
}
SERIES = Phrase("이어지는 글", "In this series")
PARTS_OF_SERIES = Phrase("연재 ‘{name}’ 모두 {n:,}편", "series “{name}”, {n:,} parts")
LIKELY = Phrase("{topic}(추정)", "{topic} (estimate)")
WRITTEN = Phrase("요약: {writer}", "summary: {writer}")
FALLBACK = Phrase("모델 대신 발췌", "extract in place of a model")
USE = Phrase("쓸모(우리 해석)", "Why it matters (our reading)")
UPDATES = Phrase("지난 호 뒤에 바뀐 글", "Changed since an earlier issue")
UPDATES_AGAIN = Phrase("다시 볼 것: 그동안 바뀐 글", "Look at again: changed since")
UPDATES_NOTE = Phrase(
    "앞 판과 견주어 달라진 점만 적었습니다.", "What differs from the version before."
)
FOLLOWS = Phrase("이어지는 이야기", "Goes on from")
TOLD_IN = Phrase("{year}년 {week}주차 호에 실음", "told in week {week} of {year}")
FOLLOWS_ITEM = Phrase("{year}년 {week}주차 호의 ‘{title}’", "“{title}” of week {week}, {year}")
RENAMED = Phrase("제목이 바뀜(앞 제목: {title})", "new title (was: {title})")
ADDED = Phrase("새 문장: “{quote}”", "new: “{quote}”")
CHANGED_SECTIONS = Phrase("바뀐 절: {names}", "changed: {names}")
NEW_SECTIONS = Phrase("새로 생긴 절: {names}", "new sections: {names}")
LOST_SECTIONS = Phrase("빠진 절: {names}", "sections gone: {names}")
NEW_SENTENCES = Phrase("새 문장 {n:,}개", "{n:,} new sentences", "one new sentence")
REMOVED = Phrase("문장 {n:,}개가 빠짐", "{n:,} sentences are gone", "one sentence is gone")
BRIEFS = Phrase("한 줄 소식", "In one line each")
BIG_NEWS = Phrase("큰 소식", "Big news")
ROUNDUPS = Phrase("뉴스 모음", "News of the day")
BRIEFS_NOTE = Phrase(
    "제목과, 읽은 것이 있으면 원문 한 문장을 실었습니다.",
    "Titles, with a sentence of what was read.",
)

BRIEFS_NOTE_OURS = Phrase("제목과 한 줄 요약입니다({whose}).", "Titles with a line each ({whose}).")
QUOTED_LINES = Phrase("따옴표 안은 원문 문장입니다.", "Quotations are the sources' own.")

# ---- Sources and state ------------------------------------------------------------------------

SOURCES = Phrase("출처와 상태", "Sources and state")
POLLED = Phrase("확인한 출처", "Sources visited")
POLLED_COUNT = Phrase("{n:,}곳", "{n:,}")
FAILED_COUNT = Phrase("{n:,}곳 가운데 {failed:,}곳 실패", "{n:,}, of which {failed:,} failed")
NONE_FAILED = Phrase("모두 응답함", "all of them answered")
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
DATES_IN_DOUBT = Phrase(
    "{sources} (발행일을 믿기 어려워 날짜 미상으로 보관)",
    "{sources} (dates not trusted; kept as undated)",
)
GAP_BEFORE = Phrase("{source}({day} 이전 글)", "{source} (before {day})")
FAILED_SINCE = Phrase("{source}({error}, 마지막 성공 {day})", "{source} ({error}, last read {day})")
FAILED_FROM_START = Phrase("{source}({error})", "{source} ({error})")
QUIET_SINCE = Phrase("{source}(마지막 글 {day})", "{source} (last item {day})")
ITEMS_OF = Phrase("{source} {n:,}편", "{source} {n:,}")
ENTRIES_CUT = Phrase("{source}({n:,}건은 받지 않음)", "{source} ({n:,} not taken)")
OTHERS = Phrase("외 {n:,}곳", "and {n:,} more")
COUNTED = Phrase("살펴볼 출처", "Sources to look at")
COUNTED_NOTE = Phrase(
    "이름은 catchup sources check로 볼 수 있습니다", "names: catchup sources check"
)
COUNTED_TROUBLES: Mapping[SourceTrouble, Phrase] = {
    SourceTrouble.FAILED: Phrase("읽지 못함 {n:,}곳", "{n:,} could not be read"),
    SourceTrouble.GAP: Phrase("놓친 글이 있을 수 있음 {n:,}곳", "{n:,} may be incomplete"),
    SourceTrouble.DOUBTFUL: Phrase("날짜를 믿기 어려움 {n:,}곳", "{n:,} with doubtful dates"),
}
LEFT_OUT_ALL = Phrase("모두 {n:,}편", "{n:,} in all")
LEFT_OUT = Phrase("싣지 않은 글", "Left out")
LEFT_OUT_NEW = Phrase("싣지 않은 새 글 {n:,}편", "{n:,} new ones left out", "1 new one left out")
NOT_COUNTED = Phrase(
    "그 밖에 새 글로 세지 않은 글 {n:,}편",
    "{n:,} others not counted as new",
    "1 other not counted as new",
)
LEFT_OUT_COUNT = Phrase("{reason} {n:,}편", "{n:,} {reason}")
LEFT_OUT_REASONS: Mapping[LeftOut, Phrase] = {
    LeftOut.OFF_TOPIC: Phrase("핸드북 토픽과 무관", "outside the handbook's topics"),
    LeftOut.SAME_WORK: Phrase("같은 내용과 묶음", "grouped with the same work"),
    LeftOut.SERIES: Phrase("연재로 묶음", "grouped as a series"),
    LeftOut.WEAK: Phrase("선정 기준에 못 미침", "with little to recommend it"),
    LeftOut.SOURCE_QUOTA: Phrase("출처당 한도 초과", "over the per-source limit"),
    LeftOut.TOPIC_QUOTA: Phrase("토픽당 한도 초과", "over the per-topic limit"),
    LeftOut.KIND_QUOTA: Phrase("논문·영상 한도 초과", "over the limit for papers or videos"),
    LeftOut.UNWANTED: Phrase("광고성 글", "written to sell or to be linked"),
    LeftOut.LANGUAGE: Phrase("한국어·영어가 아님", "in neither Korean nor English"),
    LeftOut.LIMIT: Phrase("지면 부족", "beyond the length of a report"),
    LeftOut.DOUBTFUL_DATE: Phrase("발행일 불확실", "with a doubtful date"),
    LeftOut.BACKFILL: Phrase("구독 이전 글", "from before the source was followed"),
    LeftOut.TOO_OLD: Phrase("오래된 글", "too old"),
    LeftOut.OUTSIDE_PERIOD: Phrase("기간 밖", "outside the period"),
    LeftOut.HIDDEN: Phrase("숨긴 글", "hidden by hand"),
    LeftOut.EDITED: Phrase("편집자가 뺀 글", "taken out by the editor"),
    LeftOut.HELD: Phrase("지난 호에 실은 글", "in an earlier issue"),
}
WRITTEN_BY = Phrase("작성 방식", "Written by")
EXTRACTS = Phrase(
    "발췌. 따옴표 안은 모두 출처에 실린 문장 그대로이고, 여기서 모델로 쓰거나 옮긴 문장은 "
    "없습니다.",
    "Extract. All quotations are the sources' own sentences; no model wrote or translated any.",
)
TITLES_ALONE = Phrase("요약 없이 제목만 실었습니다.", "Titles only; nothing was summarised.")
BY_MODELS = Phrase(
    "{writers}. 모델이 쓴 문장은 숫자, 단위, 이름이 원문과 맞는 것만, 인용문은 원문 "
    "그대로인 것만 실었습니다.",
    "{writers}. Of what a model wrote only that is shown whose numbers, units "
    "and names agree with the source, and whose quotations are verbatim.",
)
ITEMS_BY = Phrase("{writer} {n:,}편", "{n:,} by {writer}")
EXTRACT = Phrase("발췌", "extract")
FALLBACKS = Phrase(
    "{n:,}편은 모델의 답을 쓸 수 없어 발췌했습니다.",
    "{n:,} are extracts because no answer of a model was usable.",
    "One is an extract because no answer of a model was usable.",
)

ERRORS: Mapping[str, Phrase] = {
    "timeout": Phrase("응답 시간 초과", "timed out"),
    "fetch": Phrase("연결 실패", "no usable answer"),
    "left-alone": Phrase("사이트가 잠시 쉬어 달라고 함", "asked to be left alone"),
    "blocked": Phrase("자동 방문을 막음", "lets only people in"),
    "too-large": Phrase("너무 큼", "too large"),
    "header-too-large": Phrase("응답 헤더가 너무 큼", "header too large"),
    "bad-encoding": Phrase("압축을 풀 수 없음", "cannot be decompressed"),
    "redirect-loop": Phrase("끝없는 리디렉션", "redirect loop"),
    "forbidden-address": Phrase("허용하지 않는 주소", "address not allowed"),
    "robots": Phrase("robots.txt가 막음", "refused by robots.txt"),
    "gone": Phrase("삭제됨", "gone for good"),
    "parse": Phrase("읽을 수 없는 형식", "unreadable"),
    "not-a-feed": Phrase("피드가 아님", "not a feed"),
    "broken-feed": Phrase("깨진 피드", "broken feed"),
    "unsafe-markup": Phrase("위험한 XML", "unsafe XML"),
    "parser-killed": Phrase("분석하다 중단함", "stopped while reading"),
    "transcripts-blocked": Phrase("자막 접근이 막힘", "transcripts refused"),
    "no-feed": Phrase("피드를 찾지 못함", "no feed found"),
}
HTTP_ERROR = Phrase("HTTP {status}", "HTTP {status}")
OTHER_ERROR = Phrase("알 수 없는 오류", "unknown error")

# ---- Letters ----------------------------------------------------------------------------------

SUBJECT = Phrase("{title} ({year}년 {week}주차)", "{title} (week {week}, {year})")
SUBJECT_EMPTY = Phrase("새 글 없음 ({year}년 {week}주차)", "Nothing new (week {week}, {year})")
PREHEADER = Phrase("{n:,}편 · {minutes:,}분. {titles}", "{n:,} items · {minutes:,} min. {titles}")
COVER_TITLE = Phrase("{year}년 {week}주차 ({span})", "Week {week} of {year} ({span})")
COVER_LEAD = Phrase(
    "이번 호에 실은 {all:,}편 가운데 {n:,}편입니다. {minutes:,}분이면 훑어볼 수 있습니다.",
    "{n:,} of the {all:,} items of this issue, in {minutes:,} minutes.",
)
COVER_ALL = Phrase(
    "이번 호에 실은 {n:,}편입니다. {minutes:,}분이면 훑어볼 수 있습니다.",
    "The {n:,} items of this issue, in {minutes:,} minutes.",
    "The one item of this issue.",
)
COVER_UPDATES = Phrase(
    "지난 호 뒤에 바뀐 글이 {n:,}편 있습니다.",
    "{n:,} items have changed since an earlier issue.",
    "One item has changed since an earlier issue.",
)
COVER_CORRECTION = Phrase("지난 호 정정: {text}", "Correction: {text}")
COVER_GAPS = Phrase(
    "놓친 글이 있을 수 있는 출처 {n:,}곳",
    "{n:,} sources may be incomplete",
    "1 source may be incomplete",
)
COVER_STATE = Phrase("출처 상태", "State of the sources")
COVER_PAGE = Phrase("이번 호 전체 읽기({minutes:,}분)", "Read the whole issue ({minutes:,} min)")
COVER_AWAY = Phrase(
    "오래 비우셨다면: 1주에서 6개월 치를 한 번에", "Away for longer? One week to six months at once"
)
COVER_WHY = Phrase(
    "구독을 신청하신 분께 보내는 메일입니다. 메일을 열어 봤는지는 추적하지 않습니다.",
    "You get this letter because you asked for it. Nobody tracks whether you open it.",
)
SENT_BY = Phrase("보낸 사람", "Sent by")
REPORT_ERROR = Phrase("오류 제보", "Report a mistake")
UNSUBSCRIBE = Phrase("구독 해지", "Unsubscribe")
INVITATION_TITLE = Phrase("주간 메일 구독을 확인해 주세요", "Please confirm your subscription")
INVITATION = Phrase(
    "이 주소로 주간 메일 구독 신청이 들어왔습니다. 직접 신청하셨다면 7일 안에 아래 링크에서 "
    "확인해 주세요.",
    "Somebody asked for the weekly letter with this address. If it was you, please confirm it "
    "below within seven days.",
)
INVITATION_NOT_YOU = Phrase(
    "신청한 적이 없다면 이 메일은 무시하셔도 됩니다. 확인하기 전에는 메일을 보내지 않습니다.",
    "If it was not you, there is nothing to do. Without your confirmation no letter will come.",
)
CONFIRM = Phrase("구독 확인하기", "Confirm the subscription")

# ---- Feeds ------------------------------------------------------------------------------------

FEED_ISSUES = Phrase("내가 안 본 사이: 주간호", "While you were away: weekly issues")
FEED_ISSUES_ABOUT = Phrase(
    "LLM으로 무언가를 만드는 이들을 위해 한 주에 한 번 고른 논문, 글, 영상.",
    "Papers, posts and videos for people who build with LLMs, chosen once a week.",
)
FEED_ITEMS = Phrase("내가 안 본 사이: 실린 글", "While you were away: items")
FEED_ITEMS_ABOUT = Phrase(
    "주간호에 실린 논문, 글, 영상을 하나씩.",
    "The papers, posts and videos of the weekly issues, one by one.",
)
NEWS_CATEGORY = Phrase("소식", "news")
FEED_TOPIC = Phrase("내가 안 본 사이: {topic}", "While you were away: {topic}")
FEED_WEEK = Phrase("실린 호", "In issue")
