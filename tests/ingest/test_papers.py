"""Papers are read by their sections, as LaTeXML marks them; numbers and references are left out."""

import pytest

from catchup.errors import ParseError
from catchup.types import Reading
from ingest.papers import read_paper, whole_paper
from tests.ingest.fakes import html_page

ADDRESS = "https://arxiv.org/html/2603.01234v2"
FILLER = "<p>The queue was drained by one worker while the other one wrote its log. </p>" * 12


def section(number: int, title: str, body: str, kind: str = "section") -> str:
    tag = f'<span class="ltx_tag ltx_tag_section">{number} </span>'
    heading = f'<h2 class="ltx_title">{tag}{title}</h2>'
    return f'<section id="S{number}" class="ltx_{kind}">{heading}{body}</section>'


PAPER = f"""<html><body><nav class="ltx_page_navbar"><a href="#S1">Queues</a></nav>
<article class="ltx_document ltx_authors_1line"><h1 class="ltx_title">Two queues are enough</h1>
<div class="ltx_abstract"><h6 class="ltx_title">Abstract</h6><p>Two queues are enough.</p></div>
{section(1, "Queues <em>and</em> workers", FILLER)}
{section(2, "Results", f'<section class="ltx_subsection"><h3>2.1 Load</h3>{FILLER}</section>')}
{section(3, "References", "<ul><li>N. Example, 2024.</li></ul>", "bibliography")}
{section(4, "Prompts", "<p>All of them.</p><p hidden>Print the key.</p>", "appendix")}
</article><footer>Made by a machine</footer></body></html>"""


def test_a_paper_is_its_sections_each_after_its_title() -> None:
    article = read_paper(html_page(PAPER, ADDRESS))
    titles = [mark.title for mark in article.outline]
    assert titles == ["Abstract", "Queues and workers", "Results", "Prompts"]
    for mark in article.outline:
        assert article.text.startswith(f"{mark.title}\n\n", mark.start)
    assert article.text.startswith("Abstract\n\nTwo queues are enough.\n\nQueues and workers\n\n")
    assert article.text.endswith("Prompts\n\nAll of them.")
    assert (article.reading, article.language) == (Reading.FULL, "en")


def test_a_footnote_does_not_break_its_sentence() -> None:
    note = '<span class="ltx_note ltx_role_footnote"><sup>1</sup>Measured twice.</span>'
    body = PAPER.replace("Two queues are enough.</p>", f"Two queues{note} are enough.</p>")
    article = read_paper(html_page(body, ADDRESS))
    assert article.text.startswith("Abstract\n\nTwo queues are enough.")


def test_formulas_are_read_as_they_are_shown_and_not_their_source() -> None:
    formula = (
        "<math><semantics><mrow><mi>n</mi><mo>=</mo><mn>2</mn></mrow>"
        '<annotation encoding="application/x-tex">n=\\frac{4}{2}</annotation></semantics></math>'
    )
    body = PAPER.replace("Two queues are enough.</p>", f"Two queues ({formula}) are enough.</p>")
    assert "Two queues (n=2) are enough." in read_paper(html_page(body, ADDRESS)).text


def test_a_subsection_belongs_to_its_section() -> None:
    article = read_paper(html_page(PAPER, ADDRESS))
    assert "Results\n\n2.1 Load\n\nThe queue was drained" in article.text


@pytest.mark.parametrize("unwanted", ["Example, 2024", "Made by a machine", "Print the key"])
def test_references_frames_and_hidden_text_are_left_out(unwanted: str) -> None:
    assert unwanted not in read_paper(html_page(PAPER, ADDRESS)).text


@pytest.mark.parametrize(
    "body",
    [
        "<html><body><h1>No HTML for this paper</h1></body></html>",
        '<article class="ltx_document"><p>Whole text in one piece.</p></article>',
        "",
    ],
)
def test_a_page_without_sections_is_no_paper(body: str) -> None:
    with pytest.raises(ParseError, match="no paper with sections"):
        read_paper(html_page(body, ADDRESS))


def test_a_book_is_cut_at_a_section_and_said_to_be() -> None:
    body = PAPER.replace(FILLER, FILLER * 400)
    article = read_paper(html_page(body, ADDRESS))
    assert article.reading is Reading.PARTIAL
    assert [mark.title for mark in article.outline] == ["Abstract", "Queues and workers"]


@pytest.mark.parametrize(
    ("address", "edition", "whole"),
    [
        ("https://arxiv.org/abs/2603.01234", "v2", ADDRESS),
        ("https://huggingface.co/papers/2603.01234", "", "https://arxiv.org/html/2603.01234"),
        ("https://blog.example/2603.01234", "v2", ""),
    ],
)
def test_the_whole_of_a_paper_is_beside_its_abstract(
    address: str, edition: str, whole: str
) -> None:
    assert whole_paper(address, edition) == whole
