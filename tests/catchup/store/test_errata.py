"""Errata stand beside the issues: by week, by the time they were noted, with the item's title."""

from datetime import timedelta

from catchup.store import Store
from catchup.types import Erratum
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, an_entry

TEXTS = {"ko": "비용은 40%가 아니라 4% 줄었습니다.", "en": "Costs fell by 4 %, not by 40 %."}
OF_THE_ISSUE = Erratum(week="2026-W08", texts=TEXTS, noted=NOW)


def test_an_erratum_names_the_item_that_it_is_about(store: Store) -> None:
    take(store, an_entry())
    store.errata.add(OF_THE_ISSUE)
    store.errata.add(Erratum(week="2026-W09", texts=TEXTS, noted=NOW, item=1))
    about = store.errata.of("2026-W09")
    assert [(each.item, each.title) for each in about] == [(1, an_entry().title)]
    assert store.errata.of("2026-W08") == (OF_THE_ISSUE,)


def test_errata_are_found_by_the_time_they_were_noted(store: Store) -> None:
    store.errata.add(OF_THE_ISSUE)
    assert store.errata.noted_since(NOW) == (OF_THE_ISSUE,)
    assert store.errata.noted_since(NOW + timedelta(milliseconds=1)) == ()
