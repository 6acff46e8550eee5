"""A job may crash, hang or lie: the worker names it, and does the next one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError, ReadError, UsageError
from kg.guards.worker import Worker
from kg.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Number of the answers' pipe in the worker: the first that is free after the standard three.
ANSWERS = 3


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with pytest.MonkeyPatch.context() as patch, Worker(memory=512) as made:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))  # jobs of the tests are found there
        yield made


@pytest.mark.parametrize(
    ("job", "arguments", "message"),
    [
        pytest.param("os:abort", (), "crashed the reader", id="aborts"),
        pytest.param("os:_exit", (0,), "crashed the reader", id="ends"),
        pytest.param("sys:exit", (0,), "crashed the reader", id="wants to end"),
        pytest.param("os:kill", (0, signal.SIGSEGV), "crashed the reader", id="reads where nothing is"),
        pytest.param("time:sleep", (60,), "stopped after 0 seconds", id="takes too long"),
        pytest.param("kg.guards.worker:_exactly", (sys.stdin, 1), "kg itself failed", id="is a bug"),
        pytest.param("builtins:bytearray", (1 << 30,), "needs too much memory", id="takes too much memory"),
        pytest.param("json:loads", ("[" * 100_000,), "nested too deeply", id="nests too deeply"),
        pytest.param("os:write", (ANSWERS, b"\x07\0\0\0\0\0\0\0nonsens"), "no usable answer", id="answers nonsense"),
        pytest.param("os:write", (ANSWERS, b"\xff" * 8), "crashed the reader", id="answers without end"),
        pytest.param("re:compile", ("a",), "may not answer with", id="answers with a thing of another kind"),
        pytest.param("builtins:int", ("x",), "kg itself failed on this", id="fails"),
        pytest.param("geen:ding", (), "kg itself failed on this", id="is not there"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_and_the_next_job_is_done(
    worker: Worker, job: str, arguments: tuple[object, ...], message: str
) -> None:
    if job == "os:kill":
        worker.call("os:getpid")
        arguments = (worker.call("os:getpid"), *arguments[1:])
    if "_exactly" in job:
        job, arguments = "os:open", ("/niet/hier", 0)
    with pytest.raises(ReadError, match=message) as caught:
        worker.call(job, *arguments, seconds=0.4 if job == "time:sleep" else 10)
    assert caught.value.hint
    assert worker.call("builtins:sum", (1, 2)) == 3


@pytest.mark.parametrize(
    ("job", "arguments", "error", "line"),
    [
        pytest.param("kg.readers:read", (Source("a.docx"), b"no zip"), ReadError, None, id="a file that is damaged"),  # type: ignore[arg-type]
        pytest.param("kg.queries:load_query", ("geen",), UsageError, None, id="wrong use"),
    ],
)
def test_what_a_function_of_kg_raises_is_raised_here(
    worker: Worker, job: str, arguments: tuple[object, ...], error: type[KgError], line: int | None
) -> None:
    from pathlib import PurePosixPath  # noqa: PLC0415

    if job == "kg.readers:read":
        arguments = (Source(PurePosixPath("a.docx")), *arguments[1:])
    with pytest.raises(error) as caught:
        worker.call(job, *arguments)
    assert (caught.value.line, bool(caught.value.hint)) == (line, True)


def test_it_stays_warm(worker: Worker) -> None:
    assert worker.call("os:getpid") == worker.call("os:getpid") != os.getpid()


def test_a_death_between_two_jobs_is_no_fault_of_the_next(worker: Worker) -> None:
    os.kill(worker.call("os:getpid"), signal.SIGKILL)
    time.sleep(0.1)
    assert worker.call("builtins:sum", (1, 2)) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process give up its network")
def test_it_has_no_network(worker: Worker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        try:
            worker.call("socket:create_connection", server.getsockname())
        except ReadError as error:
            assert "unreachable" in str(error) or "refused" in str(error)
        else:
            pytest.skip("this system lets no process give up its network")


def test_it_imports_nothing_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg/__init__.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    with Worker() as worker:
        assert worker.call("csv:list_dialects") is not None


def test_what_an_engine_cries_out_is_not_shown(capfd: pytest.CaptureFixture[str], worker: Worker) -> None:
    worker.call("os:system", "echo stdout; echo stderr >&2")
    worker.call("builtins:print", "stdout")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("job", ["os:getpid", "time:sleep"], ids=["waits", "is at work"])
def test_it_ends_when_its_parent_is_killed(job: str) -> None:
    code = "from kg.guards.worker import Worker\nw = Worker(); print(w.call('os:getpid'), flush=True)\n" + (
        "w.call('time:sleep', 60, seconds=60)" if job == "time:sleep" else "import time; time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    for _ in range(60):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if _is_zombie(child):
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


def _is_zombie(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as stream:  # noqa: PTH123
            return stream.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 2000])
def test_a_stream_comes_item_by_item(worker: Worker, count: int) -> None:
    assert list(worker.stream("tests.guards.streams:numbers", count)) == list(range(count))


@pytest.mark.parametrize(
    ("job", "message", "before"),
    [
        pytest.param("tests.guards.streams:fails", "this is no file", 1000, id="fails after some"),
        pytest.param("tests.guards.streams:dies", "crashed the reader", 1000, id="dies after some"),
        pytest.param("tests.guards.streams:hangs", "stopped after 1 seconds", 1000, id="hangs after some"),
    ],
)
def test_a_stream_that_goes_wrong_says_so_after_what_it_gave(
    worker: Worker, job: str, message: str, before: int
) -> None:
    given: list[int] = []
    with pytest.raises(ReadError, match=message):
        given.extend(worker.stream(job, before, seconds=1))
    assert worker.call("builtins:abs", -1) == 1


def test_a_stream_that_nobody_reads_to_its_end_does_not_mix_with_the_next_job(worker: Worker) -> None:
    stream = worker.stream("tests.guards.streams:numbers", 5000)
    assert next(stream) == 0
    stream.close()
    assert worker.call("builtins:abs", -3) == 3


def test_the_time_of_the_caller_does_not_count(worker: Worker) -> None:
    for number in worker.stream("tests.guards.streams:numbers", 1501, seconds=0.8):
        if number % 500 == 0:
            time.sleep(0.4)
    assert number == 1500
