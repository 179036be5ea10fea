from pathlib import Path

import pytest

import catchup
from catchup.types import Taxonomy
from taxonomy import Matcher, read_topics

TEMPLATE = Path(catchup.__file__).parent / "templates" / "topics.yaml"


@pytest.fixture(scope="session")
def handbook() -> Taxonomy:
    """The topics that `catchup init` writes."""
    return read_topics(TEMPLATE)


@pytest.fixture(scope="session")
def matcher(handbook: Taxonomy) -> Matcher:
    return Matcher(handbook)
