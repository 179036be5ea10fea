"""Publishes: the report files, the weekly issue, and the handbook's pages."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from catchup import coverage, whatsnew
from catchup.config import for_git, secret
from catchup.errors import ConfigError
from catchup.pipeline.parts import Parts, kept
from catchup.pipeline.tending import note_conflicts
from catchup.types import Digest, Issue, Language, Run, Track
from publish.channels.folder import write as write_folder
from publish.channels.handbook import PushOutcome
from publish.channels.handbook import push as push_pages
from publish.drafting import Left
from publish.freezing import freeze, sha256_of
from publish.pages import pages_of
from publish.profiles import PROFILES
from publish.render import RENDERERS, SUFFIXES
from publish.weeks import week_name

ISSUES_KEPT = 30  # as files; the site has all of them


def publish(parts: Parts) -> Run:
    """Write the report of the last seven days and the issues, where they changed."""
    started = parts.clock()
    config = parts.config
    digest = whatsnew.answer(
        parts.store,
        config,
        parts.taxonomy,
        whatsnew.recent(parts.store, config, started),
        minutes=config.digest.minutes,
    )
    files = {
        f"whatsnew.{language}.{SUFFIXES[form]}": RENDERERS[form](digest, language)
        for language in config.digest.languages
        for form in config.publish.formats
    }
    issues = parts.store.issues.all()[-ISSUES_KEPT:]
    for issue in issues:
        files |= {f"issues/{name}": text for name, text in files_of(parts, issue).items()}
    changed = write_folder(config.output_folder, files)
    run = Run(
        job="publish",
        started=started,
        ended=parts.clock(),
        done=len(changed),
        skipped=len(files) - len(changed),
    )
    return kept(parts, run)


def open_issue(parts: Parts) -> Issue | None:
    """Freeze the issue of the last finished week, once, when its time has come; None before.

    The items it shows are held by it: no later issue announces them again.
    """
    now = parts.clock()
    selection = whatsnew.coming_issue(parts.store, parts.config, now)
    if selection is None:
        return None
    week = week_name(selection.period, parts.config.timezone)
    digest = whatsnew.answer(
        parts.store,
        parts.config,
        parts.taxonomy,
        selection,
        minutes=parts.config.digest.minutes,
        week=week,
    )
    content = freeze(digest)
    latest = parts.store.issues.latest()
    issue = Issue(
        number=1 + (latest.number if latest else 0),
        week=week,
        period=selection.period,
        opened=now,
        content=content,
        sha256=sha256_of(content),
    )
    shown = [card.item for section in digest.sections for card in section.cards]
    return parts.store.issues.open(issue, [*shown, *(card.item for card in digest.briefs)])


def files_of(parts: Parts, issue: Issue) -> Mapping[str, str]:
    """An issue rendered in every language and configured format, by file name."""
    digest = whatsnew.as_it_stands(parts.store, issue)
    return dict(
        _file_of(parts, issue, digest, form, language)
        for language in parts.config.digest.languages
        for form in parts.config.publish.formats
    )


def _file_of(
    parts: Parts, issue: Issue, digest: Digest, form: str, language: Language
) -> tuple[str, str]:
    if form == "markdown":
        return PROFILES[parts.config.publish.profile](issue, digest, language)
    return f"{issue.week}.{language}.{SUFFIXES[form]}", RENDERERS[form](digest, language)


def push(parts: Parts, *, dry_run: bool = False) -> PushOutcome | None:
    """Propose the latest issue's page and the roadmap to the handbook's repository.

    None while there is no issue. Raises ConfigError without a repository, HandsOff, PublishError.
    """
    settings = parts.config.handbook
    issue = parts.store.issues.latest()
    if not settings.repository:
        raise ConfigError(
            "no handbook to push to", hint="set [handbook] repository in catchup.toml"
        )
    if issue is None:
        return None
    roadmaps = coverage.roadmaps(parts.store, parts.config, parts.taxonomy, issue, Track)
    root = "../" * len(PurePosixPath(settings.folder.strip("/")).parts)
    languages = parts.config.digest.languages
    pages = pages_of(whatsnew.as_it_stands(parts.store, issue), roadmaps, languages, root=root)
    outcome = push_pages(
        parts.config.handbook_settings,
        issue,
        pages,
        token=secret(settings.token_env),
        environment=for_git(),
        dry_run=dry_run,
    )
    if not dry_run:
        note_conflicts(parts, [path for path, why in outcome.left.items() if why is Left.EDITED])
    if settings.mode == "patch" and not dry_run and outcome.patch:
        folder, name = parts.config.output_folder, f"{issue.week}.patch"
        write_folder(folder, {name: outcome.patch})
        return replace(outcome, file=str(folder / name))
    return outcome
