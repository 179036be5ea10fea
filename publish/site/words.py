"""Every fixed phrase of the site, in Korean and English."""

from collections.abc import Mapping

from catchup.types import Language, Track
from publish.words import Phrase

OWN_NAMES: Mapping[Language, str] = {"ko": "한국어", "en": "English"}

# ---- Frame ------------------------------------------------------------------------------------

SKIP = Phrase("본문으로 건너뛰기", "Skip to the content")
MAIN_NAV = Phrase("주요 메뉴", "Main")
FOOT_NAV = Phrase("사이트 정보", "About this site")
LANGUAGE_NAV = Phrase("언어", "Language")
TABS: Mapping[str, Phrase] = {
    "since/": Phrase("안 본 사이", "While away"),
    "issues/": Phrase("주간호", "Issues"),
    "topics/": Phrase("토픽", "Topics"),
    "roadmap/": Phrase("로드맵", "Roadmap"),
    "start/": Phrase("처음이라면", "Start here"),
    "search/": Phrase("찾기", "Search"),
}
FOOT: Mapping[str, Phrase] = {
    "sources/": Phrase("출처와 상태", "Sources"),
    "left-out/": Phrase("싣지 않은 글", "Left out"),
    "how/": Phrase("이렇게 확인합니다", "How we check"),
    "feeds/": Phrase("피드", "Feeds"),
    "subscribe/": Phrase("메일로 받기", "By mail"),
}
PROMISE = Phrase(
    "이 사이트는 방문을 추적하지 않으며, 여는 동안 다른 사이트에 접속하지 않습니다.",
    "This site tracks nobody and asks no other site for anything.",
)
PAGE_TITLE = Phrase("{title} · {site}", "{title} · {site}")

# ---- Home and absences ------------------------------------------------------------------------

HOME = Phrase("내가 안 본 사이 무엇이 나왔나", "What came out while you were away")
HOME_ABOUT = Phrase(
    "LLM으로 무언가를 만드는 이들을 위해 논문, 글, 영상을 골라 핸드북의 토픽 순서로 정리합니다.",
    "Papers, posts and videos for people who build with LLMs, chosen and put in the order of "
    "the handbook's topics.",
)
HOW_LONG = Phrase("얼마 만에 오셨나요?", "How long have you been away?")
WEEKS = Phrase("{n}주", "{n} weeks", "1 week")
MONTHS = {13: Phrase("3개월", "3 months"), 26: Phrase("6개월", "6 months")}
WINDOW = Phrase("{items:,}편 · {minutes:,}분", "{items:,} items · {minutes:,} min")
ALL_ISSUES = Phrase("지난 호 모두 보기", "All issues")
SINCE_TITLE = Phrase("안 본 사이: {span}", "While away: {span}")
SINCE_ABOUT = Phrase(
    "지난 {span} 동안 나온 것 가운데 {items:,}편, 읽는 데 {minutes:,}분.",
    "{items:,} items of the last {span}, {minutes:,} minutes to read.",
)
SINCE_INDEX = Phrase("안 본 사이 나온 것", "How long were you away?")
SINCE_INDEX_ABOUT = Phrase(
    "비운 만큼 고르세요. 오래 비웠어도 읽는 시간은 조금만 늘어납니다. 중요한 것부터 남깁니다.",
    "Choose how long you were away. The reading time grows only a little: what matters is kept.",
)
SINCE_NOTE = Phrase(
    "오늘까지 나온 글을 핸드북의 토픽 순서로 모았습니다. 매일 새로 만들며, 같은 날에는 같은 "
    "페이지입니다. "
    "꼭 맞는 기간이 필요하면 터미널에서 catchup whatsnew --since 3w 처럼 물어볼 수 있습니다.",
    "Everything up to today, in the order of the handbook's topics. The pages are made anew "
    "every day. For any other span ask in a terminal: catchup whatsnew --since 3w",
)

# ---- Issues -----------------------------------------------------------------------------------

