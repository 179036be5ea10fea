"""One commit on one branch of a real repository; people's work stays as it is, byte for byte."""

import hashlib
import os
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from catchup.config import HandbookSettings
from catchup.errors import ConfigError, HandsOff, PublishError
from catchup.types import Issue
from publish.channels.handbook import PushOutcome, push
from publish.drafting import Left
from publish.pages import pages_of
from tests.fakes.remote import FILES, Remote, git
from tests.publish.render.hostile import ATTACKS, digest_saying
from tests.publish.render.test_roadmap import a_roadmap
from tests.publish.samples import WEEK

SHARED = Path(__file__).parents[4] / "shared"
BRANCH = "catchup/weekly"
PAGE = "# 2026년 9주\n\n- 새 글 하나\n"
PAGES = {"2026-W09.md": PAGE, "roadmap.md": "# 로드맵\n\n- 검색\n"}
WRITTEN = ("whats-new/2026-W09.md", "whats-new/index.md", "whats-new/roadmap.md")


def an_issue(number: int = 9) -> Issue:
    content = f'{{"week": {number}}}'
    return Issue(
        number=number,
        week=f"2026-W{number:02d}",
        period=WEEK,
        opened=WEEK.end,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
    )


def settings_for(remote: Remote, **changes: str) -> HandbookSettings:
    return replace(HandbookSettings(repository=str(remote.path)), **changes)


def pushed(remote: Remote, pages: dict[str, str] = PAGES, **changes: str) -> PushOutcome:
    return push(settings_for(remote, **changes), an_issue(), pages)


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    return Remote(tmp_path)


def file_of(remote: Remote, path: str, commit: str = BRANCH) -> str:
    return remote.git("cat-file", "blob", f"{commit}:{path}")


def edit(remote: Remote, path: str, old: str, new: str) -> None:
    text = file_of(remote, path, "main") + "\n"
    assert old in text
    remote.commit("main", {path: text.replace(old, new).encode()})


def test_the_first_push_is_one_commit_on_the_base(remote: Remote) -> None:
    base = remote.head("main")
    outcome = pushed(remote)
    assert outcome.pushed
    assert outcome.commit == remote.head(BRANCH)
    assert outcome.changed == WRITTEN
    assert remote.git("rev-list", f"main..{BRANCH}") == outcome.commit
    assert remote.git("rev-parse", f"{BRANCH}^") == base == remote.head("main")
    assert file_of(remote, WRITTEN[0]).startswith(PAGE)


def test_the_commit_says_what_it_is_and_who_made_it(remote: Remote) -> None:
    pushed(remote)
    message = remote.git("log", "-1", "--format=%an|%ae|%ce|%at%n%B", BRANCH)
    who, subject, _, *listed, digest, by = message.splitlines()
    assert who == f"Catchup bot|bot@catchup.invalid|bot@catchup.invalid|{WEEK.end.timestamp():.0f}"
    assert subject == "modify : whats-new_2026-W09"
    assert [line for line in listed if line] == [f"- {path}" for path in WRITTEN]
    assert digest == f"Digest-Id: sha256:{an_issue().sha256}"
    assert by.startswith("Generated-by: catchup ")


def test_every_file_of_people_keeps_its_bytes_and_its_mode(remote: Remote) -> None:
    before = remote.tree("main")
    pushed(remote)
    after = remote.tree(BRANCH)
    assert set(before) == set(FILES)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == set(WRITTEN)


def test_the_second_push_makes_no_commit(remote: Remote) -> None:
    first = pushed(remote)
    second = pushed(remote)
    assert (second.commit, second.pushed, second.changed, second.patch) == (None, False, (), "")
    assert remote.head(BRANCH) == first.commit


def test_nothing_is_pushed_once_the_base_has_it_all(remote: Remote) -> None:
    pushed(remote)
    remote.merge(BRANCH)
    before = remote.head(BRANCH)
    assert pushed(remote).commit is None
    remote.git("update-ref", "-d", f"refs/heads/{BRANCH}")
    assert not pushed(remote).pushed
    assert before
    assert not remote.head(BRANCH)


