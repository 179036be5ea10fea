"""Reads the transcript of a video, as far as YouTube lets anyone: best effort, no cookies.

YouTube refuses most servers and bans addresses that ask too often: a caller asks for few in a run,
one after another, and for no more after the first TranscriptsBlocked. Each video is one question,
and `Web.post_json` keeps questions far apart.
"""

import json
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
from catchup.types import Article, ItemKind, Language, Page, Reading, Web
from ingest.identity import canonical_url, kind_of
from ingest.language import language_of
from ingest.text import clean

MOST_IN_A_RUN = 10
PARAGRAPH_SECONDS = 30.0
LONGEST = 200_000
REFUSED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})


def read_transcript(url: str, web: Web, languages: Sequence[Language]) -> Article:
    """Read a video's transcript in the first of `languages` that it has, else in any.

    Every half minute begins a paragraph with its time ("[12:34] …"). What people wrote is taken
    before what a machine heard. Raises TranscriptsBlocked where YouTube refuses this machine,
    ParseError where the video has no transcript, FetchError.
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
    return _article(spoken, track.language_code, video)


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


def _article(spoken: Sequence[tuple[float, str]], code: str, video: str) -> Article:
    text = "\n\n".join(_paragraphs(spoken))
    if not text:
        raise ParseError(f"{video} has an empty transcript")
    return Article(
        text=text[:LONGEST],
        reading=Reading.PARTIAL if len(text) > LONGEST else Reading.TRANSCRIPT,
        language=language_of(text, _primary(code)),
    )


def _paragraphs(spoken: Iterable[tuple[float, str]]) -> Iterator[str]:
    begun, words = 0.0, list[str]()
    for start, said in spoken:
        line = " ".join(clean(said).split())
        if words and start - begun >= PARAGRAPH_SECONDS:
            yield f"[{_time(begun)}] {' '.join(words)}"
            words = []
        if line:
            begun = begun if words else start
            words.append(line)
    if words:
        yield f"[{_time(begun)}] {' '.join(words)}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _primary(code: str) -> Language:
    return code.partition("-")[0].lower()
