"""Where finished files go."""

from collections.abc import Callable, Mapping
from pathlib import Path

from publish.channels import folder, site

CHANNELS: Mapping[str, Callable[[Path, Mapping[str, str]], tuple[Path, ...]]] = {
    "folder": folder.write,
    "site": site.write,
}
