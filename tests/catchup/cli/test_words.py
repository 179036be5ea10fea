"""Every kind of work has a phrase in both languages."""

from catchup.cli.words import TASK_KINDS
from catchup.types import BacklogKind


def test_every_kind_of_work_is_named_in_both_languages() -> None:
    assert set(TASK_KINDS) == set(BacklogKind)
    for language in ("ko", "en"):
        assert len({phrase.say(language) for phrase in TASK_KINDS.values()}) == len(TASK_KINDS)
    assert all(any("가" <= c <= "힣" for c in phrase.ko) for phrase in TASK_KINDS.values())
