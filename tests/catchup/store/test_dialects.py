"""What differs on PostgreSQL, piece by piece; the other tests use a real server."""

from typing import cast

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql import ClauseElement

from catchup.store import dialects
from catchup.store.tables import ATTEMPTS
from tests.fakes.builders import NOW

URL = make_url("postgresql+psycopg://127.0.0.1/catchup")


class Recorder:
    """Stands for a connection to PostgreSQL, or its engine: notes the SQL it is given."""

    def __init__(self) -> None:
        self.dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
        self.sql: list[str] = []

    def execute(self, statement: ClauseElement, _row: object = None) -> None:
        self.sql.append(str(statement.compile(dialect=self.dialect)))

    def exec_driver_sql(self, statement: str) -> None:
        self.sql.append(statement)


class ServerError(Exception):
    """An error of psycopg: it carries a SQLSTATE."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


def test_an_upsert_replaces_all_but_the_key(recorder: Recorder) -> None:
    row = {"stage": "page", "key": "7", "tries": 1, "not_before": NOW, "error": "gone"}
    dialects.upsert(cast("Connection", recorder), ATTEMPTS, row)
    (sql,) = recorder.sql
    assert "ON CONFLICT (stage, key) DO UPDATE SET tries = excluded.tries" in sql


def test_writers_wait_for_each_other(recorder: Recorder) -> None:
    dialects.lock_writers(cast("Connection", recorder))
    assert recorder.sql == [f"SELECT pg_advisory_xact_lock({dialects.WRITERS_LOCK})"]


def test_the_server_looks_after_itself(recorder: Recorder) -> None:
    dialects.prepare(cast("Engine", recorder))
    dialects.optimize(cast("Engine", recorder))
    assert dialects.problems(cast("Connection", recorder)) == []
    assert recorder.sql == []


def test_options_that_the_user_gave_stay() -> None:
    url = URL.update_query_dict({"options": "-c search_path=catchup"})
    options = dialects.connect_arguments(url, 1)["options"]
    assert options == "-c search_path=catchup -c lock_timeout=1000"


def test_a_wait_for_a_lock_ends_and_a_report_sees_one_state() -> None:
    assert dialects.connect_arguments(URL, 2.5) == {"options": "-c lock_timeout=2500"}
    assert dialects.reading_options(URL) == {"isolation_level": "REPEATABLE READ"}


@pytest.mark.parametrize(("state", "locked"), [("55P03", True), ("40P01", True), ("53100", False)])
def test_locks_are_told_from_other_errors(state: str, locked: bool) -> None:
    error = OperationalError("SELECT 1", {}, ServerError(state))
    assert dialects.is_locked(error) is locked
