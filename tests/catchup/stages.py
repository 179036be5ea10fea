"""A pipeline in a folder of its own, and a clock that is wound by hand."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from catchup.config import Config, DigestSettings, WebSettings
from catchup.pipeline import Pipeline
from catchup.types import Source
from summarize.extractive import Extractive
from taxonomy import read_topics

MONDAY = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # 09:00 in Seoul
TOPICS = Path(__file__).parents[2] / "catchup" / "templates" / "topics.yaml"


class Hand:
    """A clock that is wound by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def a_pipeline(home: Path, source: Source, **parts: Any) -> Pipeline:  # noqa: ANN401 - its fields
    """The stages over one source and the packaged topics; `parts` has store, web and clock."""
    config = Config(
        home=home,
        digest=DigestSettings(languages=("ko", "en")),
        web=WebSettings(pause=0),
        sources=(source,),
    )
    usual: dict[str, Any] = {
        "writer": Extractive(),
        "fallback": Extractive(),
        "taxonomy": read_topics(TOPICS),
    }
    return Pipeline(**usual | {"config": config, "progress": lambda *_: None} | parts)
