"""Tests of `catchup backlog`: every decision, who may take it, and taking it back."""

import getpass
from pathlib import Path
from typing import Any

import pytest

from tests.catchup.cli.conftest import RAG, SUNDAY, Command
from tests.fakes.site import Pages, rss

PLACE = ("--topic", "chunking")


@pytest.fixture
def item(home: Path, command: Command, site: str) -> str:
    """The item that waits at two topics; on Monday it would be back-fill."""
    assert command("sources", "add", f"{site}/feed").code == 0
    assert command("run", "-q", "--now", SUNDAY).code == 0
    rows = command("backlog", "list", "--json").json
    assert {row["topic"] for row in rows} == {"chunking", "rag-basics"}
    return str(rows[0]["item"])


def standing(command: Command, item: str) -> dict[str, Any]:
    """How an item stands at the topic of these tests."""
    rows = command("backlog", "show", item, "--json").json
    found: dict[str, Any] = next(row for row in rows if row["topic"] == "chunking")
    return found


def test_nothing_waits_in_an_empty_store(home: Path, command: Command) -> None:
    assert "nothing waits here" in command("backlog", "list").out
    assert command("backlog", "list", "--json").json == []


def test_what_waits_is_listed_and_shown(item: str, command: Command) -> None:
    assert "choosing a chunk size" in command("backlog", "list").out
    assert "커피" not in command("backlog", "list").out
    shown = command("backlog", "show", item).out
    assert "https://blog.example/rag" in shown
    assert shown.count(" open") == 2


def test_filters_narrow_the_list(item: str, command: Command) -> None:
    for arguments, waiting in (
        (["chunking"], 1),
        (["agents"], 0),
        (["--state", "all"], 2),
        (["--state", "claimed"], 0),
        (["--kind", "post"], 2),
        (["--kind", "paper"], 0),
        (["--language", "en"], 2),
        (["--language", "ko"], 0),
        (["--since", "7d"], 2),
        (["--kind", "new-item"], 2),
        (["--kind", "missing-page"], 0),
        (["--words", "CHUNK retriever"], 2),
        (["--words", "chunk 커피"], 0),
        (["--claimant", "가람"], 0),
    ):
        assert len(command("backlog", "list", *arguments, "--json").json) == waiting, arguments


def test_a_wrong_filter_is_one_clear_line(home: Path, command: Command) -> None:
    for arguments, message in (
        (["rag-basic"], "did you mean rag-basics"),
        (["--state", "closed"], "--state closed: not one of open, triaged, claimed"),
        (["--kind", "tweet"], "--kind tweet: not one of"),
        (["--level", "hard"], "--level hard: not one of"),
        (["--language", "jp"], "not one of ko, en"),
        (["--since", "soon"], "cannot understand the period"),
    ):
        done = command("backlog", "list", *arguments)
        assert (done.code, done.out) == (2, "")
        assert message in done.err


def test_every_action_is_kept_and_undone(item: str, command: Command) -> None:
    for action, words, state in (
        ("triage", ["--note", "볼 만함"], "triaged"),
        ("claim", [], "claimed"),
        ("accept", ["--note", "청킹 장에 넣자"], "accepted"),
        ("dismiss", ["--note", "광고"], "dismissed"),
        ("snooze", ["2026-04-01"], "snoozed"),
        ("snooze", ["14d"], "snoozed"),
        ("note", ["표를 확인할 것"], "open"),
    ):
        before = standing(command, item)
        done = command("backlog", action, item, *words, *PLACE, "--by", "가람")
        assert (done.code, done.out) == (0, f"item {item} at chunking: {state}\n")
        after = standing(command, item)
        assert (after["state"], after["by"]) == (state, "가람")
        assert "가람" in command("backlog", "show", item).out
        undone = command("backlog", "undo", item, *PLACE)
        assert undone.out == f"item {item} at chunking: open\n"
        assert standing(command, item) == before


