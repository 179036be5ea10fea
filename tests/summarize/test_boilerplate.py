from summarize.boilerplate import plain, recurring

FOOTER = "이 문서는 갯벌 주간 소식을 자동으로 옮긴 것입니다."
STORIES = ("색인을 둘로 나누었습니다.", "캐시를 넓혔습니다.", "재순위 모형을 바꾸었습니다.")


def test_what_three_texts_of_a_source_say_is_recurring_and_nothing_else() -> None:
    assert recurring(f"{story} {FOOTER}" for story in STORIES) == {FOOTER}


def test_what_two_texts_say_may_be_their_story() -> None:
    assert recurring([f"{STORIES[0]} {FOOTER}", f"{STORIES[1]} {FOOTER}", STORIES[2]]) == set()


def test_what_one_text_repeats_is_not_recurring() -> None:
    assert recurring([" ".join([STORIES[0]] * 5), STORIES[1], STORIES[2]]) == set()


def test_numbers_case_and_spaces_make_no_other_sentence() -> None:
    texts = [
        "You are reading issue 41, sent to 12,400 people.",
        "You are reading  issue 42, sent to 9,800 people.",
        "YOU are reading issue 43, sent to 12.5 people.",
    ]
    assert recurring(texts) == {plain(texts[0])}
