"""The real program sends a letter while it is killed again and again: nobody is passed over.

A letter may come twice only when the program was killed, or the connection was lost, between its
taking and the relay's word; both copies then carry one Message-ID.
"""

import asyncio
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from catchup.store import Store, open_store
from tests.fakes.mailbox import HOST, Mailbox, receiving
from tests.publish.samples import OPENED, a_week, digest_of, issue_of

ROOT = Path(__file__).parents[2]
TOOLS = ROOT.parent / "shared" / "tools" / "email"
LEASE_OVER = timedelta(minutes=6)
LONGEST_PAUSE = timedelta(hours=7)
PATIENCE = 60.0
judged = pytest.mark.skipif(not TOOLS.is_dir(), reason="no judges beside the project")


@dataclass
class SlowMailbox(Mailbox):
    """Takes each message a moment before it says so: a kill can fall in between."""

    pause: float = 0.015

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - SMTP's name
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(self.pause)
        return answer


@dataclass
class Sender:
    """The program in its folder, at a time of its own that goes on between runs."""

    folder: Path
    minutes: float = 0.0

    def start(self, *options: str) -> "subprocess.Popen[str]":
        return self._program("send", *options)

    def finish(self, step: timedelta, *options: str) -> None:
        """One run to its end, after the time of a step."""
        self.minutes += step.total_seconds() / 60
        process = self.start(*options)
        _, err = process.communicate(timeout=180)
        assert process.returncode == 0, err

    def status(self) -> dict[str, int]:
        out, err = self._program("--json", "status").communicate(timeout=PATIENCE)
        assert out, err
        letters: dict[str, int] = json.loads(out)["letters"]
        return letters

    def letters(self, where: str) -> int:
        """How many rows of the ledger are so; read from outside the program."""
        with sqlite3.connect(self.folder / "catchup.db") as database:
            query = f"select count(*) from delivery where {where}"
            return int(database.execute(query).fetchone()[0])

    def _program(self, *arguments: str) -> "subprocess.Popen[str]":
        now = OPENED + timedelta(minutes=self.minutes)
        env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return subprocess.Popen(
            [sys.executable, "-m", "catchup", "--now", f"{now:%Y-%m-%dT%H:%M:%SZ}", *arguments],
            cwd=self.folder,
            env={**env, "PYTHONPATH": str(ROOT), "CATCHUP_SECRET": "a long word for the tests"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def installation(folder: Path, port: int, *addresses: str) -> Sender:
    """A folder with a config, one opened issue, and confirmed subscribers in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catchup.toml").write_text(
        f'[mail]\nserver = "{HOST}"\nport = {port}\nsecurity = "none"\n'
        'sender = "letter@catchup.example.org"\nper_second = 25.0\n'
        '[site]\nbase_url = "https://catchup.example.org"\n'
    )
    (folder / "sources.toml").write_text('[[source]]\nid = "one"\nurl = "https://blog.example/"\n')
    topics = ROOT / "catchup" / "templates" / "topics.yaml"
    (folder / "topics.yaml").write_bytes(topics.read_bytes())
    with open_store(f"sqlite:///{folder / 'catchup.db'}", now=OPENED) as store:
        store.issues.open(issue_of(digest_of(a_week()))[0], [])
        for n, address in enumerate(addresses):
            subscribe(store, address, n)
    return Sender(folder)


def subscribe(store: Store, address: str, n: int) -> int:
    asked = store.subscribers.add(address, "ko" if n % 2 else "en", "the test", OPENED)
    store.subscribers.confirm(asked.id, OPENED)
    return asked.id


def readers(count: int, name: str = "reader") -> list[str]:
    return [f"{name}{n}@readers.example.org" for n in range(count)]


def kill_at_random(sender: Sender, arrived: Callable[[], int], rounds: int, most: int) -> None:
    """Kill run after run: while it starts, or after some letters of its own and a moment more."""
    for round_ in range(rounds):
        dice = random.Random(round_)
        process = sender.start()
        if dice.random() < 0.15:
            time.sleep(dice.uniform(0.0, 1.0))
        else:
            enough = arrived() + dice.randint(1, most)
            wait_for(arrived, enough, process)
            time.sleep(dice.uniform(0.0, 0.08))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        sender.minutes += LEASE_OVER.total_seconds() / 60
        assert sender.letters("state = 'sending'") <= 1  # a dead sender holds back no other


def wait_for(arrived: Callable[[], int], enough: int, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + PATIENCE
    while arrived() < enough:
        assert process.poll() is None, f"ended before it could be killed: {process.communicate()}"
        assert time.monotonic() < until, "no letters come"
        time.sleep(0.002)


def check_everybody_has_it(box: Mailbox, sender: Sender, everybody: list[str], kills: int) -> None:
    copies = Counter(box.addresses)
    assert set(copies) == set(everybody)
    assert copies.total() - len(everybody) <= kills
    ids = {(str(mail["To"]), str(mail["Message-ID"])) for mail in box.messages}
    assert len(ids) == len({one for _, one in ids}) == len(everybody)
    status = sender.status()
    assert status["sent"] == sum(status.values()) == len(everybody)


@pytest.mark.parametrize(
    ("count", "kills"), [(12, 2), pytest.param(200, 20, marks=pytest.mark.long)]
)
def test_killed_at_random_moments_everybody_gets_the_letter_once(
    tmp_path: Path, count: int, kills: int
) -> None:
    everybody = readers(count)
    with receiving(SlowMailbox()) as box:
        sender = installation(tmp_path, box.port, *everybody)
        kill_at_random(sender, lambda: len(box.accepted), kills, most=count // kills - 1)
        sender.finish(LEASE_OVER)
        settled = len(box.accepted)
        sender.finish(LEASE_OVER)
    assert len(box.accepted) == settled  # a second run has nothing left to do
    check_everybody_has_it(box, sender, everybody, kills)


def test_a_relay_that_is_away_costs_nobody_an_attempt(tmp_path: Path) -> None:
    everybody = readers(3)
    with receiving() as box:
        port = box.port
    sender = installation(tmp_path, port, *everybody)
    _, err = sender.start().communicate(timeout=PATIENCE)
    assert "cannot be used" in err
    assert sender.letters("state = 'pending' and attempts = 0") == len(everybody)


@judged
@pytest.mark.long
def test_a_relay_that_fails_in_every_way_while_the_program_is_killed(tmp_path: Path) -> None:
    kills, everybody = 20, readers(160) + readers(40, "grey")
    dead, strangers = readers(6, "dead"), readers(3, "gone")
    with sink(tmp_path) as port:
        sender = installation(tmp_path / "home", port, *everybody, *dead, *strangers)
        with open_store(f"sqlite:///{sender.folder / 'catchup.db'}", now=OPENED) as store:
            store.subscribers.add("asked@readers.example.org", "ko", "the test", OPENED)
            for address in strangers:
                gone = store.subscribers.by_address(address)
                assert gone is not None
                store.subscribers.leave(gone.id, OPENED)
        kill_at_random(sender, lambda: len(lines(tmp_path / "sent.jsonl")), kills, most=7)
        for _ in range(8):
            sender.finish(LONGEST_PAUSE, "--late")
    status = sender.status()
    assert status["sent"] == len(everybody)
    assert status["failed"] == len(dead)
    assert sum(status.values()) == len(everybody) + len(dead)
    (tmp_path / "expected.txt").write_text("\n".join(everybody))
    (tmp_path / "never.txt").write_text("\n".join([*dead, *strangers, "asked@readers.example.org"]))
    unsaid = json.loads(lines(tmp_path / "sink.txt")[-1])["drop_after"]
    judge(
        "check_sends.py",
        tmp_path / "sent.jsonl",
        "--expect",
        tmp_path / "expected.txt",
        "--never",
        tmp_path / "never.txt",
        "--allow-dup",
        kills + unsaid,
    )


@judged
def test_the_mails_that_are_written_to_a_folder_are_clean(tmp_path: Path) -> None:
    sender = installation(tmp_path, 1)
    sender.finish(timedelta(), "--write", "mails")
    mails = sorted((tmp_path / "mails").glob("*.eml"))
    assert [mail.suffixes[-2] for mail in mails] == [".en", ".ko"]
    judge("lint_eml.py", "--fail-on", "warning", "--unsigned-ok", *mails)


@contextmanager
def sink(folder: Path) -> Iterator[int]:
    """The judges' own relay, which drops, defers, refuses and greylists."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    options = f"--port {port} --latency 10 --rcpt-550 ^dead --rcpt-451-first ^grey"
    options += " --data-451-every 13 --drop-before-data-every 17"
    options += " --drop-after-accept-every 23 --per-conn-limit 30"
    log = folder / "sent.jsonl"
    with (folder / "sink.txt").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, str(TOOLS / "smtp_sink.py"), "--log", str(log), *options.split()],
            stdout=said,
            text=True,
        )
        wait_for(lambda: len(lines(folder / "sink.txt")), 1, process)
        try:
            yield port
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def judge(tool: str, *options: object) -> None:
    done = subprocess.run(
        [sys.executable, TOOLS / tool, *map(str, options)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