ISSUES = Phrase("주간호", "Weekly issues")
ISSUES_ABOUT = Phrase(
    "한 주에 한 번, 나온 것 가운데 읽을 만한 것만 골라 굳힌 목록입니다. 한 번 나온 호는 바뀌지 "
    "않습니다.",
    "Once a week, what is worth reading of all that came out. An issue never changes afterwards.",
)
NO_ISSUES = Phrase(
    "아직 나온 호가 없습니다. 첫 호는 한 주가 끝나면 나옵니다. 그때까지는 지난 7일을 보세요.",
    "No issue has come out yet; the first one opens when its week is over. Until then there are "
    "the last seven days.",
)
ISSUE_ABOUT = Phrase(
    "{span}에 나온 것 가운데 {items:,}편, 읽는 데 {minutes:,}분.",
    "{items:,} items of {span}, {minutes:,} minutes to read.",
)
OLDER = Phrase("이전 호", "Previous issue")
NEWER = Phrase("다음 호", "Next issue")
ISSUE_NAV = Phrase("앞뒤 호", "Other issues")

# ---- Topics -----------------------------------------------------------------------------------

TOPICS = Phrase("토픽", "Topics")
TOPICS_ABOUT = Phrase(
    "핸드북의 토픽 {n:,}개와 토픽마다 모인 글입니다. 숫자는 글의 수입니다.",
    "The {n:,} topics of the handbook and what has been gathered at each. Figures count items.",
)
TOPIC_TITLE = Phrase("{topic} — 토픽", "{topic} — topic")
TOPIC_PAGE = Phrase("{title} ({n}쪽)", "{title} (page {n})")
ITEMS = Phrase("글 {n:,}편", "{n:,} items", "1 item")
NO_ITEMS = Phrase(
    "아직 이 토픽에 모인 글이 없습니다. 먼저 볼 것과 이웃한 토픽부터 둘러보세요.",
    "Nothing has been gathered here yet. Start with its prerequisites or its neighbours.",
)
FIRST = Phrase("먼저 볼 것", "Read first")
NEXT = Phrase("이어서 볼 것", "Leads to")
NEIGHBOURS = Phrase("같은 영역", "In the same area")
ALIASES = Phrase("다른 이름", "Also called")
ACCEPTED = Phrase("핸드북에 채택", "in the handbook")
PRIORITIES = {
    "must": Phrase("꼭 알아야 할 것", "must know"),
    "should": Phrase("알아 두면 좋은 것", "should know"),
    "skip": Phrase("건너뛰어도 되는 것", "may be skipped"),
}
TOPIC_FEED = Phrase("{topic} 피드", "{topic} feed")
FEED_OF = Phrase("이 토픽을 피드로 받기", "Follow this topic by feed")
PAGES = Phrase("쪽", "Pages")
OLDER_ITEMS = Phrase("더 오래된 글", "Older items")
NEWER_ITEMS = Phrase("더 새로운 글", "Newer items")
NEWEST_FIRST = Phrase("최근 글부터", "Newest first")

# ---- Roadmap ----------------------------------------------------------------------------------

ROADMAP_TABS: Mapping[Track, Phrase] = {
    Track.DEVELOPER: Phrase("개발자 우선 순서", "Developer order"),
    Track.HANDBOOK: Phrase("책 순서", "Book order"),
}
ORDER_NAV = Phrase("순서 고르기", "Choose an order")
PARTS_NAV = Phrase("부", "Parts")

# ---- Start here -------------------------------------------------------------------------------

START = Phrase("처음이라면", "Start here")
START_ABOUT = Phrase(
    "LLM을 처음 다루는 소프트웨어 엔지니어를 위한 출발점입니다. 위에서 아래로 읽으면 됩니다.",
    "Where a software engineer who is new to LLMs begins. Read it from top to bottom.",
)
START_HOW = Phrase(
    "아래는 핸드북에서 가장 먼저 만나는 토픽들입니다. 먼저 알아야 할 것이 늘 앞에 옵니다. "
    "처음 읽기 좋은 글을 고른 토픽에는 두 편까지 붙였습니다. 아는 토픽은 건너뛰어도 됩니다.",
    "These are the first topics of the handbook; what a topic needs always comes before it. Where "
    "something good to begin with was chosen, it stands there, two items at most. Skip what "
    "you know.",
)
START_THEN = Phrase("그다음에는", "And then")
START_ROADMAP = Phrase("로드맵으로 이어서 걷기", "Walk on along the roadmap")
START_WEEKLY = Phrase(
    "한 주에 한 번 오는 주간호로 새 소식만 챙기기", "Keep up with one issue a week"
)
START_HOW_WE = Phrase("이 사이트가 글을 고르고 확인하는 방법", "How this site chooses and checks")

