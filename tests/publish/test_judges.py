"""Mail and feeds before judges that were written elsewhere; needs ../shared beside the project."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from catchup.config import MailSettings, SiteSettings
from publish.feeds import feeds_of
from publish.letter import Links, letter
from publish.message import Recipient, message
from publish.tokens import leave_token
from tests.publish.samples import OPENED, W09, a_mixed_week, a_week, digest_of, issue_of

TOOLS = Path(__file__).resolve().parents[3] / "shared" / "tools"
ONE_CLICK = "rfc8058-https,rfc8058-post"  # impossible without a public https address
BASE = "https://catchup.example.org"
SETTINGS = MailSettings(
    server="relay.example.org",
    sender="letter@catchup.example.org",
    sender_name="LLM 핸드북 소식",
    reply_to="editors@catchup.example.org",
)
pytestmark = pytest.mark.skipif(not TOOLS.is_dir(), reason="no judges beside the project")


def judged(*command: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("base_url", [BASE, ""])
@pytest.mark.parametrize("count", [0, 1, 11, 30])
def test_every_letter_is_clean(tmp_path: Path, count: int, base_url: str) -> None:
    candidates = a_week() if count == 11 else a_mixed_week(count)
    digest = replace(digest_of(candidates), week=W09)
    for language in ("ko", "en"):
        since = f"{base_url}/since/" if base_url else ""
        links = Links(base_url=base_url, contact="editors@catchup.example.org", since=since)
        mail = message(
            letter(digest, language, links),
            Recipient(
                address="mina@readers.example.org",
                message_id="<2026-w09.1@catchup.example.org>",
                token=leave_token(("secret",), 17),
            ),
            SETTINGS,
            OPENED,
        )
        (tmp_path / f"{language}.eml").write_bytes(mail)
    linter = TOOLS / "email" / "lint_eml.py"
    options = ["--fail-on", "warning", "--unsigned-ok"]
    if not base_url:
        options += ["--ignore", ONE_CLICK]
    assert judged(linter, *options, *tmp_path.glob("*.eml")) == ""


def test_every_feed_is_clean_and_stays_what_it_was(tmp_path: Path) -> None:
    first = issue_of(digest_of(a_mixed_week(30)))
    second = issue_of(digest_of(a_week()), "2026-W10", 2)
    runs = {"before": [first], "feeds": [first, second], "again": [second, first]}
    for folder, issues in runs.items():
        (tmp_path / folder / "topics").mkdir(parents=True)
        for name, text in feeds_of(issues, ("ko", "en"), SiteSettings(base_url=BASE)).items():
            (tmp_path / folder / name).write_text(text, "utf-8")
    judge = TOOLS / "rules" / "feed_rules.py"
    again, before = tmp_path / "again", tmp_path / "before"
    options = ["--now", "2026-03-20T00:00:00Z", "--again", again, "--before", before]
    options += ["--root", tmp_path / "feeds", "--base", f"{BASE}/feeds/"]
    assert judged(judge, *options, tmp_path / "feeds") == ""