def test_reopening_lifts_a_decision_and_undo_brings_it_back(item: str, command: Command) -> None:
    command("backlog", "dismiss", item, *PLACE, "--by", "가람", "--note", "광고")
    refused = command("backlog", "accept", item, *PLACE, "--by", "민서")
    assert refused.code == 1
    assert "it was dismissed by 가람" in refused.err
    assert "reopen" in refused.err
    assert command("backlog", "reopen", item, *PLACE, "--json").json["state"] == "open"
    assert command("backlog", "undo", item, *PLACE, "--json").json["state"] == "dismissed"
    assert standing(command, item)["note"] == "광고"


def test_what_another_has_claimed_is_theirs_for_two_weeks(item: str, command: Command) -> None:
    assert command("backlog", "claim", item, *PLACE, "--by", "가람").code == 0
    second = command("backlog", "claim", item, *PLACE, "--by", "민서")
    assert (second.code, second.out) == (1, "")
    assert "가람 has claimed it" in second.err
    assert "claimed 가람" in command("backlog", "list", "--state", "claimed").out
    later = ("--now", "2026-03-20T00:00:00Z")
    assert "가람" not in command("backlog", "list", "chunking", *later).out
    assert command("backlog", "list", "--state", "claimed", "--json", *later).json == []
    assert command("backlog", "claim", item, *PLACE, "--by", "민서", *later).code == 0


def test_what_is_claimed_is_handed_in_and_judged_by_another(item: str, command: Command) -> None:
    command("backlog", "claim", item, *PLACE, "--by", "가람")
    handed_in = command("backlog", "review", item, *PLACE, "--by", "가람", "--note", "초안 있음")
    assert handed_in.out == f"item {item} at chunking: in-review\n"
    (row,) = command("backlog", "list", "--claimant", "가람", "--json").json
    assert (row["entry"], row["state"]) == (item, "in-review")
    assert command("backlog", "accept", item, *PLACE, "--by", "민서").code == 0


def test_a_topic_may_stand_before_the_command(item: str, command: Command) -> None:
    listed = command("backlog", "list", "chunking").out
    assert command("backlog", "chunking").out == listed
    assert command("backlog", "chunking", "list", "--state", "all").out == listed
    claimed = command("backlog", "chunking", "claim", item, "--by", "가람")
    assert claimed.out == f"item {item} at chunking: claimed\n"
    shown = command("backlog", "chunking", "show", item).out
    assert "claimed by 가람" in shown
    assert "rag-basics" not in shown
    assert command("backlog", "rag", "--state", "all", "--json").json
    wrong = command("backlog", "lisst")
    assert (wrong.code, wrong.out) == (2, "")
    assert "no topic is called `lisst`" in wrong.err


def test_a_need_in_either_language_finds_what_helps(item: str, command: Command) -> None:
    for need in ("문서를 어떤 크기로 청킹해야 할까", "choosing the size of chunks"):
        rows = command("backlog", "find", need, "--json").json
        assert [row["topic"] for row in rows][:1] == ["chunking"], need
    assert len(command("backlog", "find", "청킹", "--limit", "1", "--json").json) == 1
    assert command("backlog", "find", "청킹", "--language", "ko", "--json").json == []
    assert command("backlog", "find", "김치찌개 끓이는 법", "--json").json == []
    assert "choosing a chunk size" in command("backlog", "find", "청킹", "--topic", "chunking").out


def test_a_snooze_ends_by_itself(item: str, command: Command) -> None:
    command("backlog", "snooze", item, "2026-03-10", *PLACE)
    assert standing(command, item)["until"].startswith("2026-03-09T15:00:00")
    assert command("backlog", "list", "chunking", "--json").json == []
    later = command("backlog", "list", "chunking", "--json", "--now", "2026-03-11T00:00:00Z").json
    assert [row["state"] for row in later] == ["open"]


