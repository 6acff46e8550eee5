"""Outside bytes and outside queries run in a process that may die: limited in time and memory, without network.

The engines crash, or cannot be interrupted, on hostile input; only another process can be stopped for certain.
"""

from __future__ import annotations

import ctypes
import io
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from dataclasses import is_dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from threading import Event, Thread, Timer
from time import monotonic, sleep
from typing import IO, TYPE_CHECKING, Any, Self

from kg.errors import KgError, ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

_MEGABYTE = 1 << 20

#: Seconds of processor time that a job may use beyond its time, before the system stops it.
_GRACE = 5

#: An answer larger than this is refused, so that a bomb does not go off in the parent.
ANSWER_LIMIT = 512 * _MEGABYTE

#: Kind of an answer that is followed by more, and how many items of a stream it holds.
PART = "part"
_PART_SIZE = 500

#: Classes from elsewhere that an answer may hold, beside the frozen types of kg itself.
_ANSWER_CLASSES = {("pathlib", "PurePosixPath"), ("builtins", "frozenset"), ("builtins", "set")}


class Worker:
    """A warm process that does jobs named `module:function`, one at a time; it is replaced when it dies.

    Args:
        memory: megabytes of address space that the process may use.
    """

    def __init__(self, memory: int = 1024) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Give the worker itself; the process starts with the first job."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process."""
        self.stop()

    def stop(self) -> None:
        """Stop the process at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def call(self, job: str, *arguments: object, seconds: float = 10.0) -> Any:  # noqa: ANN401
        """Give what a function gives, called in the process.

        Raises:
            KgError: what the function raised; or ReadError when it crashed, or took too long or too much memory.
        """
        return self._ask(pickle.dumps((job, arguments, seconds)), seconds, seconds)[1]

    def stream(self, job: str, *arguments: object, seconds: float = 10.0) -> Generator[Any, None, None]:
        """Yield what a generator function yields, called in the process; it works no further ahead than the pipe holds.

        What the caller does with each item does not count as time. One stream at a time, and no call meanwhile.

        Raises:
            KgError: as `call` does, also after the first items.
        """
        left, begin = seconds, monotonic()
        kind, value = self._ask(pickle.dumps((job, arguments, seconds)), left, seconds)
        try:
            while kind == PART:
                left -= monotonic() - begin
                yield from value
                begin = monotonic()
                kind, value = self._ask(b"", left, seconds)
        finally:
            if kind == PART:  # nobody wants the rest
                self.stop()

    def _ask(self, request: bytes, left: float, seconds: float) -> tuple[str, Any]:
        """Send a request, where there is one, and give the next answer, for which `left` of its `seconds` remain."""
        if self._process is not None and self._process.poll() is not None and request:
            self.stop()  # it died between two jobs: the next one has no part in that
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101  (Popen was given pipes)
        assert process.stdout is not None  # noqa: S101
        late = Event()

        def expire() -> None:
            late.set()
            process.kill()

        timer = Timer(max(0.0, left), expire)
        timer.daemon = True
        timer.start()
        try:
            if request:
                _send(process.stdin, request)
            answer = _receive(process.stdout)
        except (OSError, EOFError):
            self.stop()
            raise _stopped(seconds) if late.is_set() else _crashed() from None
        finally:
            timer.cancel()
        return self._result(answer)

    def _result(self, answer: bytes) -> tuple[str, Any]:
        try:
            kind, value = _Unpickler(io.BytesIO(answer)).load()
        except Exception as error:  # noqa: BLE001  (bytes from a process that read hostile ones: anything can be wrong)
            self.stop()
            raise ReadError(f"the reader gave no usable answer: {error}", hint="please report this file") from None
        return kind, _value(kind, value)

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.guards.worker", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what an engine cries out when it dies is no message for a person
            env={**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"},
        )
        return self._process


class _Unpickler(pickle.Unpickler):
    """Reads values of our own frozen types, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if (module, name) in _ANSWER_CLASSES or (module.startswith("kg.") and "." not in name):
            found = getattr(import_module(module), name)
            if isinstance(found, type) and (is_dataclass(found) or not module.startswith("kg.")):
                return found
        message = f"a worker may not answer with {module}.{name}"
        raise pickle.UnpicklingError(message)


