"""The bundled sample: what it watches, when it runs and its configuration.

All texts in `feeds/` and `pages/` were written for this project; the blogs, teams and papers in
them are invented (hosts under `.example`, arXiv numbers and video ids that cannot exist). `feeds/`
holds one folder for each edition: what every feed showed at that instant. Between the two editions
one post is corrected, one arrives late, one has no date, four share one instant, one story stands
in two feeds, and one post tries to give orders to models. One address answers HTML both times.
"""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from catchup.config import Config, FileSettings, SiteSettings
from catchup.types import Source

INSTANTS = (datetime(2026, 11, 8, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC))
DAILY = timedelta(days=1)

DEMO_SOURCES: tuple[Source, ...] = (
    Source(
        id="mulgyeol",
        url="https://tech.mulgyeol.example/rss.xml",
        title="물결소프트 기술 블로그",
        language="ko",
        every=DAILY,
    ),
    Source(
        id="dotori",
        url="https://blog.dotori.example/feed",
        title="도토리 엔지니어링",
        language="ko",
        every=DAILY,
    ),
    Source(
        id="bamsaem",
        url="https://bamsaem.example/atom.xml",
        title="밤샘로그",
        language="ko",
        every=DAILY,
    ),
    Source(
        id="neureup",
        url="https://neureup.example/feed.json",
        title="느릅 AI팀 노트",
        language="ko",
        every=DAILY,
    ),
    Source(
        id="codedabang",
        url="https://codedabang.example/rss",
        title="코드다방",
        language="ko",
        every=DAILY,
    ),
    Source(
        id="paranwhale",
        url="https://dev.paranwhale.example/feed.xml",
        title="파란고래 개발팀",
        language="ko",
        every=DAILY,
    ),
    Source(
        id="lanternloom",
        url="https://eng.lanternloom.example/rss.xml",
        title="Lantern & Loom Engineering",
        language="en",
        every=DAILY,
    ),
    Source(
        id="saltmarsh",
        url="https://saltmarsh.example/atom.xml",
        title="Saltmarsh Notes",
        language="en",
        every=DAILY,
    ),
    Source(
        id="quarrystreet",
        url="https://engineering.quarrystreet.example/feed.xml",
        title="Quarry Street Engineering",
        language="en",
        every=DAILY,
    ),
    Source(
        id="papers",
        url="https://papers.catchup.example/rss/llm",
        title="Papers on language models",
        language="en",
        every=DAILY,
    ),
    Source(
        id="talks",
        url="https://videos.catchup.example/feed.xml",
        title="Talks and seminars",
        every=DAILY,
    ),
)


def demo_config(home: Path) -> Config:
    """Settings of the demo, data and reports under `home`; its own sources, defaults otherwise.

    The site's address is invented; the topics are those that `catchup init` would write.
    """
    topics = files("catchup") / "templates" / "topics.yaml"
    return Config(
        home=home,
        sources=DEMO_SOURCES,
        site=SiteSettings(base_url="https://catchup.example"),
        files=FileSettings(topics=str(topics)),
    )