def test_what_cannot_be_is_one_clear_line_and_changes_nothing(item: str, command: Command) -> None:
    before = standing(command, item)
    for arguments, code, message in (
        (["claim", "999"], 1, "there is no item 999"),
        (["show", "9" * 30], 1, "there is no item 999"),
        (["show", "t9"], 1, "there is no task t9"),
        (["accept", "t" + "9" * 30], 1, "there is no task t999"),
        (["show", "tx"], 1, "there is no item tx"),
        (["undo", "999"], 1, "there is no item 999"),
        (["accept", item, "--topic", "chunks"], 2, "did you mean chunking"),
        (["claim", item], 1, "name one by --topic"),
        (["claim", item, "--topic", "agents"], 1, "waits at: chunking, rag-basics"),
        (["undo", item, *PLACE], 1, "nothing to undo"),
        (["reopen", item, *PLACE], 1, "is open already"),
        (["note", item, "  ", *PLACE], 1, "a note needs words"),
        (["claim", item, *PLACE, "--by", "  "], 1, "a decision needs a name"),
        (["snooze", item, "내일", *PLACE], 2, "내일: not a date"),
        (["snooze", item, "2026-01-01", *PLACE], 1, "needs an instant to come"),
        (["snooze", item, "9999-12-31", *PLACE], 2, "the year must be"),
        (["snooze", item, "9" * 12 + "w", *PLACE], 2, "not a date"),
    ):
        done = command("backlog", *arguments)
        assert (done.code, done.out) == (code, ""), arguments
        assert message in done.err
    assert standing(command, item) == before


