"""The sample site on a loopback server, and a Chromium to look at it with."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from publish.channels.site import write
from publish.site import files_of
from tests.publish.samples import a_week
from tests.publish.site.samples import a_listing, a_site

NAMES = ("chromium", "chromium-browser", "google-chrome")
Look = Callable[..., Any]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample site, whose topic "rag" has three pages."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    many = tuple(a_listing(a_week()[number % 8], item=number) for number in range(100))
    write(folder, files_of(a_site(shelves={"rag": many}, letters=True)))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium: `CATCHUP_TEST_CHROMIUM`, or the one on the path; without any, tests skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="`make test-long` installs it")
    named = os.environ.get("CATCHUP_TEST_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), ""
    )
    if not named or not Path(named).exists():
        pytest.skip("no Chromium here: install one, or name it in CATCHUP_TEST_CHROMIUM")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=named, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def look(browser: Any, address: str) -> Iterator[Look]:  # noqa: ANN401 - of an optional library
    """Opens a page of the site; `width`, `dark` and `script` say how."""
    contexts = []

    def opened(path: str, *, width: int = 1100, dark: bool = False, script: bool = True) -> Any:  # noqa: ANN401
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
