from dataclasses import replace

import pytest

from catchup.errors import HttpStatus
from ingest.remembering import RememberingWeb
from tests.ingest.fakes import FakeWeb, page

URL = "https://blog.example/feed"


def test_one_address_is_asked_for_once_also_under_the_name_it_led_to() -> None:
    led_to = "https://blog.example/feed.xml"
    inner = FakeWeb({URL: replace(page("<rss/>"), url=led_to)})
    web = RememberingWeb(inner)
    assert web.get(URL) is web.get_page(URL) is web.get(led_to)
    assert len(inner.asked) == 1


def test_a_failure_is_no_answer_and_questions_are_asked_each_time() -> None:
    inner = FakeWeb({})
    web = RememberingWeb(inner)
    for _ in range(2):
        with pytest.raises(HttpStatus):
            web.get(URL)
    inner.pages[URL] = page("{}")
    web.post_json(URL, {"n": 1})
    web.post_json(URL, {"n": 2})
    assert [question["n"] for question in inner.questions] == [1, 2]
