"""Words of the handbook's vocabulary that mean something else elsewhere, and words that do not.

An ambiguous word counts in full only in a text that shows by another word that it is about LLMs.
"""

import re
from collections.abc import Collection

_ENGLISH = """
    adapter; adversarial testing; alibi; annoy; api calling; attribution; autoscaling;
    batch inference; benchmark; browser automation; build vs buy; case study; chatbot; chroma;
    chunking; chunk size; clip; code completion; code generation; computer use;
    content moderation; cost estimation; cost optimization; cross entropy; cursor;
    data annotation; data cleaning; data contamination; data extraction attack; data ingestion;
    data labeling; data parallel; data quality; data validation; deduplication;
    development environment setup; dialogue system; distillation; document processing; dora;
    drift detection; dynamic batching; eagle; early exit; edge inference; elo rating; embedded;
    encoder decoder; evaluation framework; evaluation metrics; evaluation pipeline;
    experiment tracking; fact checking; factuality; faithfulness; falcon; fallback;
    feature store; feedback loop; flan; flow matching; gaia; game agent; google colab;
    gpu architecture; gpu memory; graph database; guardrails; haystack; heavy hitter;
    human preferences; human simulation; hyde; hyena; image editing; image retrieval;
    information retrieval; input sanitization; interpretability; ipo; kernel fusion;
    keyword search; knowledge graph; kto; lcel; latency optimization; layout analysis;
    leaderboard; learning to rank; lessons learned; lexical search; lima; linear algebra;
    long term memory; long video; medusa; memory system; ml compiler; model comparison;
    model deployment; model management; model selection; music generation; n gram;
    observability; ocr; offloading; on device; output parser; personal assistant; perplexity;
    persona data; phi; phoenix; planning; playground; position embedding; privacy;
    probability and statistics; probing; program synthesis; pruning; query expansion;
    query rewriting; query routing; rag; raptor; react; reference architecture;
    relative position; request scheduling; response cache; retriever; roofline;
    rope; s4; safety filter; sampling; slerp; social simulation; solar; sora; spaces;
    sparsity; speech recognition; speech to text; ssm; state of ai; step by step;
    streaming video; supervisor agent; system prompt; task planning; technical report;
    temperature; text classification; text preprocessing; text to speech; tokenization;
    tokenizer; tracing; training framework; training recipe; transfer learning; trl; triton;
    tvm; ttft; use case; user feedback; uv package manager; vector store; video generation;
    vocabulary; vulnerability scanner; wanda; watermarking; weight averaging; whisper;
    working memory; yarn; zero; zero to hero; community; career; newsletter; roadmap;
    blog to follow; annual report; enterprise; consumer; roi; productivity; pricing; provider;
    licence; rate limit; streaming; api key; deploy; endpoint; pipeline; memory; dashboard;
    logging; latency; throughput; scheduler; cache; monitoring; gateway; proxy; experts;
    gating; curriculum; embedding; attention; transformer; agent; serving; evaluation
"""
_KOREAN = """
    활용 사례; 유스케이스; 도입 사례; 적용 사례; 요금제; 모델 비교; 개발 환경; 환경 설정;
    설치 방법; 토큰 발급; 데이터 검증; 정보 검색; 크로마; 파이스; 키워드 검색; 크롤링;
    문서 처리; 레이아웃 분석; 텍스트 분할; 청크; 청킹; 지식 그래프; 그래프 데이터베이스; 충실도;
    오케스트레이션; 체인; 챗봇; 문서 요약; 대화 기록; 스트림릿; 그라디오; 에이전트; 함수 호출;
    성찰; 리액트; 작업 계획; 메모리 시스템; 기억; 장기 메모리; 코파일럿; 게임 에이전트;
    웹 에이전트; 평가 지표; 정량적 지표; 사람 평가; 비교 평가; 벤치마크; 리더보드; 데이터 오염;
    평가 도구; 환각; 사실성; 탈옥; 취약점 점검; 레드팀; 가드레일; 모더레이션; 편향; 공정성;
    워터마크; 개인정보 보호; 개인정보 마스킹; 실험 관리; 시스템 설계; 참조 아키텍처;
    관측 가능성; 모니터링; 로깅; 추적; 데이터 로깅; 응답 캐시; 라우터; 폴백; 비용 최적화;
    지연 시간; 사용자 피드백; 피드백 루프; 신경망; 선형대수; 텍스트 분류; 샘플링; 온도;
    해석 가능성; 프로빙; 라마; 공개 모델; 경량 모델; 코드 생성; 데이터 정제; 데이터 품질;
    중복 제거; 라벨링; 데이터 생성; 말뭉치; 창발; 친칠라; 분산 학습; 데이터 병렬; GPU 메모리;
    전이 학습; 어댑터; 가중치 평균; 증류; 선생 모델; 학생 모델; 가지치기; 희소화; 조기 종료;
    GPU 구조; 배칭; 스케줄링; 컴파일러; 배포; 모델 배포; 온디바이스; 장문; 이미지 검색; 달리;
    라바; 위스퍼; 음성 인식; 음성 합성; 음악 생성; 소라; 긴 영상; 영상 생성; 맘바; 로드맵;
    커뮤니티; 뉴스레터; 직무; 입문; 생산성; 출시 후기; 비즈니스; 개요; 기초; 역사; 스트리밍;
    요금; 운영; 파이프라인; 캐시; 하이브리드 검색; 검색 평가; 자기 일관성; 시스템 프롬프트;
    성능 평가 파이프라인; 이미지 생성; 모델 관리; 인코더 디코더
"""
_DOMAIN = """
    llm; llms; slm; slms; sllm; vlm; vlms; gpt; chatgpt; openai; anthropic; claude; gemini;
    genai; langchain; prompt; prompts; prompting; 프롬프트; 프롬프팅; 챗gpt; 언어모델; 생성형;
    클로드; 제미나이; 초거대; 파운데이션
"""
_PHRASES = re.compile(
    r"\b(?:(?:language|foundation|generative|reasoning|multimodal|frontier) (?:ai )?models?"
    r"|(?:ai|llm|coding|language|autonomous|browser|web) agents?|generative ai|agentic"
    r"|gpt-?\d\w*)\b"
    r"|언어 ?모델|생성형? ?(?:AI|인공지능)|AI ?(?:에이전트|모델|서비스|챗봇|엔지니어)"
    r"|파운데이션 ?모델|멀티모달 ?모델",
    re.IGNORECASE,
)

_ACRONYMS = re.compile(
    r"(?<![A-Za-z])(?:Graph)?(?:RAG|RLHF|GRPO|MCP|Q?LoRA|vLLM|SGLang|LangGraph|LlamaIndex|Ollama)"
    r"(?![A-Za-z])|검색 ?증강|[Rr]etrieval[- ][Aa]ugmented"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()).casefold() for word in words.split(";"))


AMBIGUOUS = _listed(_ENGLISH) | _listed(_KOREAN)
DOMAIN = _listed(_DOMAIN)


def speaks_of_llms(text: str) -> bool:
    """Whether a phrase occurs that hardly any text outside the field uses."""
    return bool(_PHRASES.search(text) or _ACRONYMS.search(text))


def in_field(text: str, words: Collection[str]) -> bool:
    """Whether a text, given with its words, shows that it is about language models."""
    return not DOMAIN.isdisjoint(words) or speaks_of_llms(text)
