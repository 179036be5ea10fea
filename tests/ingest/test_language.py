import pytest

from ingest.language import language_of


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("vLLM 서버에서 prefix caching 켜기", "en", "ko"),
        ("Prefix caching in a vLLM server", "ko", "en"),
        ("RAG 파이프라인의 evaluation: LangChain 비교", "und", "ko"),
        ("A paper from 서울 about retrieval quality", "und", "en"),
        ("検索拡張生成の評価について", "und", "ja"),
        ("检索增强生成的评估方法", "en", "zh"),
        ("Bewertung von Sprachmodellen", "de", "de"),
        ("Оценка языковых моделей", "ru", "ru"),
        ("123 !?", "ko", "ko"),
        ("", "und", "und"),
    ],
)
def test_the_text_decides_and_the_label_fills_in(text: str, declared: str, language: str) -> None:
    assert language_of(text, declared) == language
