"""Runs the web in a thread of its own, beside whatever the main thread does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from catchup.config import ScheduleSettings
from catchup.errors import ConfigError

GRACE = 1  # seconds that open requests have to end


@contextmanager
def serving(app: FastAPI, settings: ScheduleSettings) -> Iterator[str]:
    """Serve until the block is left; gives the address that is listened to.

    Raises ConfigError when the host and port cannot be had.
    """
    listener = _listener(settings.host, settings.port)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
    )
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True
    )
    thread.start()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(2 * GRACE)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise ConfigError(
            f"cannot listen on {host}:{port} ({error})",
            hint="another program may use the port: change [schedule] host or port",
        ) from error
