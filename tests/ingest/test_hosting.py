import pytest

from ingest.hosting import feed_of


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://medium.com/@some.one/a-post-1a2b", "https://medium.com/feed/@some.one"),
        ("https://medium.com/some-team", "https://medium.com/feed/some-team"),
        ("https://medium.com/tag/llm/latest", "https://medium.com/feed/tag/llm"),
        ("https://medium.com/m/signin", ""),
        ("https://some.substack.com/p/post", "https://some.substack.com/feed"),
        ("https://www.substack.com/", ""),
        ("https://velog.io/@writer/post", "https://v2.velog.io/rss/@writer"),
        ("https://velog.io/trending", ""),
        ("https://writer.tistory.com/m/12", "https://writer.tistory.com/rss"),
        ("https://blog.naver.com/writer/22300", "https://rss.blog.naver.com/writer.xml"),
        ("https://m.blog.naver.com/writer", "https://rss.blog.naver.com/writer.xml"),
        (
            "https://blog.naver.com/PostList.naver?blogId=writer&from=x",
            "https://rss.blog.naver.com/writer.xml",
        ),
        ("https://github.com/owner/repo", "https://github.com/owner/repo/releases.atom"),
        ("https://github.com/owner/repo.git", "https://github.com/owner/repo/releases.atom"),
        ("https://github.com/owner/repo/tags", "https://github.com/owner/repo/tags.atom"),
        (
            "https://github.com/owner/repo/commits/main",
            "https://github.com/owner/repo/commits/main.atom",
        ),
        ("https://github.com/sponsors/owner", ""),
        ("https://github.com/owner/repo/issues/1", ""),
        ("https://old.reddit.com/r/LocalLLaMA/top/", "https://www.reddit.com/r/LocalLLaMA/.rss"),
        ("https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/rss/cs.CL"),
        (
            "https://www.youtube.com/playlist?list=PLabcdefghijkl",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabcdefghijkl",
        ),
        ("https://own.example/@writer", ""),
        ("https://notvelog.io/@writer", ""),
        ("http://[broken", ""),
    ],
)
def test_services_keep_their_feeds_at_known_places(url: str, feed: str) -> None:
    assert feed_of(url) == feed