def _crashed() -> ReadError:
    return ReadError("reading this crashed the reader", hint="the file is damaged or hostile; export it again")


def _stopped(seconds: float) -> ReadError:
    return ReadError(f"stopped after {seconds:.0f} seconds", hint="make it smaller or simpler, or split it")


def _value(kind: str, value: Any) -> Any:  # noqa: ANN401
    if kind in ("value", PART):
        return value
    if kind == "memory":
        raise ReadError("needs too much memory", hint="make it smaller or split it")
    if kind == "bug":
        raise ReadError(f"kg itself failed on this ({value})", hint="please report it; the rest was read")
    name, message, path, line, hint = value
    error_class = next((c for c in KgError.__subclasses__() if c.__name__ == name), ReadError)
    raise error_class(message, path=path, line=line, hint=hint)


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(struct.pack("<Q", len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    (size,) = struct.unpack("<Q", _exactly(stream, 8))
    if size > ANSWER_LIMIT:
        raise EOFError
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(stream.fileno(), min(size - len(parts), _MEGABYTE))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _limit(memory: int) -> None:
    """Take from this process what it does not need. Where the system cannot, the parent's clock still counts."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (memory * _MEGABYTE, memory * _MEGABYTE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(AttributeError, OSError, TypeError):  # needs a process without threads, so before `_follow`
        new_user, new_network = 0x10000000, 0x40000000  # linux/sched.h: no interface is up in a new namespace
        ctypes.CDLL(None).unshare(new_user | new_network)


def _follow(parent: int) -> None:
    """End soon after the parent has, also in the middle of a job."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(0.5)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _limit_time(seconds: float) -> None:
    """Limit the processor time of a job: an engine that holds on to the interpreter cannot outlive its parent long."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + _GRACE, hard))


def _answers(request: bytes) -> Iterator[tuple[str, object]]:
    """Yield what a job gives: its value; or, of a generator, its items in parts, and then that it is over."""
    job, arguments, seconds = pickle.loads(request)  # noqa: S301  (from the parent, over a pipe that nobody else has)
    _limit_time(seconds)
    module, _, name = job.partition(":")
    value, failure = _tried(lambda: getattr(import_module(module), name)(*arguments))
    while failure is None and isinstance(value, Generator):
        part, failure = _tried(partial(list, islice(value, _PART_SIZE)))
        if part:
            yield PART, part
        if not part:
            value = None
    yield failure or ("value", value)


def _tried(job: Callable[[], Any]) -> tuple[Any, tuple[str, object] | None]:
    """Give what a job gives, or why it gives nothing."""
    try:
        return job(), None
    except Exception as error:  # noqa: BLE001  (this is the edge of the process: the parent says it)
        return None, _failure(error)


def _failure(error: Exception) -> tuple[str, object]:
    if isinstance(error, KgError):
        path = str(error.path) if error.path is not None else None
        return "error", (type(error).__name__, error.message, path, error.line, error.hint)
    if isinstance(error, MemoryError):
        return "memory", None
    if isinstance(error, RecursionError):
        return "error", ("ReadError", "nested too deeply", None, None, "export it again, less deeply nested")
    return "bug", f"{type(error).__name__}: {str(error)[:200]}"


def main() -> None:
    """Do jobs from standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    _limit(int(sys.argv[1]))
    _follow(os.getppid())
    while True:
        try:
            request = _receive(sys.stdin.buffer)
        except EOFError:
            return
        for answer in _answers(request):
            try:
                data = pickle.dumps(answer)
            except MemoryError:
                data = pickle.dumps(("memory", None))
            _send(answers, data)


if __name__ == "__main__":
    main()
