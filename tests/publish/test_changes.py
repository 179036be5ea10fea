"""What an update changed is found by comparing sentences; nothing is guessed."""

from dataclasses import replace

from catchup.types import Body, Change, ItemKind, Mark, Reading, Words
from publish.changes import change
from publish.continuing import changes_of
from publish.naming import badge_of
from publish.render import RENDERERS
from tests.fakes.builders import an_item
from tests.publish.samples import candidate, digest_of

OLD = "색인을 다시 만들었습니다. 걸린 시간은 사흘입니다. We measured it twice on one machine."
NEW = (
    "색인을 다시 만들었습니다. 걸린 시간은 이틀로 줄었습니다.\nWe measured it twice on one machine."
)
BEFORE = Words(title="색인 이야기", text=OLD, reading=Reading.FULL)
ITEM = an_item(1, title="색인 이야기", text=NEW, reading=Reading.FULL)


def test_sentences_that_are_new_and_gone_are_told() -> None:
    told = change(BEFORE, ITEM)
    assert told == Change(added=(), removed=1, new=1)
    longer = replace(ITEM, text=f"{NEW} 표의 머리글을 조각마다 되풀이해야 합니다.")
    assert change(BEFORE, longer) == Change(
        added=("표의 머리글을 조각마다 되풀이해야 합니다.",), removed=1, new=2
    )


def test_another_title_is_told_even_when_another_part_of_the_text_was_read() -> None:
    partly = replace(BEFORE, title="색인", reading=Reading.DESCRIPTION)
    assert change(partly, ITEM) == Change(title_before="색인")
    assert change(replace(partly, title=ITEM.title), ITEM) is None


def test_line_breaks_alone_are_no_change() -> None:
    assert change(BEFORE, replace(ITEM, text=OLD.replace(". ", ".\n"))) is None


def test_of_the_new_sentences_one_with_a_figure_is_told_first() -> None:
    added = "We also rewrote the whole introduction. Recall at five is now 0.81 on all questions."
    told = change(BEFORE, replace(ITEM, text=f"{OLD} {added}"))
    assert told
    assert told.added[0] == "Recall at five is now 0.81 on all questions."
    assert told.new == 2


def a_body(**sections: str) -> Body:
    text, outline = "", []
    for title, words in sections.items():
        outline.append(Mark(start=len(text), title=title))
        text += f"{title}\n\n{words}\n\n"
    return Body(text=text, reading=Reading.FULL, outline=tuple(outline))


FIRST = a_body(Method="One queue for all hosts is kept.", Results="It took 9 seconds a page.")
SECOND = a_body(
    Method="One queue for all hosts is kept.",
    Results="It took 4 seconds a page, not 9.",
    Limits="All 60 hosts were fast.",
)


def test_two_editions_of_a_paper_are_compared_by_section() -> None:
    before = replace(BEFORE, body=FIRST)
    assert change(before, ITEM, SECOND) == Change(
        added=("It took 4 seconds a page, not 9.", "All 60 hosts were fast."),
        removed=1,
        new=2,
        sections=("Results",),
        new_sections=("Limits",),
    )
    back = change(replace(BEFORE, body=SECOND), ITEM, FIRST)
    assert back
    assert (back.sections, back.lost_sections) == (("Results",), ("Limits",))


def test_sections_of_one_title_are_compared_together() -> None:
    notes = "…\n\nIt took 9 seconds a page.", "…\n\nAll hosts were fast."
    texts = "\n\n".join(notes), "\n\n".join((notes[0].replace("9", "4"), notes[1]))
    outline = (Mark(start=0, title="…"), Mark(start=len(notes[0]) + 2, title="…"))
    first, second = (Body(text=text, reading=Reading.FULL, outline=outline) for text in texts)
    found = change(replace(BEFORE, body=first), ITEM, second)
    assert found
    assert (found.sections, found.added) == (("…",), ("It took 4 seconds a page.",))


def test_where_one_edition_was_not_read_the_abstracts_are_compared() -> None:
    assert change(BEFORE, ITEM, SECOND) == change(BEFORE, ITEM)
    assert change(replace(BEFORE, body=FIRST), ITEM) == change(BEFORE, ITEM)
    assert change(replace(BEFORE, body=FIRST), ITEM, FIRST) == change(BEFORE, ITEM)


def test_an_update_says_what_changed_in_two_lines_in_both_languages() -> None:
    card = digest_of([candidate(1)]).briefs[0]
    changed = replace(
        card,
        change=Change(
            title_before="Old name",
            added=("One more line.", "And another one."),
            removed=1,
            new=2,
            sections=("Method", "Results"),
            new_sections=("Limits",),
            lost_sections=("Outlook",),
        ),
    )
    korean = "바뀐 절: Method, Results · 새로 생긴 절: Limits · 빠진 절: Outlook"
    english = "changed: Method, Results · new sections: Limits · sections gone: Outlook"
    assert list(changes_of(changed, "ko")) == [
        f"제목이 바뀜(앞 제목: Old name) · {korean} · 새 문장 2개 · 문장 1개가 빠짐",
        "새 문장: “One more line.”",
    ]
    assert list(changes_of(changed, "en")) == [
        f"new title (was: Old name) · {english} · 2 new sentences · one sentence is gone",
        "new: “One more line.”",
    ]


def test_a_withdrawn_paper_is_marked_wherever_it_stands() -> None:
    text = "Withdrawn: a table was wrong\n\nWe count."
    paper = candidate(1, kind=ItemKind.PAPER, text=text, reading=Reading.ABSTRACT)
    card = digest_of([paper]).briefs[0]
    assert card.withdrawn
    assert badge_of(card, "ko") == "저자가 철회"
    assert badge_of(card, "en") == "withdrawn by its authors"
    for form in ("text", "markdown", "html"):
        assert "withdrawn by its authors" in RENDERERS[form](digest_of([paper]), "en")
    post = candidate(2, text=text, reading=Reading.FULL)
    assert not digest_of([post]).briefs[0].withdrawn