# ---- Sources ----------------------------------------------------------------------------------

SOURCES = Phrase("출처와 상태", "Sources and their state")
SOURCES_ABOUT = Phrase(
    "지켜보는 출처 {n:,}곳 가운데 {failed:,}곳을 마지막 방문에서 읽지 못했습니다.",
    "{n:,} sources are watched; {failed:,} could not be read when they were last visited.",
)
ALL_WELL = Phrase(
    "지켜보는 출처 {n:,}곳을 마지막 방문에서 모두 읽었습니다.",
    "{n:,} sources are watched; all of them could be read when they were last visited.",
)
SOURCES_FAILING = Phrase("읽지 못한 출처", "Could not be read")
SOURCES_GAPS = Phrase("놓친 글이 있을 수 있는 출처", "May be incomplete")
SOURCES_WELL = Phrase("읽고 있는 출처", "Are read")
SOURCES_PAUSED = Phrase("쉬는 출처", "Paused")
SOURCES_NEW = Phrase("아직 방문하지 않은 출처", "Not visited yet")
LAST_READ = Phrase("마지막 성공 {day}", "last read {day}")
LAST_ITEM = Phrase("최근 글 {day}", "newest item {day}")
NEVER_READ = Phrase("아직 읽은 적 없음", "never read")
LEFT_OUT = Phrase("싣지 않은 글", "What was left out")
LEFT_OUT_ABOUT = Phrase(
    "지난 7일에 나온 것 가운데 싣지 않은 {n:,}편과 그 까닭입니다.",
    "{n:,} items of the last seven days that are not in the report, and why.",
)
LEFT_OUT_NONE = Phrase(
    "지난 7일에 나온 글 가운데 싣지 않은 것이 없습니다.",
    "Nothing of the last seven days was left out.",
)
LEFT_OUT_HOW = Phrase(
    "빠져서 아쉬운 글이 보이면 고르는 말(scope.toml), 토픽(topics.yaml), 출처(sources.toml)를 "
    "고치면 "
    "됩니다. 사람이 고친 것은 다음 실행부터 반영됩니다.",
    "If something is missing from the report, it is here. What decides are files that people edit: "
    "the words of the scope (scope.toml), the topics (topics.yaml) and the sources (sources.toml).",
)
NOT_LISTED = Phrase("이 글들은 세기만 하고 링크하지 않습니다.", "Counted, but not linked.")
AND_MORE = Phrase("그 밖에 {n:,}편", "and {n:,} more")

# ---- Feeds, letters, search -------------------------------------------------------------------

