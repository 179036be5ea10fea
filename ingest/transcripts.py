"""Reads the transcript of a video, as far as YouTube lets anyone: best effort, no cookies.

YouTube refuses most servers and bans addresses that ask too often: a caller asks for few in a run,
one after another, and for no more after the first TranscriptsBlocked. Each video is one question,
and `Web.post_json` keeps questions far apart.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from catchup.errors import (
    Challenged,
    FetchError,
    HttpStatus,
    LeftAlone,
    ParseError,
    TranscriptsBlocked,
)
from catchup.types import Article, ItemKind, Language, Mark, Page, Reading, Web
from ingest.identity import canonical_url, kind_of
from ingest.language import language_of
from ingest.text import clean

MOST_IN_A_RUN = 10
# A paragraph ends with a sentence after so long, in any case after twice that. A machine often
# hears no full stops: then a short paragraph is all that can be quoted.
PARAGRAPH_SECONDS = 30.0
UNPUNCTUATED_SECONDS = 15.0
FEW_STOPS = 0.1  # of the cues
LONGEST = 200_000
SENTENCE_END = re.compile(r"[.!?。？！…][\"'”’)]*$")
# YouTube's own rule: a description names chapters when it lists three or more, the first at 0:00.
CHAPTER = re.compile(r"^\W{0,3}(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\b\W{0,4}(\S.{0,98})$", re.MULTILINE)
FEWEST_CHAPTERS = 3
REFUSED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})


def read_transcript(
    url: str, web: Web, languages: Sequence[Language], description: str = ""
) -> Article:
    """Read a video's transcript in the first of `languages` that it has, else in any.

    Paragraphs are of half a minute or a little more, shorter where a machine heard no full stops.
    The outline marks where in the text each cue begins, and the chapters that the `description`
    names. What people wrote is taken before what a machine heard. Raises TranscriptsBlocked where
    YouTube refuses this machine, ParseError where the video has no transcript, FetchError.
    """
    # Loaded with the first transcript: it brings an HTTP client of its own, which is not used.
    import youtube_transcript_api as library  # noqa: PLC0415

    video = canonical_url(url)
    if kind_of(video) is not ItemKind.VIDEO:
        raise ParseError(f"{url} is no video of YouTube")
    session: Any = _Session(web)
    api = library.YouTubeTranscriptApi(http_client=session)
    try:
        track = _chosen(api.list(video.rpartition("=")[2]), languages)
        spoken = [(snippet.start, snippet.text) for snippet in track.fetch()]
    except HttpStatus as error:
        if error.status in REFUSED:
            raise TranscriptsBlocked(f"YouTube refuses transcripts: {error}") from error
        raise
    except (Challenged, LeftAlone) as error:
        raise TranscriptsBlocked(f"YouTube refuses transcripts: {error}") from error
    except FetchError:
        raise
    except (
        library.RequestBlocked,
        library.PoTokenRequired,
        library.FailedToCreateConsentCookie,
    ) as error:
        raise TranscriptsBlocked(
            f"YouTube refuses transcripts to this machine ({type(error).__name__})"
        ) from error
    except Exception as error:  # the library may raise anything over what YouTube answers
        raise ParseError(f"{video} has no transcript ({type(error).__name__})") from error
    return _article(spoken, track.language_code, video, chapters(description))


class _Session:
    """What the library uses of a requests session, spoken through our way out.

    It forgets the cookies that the library would like to keep. YouTube's interface is asked as a
    feed is: the operator named the channel.
    """

    def __init__(self, web: Web) -> None:
        self._web = web
        self.headers: dict[str, str] = {}
        self.cookies = _NoCookies()

    def get(self, url: str) -> "_Response":
        return _Response(self._web.get(url))

    def post(self, url: str, json: Mapping[str, Any]) -> "_Response":
        return _Response(self._web.post_json(url, json))


class _Response:
    """What the library uses of a requests response; error statuses were raised before."""

    status_code = HTTPStatus.OK

    def __init__(self, page: Page) -> None:
        self.text = page.body.decode("utf-8", "replace")

    def raise_for_status(self) -> None:
        """Nothing to raise: the way out raises HttpStatus itself."""

    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.text)


class _NoCookies:
    """A jar that keeps nothing."""

    def set(self, *_: object, **__: object) -> None:
        """Forget a cookie."""


def _chosen(tracks: Iterable[Any], languages: Sequence[Language]) -> Any:  # noqa: ANN401 - the library's
    """The best track: a wanted language first, in that order, then written before heard."""

    def rank(track: Any) -> tuple[int, bool]:  # noqa: ANN401 - the library's
        code = _primary(track.language_code)
        wanted = languages.index(code) if code in languages else len(languages)
        return wanted, track.is_generated

    return min(tracks, key=rank)


def chapters(description: str) -> tuple[tuple[int, str], ...]:
    """The chapters that the description of a video lists: seconds and titles, in order."""
    found = [
        (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds), " ".join(title.split()))
        for hours, minutes, seconds, title in CHAPTER.findall(description)
    ]
    is_list = len(found) >= FEWEST_CHAPTERS and found[0][0] == 0 and found == sorted(found)
    return tuple(found) if is_list else ()


def _article(
    spoken: Iterable[tuple[float, str]], code: str, video: str, named: Iterable[tuple[int, str]]
) -> Article:
    text, cues = _written(spoken)
    if not text:
        raise ParseError(f"{video} has an empty transcript")
    kept = text[:LONGEST]
    marks = [*_chapter_marks(named, cues), *cues]
    outline = sorted((m for m in marks if m.start < len(kept)), key=lambda mark: mark.start)
    return Article(
        text=kept,
        reading=Reading.PARTIAL if len(text) > LONGEST else Reading.TRANSCRIPT,
        language=language_of(text, _primary(code)),
        outline=tuple(outline),
    )


def _written(spoken: Iterable[tuple[float, str]]) -> tuple[str, list[Mark]]:
    """What was spoken, in paragraphs, and where each cue begins in it."""
    lines = [(start, " ".join(clean(said).split())) for start, said in spoken]
    lines = [(start, line) for start, line in lines if line]
    is_punctuated = sum(map(_ends_sentence, (line for _, line in lines))) > FEW_STOPS * len(lines)
    pieces: list[str] = []
    cues: list[Mark] = []
    begun, length = 0.0, 0
    for start, line in lines:
        if pieces and not _is_over(start - begun, pieces[-1], is_punctuated=is_punctuated):
            between = " "
        else:
            between, begun = "\n\n" if pieces else "", start
        pieces += (between, line)
        length += len(between)
        cues.append(Mark(start=length, second=int(start)))
        length += len(line)
    return "".join(pieces), cues


def _is_over(seconds: float, last: str, *, is_punctuated: bool) -> bool:
    """Whether a paragraph that has lasted so long ends with what was said last."""
    if not is_punctuated:
        return seconds >= UNPUNCTUATED_SECONDS
    return seconds >= (PARAGRAPH_SECONDS if _ends_sentence(last) else 2 * PARAGRAPH_SECONDS)


def _ends_sentence(line: str) -> bool:
    return bool(SENTENCE_END.search(line))


def _chapter_marks(named: Iterable[tuple[int, str]], cues: Sequence[Mark]) -> Iterator[Mark]:
    """A chapter begins with the first cue of its time."""
    for second, title in named:
        begins = next((c.start for c in cues if c.second is not None and c.second >= second), None)
        if begins is not None:
            yield Mark(start=begins, title=title, second=second)


def _primary(code: str) -> Language:
    return code.partition("-")[0].lower()
