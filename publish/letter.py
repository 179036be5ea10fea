"""Writes the letter of an issue: subject, text and HTML, equal for all readers of a language.

The address to leave by is each reader's own: `LEAVE` stands in its place. No text from outside can
hold it, because `plain` and `web_address` let no such character through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import css_inline

from catchup.types import Digest, Language
from publish import words
from publish.cover import Cover, CoverItem, cover_of, issue_minutes, preheader_of, subject_of
from publish.render.text import wrap
from publish.templating import template

LEAVE = "\ue000leave\ue000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a letter points to.

    `base_url` is the public address without a slash at its end; without one the letter names no
    page, and leaving goes by mail. `contact` is the address that answers reach, `since` the page
    that leads to longer absences ("" where no site is built).
    """

    base_url: str
    contact: str
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter before it has a recipient."""

    subject: str
    text: str
    html: str
    base_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footer:
    """Labelled links in the order of their importance, and who sent the letter."""

    page: tuple[str, str]
    away: tuple[str, str]
    leave: tuple[str, str]
    mistake: tuple[str, str]
    why: str
    sender: str


def letter(digest: Digest, language: Language, links: Links) -> Letter:
    """The letter of a frozen issue in one language."""
    cover = cover_of(digest, language)
    footer = _footer(digest, language, links)
    subject = subject_of(digest, language)
    page = template("letter.html").render(
        subject=subject, preheader=preheader_of(cover), cover=cover, footer=footer
    )
    return Letter(
        subject=subject,
        text="\n".join(_lines(cover, footer)) + "\n",
        html=_inliner().inline(page),
        base_url=links.base_url,
    )


def invitation(language: Language, confirm_url: str, links: Links) -> Letter:
    """The letter that asks a new subscriber for their confirmation."""
    title = words.INVITATION_TITLE.say(language)
    says = [words.INVITATION.say(language), words.INVITATION_NOT_YOU.say(language)]
    leave = words.UNSUBSCRIBE.say(language)
    sender = f"{words.SENT_BY.say(language)}: {links.contact}"
    page = template("invitation.html").render(
        language=language,
        title=title,
        says=says,
        confirm=(words.CONFIRM.say(language), confirm_url),
        leave=(leave, LEAVE),
        sender=sender,
    )
    text = [title, "", *wrap(says[0]), "", confirm_url, "", *wrap(says[1]), "", sender]
    return Letter(
        subject=title,
        text="\n".join((*text, f"{leave}: {LEAVE}")) + "\n",
        html=_inliner().inline(page),
        base_url=links.base_url,
    )


def _footer(digest: Digest, language: Language, links: Links) -> _Footer:
    page = f"{links.base_url}/issues/{digest.week}?language={language}" if links.base_url else ""
    away = f"{links.since}?language={language}" if links.since else ""
    minutes = issue_minutes(digest, language)
    return _Footer(
        page=(words.COVER_PAGE.say(language, minutes=minutes), page),
        away=(words.COVER_AWAY.say(language), away),
        leave=(words.UNSUBSCRIBE.say(language), LEAVE),
        mistake=(
            words.REPORT_ERROR.say(language),
            f"mailto:{links.contact}?subject={digest.week}",
        ),
        why=words.COVER_WHY.say(language),
        sender=f"{words.SENT_BY.say(language)}: {links.contact}",
    )


def _lines(cover: Cover, footer: _Footer) -> Iterator[str]:
    yield from wrap(cover.title)
    for text in (cover.lead, *cover.notes):
        if text:
            yield ""
            yield from wrap(text)
    for item in cover.items:
        yield ""
        yield from _item(item)
    yield ""
    for fact in cover.state:
        yield from wrap(f"{fact.label}: {fact.text}")
    for label, page in (footer.page, footer.away):
        if page:
            yield ""
            yield from (f"{label}:", page)
    yield ""
    yield "-- "
    yield from wrap(footer.why)
    yield footer.sender
    for label, address in (footer.mistake, footer.leave):
        yield f"{label}: {address}"


def _item(item: CoverItem) -> Iterator[str]:
    yield from wrap(f"* {item.title.text}", rest="  ")
    yield from wrap(" · ".join(item.meta), first="  ", rest="  ")
    if item.line.text:
        yield from wrap(item.line.text, first="  ", rest="  ")
    if item.title.url:
        yield f"  {item.title.url}"


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
