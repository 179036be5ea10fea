from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import catchup
from catchup.cli.options import Options
from catchup.cli.session import opened
from catchup.cli.working import Purse, chooser_of, purse_of, working
from catchup.config import WriterSettings
from catchup.errors import BudgetExceeded, ConfigError
from tests.fakes.answers import GOOD
from tests.fakes.model import a_model, writes
from tests.fakes.site import FakeWeb
from tests.summarize.providers.test_chat import BRIEF

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TOPICS = Path(catchup.__file__).parent / "templates" / "topics.yaml"
SETTINGS = '[topics]\njudge = "{judge}"\n[writer]\nmodel = "{model}"\n'


def chooser_name(folder: Path, judge: str, model: str) -> str | None:
    path = folder / "catchup.toml"
    path.write_text(SETTINGS.format(judge=judge, model=model), "utf-8")
    (folder / "sources.toml").write_text("", "utf-8")
    with opened(Options(clock=lambda: NOW, config=str(path))) as session:
        chooser = chooser_of(session, purse_of(session))
    return chooser.name if chooser else None


def test_nobody_judges_topics_unless_the_settings_say_so(tmp_path: Path) -> None:
    assert chooser_name(tmp_path, "offline", "small-1") is None
    assert chooser_name(tmp_path, "chat", "small-1") == "chat:small-1"


def test_a_judge_needs_the_model_of_the_writer(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="names no model"):
        chooser_name(tmp_path, "chat", "")


def test_every_round_of_a_service_is_a_run_with_a_purse_of_its_own(tmp_path: Path) -> None:
    now = [NOW]
    path = tmp_path / "catchup.toml"
    path.write_text('[files]\ntopics = "topics.yaml"\n', "utf-8")
    (tmp_path / "sources.toml").write_text("", "utf-8")
    (tmp_path / "topics.yaml").write_bytes(TOPICS.read_bytes())
    options = Options(clock=lambda: now[0], config=str(path), quiet=True)
    with a_model(writes(GOOD)) as model, opened(options) as stored:
        writer = WriterSettings(use="chat", model="m", base_url=model.url, output_price=4.0)
        one = replace(writer, run_usd=0.0085)  # a call may cost 0.008
        session = replace(stored, config=replace(stored.config, writer=one))
        purse = Purse(session)
        with working(session, FakeWeb(), purse=purse) as ready:
            ready.writer.write(BRIEF)
            with pytest.raises(BudgetExceeded, match="left of run_usd"):
                ready.writer.write(replace(BRIEF, title="Another"))
            now[0] += timedelta(hours=1)
            with pytest.raises(BudgetExceeded):
                ready.writer.write(replace(BRIEF, title="Another"))
            purse.renew()
            assert ready.writer.write(replace(BRIEF, title="Another")).points
