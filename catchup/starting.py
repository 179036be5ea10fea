"""Writes the three files of a new installation, from the templates in the package."""

from importlib.resources import files
from pathlib import Path

from catchup.errors import ConfigError

TEMPLATES = ("catchup.toml", "sources.toml", "topics.yaml")
NO_SOURCES = """\
# What is watched. Add to it with `catchup sources add URL` or `catchup sources import FILE.opml`.
# 지켜볼 출처입니다. `catchup sources add URL` 또는 `catchup sources import FILE.opml`로 더합니다.
"""


def write_templates(folder: Path, *, empty: bool) -> tuple[Path, ...]:
    """Write catchup.toml, sources.toml (without a source if `empty`) and topics.yaml.

    Returns the files written. Raises ConfigError, before writing anything, when one of them exists
    or the folder cannot be written.
    """
    targets = {name: folder / name for name in TEMPLATES}
    if there := [str(path) for path in targets.values() if path.exists()]:
        raise ConfigError(
            f"already there: {', '.join(there)}", hint="nothing was changed; use another folder"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in targets.items():
            text = (files("catchup") / "templates" / name).read_text(encoding="utf-8")
            path.write_text(NO_SOURCES if empty and name == "sources.toml" else text, "utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written ({error.strerror})") from error
    return tuple(targets.values())