FEEDS = Phrase("피드", "Feeds")
FEEDS_ABOUT = Phrase(
    "주간호와 글을 피드 리더로 받습니다. Atom, RSS, JSON Feed 가운데 무엇이든 같은 내용입니다.",
    "Issues and items for your feed reader. Atom, RSS and JSON Feed carry the same.",
)
FEEDS_NONE = Phrase(
    "공개 주소([site] base_url)를 정하면 피드가 만들어집니다. 피드의 글 번호와 링크가 그 "
    "주소에서 나오기 "
    "때문입니다.",
    "Feeds are made once the site has a public address ([site] base_url): their ids and links "
    "come from it.",
)
FEED_ISSUES = Phrase("주간호", "Weekly issues")
FEED_ISSUES_ABOUT = Phrase("한 주에 하나, 호 전체", "One entry a week, the whole issue")
FEED_ITEMS = Phrase("실린 글 모두", "All items")
FEED_ITEMS_ABOUT = Phrase("주간호에 실린 글을 하나씩", "The items of the issues, one by one")
FEED_TOPICS = Phrase("토픽별", "By topic")
FEED_ARCHIVE = Phrase(
    "최근 것만 담고, 더 오래된 것은 보관 문서(RFC 5005)로 이어집니다. 글 번호는 사이트를 "
    "옮겨도 그대로입니다.",
    "Each holds the newest entries and leads on to archive documents (RFC 5005). Ids survive "
    "a move of the site.",
)
SUBSCRIBE = Phrase("메일로 받기", "Get it by mail")
SUBSCRIBE_ABOUT = Phrase(
    "한 주에 한 번, 2분이면 훑어볼 수 있는 편지를 보내 드립니다.",
    "Once a week a letter that takes two minutes to read.",
)
SUBSCRIBE_NONE = Phrase(
    "이 사이트는 아직 메일을 보내지 않습니다. 주간호 피드를 받으면 같은 것을 받아 볼 수 있습니다.",
    "This site sends no mail yet. The feed of the weekly issues carries the same.",
)
ADDRESS = Phrase("메일 주소", "Mail address")
LETTER_LANGUAGE = Phrase("받을 언어", "Language of the letter")
CONSENT = Phrase(
    "한 주에 한 번 새 글 모음을 보내 드립니다. 확인 메일의 링크를 열어 버튼을 눌러야 시작되고, "
    "언제든 클릭 한 번으로 해지할 수 있습니다. 주소는 이 메일을 보내는 데만 쓰고, 열람 여부는 "
    "추적하지 않습니다.",
    "One letter a week. It starts only when you press the button behind the link we mail you, and "
    "one click ends it at any time. The address is used for nothing else; opening is not tracked.",
)
SEARCH = Phrase("찾기", "Search")
SEARCH_ABOUT = Phrase(
    "제목, 출처, 토픽 이름으로 글을 찾습니다.", "Find items by title, source and name of topic."
)
SEARCH_LABEL = Phrase("찾을 말", "Words to find")
SEARCH_HINT = Phrase(
    "여러 낱말을 쓰면 모두 들어 있는 글만 보입니다. 토픽의 다른 이름이나 다른 언어 이름도 "
    "통합니다. "
    "찾는 일은 이 브라우저 안에서 끝나고, 찾은 말은 어디에도 보내지 않습니다.",
    "Several words must all occur. Other names of topics work, in either language. The search "
    "happens in your browser; what you look for is sent nowhere.",
)
SEARCH_NO_SCRIPT = Phrase(
    "찾기에는 자바스크립트가 필요합니다. 없이도 아래 토픽에서 글을 찾아갈 수 있습니다.",
    "Searching needs JavaScript. Without it, the topics below lead to the items.",
)
SEARCH_FOUND = Phrase("{n}편을 찾았습니다.", "{n} found.")
SEARCH_NOTHING = Phrase(
    "찾은 글이 없습니다. 낱말을 줄여 보세요.", "Nothing found. Try fewer words."
)
SEARCH_TOPIC = Phrase("토픽", "topic")
SEARCH_MORE = Phrase("더 오래된 글도 찾기", "Look further back")
SEARCH_FAILED = Phrase("색인을 불러오지 못했습니다.", "The index could not be loaded.")

# ---- How we check -----------------------------------------------------------------------------

CHECKING = Phrase("이렇게 고르고 확인합니다", "How we choose and check")
CHECKING_ABOUT = Phrase(
    "무엇을 모으고, 어떻게 고르고, 문장 하나하나를 어떻게 확인하는지 밝힙니다.",
    "What is gathered, how it is chosen, and how each sentence is checked.",
)

