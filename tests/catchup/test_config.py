"""Tests of reading catchup.toml."""

from pathlib import Path

import pytest

from catchup.config import Config, environment, find_config, load_config
from catchup.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "catchup.toml"
    path.write_text(text, encoding="utf-8")
    return path


def settings(path: Path) -> Config:
    """Settings alone, without a sources.toml beside them."""
    return load_config(path, sources_may_miss=True)


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    config = settings(written(tmp_path, ""))
    assert config == Config(home=tmp_path, web=config.web)
    assert config.database_url == f"sqlite:///{tmp_path}/catchup.db"
    assert str(config.timezone) == "Asia/Seoul"


def test_values_are_read_and_durations_are_seconds(tmp_path: Path) -> None:
    config = settings(
        written(tmp_path, '[web]\npause = "2m"\ndeadline = 30\n[digest]\nlanguages = ["en"]\n')
    )
    assert (config.web.pause, config.web.deadline) == (120.0, 30.0)
    assert config.digest.languages == ("en",)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "catchup.toml"
    path.write_bytes(b"\xef\xbb\xbf[digest]\nminutes = 5\n")
    assert settings(path).digest.minutes == 5


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[digset]\n", 1, "unknown section `digset`", "did you mean `digest`?"),
        ("\n[web]\n# pause\npuase = 1\n", 4, "unknown [web] setting `puase`", "`pause`"),
        ("[web]\npause = 'soon'\n", 2, "is no duration", ""),
        ("[digest]\nminutes = '8'\n", 2, "`minutes` must be a whole number", ""),
        ("[digest]\nminutes = 0\n", 2, "`minutes` must be 1 or more", ""),
        ("[digest]\ntimezone = 'Asia/Soul'\n", 2, "is not known", "Asia/Seoul"),
        ("[digest]\nlanguages = ['ko', 'jp']\n", 2, "'jp' is not one of en, ko", ""),
        ("[digest]\nlanguages = 'ko'\n", 2, "`languages` must be a list", ""),
        ("[publish]\nformats = ['pdf']\n", 2, "'pdf' is not one of", ""),
        ("digest = 3\n", 1, "must be a section", ""),
        ("[digest]\nlanguages = []\n", 2, "needs at least one of ko, en", ""),
        ("[web]\ncontact = '홍길동 <a@b.example>'\n", 2, "plain ASCII", ""),
        ("[site]\nbase_url = 'letters.example'\n", 2, "no address of a site", "https://"),
        ("[site]\nbase_url = 'ftp://letters.example'\n", 2, "no address of a site", "https://"),
        ("[site]\nbase_url = 'https://'\n", 2, "no address of a site", "https://"),
        ("[site]\nbase_url = 'http://[::1'\n", 2, "no address of a site", "https://"),
        ("[web]\npause = nan\n", 2, "must be 0 or more", ""),
        ("[web]\ndeadline = inf\n", 2, "must be 0 or more", ""),
        ("[web]\nmax_feed_bytes = -5\n", 2, "must be 0 or more", ""),
        ("[web]\nallow_ports = [99999]\n", 2, "99999 is no port", ""),
        ("[web]\nallow_networks = ['x']\n", 2, "'x' is no network", "10.0.0.0/8"),
        ("[web]\nallow_networks = [1.5]\n", 2, "1.5 is no network", "10.0.0.0/8"),
        ("[writer]\nuse = 'gpt'\n", 2, "'gpt' is not one of chat, extract", ""),
        ("[writer]\ntimeout = 9\n[standby]\ntimeout = 'soon'\n", 4, "is no duration", ""),
        ("[writer]\nmodel = 'a'\n[standby]\nmodel = 3\n", 4, "`model` must be text", ""),
        ("[writer]\ninput_price = 1\n[standby]\ninput_price = -1\n", 4, "0 or more", ""),
        ("[standby]\nstructured = 'yaml'\n", 2, "'yaml' is not one of auto", ""),
        ("[standby]\nrun_usd = 1\n", 2, "unknown [standby] setting `run_usd`", ""),
        ("[mail]\nport = 25\n[schedule]\nport = 0\n", 4, "must be a port", ""),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 2


def test_a_standby_has_its_own_address_key_and_prices_and_the_writers_sizes_and_ceilings(
    tmp_path: Path,
) -> None:
    config = settings(
        written(
            tmp_path,
            "[writer]\nuse = 'chat'\nmodel = 'a'\nkey_env = 'A'\ninput_price = 1\nrun_usd = 9\n"
            "max_output_tokens = 700\n[standby]\nmodel = 'b'\noutput_price = 2\n",
        )
    )
    first, second = config.writers
    assert (first, second.model, second.use) == (config.writer, "b", "chat")
    assert (second.key_env, second.input_price, second.output_price) == (
        "CATCHUP_STANDBY_KEY", 0.0, 2.0
    )  # fmt: skip
    assert (second.run_usd, second.max_output_tokens) == (9.0, 700)


@pytest.mark.parametrize(
    "text", ["[writer]\nmodel = 'a'\n[standby]\nmodel = 'b'\n", "[writer]\nuse = 'chat'\n"]
)
def test_without_a_model_there_is_no_standby(tmp_path: Path, text: str) -> None:
    config = settings(written(tmp_path, text))
    assert config.writers == (config.writer,)


def test_broken_toml_names_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 2, column"):
        load_config(written(tmp_path, "[web]\npause =\n"))


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catchup.toml"
    path.write_bytes("# 설정".encode("cp949"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(path)


def test_without_a_file_the_way_to_make_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CATCHUP_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        find_config(None)
    assert "catchup init" in caught.value.hint


def test_the_environment_names_the_file_and_a_folder_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "")
    monkeypatch.setenv("CATCHUP_CONFIG", str(tmp_path))
    assert find_config(None) == path


def test_proxies_and_authorities_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "localhost, .internal")
    monkeypatch.setenv("SSL_CERT_FILE", "/ca.pem")
    found = environment()
    assert found["http_proxy"] == "http://127.0.0.1:3128"
    assert found["no_proxy"] == ("localhost", ".internal")
    assert found["ca_file"] == "/ca.pem"


def test_a_missing_sources_file_is_named_unless_it_is_about_to_be_made(tmp_path: Path) -> None:
    path = written(tmp_path, "[files]\nsources = 'nope.toml'\n")
    with pytest.raises(ConfigError, match=r"nope\.toml is not there"):
        load_config(path)
    assert settings(path).sources == ()


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8300", "https://letters.example/weekly"])
def test_a_site_has_an_http_address_or_none(tmp_path: Path, address: str) -> None:
    assert settings(written(tmp_path, f"[site]\nbase_url = '{address}'\n")).site.base_url == address


def test_a_whole_number_is_a_number(tmp_path: Path) -> None:
    assert settings(written(tmp_path, "[mail]\nper_second = 40\n")).mail.per_second == 40.0