def test_on_a_moved_base_the_commit_is_made_anew(remote: Remote) -> None:
    pushed(remote)
    base = remote.commit("main", {"book/intro.md": b"# rewritten by a person\n"})
    outcome = pushed(remote)
    assert outcome.pushed
    assert remote.git("rev-parse", f"{BRANCH}^") == base
    assert remote.git("rev-list", "--count", f"main..{BRANCH}") == "1"
    assert file_of(remote, "book/intro.md") == "# rewritten by a person"


def test_a_new_week_follows_a_merged_one_and_the_index_names_both(remote: Remote) -> None:
    pushed(remote)
    remote.merge(BRANCH)
    pages = {"2026-W10.md": "# 10\n", "roadmap.md": "# 로드맵\n\n- 검색, 새 글\n"}
    outcome = push(settings_for(remote), an_issue(10), pages)
    assert outcome.changed == ("whats-new/2026-W10.md", *WRITTEN[1:])
    assert remote.git("rev-list", "--count", f"main..{BRANCH}") == "1"
    index = file_of(remote, "whats-new/index.md")
    assert index.index("(2026-W10.md)") < index.index("(2026-W09.md)")


def test_a_merge_by_squash_needs_no_cleaning_up(remote: Remote) -> None:
    pushed(remote)
    remote.merge(BRANCH)
    outcome = pushed(remote, {**PAGES, "roadmap.md": "# 로드맵\n\n- 달라짐\n"})
    assert outcome.pushed
    assert outcome.changed == ("whats-new/roadmap.md",)


# ---- People -----------------------------------------------------------------------------------


def test_a_persons_commit_on_the_branch_means_hands_off(remote: Remote) -> None:
    pushed(remote)
    theirs = remote.commit(BRANCH, {"book/intro.md": b"# fixed\n"}, "Fix a typo")
    with pytest.raises(HandsOff, match=theirs[:10]) as refused:
        pushed(remote, {"2026-W09.md": "# other\n"})
    assert "Kim Garam" in str(refused.value)
    assert refused.value.hint
    assert remote.head(BRANCH) == theirs


def test_a_commit_of_ours_that_a_person_amended_means_hands_off(remote: Remote) -> None:
    pushed(remote)
    tree = remote.git("rev-parse", f"{BRANCH}^{{tree}}")
    amended = remote.git(
        "-c", "user.name=x", "commit-tree", tree, "-p", "main", "-m", "modify : whats-new"
    )
    remote.git("update-ref", f"refs/heads/{BRANCH}", amended)
    with pytest.raises(HandsOff):
        pushed(remote)


def test_a_patch_and_a_dry_run_push_nothing(remote: Remote, tmp_path: Path) -> None:
    theirs = remote.commit(BRANCH, {"book/intro.md": b"# theirs\n"})
    patch = pushed(remote, mode="patch")
    with pytest.raises(HandsOff):
        push(settings_for(remote), an_issue(), PAGES, dry_run=True)
    dry = push(settings_for(remote, branch="other"), an_issue(), PAGES, dry_run=True)
    assert dry.patch == patch.patch
    assert not patch.pushed
    assert not dry.pushed
    assert remote.head(BRANCH) == theirs
    assert not remote.head("other")


def test_the_patch_applies_as_the_commit_it_shows(remote: Remote, tmp_path: Path) -> None:
    outcome = pushed(remote, mode="patch")
    assert pushed(remote, mode="patch") == outcome
    git(tmp_path, "clone", "--quiet", "-c", "core.autocrlf=false", str(remote.path), "applied")
    git(tmp_path / "applied", "am", "--quiet", data=outcome.patch.encode())
    pushed(remote)
    tree = git(tmp_path / "applied", "rev-parse", "HEAD^{tree}")
    assert tree == remote.git("rev-parse", f"{BRANCH}^{{tree}}")


def test_a_page_that_a_person_edited_on_the_base_is_left_alone_and_named(remote: Remote) -> None:
    pushed(remote)
    remote.merge(BRANCH)
    edit(remote, "whats-new/roadmap.md", "- 검색", "- 검색 (사람이 고침)")
    outcome = pushed(
        remote, {**PAGES, "roadmap.md": "# 로드맵\n\n- 다음\n", "2026-W10.md": "# 10\n"}
    )
    assert outcome.left == {"whats-new/roadmap.md": Left.EDITED}
    assert outcome.changed == ("whats-new/2026-W10.md", "whats-new/index.md")
    assert "사람이 고침" in file_of(remote, "whats-new/roadmap.md")


