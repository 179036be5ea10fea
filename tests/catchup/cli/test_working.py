from datetime import UTC, datetime
from pathlib import Path

import pytest

from catchup.cli.options import Options
from catchup.cli.session import opened
from catchup.cli.working import chooser_of, purse_of
from catchup.errors import ConfigError

NOW = datetime(2026, 3, 2, tzinfo=UTC)
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
