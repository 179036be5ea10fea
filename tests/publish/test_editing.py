"""What an editor wants of an issue is done: order, pins, drops and words of their own."""

from dataclasses import replace

from catchup.types import Background, Edit, LeftOut, Selection
from publish.composing import compose
from publish.editing import edited, unknown_to
from publish.layout import lay_out
from publish.render import RENDERERS
from tests.publish.samples import HEALTH, SEOUL, SOURCES, TAXONOMY, W09, candidate, selection_of

QUOTES = ("One thing that was measured twice.",)


def a_selection() -> Selection:
    chosen = selection_of([candidate(n, quotes=QUOTES) for n in (1, 2, 3, 4)])
    late = candidate(9, topic="serving", quotes=QUOTES)
    return replace(chosen, left_out=((late, LeftOut.LIMIT), (candidate(10), LeftOut.HIDDEN)))


def chosen(selection: Selection) -> list[int]:
    return [choice.candidate.item.id for choice in selection.chosen]


def test_the_order_comes_first_then_pins_then_the_rest() -> None:
    wanted = edited(a_selection(), Edit(order=(3, 1), pin=(9,)))
    assert chosen(wanted) == [3, 1, 9, 2, 4]
    assert [(c.item.id, why) for c, why in wanted.left_out] == [(10, LeftOut.HIDDEN)]


def test_what_is_dropped_is_accounted_for() -> None:
    wanted = edited(a_selection(), Edit(drop=(2,)))
    assert chosen(wanted) == [1, 3, 4]
    assert (2, LeftOut.EDITED) in [(c.item.id, why) for c, why in wanted.left_out]


def test_an_empty_edit_changes_nothing() -> None:
    assert edited(a_selection(), Edit()) == a_selection()


def test_items_that_are_no_candidates_are_named() -> None:
    assert unknown_to(a_selection(), Edit(order=(1, 77), pin=(9,), drop=(78,))) == [77, 78]


def test_the_editors_order_and_words_reach_the_reader() -> None:
    edit = Edit(
        order=(4,), lead={"ko": "이번 주는 서빙입니다.", "en": "A week of serving."}, editor="다산"
    )
    digest = compose(
        edited(a_selection(), edit),
        taxonomy=TAXONOMY,
        health=HEALTH,
        source_titles=SOURCES,
        timezone=SEOUL,
        minutes=8,
        young=False,
        week=W09,
        background=Background(edit=edit),
    )
    assert digest.best[0] == 4
    assert digest.arranged == (4,)
    assert digest.sections[0].cards[0].item == 4
    block = lay_out(digest, "ko").first[0]
    assert (block.title, block.lines[0].text) == ("편집자의 말", "이번 주는 서빙입니다.")
    for form in RENDERERS:
        page = RENDERERS[form](digest, "en")
        assert "A week of serving." in page
        assert "다산" in page
