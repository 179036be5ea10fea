import json
from html import escape

import pytest

from catchup.errors import (
    Challenged,
    FetchError,
    HttpStatus,
    LeftAlone,
    ParseError,
    Timeout,
    TranscriptsBlocked,
)
from catchup.types import Article, Page, Reading
from ingest.transcripts import read_transcript
from tests.ingest.fakes import FakeWeb, html_page, page

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
PLAYER = "https://www.youtube.com/youtubei/v1/player?key=KEY"
TEXTS = "https://www.youtube.com/api/timedtext?v=abcdefghijk&lang="
WATCH = html_page('<script>ytcfg.set({"INNERTUBE_API_KEY": "KEY"});</script>', VIDEO)
SPOKEN = [(0.0, "Welcome &amp; hello."), (12.5, "We measured\nrecall."), (31.0, "Three results.")]


def player(*tracks: tuple[str, bool], status: str = "OK", reason: str = "") -> Page:
    """The answer of the interface: the tracks by (language, heard by a machine)."""
    captions = [
        {
            "baseUrl": f"{TEXTS}{code}&kind={'asr' if heard else ''}",
            "name": {"runs": [{"text": code}]},
            "languageCode": code,
            **({"kind": "asr"} if heard else {}),
        }
        for code, heard in tracks
    ]
    answer = {"playabilityStatus": {"status": status, "reason": reason}}
    if captions:
        shown = {"playerCaptionsTracklistRenderer": {"captionTracks": captions}}
        return page(json.dumps({**answer, "captions": shown}), PLAYER)
    return page(json.dumps(answer), PLAYER)


def timed(*spoken: tuple[float, str]) -> Page:
    rows = "".join(f'<text start="{at}" dur="2">{escape(said)}</text>' for at, said in spoken)
    return page(f"<transcript>{rows}</transcript>")


def web_with(*tracks: tuple[str, bool], texts: dict[str, Page] | None = None) -> FakeWeb:
    return FakeWeb({VIDEO: WATCH, PLAYER: player(*tracks), **(texts or {})})


def read_from(*spoken: tuple[float, str], description: str = "") -> Article:
    web = web_with(("en", False), texts={f"{TEXTS}en&kind=": timed(*spoken)})
    return read_transcript(VIDEO, web, ("ko", "en"), description)


def test_a_transcript_is_read_in_paragraphs_of_half_a_minute() -> None:
    spoken = (*SPOKEN, (62.0, "  "), (3754.0, "Thank you."))
    web = web_with(("en", False), texts={f"{TEXTS}en&kind=": timed(*spoken)})
    article = read_transcript("https://youtu.be/abcdefghijk", web, ("ko", "en"))
    assert article.text.split("\n\n") == [
        "Welcome & hello. We measured recall.",
        "Three results.",
        "Thank you.",
    ]
    assert (article.reading, article.language) == (Reading.TRANSCRIPT, "en")
    assert web.questions[0]["videoId"] == "abcdefghijk"
    assert [asked for asked, _, _ in web.asked] == [VIDEO, PLAYER, f"{TEXTS}en&kind="]


def test_the_outline_marks_the_second_at_which_each_cue_begins() -> None:
    article = read_from(*SPOKEN, (3754.9, "Thank you."))
    said = {mark.second: article.text[mark.start :] for mark in article.outline}
    assert list(said) == [0, 12, 31, 3754]
    assert said[12].startswith("We measured recall.")
    assert said[3754] == "Thank you."


def test_a_paragraph_goes_on_to_the_end_of_a_sentence_but_not_for_ever() -> None:
    article = read_from(
        (0.0, "One."), (20.0, "Two goes"), (31.0, "on and"), (40.0, "ends."), (45.0, "Three"),
        (80.0, "has"), (106.0, "no"), (107.0, "end"),
    )  # fmt: skip
    assert article.text.split("\n\n") == ["One. Two goes on and ends.", "Three has", "no end"]


def test_what_a_machine_heard_without_full_stops_has_short_paragraphs() -> None:
    heard = [(float(second), f"word {second}") for second in range(0, 60, 5)]
    paragraphs = read_from(*heard).text.split("\n\n")
    assert len(paragraphs) == 4
    assert paragraphs[1] == "word 15 word 20 word 25"


