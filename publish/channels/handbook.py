"""Pushes pages to a handbook's repository: one branch, one commit, nobody else's work touched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from catchup.config import HandbookSettings
from catchup.errors import HandsOff, PublishError
from catchup.types import Issue
from publish.drafting import Draft, Left, draft
from publish.git import Git
from publish.plain import plain
from publish.target import Target, target_of

TRIES = 3
PAGE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.md")
SHOWN_SHA, SHOWN_NAME = 10, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOutcome:
    """What a push did, or would do. `commit` is None when there was nothing to say.

    `patch` is the commit as `git am` takes it, `file` where it was written, "" if nowhere; `left`
    are pages of ours that were left alone.
    """

    commit: str | None
    branch: str
    changed: tuple[str, ...]
    pushed: bool
    patch: str
    left: Mapping[str, Left]
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where the remote's branches were when we looked; no `branch`: not there yet."""

    base: str
    branch: str


def push(
    settings: HandbookSettings,
    issue: Issue,
    pages: Mapping[str, str],
    *,
    token: str = "",
    environment: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> PushOutcome:
    """Bring the pages of an issue to the handbook, as one commit on the newest base.

    With `dry_run`, and in the mode "patch", nothing leaves: the outcome holds the patch. Pages that
    a person edited or deleted are left alone. `environment` is what git may need of the operator's
    (its PATH, the ssh agent, proxies). Raises HandsOff when somebody else has committed to the
    branch, ConfigError for settings that cannot be used, PublishError for everything else.
    """
    target = target_of(settings)
    _check(pages)
    stays = dry_run or settings.mode == "patch"
    with TemporaryDirectory(prefix="catchup-handbook-") as folder:
        git = Git(
            folder=Path(folder),
            remote=target.repository,
            token=token,
            environment=environment or {},
        )
        git.run("init", "--quiet", "--bare", "--template=")
        refusal = ""
        for _ in range(TRIES):
            seen = _fetch(git, target)
            if settings.mode != "patch":
                _check_branch_is_ours(git, target, seen)
            made = draft(git, target, issue, pages, seen.base)
            if made.commit is None or _is_there(git, made.commit, seen):
                return _outcome(git, target, Draft(None, (), made.left), pushed=False)
            if stays:
                return _outcome(git, target, made, pushed=False)
            refusal = _refused(git, target, made.commit, seen)
            if not refusal:
                return _outcome(git, target, made, pushed=True)
    raise PublishError(
        f"the handbook's repository refused {target.branch} {TRIES} times: {refusal}",
        hint="see whether the branch is protected, or set [handbook] mode to patch",
    )


def check_remote(
    settings: HandbookSettings, *, token: str = "", environment: Mapping[str, str] | None = None
) -> None:
    """Ask the remote for its branches and change nothing. Raises ConfigError, PublishError."""
    target = target_of(settings)
    with TemporaryDirectory(prefix="catchup-handbook-") as folder:
        git = Git(
            folder=Path(folder),
            remote=target.repository,
            token=token,
            environment=environment or {},
        )
        git.run("init", "--quiet", "--bare", "--template=")
        git.run("ls-remote", "--", target.repository)


def _outcome(git: Git, target: Target, made: Draft, *, pushed: bool) -> PushOutcome:
    patch = ""
    if made.commit:
        patch = git.run("format-patch", "-1", "--stdout", "--no-signature", made.commit) + "\n"
    return PushOutcome(
        commit=made.commit,
        branch=target.branch,
        changed=made.changed,
        pushed=pushed,
        patch=patch,
        left=made.left,
    )


def _check(pages: Mapping[str, str]) -> None:
    for name, page in pages.items():
        titles = [line for line in page.split("\n") if line.startswith("# ")]
        if not PAGE_NAME.fullmatch(name):
            raise PublishError(f"{name!r} is no name for a page: ASCII letters, digits, .md")
        if not page.startswith("# ") or len(titles) != 1 or not page.endswith("\n"):
            raise PublishError(f"{name} must begin with its only title and end with a line break")


def _fetch(git: Git, target: Target) -> _Seen:
    refs = {"base": f"refs/heads/{target.base}", "branch": f"refs/heads/{target.branch}"}
    answer = git.run("ls-remote", "--", target.repository, *refs.values())
    listed = {line.partition("\t")[2] for line in answer.split("\n")}
    if refs["base"] not in listed:
        raise PublishError(
            f"the handbook's repository has no branch {target.base!r}",
            hint="mend [handbook] base; an empty repository needs a first commit",
        )
    wanted = {name: ref for name, ref in refs.items() if ref in listed}
    git.run(
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--",
        target.repository,
        *(f"+{ref}:refs/seen/{name}" for name, ref in wanted.items()),
    )
    found = {name: git.run("rev-parse", f"refs/seen/{name}") for name in wanted}
    return _Seen(base=found["base"], branch=found.get("branch", ""))


def _check_branch_is_ours(git: Git, target: Target, seen: _Seen) -> None:
    """Raise HandsOff for a commit that somebody else made, amended or merged into our branch."""
    if not seen.branch:
        return
    facts = "--format=%H%x00%ae%x00%ce%x00%an"
    commits = git.run("log", facts, f"{seen.base}..{seen.branch}", "--")
    for commit in commits.split("\n") if commits else ():
        sha, author_address, committer_address, author = commit.split("\0")
        if {author_address, committer_address} != {target.address}:
            raise HandsOff(
                f"{target.branch} holds commit {sha[:SHOWN_SHA]} by {plain(author, SHOWN_NAME)}; "
                "nothing was pushed",
                hint="merge or delete that branch; the next push starts afresh",
            )


def _is_there(git: Git, commit: str, seen: _Seen) -> bool:
    """Whether the branch already says the same, whichever version of ours wrote its commit."""
    if not seen.branch:
        return False
    trees = [git.run("rev-parse", f"{each}^{{tree}}") for each in (commit, seen.branch)]
    parents = git.run("rev-list", "--parents", "-1", seen.branch).split()[1:]
    return trees[0] == trees[1] and parents == [seen.base]


def _refused(git: Git, target: Target, commit: str, seen: _Seen) -> str:
    """Push; what the remote said against it, or nothing. Raises PublishError when it fails."""
    ref = f"refs/heads/{target.branch}"
    lease = f"--force-with-lease={ref}:{seen.branch}"
    done = git.attempt(
        "push", "--quiet", "--porcelain", lease, "--", target.repository, f"{commit}:{ref}"
    )
    if not done.code:
        return ""
    if any(line.startswith("!") for line in done.text.split("\n")):
        return done.err or "no reason given"
    raise git.failure("push", done)