def test_an_account_without_a_name_is_asked_for_one(
    item: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    done = command("backlog", "claim", item, *PLACE)
    assert done.code == 2
    assert "--by" in done.err
    assert command("backlog", "claim", item, *PLACE, "--by", "가람").code == 0


def test_a_link_is_added_where_it_matches(
    crawled: Path, command: Command, site: str, pages: Pages
) -> None:
    title = "Retrieval-augmented generation: chunking at work"
    text = f"<html><head><title>{title}</title></head><article><p>{RAG * 9}</p></article></html>"
    pages["/post"] = ("text/html", text.encode())
    added = command("backlog", "add", f"{site}/post", "--by", "가람", "--json").json
    assert "chunking" in added["topics"]
    shown = command("backlog", "show", str(added["item"]))
    assert title in shown.out
    assert "by 가람" in shown.out
    assert "back-fill" not in command("items", "show", str(added["item"])).out


def test_a_link_that_is_not_there_adds_nothing(crawled: Path, command: Command, site: str) -> None:
    before = command("backlog", "list", "--json").json
    done = command("backlog", "add", f"{site}/missing")
    assert (done.code, done.out) == (1, "")
    assert "404" in done.err
    assert command("backlog", "list", "--json").json == before


def test_a_pasted_korean_text_is_added_where_a_person_says(crawled: Path, command: Command) -> None:
    Path("글.txt").write_text("점심 이야기\n오늘은 국수를 먹었습니다. 맛있었습니다.\n", "utf-8")
    pasted = ("backlog", "add", "https://blog.example/lunch", "--text", "글.txt")
    unplaced = command(*pasted)
    assert unplaced.code == 0
    assert "점심 이야기 (no topic found: name one by --topic)" in unplaced.out
    placed = command(*pasted, *PLACE)
    assert placed.out.endswith("점심 이야기 (chunking)\n")
    item = placed.out.split()[1].rstrip(":")
    assert "점심 이야기" in command("backlog", "list", "chunking").out
    assert command("backlog", "undo", item).code == 0
    assert "점심 이야기" not in command("backlog", "list").out


def test_a_file_is_a_text_without_an_address_and_is_one_item_however_often_it_comes(
    crawled: Path, command: Command
) -> None:
    Path("메모.txt").write_text(f"사내 RAG의 청킹 전략\n{RAG * 12}", "utf-8")
    added = command("backlog", "add", "메모.txt", "--by", "가람", "--json").json
    assert "chunking" in added["topics"]
    assert command("backlog", "add", "메모.txt", "--by", "가람", "--json").json == added
    (row,) = command("backlog", "list", "chunking", "--state", "all", "--json").json[:1]
    assert (row["item"], row["title"], row["url"]) == (added["item"], "사내 RAG의 청킹 전략", "")
    assert "사내 RAG의 청킹 전략" in command("whatsnew").out


def test_handing_it_in_again_lifts_no_decision(item: str, command: Command) -> None:
    Path("text.txt").write_text(RAG * 12, "utf-8")
    command("backlog", "dismiss", item, *PLACE, "--by", "가람")
    pasted = ("backlog", "add", "https://blog.example/rag", "--text", "text.txt")
    assert command(*pasted, *PLACE).code == 0
    assert standing(command, item)["state"] == "dismissed"


def test_what_cannot_be_added_is_named(home: Path, command: Command) -> None:
    Path("text.txt").write_text("글", "utf-8")
    Path("empty.txt").write_text("\n", "utf-8")
    Path("old.txt").write_bytes("글".encode("cp949"))
    for arguments, code, message in (
        (["https://a.example/", "--topic", "nowhere"], 2, "no topic is called `nowhere`"),
        (["https://a.example/", "--topic", "retrieval"], 2, "no topic but holds some"),
        (["https://a.example/", "--text", "none.txt"], 2, "none.txt: cannot be read: No such file"),
        (["https://a.example/", "--text", "."], 2, ".: cannot be read: Is a directory"),
        (["old.txt"], 2, "old.txt: is no text in UTF-8"),
        (["notaurl"], 2, "`notaurl` is neither a web address nor a file here"),
        (["ftp://a.example/", "--text", "text.txt"], 1, "is no web address"),
        (["https://a.example/", "--text", "empty.txt"], 1, "the pasted text is empty"),
    ):
        done = command("backlog", "add", *arguments)
        assert (done.code, done.out) == (code, ""), arguments
        assert message in done.err
    assert command("backlog", "list", "--state", "all", "--json").json == []


# ---- Tasks ------------------------------------------------------------------------------------


@pytest.fixture
def proposal(home: Path, command: Command, site: str, pages: Pages) -> str:
    """The number of a proposed topic: three blogs write about one thing."""
    for number, title in enumerate(("at work", "and us", "한 달 써 보니")):
        text = "<p>Gryphon Harness keeps our LLM on its rails; we like Gryphon Harness.</p>"
        name = f"blog{number}"
        address = f"https://{name}.example/a"
        when = "Sun, 01 Mar 2026 09:00:00 +0000"
        pages[f"/{name}"] = rss(name, (f"Gryphon Harness {title}", address, when, text))
        assert command("sources", "add", f"{site}/{name}", "--id", name).code == 0
    assert command("run", "-q", "--now", SUNDAY).code == 0
    (row,) = command("backlog", "list", "--kind", "taxonomy-proposal", "--json").json
    assert row["titles"] == {"ko": "Gryphon Harness", "en": "Gryphon Harness"}
    return str(row["entry"])


def test_a_proposed_topic_is_listed_and_shown_in_the_reader_s_language(
    proposal: str, command: Command
) -> None:
    listed = command("backlog", "list", "--kind", "taxonomy-proposal").out
    assert "새 토픽 제안" in listed
    assert "Gryphon Harness (글 3편)" in listed
    shown = command("backlog", "show", proposal).out
    assert "새 토픽 제안: Gryphon Harness" in shown
    assert shown.count("https://blog") == 3
    assert command("backlog", "show", proposal, "--json").json[0]["state"] == "open"
    found = command("backlog", "find", "Gryphon Harness", "--json").json
    assert [row["entry"] for row in found] == [proposal]


def test_a_task_is_decided_and_undone_like_an_item(proposal: str, command: Command) -> None:
    for action, words, state in (
        ("claim", [], "claimed"),
        ("snooze", ["14d"], "snoozed"),
        ("note", ["다음 주에 논의"], "open"),
        ("dismiss", ["--note", "제품 이름"], "dismissed"),
    ):
        done = command("backlog", action, proposal, *words, "--by", "가람")
        assert done.out == f"task {proposal}: {state}\n"
        assert command("backlog", "undo", proposal).out == f"task {proposal}: open\n"
    nothing = command("backlog", "undo", proposal)
    assert (nothing.code, nothing.out) == (1, "")
    assert f"nothing to undo for task {proposal}" in nothing.err


def test_a_dismissed_proposal_stays_so_at_the_next_run(proposal: str, command: Command) -> None:
    command("backlog", "dismiss", proposal, "--by", "가람")
    assert command("match", "-q").code == 0
    assert command("backlog", "list", "--kind", "taxonomy-proposal", "--json").json == []
    (row,) = command(
        "backlog", "list", "--state", "all", "--kind", "taxonomy-proposal", "--json"
    ).json
    assert (row["entry"], row["by"]) == (proposal, "가람")
