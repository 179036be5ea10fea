"""What lists say in the reader's language: the kinds of work in the backlog."""

from collections.abc import Mapping

from catchup.types import BacklogKind
from publish.words import Phrase

TASK_KINDS: Mapping[BacklogKind, Phrase] = {
    BacklogKind.NEW_ITEM: Phrase("새 글", "new item"),
    BacklogKind.MISSING_PAGE: Phrase("페이지 없음", "no page"),
    BacklogKind.STALE_PAGE: Phrase("오래된 페이지", "stale page"),
    BacklogKind.NO_RESOURCE: Phrase("자료 없는 토픽", "topic without resources"),
    BacklogKind.UNMAPPED_CLUSTER: Phrase("토픽 없는 글 묶음", "items without a topic"),
    BacklogKind.PROPOSAL: Phrase("새 토픽 제안", "proposed topic"),
    BacklogKind.DEAD_LINK: Phrase("깨진 링크", "dead link"),
    BacklogKind.PLACEHOLDER: Phrase("내용이 비어 있는 페이지", "placeholder page"),
    BacklogKind.EDIT_CONFLICT: Phrase("사람이 고친 자동 영역", "edited by a person"),
}
TASK_SIZE = Phrase("(글 {n:,}편)", "({n:,} items)", "(one item)")
