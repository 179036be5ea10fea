"""A gap is what people can see missing; what is not known is none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from catchup.types import Coverage, HandbookPage, PageState, Priority, Taxonomy
from taxonomy.gaps import STALE_AFTER, STALE_ITEMS, Gap, gaps

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FRESH = HandbookPage(
    path="a.md", title="A", state=PageState.WRITTEN, resources=2, changed=NOW - timedelta(days=9)
)
OLD = replace(FRESH, changed=NOW - STALE_AFTER)


def lacking(handbook: Taxonomy, there: Coverage, *, pages_known: bool = True) -> tuple[Gap, ...]:
    found = {
        topic.id: why
        for topic, why in gaps(handbook, {"rag-basics": there}, NOW, pages_known=pages_known)
    }
    return found.get("rag-basics", ())


@pytest.mark.parametrize(
    ("there", "lacks"),
    [
        (Coverage(), (Gap.NO_RESOURCE, Gap.NO_PAGE)),
        (Coverage(placed=1), (Gap.UNDECIDED, Gap.NO_PAGE)),
        (Coverage(placed=1, accepted=1), (Gap.NO_PAGE,)),
        (Coverage(accepted=1), (Gap.NO_PAGE,)),
        (Coverage(page=FRESH), ()),
        (Coverage(page=replace(FRESH, resources=0)), (Gap.NO_RESOURCE,)),
        (Coverage(accepted=1, page=replace(FRESH, state=PageState.DRAFT)), (Gap.NO_PAGE,)),
        (Coverage(page=replace(FRESH, state=PageState.MISSING)), (Gap.NO_PAGE,)),
        (Coverage(page=replace(FRESH, state=PageState.EMPTY)), (Gap.PLACEHOLDER,)),
        (Coverage(page=replace(FRESH, state=PageState.PLACEHOLDER)), (Gap.PLACEHOLDER,)),
        (Coverage(page=FRESH, newer=STALE_ITEMS - 1), ()),
        (Coverage(page=FRESH, newer=STALE_ITEMS), (Gap.STALE,)),
        (Coverage(page=OLD), ()),
        (Coverage(page=OLD, newer=1), (Gap.STALE,)),
        (Coverage(page=replace(OLD, changed=None), newer=99), ()),
    ],
)
def test_what_a_topic_lacks_follows_from_what_there_is(
    handbook: Taxonomy, there: Coverage, lacks: tuple[Gap, ...]
) -> None:
    assert lacking(handbook, there) == lacks


def test_without_a_checkout_only_resources_are_judged(handbook: Taxonomy) -> None:
    assert lacking(handbook, Coverage(), pages_known=False) == (Gap.NO_RESOURCE,)
    assert lacking(handbook, Coverage(accepted=1), pages_known=False) == ()


def test_gaps_stand_in_developer_order_without_what_is_to_be_skipped(handbook: Taxonomy) -> None:
    skipped = replace(handbook.topics["rag-basics"], priority=Priority.SKIP, reason="elsewhere")
    tree = replace(handbook, topics={**handbook.topics, "rag-basics": skipped})
    orders = [topic.order for topic, _ in gaps(tree, {}, NOW, pages_known=True)]
    assert orders == sorted(orders)
    assert len(orders) == 110
    assert skipped.order not in orders
