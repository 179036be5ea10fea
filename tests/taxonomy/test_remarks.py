"""What is odd in a sound topics file is said, and nothing else."""

from dataclasses import replace

from catchup.types import Taxonomy
from taxonomy.remarks import remarks


def test_what_the_book_shows_before_what_it_needs_is_remarked(handbook: Taxonomy) -> None:
    said = list(remarks(handbook))
    assert "in the book 'rag-evaluation' comes before 'evaluation-basics', which it needs" in said
    assert len(said) == 6


def test_shared_aliases_and_areas_without_a_place_are_remarked(handbook: Taxonomy) -> None:
    double = replace(handbook.topics["chunking"], aliases={"en": ("GraphRAG",)})
    other = replace(handbook.topics["graph-rag"], aliases={"en": ("graphrag",)})
    topics = {**handbook.topics, "chunking": double, "graph-rag": other}
    said = list(remarks(replace(handbook, topics=topics, book_order=handbook.book_order[1:])))
    assert "alias 'graphrag' names chunking, graph-rag" in said
    assert "area 'orientation' is missing in the book order and comes last" in said
