"""What a report may hold, and who may be in it how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from catchup.types import ItemId, Language, Learned, Period, SourceId
from publish.scope import Scope, read_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a period's report may hold.

    `young`: the store is younger than the period, so a published date inside it counts as news
    even for back-fill. `window`: how old news may be at the end of the period. `publishers` names
    who stands behind a source, so that two feeds of one house do not count as two voices.

    An issue also says what was `seen` since the last one froze, and which items earlier issues
    `held`: these are never news again, but updates when they have changed since.

    `learned` are factors on the parts of a rank: they change the order, and nothing else here.
    `scope` holds the words that items are ranked by. `reader` is the language that reads most
    easily, `languages` those that are read at all; `translated`: a model writes about the others in
    the reader's. Of one topic at most `per_topic` items are chosen, of one kind that is not a post
    (papers, videos) at most the share `per_kind`.
    """

    period: Period
    young: bool
    seen: Period | None = None
    held: frozenset[ItemId] = frozenset()
    publishers: Mapping[SourceId, str] = field(default_factory=dict)
    items: int = 30
    per_source: int = 5
    per_topic: int = 5
    per_kind: float = 0.4
    window: timedelta = timedelta(days=21)
    timezone: str = "Asia/Seoul"
    scope: Scope = field(default_factory=read_scope)
    reader: Language = "ko"
    translated: bool = False
    languages: frozenset[Language] = frozenset({"ko", "en", "und"})
    learned: Learned | None = None