def test_a_page_that_was_never_ours_is_left_alone(remote: Remote) -> None:
    theirs = {"whats-new/roadmap.md": b"# mine\r\n", "whats-new/index.md": b"# ours\n"}
    remote.commit("main", theirs)
    outcome = pushed(remote)
    assert set(outcome.left) == set(theirs)
    assert outcome.changed == ("whats-new/2026-W09.md",)
    assert file_of(remote, "whats-new/index.md") == "# ours"


def test_a_page_that_a_person_deleted_does_not_come_back(remote: Remote) -> None:
    pushed(remote)
    remote.merge(BRANCH)
    remote.commit("main", {"whats-new/roadmap.md": None})
    outcome = pushed(remote)
    assert outcome.left == {"whats-new/roadmap.md": Left.DELETED}
    assert outcome.changed == ("whats-new/index.md",)
    assert "roadmap.md" not in file_of(remote, "whats-new/index.md")


def test_what_is_no_file_is_left_alone(remote: Remote) -> None:
    remote.commit("main", {"whats-new/roadmap.md/inside.md": b"# a folder of that name\n"})
    assert pushed(remote).left == {"whats-new/roadmap.md": Left.NO_FILE}


def test_a_file_in_place_of_our_folder_is_not_replaced(remote: Remote) -> None:
    remote.commit("main", {"whats-new": b"a file\n"})
    with pytest.raises(PublishError):
        pushed(remote)
    assert not remote.head(BRANCH)


def test_hostile_titles_stay_text_in_the_pages_and_their_patch(remote: Remote) -> None:
    digest = replace(digest_saying(" ".join(ATTACKS).replace("\ud800", "")), week="2026-W09")
    pages = pages_of(digest, [a_roadmap(title="".join(ATTACKS[:-4]))], ["ko", "en"])
    outcome = pushed(remote, pages)
    assert len(outcome.changed) == len(pages) + 1
    for name, page in pages.items():
        assert file_of(remote, f"whats-new/{name}").startswith(page)
        assert not [line for line in page.split("\n") if line.startswith("<!--")]
    assert pushed(remote, pages).commit is None


# ---- Refusals ---------------------------------------------------------------------------------


def test_a_push_that_a_hook_refuses_is_tried_three_times_and_reported(
    remote: Remote, tmp_path: Path
) -> None:
    counter = tmp_path / "asked"
    complaint = "echo 'protected \033[31m branch' >&2"
    remote.hook("pre-receive", f"echo x >> '{counter}'; {complaint}; exit 1")
    with pytest.raises(PublishError, match=r"refused catchup/weekly 3 times.*protected") as refused:
        pushed(remote)
    assert "\033" not in str(refused.value)
    assert refused.value.hint
    assert len(counter.read_text().split()) == 3
    assert not remote.head(BRANCH)


def test_a_push_that_was_refused_once_is_redone(remote: Remote, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    remote.hook("pre-receive", f"test -e '{flag}' && exit 0; touch '{flag}'; exit 1")
    assert pushed(remote).pushed


def test_who_pushes_in_between_is_seen_before_anything_is_overwritten(
    remote: Remote, tmp_path: Path
) -> None:
    pushed(remote)
    theirs = remote.commit("theirs", {"x.md": b"# x\n"})
    # The hook of the first try moves the branch under our feet, as a person's push would.
    flag = tmp_path / "flag"
    remote.hook(
        "pre-receive",
        f"test -e '{flag}' && exit 0; touch '{flag}'; unset GIT_QUARANTINE_PATH; "
        f"git update-ref refs/heads/{BRANCH} {theirs}; exit 1",
    )
    with pytest.raises(HandsOff):
        pushed(remote, {"2026-W09.md": "# other\n"})
    assert remote.head(BRANCH) == theirs


def test_a_base_that_is_the_branch_is_only_ever_moved_forward(remote: Remote) -> None:
    before = remote.head("main")
    outcome = pushed(remote, branch="main")
    assert remote.git("rev-parse", "main^") == before
    assert remote.head("main") == outcome.commit
    remote.commit("main", {"book/new.md": b"# by a person\n"})
    assert pushed(remote, branch="main").commit is None


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("branch", "--upload-pack=x"),
        ("branch", "a..b"),
        ("branch", "a:b"),
        ("branch", "*"),
        ("branch", ""),
        ("base", "-x"),
        ("base", "main\nx"),
        ("repository", ""),
        ("repository", "--upload-pack=touch x"),
        ("repository", "ext::sh -c 'touch x'"),
        ("repository", "https://me:secret@example.org/x.git"),
        ("folder", "../outside"),
        ("folder", "/etc"),
        ("folder", ".GIT/hooks"),
        ("folder", ""),
        ("author", "nobody"),
        ("author", "a\nb <a@b>"),
        ("commit_prefix", "x" * 60),
        ("commit_prefix", "a\nb"),
    ],
)
def test_settings_that_could_do_something_else_are_refused(
    remote: Remote, setting: str, value: str
) -> None:
    settings = replace(settings_for(remote), **{setting: value})
    with pytest.raises(ConfigError, match=setting) as refused:
        push(settings, an_issue(), PAGES)
    assert "secret" not in str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("../x.md", PAGE),
        ("a/b.md", PAGE),
        ("-x.md", PAGE),
        ("주간.md", PAGE),
        ("a.md", "no title\n"),
        ("a.md", "# one\n\n# two\n"),
        ("a.md", "# no line break"),
    ],
)
def test_a_page_that_breaks_the_house_rules_stops_the_push(
    remote: Remote, name: str, page: str
) -> None:
    with pytest.raises(PublishError):
        pushed(remote, {name: page})
    assert not remote.head(BRANCH)


