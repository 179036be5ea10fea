"""Newcomers get the first topics of the way, each with what people or issues recommend."""

from dataclasses import replace

from lxml import html  # type: ignore[import-untyped]

from catchup.types import Coverage, Level, Listing, Track
from publish.site import files_of
from taxonomy.roadmap import roadmap
from tests.publish.samples import TAXONOMY, a_week, digest_of, issue_of
from tests.publish.site.samples import a_listing, a_site

EASY = replace(
    TAXONOMY,
    topics={
        name: replace(topic, level=Level.INTRO) if name in {"vectors", "rag"} else topic
        for name, topic in TAXONOMY.topics.items()
    },
)
WAY = (roadmap(EASY, dict.fromkeys(EASY.topics, Coverage()), Track.DEVELOPER),)
A_CARD, NO_CARD = a_week()[0], a_week()[7]
ISSUES = (issue_of(digest_of([A_CARD])),)


def shown(*shelf: Listing) -> html.HtmlElement:
    shelves = {"vectors": shelf, "rag": shelf}
    since = {1: ISSUES[0][1]}
    content = a_site(
        taxonomy=EASY, roadmaps=WAY, issues=ISSUES, since=since, shelves=shelves, feeds={}
    )
    return html.document_fromstring(files_of(content)["start/index.html"].encode())


def test_topics_for_beginners_stand_in_the_order_of_the_way() -> None:
    assert shown().xpath("//ol[@class='firsts']//h2/a/text()") == ["벡터 검색", "RAG 기초"]


def test_an_item_that_nobody_recommends_is_not_offered() -> None:
    page = shown(a_listing(NO_CARD), a_listing(A_CARD))
    assert page.xpath("//ol[@class='firsts']//p[@class='title']/a/text()") == [A_CARD.item.title]


def test_what_people_accepted_comes_first_and_an_item_stands_once() -> None:
    page = shown(a_listing(A_CARD), a_listing(NO_CARD, accepted=True))
    titles = page.xpath("//ol[@class='firsts']//p[@class='title']/a/text()")
    assert titles == [NO_CARD.item.title, A_CARD.item.title]
