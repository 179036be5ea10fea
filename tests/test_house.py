"""The promises about structure: docs, packages and the command line agree with each other."""

import ast
import inspect
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from catchup import __version__, errors
from catchup.cli.tree import COMMANDS
from catchup.config import FROM_ENVIRONMENT, SECTIONS

ROOT = Path(__file__).parents[1]
PACKAGES = ("catchup", "ingest", "summarize", "taxonomy", "publish")
MODULES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
OWNERS = {
    "feedparser": "ingest",
    "httpx": "ingest",
    "bs4": "ingest",
    "arxiv": "ingest",
    "openai": "summarize/providers",
    "sqlmodel": "catchup/store",
    "apscheduler": "catchup/schedule.py",
    "pytest": "tests",
}


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_its_one_duty(path: Path) -> None:
    if "versions" in path.parts:
        pytest.importorskip("alembic")
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":", "?"))


@pytest.mark.parametrize(("library", "owner"), OWNERS.items())
def test_a_library_of_the_card_is_used_by_its_owner_alone(library: str, owner: str) -> None:
    everywhere = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    users = {p.relative_to(ROOT).as_posix() for p in everywhere if library in imports_of(p)}
    assert any(user.startswith(owner) for user in users)
    assert all(user.startswith((owner, "tests/")) for user in users)


def test_only_the_configuration_reads_the_environment() -> None:
    readers = {
        p.relative_to(ROOT).as_posix()
        for p in MODULES
        if re.search(r"\bos\.environ\b|\bgetenv\b", p.read_text("utf-8"))
    }
    assert readers == {"catchup/config.py"}


def test_every_error_is_explained_and_every_explanation_is_an_error() -> None:
    named = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.CatchupError)
    }
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert named == set(re.findall(r"^### `(\w+)`", text, re.MULTILINE))
    assert all(name in (errors.__doc__ or "") for name in named)


def test_every_setting_is_in_the_template_and_in_the_operators_guide() -> None:
    template = (ROOT / "catchup" / "templates" / "catchup.toml").read_text("utf-8")
    guide = (ROOT / "docs" / "operating.md").read_text("utf-8")
    for section, kind in SECTIONS.items():
        assert f"[{section}]" in template
        for key in set(kind.__dataclass_fields__) - FROM_ENVIRONMENT:
            assert re.search(rf"^#?\s*{key} = ", template, re.MULTILINE), key
            assert f"`{key}`" in guide, key


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_the_same_in_the_overview_and_in_its_own_help(name: str) -> None:
    module, attribute, text = COMMANDS[name]
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        assert found.registered_callback is not None
        found = found.registered_callback.callback
    assert (inspect.getdoc(found) or "").splitlines()[0] == text


def test_every_command_is_in_the_readme_or_the_operators_guide() -> None:
    text = "".join((ROOT / p).read_text("utf-8") for p in ("README.md", "docs/operating.md"))
    missing = [name for name in COMMANDS if f"catchup {name}" not in text]
    assert missing == []


def test_the_paths_that_the_readme_names_exist() -> None:
    for readme in ("README.md", "README.ko.md", "docs/tour.md"):
        text = (ROOT / readme).read_text("utf-8")
        paths = re.findall(
            r"`((?:catchup|ingest|summarize|taxonomy|publish|tests|docs)/[\w./-]*)`", text
        )
        assert paths
        assert [p for p in paths if not (ROOT / p).exists()] == []


def test_both_readmes_show_the_same_commands() -> None:
    def commands(name: str) -> list[str]:
        return re.findall(
            r"^(?:make|catchup) ?[^#\n]*", (ROOT / name).read_text("utf-8"), re.MULTILINE
        )

    assert [c.strip() for c in commands("README.md")] == [
        c.strip() for c in commands("README.ko.md")
    ]


def test_the_help_loads_nothing_heavy() -> None:
    heavy = {
        "sqlmodel",
        "sqlalchemy",
        "httpx",
        "feedparser",
        "trafilatura",
        "jinja2",
        "alembic",
        "rich.console",
        "yaml",
        "tomlkit",
        "bs4",
        "lxml",
    }
    code = (
        "import sys\nfrom catchup.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted(set(sys.modules) & {heavy!r}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "whatsnew" in done.stdout


def test_the_report_loads_no_web_and_no_parser() -> None:
    code = "import sys, catchup.cli.whatsnew; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"httpx", "feedparser", "trafilatura", "alembic"} & set(done.stdout.split())


def test_the_version_has_a_changelog_entry() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
