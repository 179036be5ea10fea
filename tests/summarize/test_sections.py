"""Of a long text each part may offer one sentence, and the summary says which part it was."""

import pytest

from catchup.types import Body, Brief, ItemKind, Mark, Reading
from summarize import spans, write
from summarize.checking import check
from summarize.findings import Findings
from tests.fakes.builders import NOW, an_item
from tests.summarize.test_brief import TREE

SECTIONS = {
    "Abstract": (
        "Crawlers are used everywhere. We propose a crawler with two queues that never starves slow"
        " hosts. Two queues fetch 40 percent more pages in an hour than one queue."
    ),
    "Introduction": "A crawler with one queue waits for its slowest host for 9 seconds a page.",
    "Method": "The second queue of the crawler holds hosts that were slow twice in a row.",
    "Results": (
        "The two queues of the crawler fetched 310 pages in a minute. The queue of slow hosts grew"
        " to 18 percent of all pages."
    ),
    "Limitations": "The crawler was measured with 60 hosts, and none of them refused an answer.",
    "Conclusion": "Two queues fetch 52 percent more pages in an hour than one queue.",
    "References": "N. Example measured 75 percent more pages with two queues of a crawler.",
}
TEXT = "\n\n".join(f"{title}\n\n{text}" for title, text in SECTIONS.items())
OUTLINE = tuple(Mark(start=TEXT.index(f"{title}\n\n"), title=title) for title in SECTIONS)
BODY = Body(text=TEXT, reading=Reading.FULL, outline=OUTLINE)
PAPER = an_item(
    title="Two queues for a crawler",
    text=SECTIONS["Abstract"],
    kind=ItemKind.PAPER,
    reading=Reading.ABSTRACT,
)


def test_points_come_from_several_sections_and_name_them() -> None:
    summary = write(PAPER, (), TREE, Findings(), NOW, body=BODY)
    assert summary.reading is Reading.FULL
    assert len(summary.points) == 3
    assert len({point.section for point in summary.points}) == 3
    for point in summary.points:
        assert TEXT.startswith(point.quote, point.start)
        assert point.quote in SECTIONS[point.section]


def test_the_outline_is_read_twice_however_many_sentences_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def counted(text: str, outline: tuple[Mark, ...]) -> tuple[spans.Span, ...]:
        asked.append(text)
        return spans.spans(text, outline)

    monkeypatch.setattr("summarize.sections.spans", counted)
    Findings().write(brief())
    assert len(asked) == 2


def test_references_are_never_quoted() -> None:
    shown = {point.section for point in Findings(limit=9).write(brief()).points}
    assert "References" not in shown
    quotes = [point.quote for point in check(Findings(limit=9).write(brief()), brief()).points]
    assert not any("N. Example" in quote for quote in quotes)


def test_the_summary_says_what_of_the_paper_was_read() -> None:
    extent = write(PAPER, (), TREE, Findings(), NOW, body=BODY).extent
    assert extent
    assert extent.sections == tuple(SECTIONS)
    assert extent.words == extent.of_words == len(TEXT.split())


def test_without_a_body_the_abstract_is_all_that_was_read() -> None:
    summary = write(PAPER, (), TREE, Findings(), NOW)
    assert summary.reading is Reading.ABSTRACT
    assert summary.extent is None
    assert {point.section for point in summary.points} == {""}


def test_a_contradiction_of_abstract_and_conclusion_is_kept_with_both_places() -> None:
    (conflict,) = write(PAPER, (), TREE, Findings(), NOW, body=BODY).conflicts
    assert conflict.numbers == ("40 percent", "52 percent")
    assert [point.section for point in conflict.said] == ["Abstract", "Conclusion"]


def test_a_contradiction_that_may_not_be_shown_is_not() -> None:
    repeated = frozenset({"two queues fetch 0 percent more pages in an hour than one queue."})
    summary = write(PAPER, (), TREE, Findings(), NOW, body=BODY, boilerplate=repeated)
    assert summary.conflicts == ()


def test_of_a_recording_every_ten_minutes_may_offer_a_sentence() -> None:
    said = [
        "The crawler with two queues fetched 310 pages in a minute.",
        "The second queue of the crawler saved 12 seconds for each slow host.",
        "Two queues cost the crawler 40 MB more memory than one queue did.",
    ]
    text = "\n\n".join(f"{line} {'And so on it went there. ' * 3}".strip() for line in said)
    cues = tuple(Mark(start=text.index(line), second=900 * n + 7) for n, line in enumerate(said))
    body = Body(text=text, reading=Reading.TRANSCRIPT, outline=cues)
    summary = write(PAPER, (), TREE, Findings(), NOW, body=body)
    assert sorted(point.second or 0 for point in summary.points) == [7, 907, 1807]
    assert all(point.quote in said for point in summary.points)


def brief() -> Brief:
    return Brief(
        title=PAPER.title,
        text=TEXT,
        language="en",
        kind=ItemKind.PAPER,
        reading=Reading.FULL,
        outline=OUTLINE,
    )
