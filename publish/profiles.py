"""Dresses an issue's Markdown for the tool that will show it: a name, and front matter.

Plain files have none. A Jekyll post is named by its date and shows its title by itself; a Jupyter
Book page (MyST) keeps its heading. `publish.render.markdown` has escaped braces and dollar signs of
foreign texts, so that they are no substitutions and no formulas.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from zoneinfo import ZoneInfo

from catchup.types import Digest, Issue, Language
from publish import words
from publish.dates import local_day
from publish.layout import title_of_report
from publish.naming import title_of, topic_title
from publish.render import markdown

TAG, TAG_AS_TEXT = "\\{%", "&#123;%"  # Liquid looks for tags before Markdown takes the escape off
FIRST = 3  # items that the description names
Dressed = tuple[str, str]  # file name and text


def plain(issue: Issue, digest: Digest, language: Language) -> Dressed:
    """A file that any reader of Markdown shows."""
    return f"{issue.week}.{language}.md", markdown.render(digest, language)


def jekyll(issue: Issue, digest: Digest, language: Language) -> Dressed:
    """A post: its layout shows the title, so the text has none."""
    opened = issue.opened.astimezone(ZoneInfo(digest.timezone))
    _, _, text = markdown.render(digest, language).partition("\n\n")
    text = text.replace(TAG, TAG_AS_TEXT)
    front = {
        "layout": "post",
        "title": title_of_report(digest, language),
        "description": _about(digest, language),
        "date": f"{opened:%Y-%m-%d %H:%M:%S %z}",
        "lang": language,
        "categories": [words.NEWS_CATEGORY.say(language)],
        "tags": list(_tags(digest, language)),
    }
    day = local_day(issue.opened, digest.timezone)
    return f"_posts/{day}-{issue.week.lower()}.{language}.md", f"{_matter(front)}\n{text}"


def jupyter_book(issue: Issue, digest: Digest, language: Language) -> Dressed:
    """A page of MyST: version 1 reads `html_meta`, version 2 the rest."""
    about = _about(digest, language)
    front = {
        "title": title_of_report(digest, language),
        "description": about,
        "date": str(local_day(issue.opened, digest.timezone)),
        "tags": list(_tags(digest, language)),
        "html_meta": {"description lang=" + language: about},
    }
    name, text = plain(issue, digest, language)
    return name, f"{_matter(front)}\n{text}"


PROFILES: Mapping[str, Callable[[Issue, Digest, Language], Dressed]] = {
    "plain": plain,
    "jekyll": jekyll,
    "jupyter-book": jupyter_book,
}


def _about(digest: Digest, language: Language) -> str:
    cards = [card for section in digest.sections for card in section.cards]
    return " · ".join(title_of(card, language).text for card in cards[:FIRST])


def _tags(digest: Digest, language: Language) -> Iterator[str]:
    """The topics of the issue, each once, in its order."""
    named = dict.fromkeys(section.topic for section in digest.sections)
    return (topic_title(digest.topics[topic], language) for topic in named)


def _matter(front: Mapping[str, object]) -> str:
    """Front matter; a JSON value is a YAML value, whatever stands in it."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "\n".join(("---", *lines, "---", ""))