def test_chapters_of_the_description_begin_with_the_first_cue_of_their_time() -> None:
    description = "What we learned.\n0:00 Hello\n00:10 - Recall at ten\n1:02:00 Questions\nBye"
    article = read_from(*SPOKEN, (3754.0, "Thank you."), description=description)
    chapters = [mark for mark in article.outline if mark.title]
    assert [(mark.second, mark.title) for mark in chapters] == [
        (0, "Hello"), (10, "Recall at ten"), (3720, "Questions"),
    ]  # fmt: skip
    assert [article.text[mark.start :][:7] for mark in chapters] == [
        "Welcome",
        "We meas",
        "Thank y",
    ]


@pytest.mark.parametrize(
    "description",
    [
        "",
        "0:00 Hello\n0:10 Only two",
        "0:05 Later\n0:10 than\n0:20 the start",
        "0:00 Out\n0:20 of\n0:10 order",
        "We meet at 10:30 every day, and at 11:15, and at 12:00.",
    ],
)
def test_times_in_a_description_are_no_chapters_unless_it_lists_them_all(description: str) -> None:
    assert not any(mark.title for mark in read_from(*SPOKEN, description=description).outline)


@pytest.mark.parametrize(
    ("tracks", "taken"),
    [
        ([("en", False), ("ko", True)], "ko&kind=asr"),
        ([("ko", True), ("ko", False)], "ko&kind="),
        ([("en-US", False), ("de", False)], "en-US&kind="),
        ([("fr", True), ("de", False)], "de&kind="),
    ],
)
def test_wanted_languages_come_first_then_what_people_wrote(
    tracks: list[tuple[str, bool]], taken: str
) -> None:
    web = web_with(*tracks, texts={f"{TEXTS}{taken}": timed(*SPOKEN)})
    assert read_transcript(VIDEO, web, ("ko", "en")).text


@pytest.mark.parametrize(
    "answered",
    [
        HttpStatus("429", status=429),
        HttpStatus("403", status=403),
        Challenged("only people"),
        LeftAlone("youtube.com asked to be left alone", seconds=60),
        player(status="LOGIN_REQUIRED", reason="Sign in to confirm you’re not a bot"),
    ],
)
def test_a_refusal_is_named_so_that_nobody_asks_on(answered: Page | FetchError) -> None:
    web = FakeWeb({VIDEO: WATCH, PLAYER: answered})
    with pytest.raises(TranscriptsBlocked):
        read_transcript(VIDEO, web, ("ko", "en"))


def test_a_captcha_instead_of_the_page_is_a_refusal() -> None:
    web = FakeWeb({VIDEO: html_page('<div class="g-recaptcha"></div>', VIDEO)})
    with pytest.raises(TranscriptsBlocked):
        read_transcript(VIDEO, web, ("en",))


@pytest.mark.parametrize(
    "answered",
    [
        player(),
        player(status="ERROR", reason="This video is unavailable"),
        page("no JSON"),
        page("[]"),
    ],
)
def test_a_video_without_transcript_is_no_refusal(answered: Page) -> None:
    with pytest.raises(ParseError, match="no transcript"):
        read_transcript(VIDEO, FakeWeb({VIDEO: WATCH, PLAYER: answered}), ("en",))


@pytest.mark.parametrize("body", ["<transcript/>", "<transcript><text>?</text></transcript>", "{"])
def test_a_damaged_or_empty_transcript_is_named(body: str) -> None:
    web = web_with(("en", False), texts={f"{TEXTS}en&kind=": page(body)})
    with pytest.raises(ParseError, match="transcript"):
        read_transcript(VIDEO, web, ("en",))


def test_a_failure_of_the_web_stays_what_it_is() -> None:
    for failure in (Timeout("slow"), HttpStatus("503", status=503)):
        with pytest.raises(type(failure)):
            read_transcript(VIDEO, FakeWeb({VIDEO: failure}), ("en",))


def test_only_videos_have_transcripts() -> None:
    with pytest.raises(ParseError, match="no video"):
        read_transcript("https://www.youtube.com/@talks", FakeWeb({}), ("en",))
