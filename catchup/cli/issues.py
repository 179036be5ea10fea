"""`catchup issues`: the weekly issues, frozen once they are open."""

from collections.abc import Iterator

import typer

from catchup import whatsnew
from catchup.cli.console import print_list
from catchup.cli.explaining import issue_as_json, say_issue
from catchup.cli.saying import say, say_json
from catchup.cli.session import Session, opened
from catchup.cli.whatsnew import LANGUAGES
from catchup.cli.working import pipeline
from catchup.editfile import TEMPLATE, edit_path
from catchup.errors import ConfigError, StoreError
from catchup.types import Digest, Erratum, Issue, Selection
from publish.composing import NO_NEWS
from publish.freezing import thaw
from publish.plain import plain
from publish.render import RENDERERS
from publish.weeks import week_name

LONGEST_NUMBER = 9
LONGEST_TITLE = 90

app = typer.Typer(
    help="The weekly issues.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)

WEEK = typer.Argument("", metavar="[WEEK]", help="2026-W09 or a number; the latest if left out.")
FORMAT = typer.Option("text", "--format", metavar="F", help="text, markdown, html or json.")
LANGUAGE = typer.Option("", metavar="ko|en", help="Language of the issue.")


@app.callback()
def issues() -> None:
    """The weekly issues: list, show, explain, preview, edit, open, correct."""


@app.command("list")
def list_issues(ctx: typer.Context) -> None:
    """Every issue, the newest first, with what became of its letters."""
    with opened(ctx.obj) as session:
        found = session.store.issues.all()[::-1]
        counts = {issue.number: session.store.deliveries.counts(issue.number) for issue in found}
    if ctx.obj.json:
        say_json([{**_as_json(issue), "letters": counts[issue.number]} for issue in found])
        return
    rows = [
        (
            issue.week,
            str(issue.number),
            f"{issue.opened:%Y-%m-%d}",
            ", ".join(f"{n} {state}" for state, n in counts[issue.number].items() if n) or "-",
        )
        for issue in found
    ]
    print_list(
        ("week", "number", "opened", "letters"),
        rows,
        "no issue is frozen yet; `catchup issues preview` shows the coming one",
    )


@app.command()
def show(
    ctx: typer.Context,
    week: str = WEEK,
    form: str = FORMAT,
    language: str = LANGUAGE,
) -> None:
    """Print an issue as it was frozen, and what was corrected since."""
    with opened(ctx.obj) as session:
        issue = find(session, week)
        digest = whatsnew.as_it_stands(session.store, issue)
        _print(session, digest, form, language, json=ctx.obj.json)


@app.command()
def explain(ctx: typer.Context, week: str = WEEK) -> None:
    """What each item of a frozen issue was chosen for, in points, and what was left out."""
    with opened(ctx.obj) as session:
        digest = thaw(find(session, week).content)
    if ctx.obj.json:
        say_json(issue_as_json(digest))
    else:
        say_issue(digest)


@app.command()
def preview(
    ctx: typer.Context,
    form: str = FORMAT,
    language: str = LANGUAGE,
) -> None:
    """Print what the issue that is due would hold; writes nothing."""
    with opened(ctx.obj) as session:
        selection = whatsnew.coming_issue(session.store, session.config, ctx.obj.clock())
        if selection is None:
            _nothing_due(json=ctx.obj.json)
            return
        digest = whatsnew.answer(
            session.store,
            session.config,
            session.taxonomy(),
            selection,
            minutes=session.config.digest.minutes,
            week=week_name(selection.period, session.config.timezone),
        )
        _print(session, digest, form, language, json=ctx.obj.json)


@app.command()
def edit(ctx: typer.Context) -> None:
    """Write the file in which you reorder, pin, drop and introduce; or say where it is."""
    with opened(ctx.obj) as session:
        config = session.config
        selection = whatsnew.coming_issue(session.store, config, ctx.obj.clock())
        if selection is None:
            _nothing_due(json=ctx.obj.json)
            return
        path = edit_path(config.home, week_name(selection.period, config.timezone))
        is_new = not path.exists()
        if is_new:
            path.parent.mkdir(exist_ok=True)
            path.write_text(TEMPLATE + "\n".join(_candidates(selection)) + "\n", "utf-8")
    if ctx.obj.json:
        say_json({"file": path, "new": is_new})
    elif not ctx.obj.quiet:
        say(
            f"{path}: {'written' if is_new else 'there already'}; `catchup issues preview` reads it"
        )


def _candidates(selection: Selection) -> Iterator[str]:
    """Comments that name what is chosen and what could be pinned."""
    yield "# 고른 글 · chosen"
    for choice in selection.chosen:
        item = choice.candidate.item
        yield f"#   {item.id}  {plain(item.title, LONGEST_TITLE)}"
    yield "# 밀린 글 · left out"
    for candidate, why in selection.left_out:
        if candidate.matches and why not in NO_NEWS:
            item = candidate.item
            yield f"#   {item.id}  {plain(item.title, LONGEST_TITLE)} ({why})"


@app.command("open")
def open_issue(ctx: typer.Context) -> None:
    """Freeze the issue that is due, and write its files; `serve` does this by itself."""
    with pipeline(ctx.obj) as ready:
        ready.match()
        ready.summarize()
        issue = ready.open_issue()
        ready.publish()
        ready.build_site()
    if ctx.obj.json:
        say_json(_as_json(issue) if issue else None)
    elif not ctx.obj.quiet:
        say(f"opened {issue.week} ({issue.sha256[:12]})" if issue else "no issue is due")


@app.command()
def correct(
    ctx: typer.Context,
    week: str = typer.Argument(metavar="WEEK", help="The issue: 2026-W09 or its number."),
    korean: str = typer.Option("", "--ko", metavar="TEXT", help="What is right, in Korean."),
    english: str = typer.Option("", "--en", metavar="TEXT", help="What is right, in English."),
    item: int = typer.Option(0, metavar="ID", help="The item that it is about."),
) -> None:
    """Note a mistake in an issue: told on its page, and on top of the next issue."""
    texts = {"ko": korean.strip(), "en": english.strip()}
    if not all(texts.values()):
        raise ConfigError("a correction is told in both languages", hint='--ko "…" --en "…"')
    with opened(ctx.obj) as session:
        issue = find(session, week)
        if item and session.store.items.get(item) is None:
            raise StoreError(f"no item `{item}`", hint="leave --item out to speak of the issue")
        noted = ctx.obj.clock()
        session.store.errata.add(
            Erratum(week=issue.week, texts=texts, noted=noted, item=item or None)
        )
    if not ctx.obj.quiet:
        say(f"corrected {issue.week}; `catchup publish` writes its page anew")


def find(session: Session, week: str) -> Issue:
    """The issue of a week or number, or the latest. Raises StoreError when there is none."""
    store = session.store.issues
    # No column holds a number of more digits, and no installation that many issues.
    known = not (week.isdecimal() and len(week) > LONGEST_NUMBER)
    found = (store.get(week.upper()) if known else None) if week else store.latest()
    if found is None:
        raise StoreError(
            f"there is no issue {week}".rstrip(), hint="see `catchup issues list`, or open one"
        )
    return found


def _nothing_due(*, json: bool) -> None:
    if json:
        say_json(None)
    else:
        say("no issue is due: the last finished week has one, has not settled yet, or was over")
        say("before the first crawl")


def _print(session: Session, digest: Digest, form: str, language: str, *, json: bool) -> None:
    form = "json" if json else form
    language = language or session.config.digest.languages[0]
    if form not in RENDERERS:
        raise ConfigError(f"--format {form}: not one of {', '.join(RENDERERS)}")
    if language not in LANGUAGES:
        raise ConfigError(f"--language {language}: not one of {', '.join(LANGUAGES)}")
    say(RENDERERS[form](digest, language), end="")


def _as_json(issue: Issue) -> dict[str, object]:
    return {
        "number": issue.number,
        "week": issue.week,
        "opened": issue.opened,
        "period": [issue.period.start, issue.period.end],
        "sha256": issue.sha256,
    }