def test_a_missing_base_and_a_missing_repository_are_named(remote: Remote, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="no branch 'trunk'") as refused:
        pushed(remote, base="trunk")
    assert refused.value.hint
    with pytest.raises(PublishError, match="none"):
        pushed(remote, repository=str(tmp_path / "none"))
    with pytest.raises(PublishError, match="http' not allowed"):
        pushed(remote, repository="http://127.0.0.1:9/x.git")


def test_a_korean_folder_is_written_in_nfc(remote: Remote) -> None:
    folder = "book/주간 소식"
    outcome = pushed(remote, folder=unicodedata.normalize("NFD", folder) + "/")
    assert outcome.changed[0] == f"{folder}/2026-W09.md"
    assert pushed(remote, folder=folder).commit is None


# ---- The judge ----------------------------------------------------------------------------------


@pytest.mark.skipif(not (SHARED / "handbook").is_dir(), reason="the shared fixture is not here")
def test_the_judge_finds_nothing_in_any_of_our_pushes(tmp_path: Path) -> None:
    fixture = SHARED / "handbook" / "repo-fixture"
    files = {
        path.relative_to(fixture).as_posix(): path.read_bytes()
        for path in fixture.rglob("*")
        if path.is_file()
    }
    remote = Remote(tmp_path, files)
    folder = "book/whats-new"
    assert pushed(remote, folder=folder).pushed
    judge(remote)
    assert pushed(remote, folder=folder).commit is None
    remote.commit("main", {"book/intro.md": files["book/intro.md"] + b"\nmore by a person\n"})
    assert pushed(remote, folder=folder).pushed
    judge(remote)
    remote.merge(BRANCH)
    later = {"2026-W10.md": "# 10\n", "roadmap.md": "# 로드맵\n\n- 다음\n"}
    assert push(settings_for(remote, folder=folder), an_issue(10), later).pushed
    judge(remote)
    assert checked_out_is_kept(remote, fixture, tmp_path)


def judge(remote: Remote) -> None:
    tool = SHARED / "tools" / "handbook" / "check_push.py"
    command = [sys.executable, str(tool), "--git-dir", str(remote.path), "main", BRANCH]
    options = "--marker hb --new-under book/whats-new/ --trailer Digest-Id --trailer Generated-by"
    done = subprocess.run(
        [*command, *options.split(), "--commit-prefix", "modify : "],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 finding(s)" in done.stdout


def checked_out_is_kept(remote: Remote, fixture: Path, tmp_path: Path) -> bool:
    git(tmp_path, "clone", "--quiet", "--branch", BRANCH, str(remote.path), "after")
    changed = (fixture / "book" / "intro.md").read_bytes() + b"\nmore by a person\n"
    before = shutil.copytree(fixture, tmp_path / "before")
    (before / "book" / "intro.md").write_bytes(changed)
    tool = SHARED / "handbook" / "check_fixture.py"
    command = [sys.executable, str(tool), str(before), str(tmp_path / "after")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
