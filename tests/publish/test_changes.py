"""What an update changed is found by comparing sentences; nothing is guessed."""

from dataclasses import replace

from catchup.types import Change, Reading, Words
from publish.changes import change
from publish.continuing import changes_of
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
    assert told == Change(added=(), removed=1)
    longer = replace(ITEM, text=f"{NEW} 표의 머리글을 조각마다 되풀이해야 합니다.")
    assert change(BEFORE, longer) == Change(
        added=("표의 머리글을 조각마다 되풀이해야 합니다.",), removed=1
    )


def test_another_title_is_told_even_when_another_part_of_the_text_was_read() -> None:
    partly = replace(BEFORE, title="색인", reading=Reading.DESCRIPTION)
    assert change(partly, ITEM) == Change(title_before="색인")
    assert change(replace(partly, title=ITEM.title), ITEM) is None


def test_line_breaks_alone_are_no_change() -> None:
    assert change(BEFORE, replace(ITEM, text=OLD.replace(". ", ".\n"))) is None


def test_an_update_says_what_changed_in_both_languages() -> None:
    card = digest_of([candidate(1)]).briefs[0]
    changed = replace(
        card, change=Change(title_before="Old name", added=("One more line.",), removed=1)
    )
    assert list(changes_of(changed, "ko")) == [
        "제목이 바뀜(앞 제목: Old name)",
        "새 문장: “One more line.”",
        "문장 1개가 빠짐",
    ]
    assert list(changes_of(changed, "en")) == [
        "new title (was: Old name)",
        "new: “One more line.”",
        "one sentence is gone",
    ]