CHECKS: tuple[tuple[Phrase, Phrase], ...] = (
    (
        Phrase("모으기", "Gathering"),
        Phrase(
            "정해 둔 출처만 방문합니다. 같은 링크는 몇 곳에 실려도 글 하나로 셉니다. 출처를 "
            "처음 등록할 때 딸려 온 "
            "옛글은 보관만 하고 새 글이라고 알리지 않습니다.",
            "Only declared sources are visited. One link is one item, however many feeds show it. "
            "What a new source brings from its past is kept, and never announced as new.",
        ),
    ),
    (
        Phrase("고르기", "Choosing"),
        Phrase(
            "글마다 토픽, 읽은 분량, 난이도, 현장 사례인지, 근거를 밝히는지 같은 항목에 점수를 "
            "매기고, 그 단순한 "
            "합이 높은 글부터 고릅니다. 한 출처나 한 토픽이 호를 채우지 못하게 편수를 "
            "제한합니다. 고른 글에는 "
            "까닭을 적고, 싣지 않은 글은 까닭별로 공개합니다.",
            "Each item gets points for its topic, its text, its level, for telling from "
            "practice, for "
            "showing evidence and the like; the plain sum decides. No source and no topic may "
            "fill an "
            "issue. Each chosen item says why; what was left out is listed with the reason.",
        ),
    ),
    (
        Phrase("인용", "Quotations"),
        Phrase(
            "따옴표 안의 문장은 원문에서 글자 그대로 다시 찾아낸 것만 싣습니다. 찾지 못한 "
            "인용은 버립니다.",
            "A quotation is shown only when it was found again in the source, letter by letter. "
            "What cannot be found is dropped.",
        ),
    ),
    (
        Phrase("모델이 쓴 문장", "Sentences by a model"),
        Phrase(
            "모델이 요약을 쓴 글에는 모델 이름을 적습니다. 모델의 문장은 근거 인용에 없는 "
            "숫자나 이름을 더할 수 "
            "없고, 확인을 통과하지 못하면 원문 발췌로 바꿉니다. 모델이 없어도 이 사이트는 "
            "똑같이 나옵니다.",
            "Where a model wrote the summary, its name is said. It may add no number and no name "
            "to what it quotes; what fails the check is replaced by an extract. None of this needs "
            "a model.",
        ),
    ),
    (
        Phrase("읽은 범위", "What was read"),
        Phrase(
            "글마다 제목만 읽었는지, 초록이나 소개문만 읽었는지, 본문이나 자막을 끝까지 "
            "읽었는지 적습니다.",
            "Each item says whether its title alone was read, its abstract or description, or the "
            "whole text or transcript.",
        ),
    ),
    (
        Phrase("난이도", "Level"),
        Phrase(
            "입문, 중급, 심화 세 단계입니다. 사람이 정하지 않은 값에는 ‘추정’이라고 적습니다.",
            "Intro, intermediate or advanced. What no person has decided is marked as an estimate.",
        ),
    ),
    (
        Phrase("날짜", "Dates"),
        Phrase(
            "믿을 수 없는 발행일(한 시각에 몰린 글 여러 편, 미래의 날짜)은 미상으로 두고 새 "
            "글로 세지 않습니다.",
            "Dates that cannot be believed (many items of one instant, dates to come) count as "
            "unknown, and such items are not called new.",
        ),
    ),
    (
        Phrase("링크", "Links"),
        Phrase(
            "링크는 모두 출처에서 가져온 주소입니다. 모델이 만든 링크는 실을 길이 없습니다.",
            "Every link is an address that a source gave. There is no way for a model to make one.",
        ),
    ),
    (
        Phrase("침묵도 알립니다", "Silence is reported"),
        Phrase(
            "읽지 못한 출처, 놓쳤을지 모르는 구간, 오래 조용한 출처를 호마다 밝힙니다. 틀린 "
            "곳을 알려 주시면 다음 "
            "호 맨 위에 바로잡고, 지난 호는 고쳐 쓰지 않습니다.",
            "Sources that could not be read, stretches that may be incomplete and sources that "
            "went quiet are named in every issue. A mistake is corrected at the top of the next "
            "issue; past issues are not rewritten.",
        ),
    ),
)
REPORT_MISTAKE = Phrase("틀린 곳 알리기", "Report a mistake")
