import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.tokens import tokens


@given(st.text(alphabet=st.sampled_from("가나다를은 aBcLM1-. "), max_size=80))
def test_tokens_stand_where_they_say(text: str) -> None:
    assert all(text[token.start : token.end] == token.surface for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("RAG를 도입했다", ["rag", "도입"]),
        ("벤치마크에서는", ["벤치마크"]),
        ("GraphRAG and VideoRAG", ["graph", "rag", "and", "video", "rag"]),
        ("LoRA, QLoRA and vLLM", ["lora", "qlora", "and", "vllm"]),
        ("fine-tuned models", ["fine", "tuned", "model"]),
        ("속도", ["속도"]),
    ],
)
def test_words_lose_particles_plurals_and_camel_case(text: str, stems: list[str]) -> None:
    assert [token.stem for token in tokens(text)] == stems
