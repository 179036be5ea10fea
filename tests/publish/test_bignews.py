from dataclasses import replace

from catchup.types import Candidate, ItemKind, Lane, LeftOut
from publish.layout import lay_out
from publish.ranking import WEAKEST, rank
from publish.selecting import select
from tests.publish.samples import RULES, candidate, digest_of

ABOUT = "The language model answers questions about long documents."


def released(number: int, title: str, kind: ItemKind = ItemKind.POST) -> Candidate:
    return candidate(number, title, quotes=(ABOUT,), kind=kind)


def titles_of_big(*candidates: Candidate) -> list[str]:
    return [choice.candidate.item.title for choice in select(candidates, RULES).big]


def test_a_release_that_had_no_place_is_told_before_the_cards() -> None:
    rules = replace(RULES, items=1)
    post = released(1, "How to serve a language model, step by step: a tutorial")
    model = released(2, "Harbour 3 released: an open weights language model")
    selection = select([post, model], rules)
    assert [choice.candidate.item.id for choice in selection.big] == [2]
    assert selection.big[0].lane is Lane.BIG
    assert {c.item.id: why for c, why in selection.left_out}[2] is LeftOut.LIMIT


def test_what_has_a_card_stays_there() -> None:
    assert titles_of_big(released(1, "Harbour 3 released: an open weights language model")) == []


def test_papers_and_quiet_days_are_no_news() -> None:
    rules = replace(RULES, items=0)
    paper = released(1, "Harbour 3 released", kind=ItemKind.PAPER)
    quiet = released(2, "not much happened today: a language model preview")
    selection = select([paper, quiet], rules)
    assert selection.big == ()
    assert {c.item.id: why for c, why in selection.left_out}[2] is LeftOut.WEAK


def test_big_news_is_in_lines_of_its_own_and_counted_once() -> None:
    model = released(2, "Harbour 3 raises funding and is released: a language model")
    digest = digest_of([candidate(1, quotes=(ABOUT,)), model])
    assert [card.lane for card in digest.briefs] == [Lane.BIG]
    assert digest.candidates == 2
    for language in ("ko", "en"):
        report = lay_out(digest, language)
        assert [block.title for block in report.middle] == [
            "큰 소식" if language == "ko" else "Big news"
        ]
        (told,) = report.middle[0].items
        assert told.title.text == model.item.title
        assert told.said.text == ABOUT
        assert report.briefs == ()


def test_one_roundups_word_for_a_release_is_nobodys() -> None:
    rules = replace(RULES, items=0)
    title = "Harbour 3 released, an open weights language model: weekly roundup"
    text = f"{title}\n\nHow to serve the language model, step by step, its code is on GitHub. " * 8
    alone = candidate(1, title, text=text)
    assert rank(select([alone], rules).ranks[1]) > WEAKEST
    assert select([alone], rules).big == ()
    shared = replace(alone, item=replace(alone.item, sources=("one", "two")))
    assert [c.candidate.item.id for c in select([shared], rules).big] == [1]


def test_a_title_that_its_text_does_not_bear_out_is_no_news() -> None:
    title = "Harbour 3 released: an open weights language model"
    rules = replace(RULES, items=0)
    trap = candidate(1, title, text=f"{title}\n\nThis is a note on how to clean a keyboard. " * 3)
    told = candidate(2, title, text=f"{title}\n\nThe language model has open weights. " * 3)
    assert [c.candidate.item.id for c in select([trap, told], rules).big] == [2]
