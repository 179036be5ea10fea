"""What a reader is told about items: labels, reasons, order, and honest emptiness."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from catchup.types import (
    Candidate,
    Digest,
    Health,
    ItemKind,
    Lane,
    Period,
    Point,
    Reading,
    Reason,
    TopicMatch,
)
from publish.layout import lay_out
from publish.report import CardView, Report
from tests.publish.samples import (
    HEALTH,
    W09,
    WEEK,
    a_week,
    candidate,
    composed,
    digest_of,
    selection_of,
    written,
)

NOTHING_POLLED = Health(polled=0, failed=0, last_crawl=None)


def report(candidates: Sequence[Candidate] = (), language: str = "ko") -> Report:
    return lay_out(digest_of(candidates), language)


def cards(laid_out: Report) -> list[CardView]:
    return [card for area in laid_out.areas for card in area.cards]


def facts(card: CardView) -> dict[str, str]:
    return {fact.label: fact.text for fact in card.facts}


def test_both_languages_show_the_same_items_topic_by_topic() -> None:
    korean, english = report(a_week()), report(a_week(), "en")
    for one, other in zip(korean.areas, english.areas, strict=True):
        told, also_told = (
            sorted((card.title.text, card.quotes) for card in area.cards) for area in (one, other)
        )
        assert told == also_told


MIXED = (
    candidate(1, "English, the best", topic="rag", quotes=("RAG in production, a guide.",)),
    candidate(2, "한국어, 그다음", topic="rag", quotes=("RAG입니다.",), language="ko"),
    candidate(3, "English, vectors", topic="vectors", quotes=("Vectors are here.",)),
)


def titles(laid_out: Report) -> list[str]:
    return [card.title.text for card in cards(laid_out)]


def mixed(**changes: object) -> Digest:
    digest = replace(composed(selection_of(MIXED)), **changes)  # type: ignore[arg-type]
    assert [c.item for section in digest.sections for c in section.cards] == [3, 1, 2]
    return digest


def test_within_a_topic_what_speaks_the_readers_language_comes_first() -> None:
    assert titles(lay_out(mixed(), "ko")) == [MIXED[n].item.title for n in (2, 1, 0)]
    assert titles(lay_out(mixed(), "en")) == [MIXED[n].item.title for n in (2, 0, 1)]


def test_what_an_editor_put_first_stays_there() -> None:
    assert titles(lay_out(mixed(arranged=(1,)), "ko")) == [MIXED[n].item.title for n in (2, 0, 1)]


def test_a_card_with_nothing_in_the_readers_language_says_so() -> None:
    korean = {card.title.text: card.meta for card in cards(lay_out(mixed(), "ko"))}
    english = {card.title.text: card.meta for card in cards(lay_out(mixed(), "en"))}
    assert "영어 원문" in korean["English, the best"]
    assert "한국어" in korean["한국어, 그다음"]
    assert "in Korean only" in english["한국어, 그다음"]
    assert "English" in english["English, the best"]


def test_a_card_in_words_of_ours_is_no_foreign_one() -> None:
    digest = mixed()
    sections = tuple(
        replace(s, cards=tuple(replace(c, headline={"ko": "요점", "en": "Ours"}) for c in s.cards))
        for s in digest.sections
    )
    laid_out = lay_out(replace(digest, sections=sections), "ko")
    assert [card.headline for card in cards(laid_out)] == ["요점"] * 3
    assert [card.number for card in cards(laid_out)] == [1, 2, 3]
    assert titles(laid_out) == [MIXED[n].item.title for n in (2, 0, 1)]
    assert not any("영어 원문" in card.meta for card in cards(laid_out))


def test_the_head_says_period_time_and_numbers() -> None:
    head = report(a_week())
    assert head.title == "내가 안 본 사이: 2026년 2월 23일 ~ 3월 1일"
    assert head.lead == ("이 소식을 다 읽는 데 4분", "새로 나온 9편 가운데 7편을 골랐습니다")


def test_the_three_lines_are_titles_of_cards() -> None:
    laid_out = report(a_week())
    titles = {card.number: card.title for card in cards(laid_out)}
    assert len(laid_out.headlines) == 3
    assert all(titles[line.number] == line.title for line in laid_out.headlines)


def test_a_short_report_needs_no_three_lines() -> None:
    assert report([candidate(1, quotes=("One.",))]).headlines == ()


def test_a_card_says_what_it_is_and_what_was_read() -> None:
    first = cards(report(a_week()))[0]
    assert first.meta == (
        "한강데브 기술 블로그",
        "2월 25일",
        "글",
        "한국어",
        "원문 6분",
        "본문 전체에서 발췌",
    )


def test_an_english_original_stands_in_a_korean_frame() -> None:
    paper = cards(report(a_week()))[2]
    assert paper.quotes[0].language == "en"
    assert paper.facts[1].text == "코딩 에이전트"
    assert paper.facts[1].note.endswith("다룹니다.")


def test_a_level_is_said_only_where_a_model_judged_the_text() -> None:
    judged = composed(selection_of(a_week()))
    first = judged.sections[0]
    ours = replace(first, cards=(replace(first.cards[0], writer="chat:m"), *first.cards[1:]))
    judged = replace(judged, sections=(ours, *judged.sections[1:]))
    assert "중급(추정)" in cards(lay_out(judged, "ko"))[0].meta
    assert not any("중급" in part for part in cards(report(a_week()))[0].meta)


def test_a_part_of_the_period_that_was_missed_is_said_on_top() -> None:
    (note,) = report(a_week()).notes
    assert "일부만 확인했습니다" in note


def test_a_topic_is_introduced_once() -> None:
    quotes = ("One thing.",)
    both = cards(report([candidate(n, quotes=quotes) for n in (1, 2)]))
    assert [card.facts[1].note != "" for card in both] == [True, False]
    assert "먼저 볼 것" in facts(both[0])
    assert "먼저 볼 것" not in facts(both[1])


def test_a_likely_topic_is_called_an_estimate_on_cards_and_left_out_of_lines() -> None:
    guess = TopicMatch(topic="rag", score=0.3, method="lexical")
    told = candidate(1, "LLM agents in the field", topic=None, quotes=("One thing.",))
    line = candidate(2, "LLM agents at home", topic=None)
    laid_out = report([replace(each, likely=guess) for each in (told, line)])
    assert facts(cards(laid_out)[0])["토픽"] == "RAG 기초(추정)"
    assert not any("RAG" in part for part in laid_out.briefs[0].lines[0].meta)


def test_updates_and_late_arrivals_say_so() -> None:
    laid_out = report(a_week())
    assert [card.badge for card in cards(laid_out) if card.badge] == ["갱신 v2"]
    assert laid_out.briefs[0].lines[0].meta[-1] == "뒤늦게 들어옴"


def test_reasons_do_not_repeat_what_the_facts_say() -> None:
    why = facts(cards(report(a_week()))[0])["왜 이 글?"]
    assert why.startswith("한강데브 기술 블로그의 현장 사례 · 수치: ")


def test_other_items_of_the_work_are_linked() -> None:
    together = cards(report(a_week()))[2].facts[-1]
    assert together.label == "함께"
    assert together.links[0].url == "https://namsan.example/patchwork"
    assert together.links[0].note == "남산 LLM 연구 노트"


def test_five_minutes_go_to_the_best_originals_that_fit_not_to_the_shortest() -> None:
    def originals(*minutes: int) -> list[Candidate]:
        texts = ("word " * (220 * n - 10) for n in minutes)
        return [candidate(n, quotes=("One.",), text=t) for n, t in enumerate(texts, 1)]

    laid_out = lay_out(composed(selection_of(originals(9, 4, 1, 2))), "ko")
    assert laid_out.labels.order == "5분만 있다면"
    assert [step.label for step in laid_out.order] == [
        "2번(원문 4분)",
        "3번(원문 1분)",
    ]


def test_where_nothing_fits_in_five_minutes_the_beginning_of_the_best_is_named() -> None:
    texts = ("word " * 3000, "word " * 2000)
    items = [candidate(n, quotes=("One.",), text=text) for n, text in enumerate(texts, 1)]
    laid_out = lay_out(composed(selection_of(items)), "en")
    assert laid_out.labels.order == "If you have five minutes"
    assert [step.label for step in laid_out.order] == ["no. 1 (the first 5 min) — Item number 1"]


def test_an_undated_item_says_that_its_date_is_unknown() -> None:
    line = report([candidate(1, published=None)]).briefs[0].lines[0]
    assert "발행일 미상" in line.meta


def test_an_item_without_title_still_has_a_name() -> None:
    line = report([candidate(1, "\u200b \n")]).briefs[0].lines[0]
    assert line.title.text == "제목 없는 글"


@pytest.mark.parametrize(
    ("candidates", "note"),
    [
        ([], "이 기간에 새로 들어온 글이 없습니다."),
        (
            [candidate(1, topic=None)],
            "새로 나온 1편 가운데 핸드북의 토픽에 맞는 글이 없었습니다.",
        ),
    ],
)
def test_an_empty_report_says_why(candidates: list[Candidate], note: str) -> None:
    laid_out = report(candidates)
    assert laid_out.notes == (note,)
    assert not any((laid_out.lead, laid_out.areas, laid_out.order))
    assert laid_out.sources


def test_a_store_that_never_crawled_says_how_to_begin() -> None:
    laid_out = lay_out(digest_of([], health=NOTHING_POLLED), "ko")
    assert "catchup run" in laid_out.notes[-1]


def test_a_young_store_says_that_published_dates_decided() -> None:
    laid_out = lay_out(digest_of(a_week(), young=True, health=HEALTH), "ko")
    assert "발행일로 판단했습니다" in laid_out.notes[0]


def digest_read_as(reading: Reading) -> Digest:
    return digest_of([candidate(1, quotes=("One.",), reading=reading)])


@pytest.mark.parametrize(
    ("reading", "label"),
    [
        (Reading.DESCRIPTION, "소개문에서 발췌"),
        (Reading.ABSTRACT, "초록에서 발췌"),
        (Reading.FULL, "본문 전체에서 발췌"),
    ],
)
def test_every_card_says_how_much_was_read(reading: Reading, label: str) -> None:
    assert cards(lay_out(digest_read_as(reading), "ko"))[0].meta[-1] == label


def test_the_line_of_a_series_names_the_next_two_parts() -> None:
    parts = [
        candidate(n, f"검색 품질 재기 {n}편", language="ko", sources=("one",)) for n in range(1, 6)
    ]
    (line,) = [line for group in report(parts).briefs for line in group.lines]
    assert len(line.together) == 2
    assert any("모두 5편" in part for part in line.meta)


def test_a_line_says_how_much_was_read_too() -> None:
    (line,) = report([candidate(1, reading=Reading.ABSTRACT)]).briefs[0].lines
    assert "초록만 읽음" in line.meta


def test_the_period_ends_on_its_last_day() -> None:
    assert WEEK.end.isoformat() == "2026-03-01T15:00:00+00:00"
    assert report(a_week(), "en").title == "While you were away: 23 Feb – 1 Mar 2026"


# ---- Issues and written summaries -------------------------------------------------------------

QUOTES = ("The first thing.", "The second thing.", "The third thing.")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ko", "내가 안 본 사이: 2026년 9주차 (2월 23일 ~ 3월 1일)"),
        ("en", "While you were away: week 9 of 2026 (23 Feb – 1 Mar)"),
    ],
)
def test_an_issue_is_called_by_its_week(language: str, title: str) -> None:
    assert lay_out(replace(digest_of(a_week()), week=W09), language).title == title


def test_a_week_over_new_year_names_the_other_year() -> None:
    start = datetime(2025, 12, 28, 15, tzinfo=UTC)
    digest = replace(
        digest_of(a_week()), period=Period(start, start + timedelta(weeks=1)), week="2026-W01"
    )
    title = "내가 안 본 사이: 2026년 1주차 (2025년 12월 29일 ~ 1월 4일)"
    assert lay_out(digest, "ko").title == title


def test_a_written_card_says_it_in_our_words_and_rests_on_quotes() -> None:
    card = cards(report([written(candidate(1, quotes=QUOTES))]))[0]
    assert card.headline == "순위를 합치면 놓치던 낱말이 보인다"
    assert card.sentences == (
        "벡터 검색만으로는 제품 코드를 자주 놓쳤습니다.",
        "순위를 합치자 적중률이 78%로 올랐습니다.",
    )
    assert [quote.text for quote in card.quotes] == [QUOTES[1]]  # the first says what it is
    assert facts(card)["쓸모(우리 해석)"].startswith("코드나 품번")
    assert card.meta[-1] == "요약: harbour-8b"
    assert "중급" in card.meta


def test_where_no_sentence_passed_the_points_speak() -> None:
    one = written(candidate(1, quotes=QUOTES), tldr=())
    assert one.summary is not None
    points = tuple(
        replace(point, texts={"ko": f"{n}번 요점"}) for n, point in enumerate(one.summary.points)
    )
    card = cards(report([replace(one, summary=replace(one.summary, points=points))]))[0]
    assert card.sentences == ("0번 요점", "1번 요점", "2번 요점")
    assert len(card.quotes) == 1


def test_where_one_sentence_passed_the_points_that_it_leaves_out_speak_too() -> None:
    one = written(candidate(1, quotes=QUOTES))
    assert one.summary is not None
    points = tuple(
        replace(point, texts={"ko": f"{n}번 요점"}) for n, point in enumerate(one.summary.points)
    )
    alone = replace(one.summary, points=points, tldr=one.summary.tldr[1:])
    card = cards(report([replace(one, summary=alone)]))[0]
    assert card.sentences == (
        "순위를 합치자 적중률이 78%로 올랐습니다.",
        "0번 요점",
        "2번 요점",
    )


def test_a_topic_is_not_introduced_where_our_sentences_say_more() -> None:
    card = cards(report([written(candidate(1, quotes=QUOTES))]))[0]
    (topic,) = [fact for fact in card.facts if fact.label == "토픽"]
    assert topic.note == ""


def test_lines_of_ours_beside_quoted_ones_say_which_are_which() -> None:
    topics = ("rag", "serving", "evaluation", "vectors")
    rows = [candidate(n, topic=t, quotes=("It rose by 3%.",)) for n, t in enumerate(topics, 1)]
    digest = composed(selection_of([written(rows[0]), *rows[1:]]))
    labels = lay_out(digest, "ko").labels
    assert labels.headlines.endswith("(요약: harbour-8b, 제목과 원문 한 문장)")
    cards = tuple(card for section in digest.sections for card in section.cards)
    note = lay_out(replace(digest, sections=(), briefs=cards), "ko").labels.briefs_note
    assert note.endswith("따옴표 안은 원문 문장입니다.")


def test_lines_of_two_writers_name_both() -> None:
    rows = [written(candidate(n, quotes=QUOTES)) for n in (1, 2)]
    digest = composed(selection_of(rows))
    (section,) = digest.sections
    first, second = section.cards
    lines = (first, replace(second, writer="chat:harbour-20b"))
    laid_out = lay_out(replace(digest, sections=(), briefs=lines), "ko")
    assert "harbour-8b, 요약: harbour-20b" in laid_out.labels.briefs_note


def test_big_news_says_whose_words_its_line_is() -> None:
    news = written(candidate(1, quotes=QUOTES))
    digest = composed(selection_of([news]))
    (section,) = digest.sections
    card = replace(section.cards[0], lane=Lane.BIG)
    laid_out = lay_out(replace(digest, sections=(), briefs=(card,)), "ko")
    (block,) = laid_out.middle
    assert "harbour-8b" in block.note
    assert block.items[0].told
    assert "harbour-8b 1편" in laid_out.sources[-1].text


def test_the_quote_beside_our_sentences_is_one_that_backs_the_headline() -> None:
    quotes = ("Combined ranks find more words.", "The second thing.")
    card = cards(report([written(candidate(1, quotes=quotes))]))[0]
    assert [quote.text for quote in card.quotes] == [quotes[0]]


def test_signs_that_an_abstract_escapes_are_shown_plainly() -> None:
    card = cards(report([candidate(1, quotes=(r"It is 90\% right & $ and C\# too.",))]))[0]
    assert card.quotes[0].text == "It is 90% right & $ and C# too."


def test_a_paper_names_its_first_author_and_how_many_more() -> None:
    paper = candidate(1, quotes=("One.",), kind=ItemKind.PAPER)
    several = replace(paper, item=replace(paper.item, authors=("Han Byeol", "A. Two", "B. Three")))
    assert cards(report([several]))[0].meta[1] == "Han Byeol 외 2명"
    alone = replace(paper, item=replace(paper.item, authors=("Han Byeol",)))
    assert "Han Byeol" in cards(report([alone]))[0].meta
    post = replace(several, item=replace(several.item, kind=ItemKind.POST))
    assert not any("Han Byeol" in part for part in cards(report([post]))[0].meta)


def test_what_a_model_says_is_to_be_known_first_stands_before_what_the_topic_says() -> None:
    one = written(candidate(1, quotes=QUOTES, topic="rag"), prerequisites=("rag", "evaluation"))
    (first,) = [f for f in cards(report([one]))[0].facts if f.label == "먼저 볼 것"]
    assert first.text == "평가 방법론"
    useless = written(candidate(1, quotes=QUOTES, topic="rag"), prerequisites=("gone",))
    (first,) = [f for f in cards(report([useless]))[0].facts if f.label == "먼저 볼 것"]
    assert first.text == "하이브리드 검색"
    itself = written(candidate(1, quotes=QUOTES, topic="rag"), prerequisites=("rag",))
    assert "먼저 볼 것" not in facts(cards(report([itself]))[0])


def test_a_line_of_ours_that_has_no_room_for_two_sentences_tells_what_was_found() -> None:
    long = {"ko": "벡터 검색은 " + "아주 " * 60 + "느렸습니다.", "en": "It was slow."}
    one = written(candidate(1, quotes=QUOTES))
    assert one.summary is not None
    first = replace(one.summary.tldr[0], texts=long)
    told = replace(one, summary=replace(one.summary, tldr=(first, *one.summary.tldr[1:])))
    digest = composed(selection_of([told]))
    (section,) = digest.sections
    laid_out = lay_out(replace(digest, sections=(), briefs=section.cards), "ko")
    assert laid_out.briefs[0].lines[0].told == "순위를 합치자 적중률이 78%로 올랐습니다."


def test_an_extract_in_place_of_a_model_says_so() -> None:
    one = candidate(1, quotes=QUOTES)
    assert one.summary is not None
    fallen = replace(one, summary=replace(one.summary, fallback="writer-unavailable"))
    laid_out = report([fallen, candidate(2, quotes=QUOTES)])
    assert [card.meta[-1] for card in cards(laid_out)] == [
        "요약: 모델 대신 발췌",
        "본문 전체에서 발췌",
    ]
    assert laid_out.sources[-1].text.endswith("1편은 모델의 답을 쓸 수 없어 발췌했습니다.")


def test_the_foot_counts_who_wrote() -> None:
    laid_out = report([written(candidate(1, quotes=QUOTES)), candidate(2, quotes=QUOTES)])
    assert laid_out.sources[-1].text.startswith("harbour-8b 1편, 발췌 1편. ")


def test_the_three_lines_take_what_we_say_with_a_figure() -> None:
    rows = [written(c) if c.item.id == 1 else c for c in a_week()]
    ours = {line.title.text: line.said.text for line in report(rows).headlines}
    assert ours["순위를 합치자 적중률이 78%로 올랐습니다."] == ""


def test_the_three_lines_say_what_the_cards_say_best_and_cut_no_title() -> None:
    title = "A title that goes on and on, " * 5
    rows = [
        candidate(n, f"{title}{n}", topic=topic, quotes=(f"The figure rose by {n}%.", "More."))
        for n, topic in enumerate(("rag", "serving", "evaluation", "vectors"), 1)
    ]
    lines = report(rows).headlines
    assert len(lines) == 3
    assert all(line.title.text.endswith(str(line.number)) or line.title.text for line in lines)
    assert all(line.said.text.startswith("The figure rose by") for line in lines)


def test_updates_of_earlier_issues_have_a_place_of_their_own() -> None:
    digest = digest_of(a_week())
    update = replace(digest.briefs[0], reasons=(Reason.REVISED,), version=2)
    laid_out = lay_out(replace(digest, updates=(update,), week="2026-W09"), "ko")
    assert laid_out.labels.updates == "지난 호 뒤에 바뀐 글"
    assert laid_out.updates[0].meta[-1] == "갱신 v2"


def test_a_line_says_what_its_item_says_best() -> None:
    digest = digest_of([candidate(1, quotes=("Recall rose by 12%.", "More."))])
    card = digest.sections[0].cards[0]
    (group,) = lay_out(replace(digest, sections=(), briefs=(card,)), "en").briefs
    assert group.lines[0].said.text == "Recall rose by 12%."
    update = lay_out(replace(digest, sections=(), updates=(card,)), "en").updates[0]
    assert update.said.text == ""


def test_a_line_of_ours_is_no_quotation() -> None:
    one = written(candidate(1, quotes=QUOTES))
    digest = composed(selection_of([one]))
    (section,) = digest.sections
    line = lay_out(replace(digest, sections=(), briefs=section.cards), "ko")
    assert line.briefs[0].lines[0].told == (
        "벡터 검색만으로는 제품 코드를 자주 놓쳤습니다. 순위를 합치자 적중률이 78%로 올랐습니다."
    )
    assert line.briefs[0].lines[0].said.text == ""
    assert "harbour-8b" in line.labels.briefs_note


def test_three_lines_days_and_talks_name_the_same_cards_first() -> None:
    topics = ("rag", "serving", "evaluation", "vectors", "coding-agents", "hybrid")
    rows = [candidate(n, topic=t, quotes=(f"It is {n}.",)) for n, t in enumerate(topics, 1)]
    digest = replace(composed(selection_of(rows)), week=W09)
    laid_out = lay_out(digest, "ko")
    heads = [line.number for line in laid_out.headlines]
    study = laid_out.last[0].lines
    assert len(heads) == 3
    assert heads == sorted(heads)
    talks = {int(part.split("번")[0]) for part in study[1].text.split(" · ")}
    assert talks < set(heads)
    assert all(f"{number}번" in study[0].text for number in heads)
    assert laid_out.order[0].number in heads


def test_where_no_time_is_known_nothing_is_said_of_five_minutes() -> None:
    rows = [candidate(n, quotes=("One.",), reading=Reading.DESCRIPTION) for n in (1, 2)]
    assert report(rows).order == ()


def test_a_title_in_another_language_is_left_to_the_card() -> None:
    rows = [candidate(n, quotes=("One.",), text="word " * 400) for n in (1, 2)]
    assert not any("Item number" in step.label for step in report(rows).order)
    assert any("Item number" in step.label for step in report(rows, "en").order)


def test_a_proposal_says_what_decides_whether_it_suits() -> None:
    rows = [written(candidate(1, quotes=QUOTES)), candidate(2, quotes=QUOTES, topic="serving")]
    digest = replace(composed(selection_of(rows)), week=W09)
    proposals = lay_out(digest, "ko").last[1].lines
    assert proposals[0].note == "영어 · 중급 · 원문 1분"


def test_five_minutes_are_for_what_speaks_the_readers_language() -> None:
    english = candidate(1, quotes=("One.",), text="word " * 400)
    korean = candidate(
        2, "긴 한국어 글", quotes=("하나입니다.",), text="낱말 " * 4000, language="ko"
    )
    laid_out = lay_out(composed(selection_of([english, korean])), "ko")
    (step,) = laid_out.order
    (first,) = [card for card in cards(laid_out) if card.number == step.number]
    assert first.title.text == "긴 한국어 글"


def test_a_point_told_by_its_own_quote_is_shown_once() -> None:
    point = Point(
        quote="기억 기능이 추가됨", start=0, texts={"ko": "기억 기능이 추가됨.", "en": "New."}
    )
    digest = composed(selection_of([candidate(1, quotes=("One.",))]))
    (section,) = digest.sections
    told = replace(section.cards[0], points=(point,), tldr=(), writer="chat:m")
    laid_out = lay_out(replace(digest, sections=(replace(section, cards=(told,)),)), "ko")
    (shown,) = cards(laid_out)
    assert shown.sentences == ()
    assert [quote.text for quote in shown.quotes] == ["기억 기능이 추가됨"]
