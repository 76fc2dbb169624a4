"""A confined process that stays: it answers one request after another (M6).

It is held to a worker's limits, with the clock set anew for each request. One that hits a limit or
dies is replaced at the next request, and one that has answered many is, before it grows stale.
It is started afresh, not forked: a fork would hold the server's connections open.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from spp_press.problems import InputError
from spp_press.worker import LOG, Child, Failed, Limits, confined, temporary_folder, understood

_Request = TypeVar("_Request")
_Reply = TypeVar("_Reply")

Answer = Callable[[_Request], Iterator[_Reply]]
"""What a process does with a request: replies, one after another."""

_CONTEXT = multiprocessing.get_context("spawn")
_END = "end"  # what a child sends after its last reply


class Warm(Generic[_Request, _Reply]):
    """Answers requests in a process that stays; from any thread, one request at a time.

    ``prepare(*arguments)``, at the top of its module, makes the answerer within the process.
    ``every`` is the number of requests after which the process is replaced.
    """

    def __init__(
        self,
        prepare: Callable[..., Answer[_Request, _Reply]],
        *arguments: Any,
        limits: Limits,
        every: int,
    ) -> None:
        self._job = (prepare, arguments)
        self._limits = limits
        self._every = every
        self._process: _Process | None = None
        # The kernel ends a child with the thread that started it: this one lives as long as we do.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=prepare.__name__)

    def start(self) -> None:
        """Have a process ready, soon."""
        self._thread.submit(self._ready)

    def ask(self, request: _Request, hear: Callable[[_Reply], object]) -> None:
        """Have ``request`` answered; ``hear`` gets each reply as it comes, in another thread.

        Raises the PressError that answering raised, and LimitError or MissingError where the
        process hit a limit or died.
        """
        self._thread.submit(self._ask, request, hear).result()

    def close(self) -> None:
        """Leave no process."""
        if (process := self._process) is not None:
            process.kill()
        self._thread.submit(self._drop).result()
        self._thread.shutdown()

    @property
    def pid(self) -> int | None:
        """The process's id, None where there is none now."""
        return self._process.pid if self._process else None

    def _ready(self) -> _Process:
        if self._process is None:
            self._process = _Process(self._job, self._limits)
        return self._process

    def _ask(self, request: _Request, hear: Callable[[_Reply], object]) -> None:
        process = self._ready()
        try:
            process.ask(request, hear)
        finally:
            if not process.lives or process.asked >= self._every:
                self._drop()
                self._ready()

    def _drop(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _Process:
    """One child, from its start to its end."""

    def __init__(self, job: tuple[Callable[..., Any], tuple[Any, ...]], limits: Limits) -> None:
        self.asked = 0
        self.lives = True
        self._limits = limits
        self._kept = ExitStack()
        self._folder = self._kept.enter_context(temporary_folder())
        self._connection, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(
            target=_stay, args=(theirs, self._folder, limits, os.getpid(), job)
        )
        self._child = Child(process)
        self._child.start()
        self.pid = process.pid
        theirs.close()

    def ask(self, request: Any, hear: Callable[[Any], object]) -> None:
        """Send ``request`` and pass on its replies, within the clock."""
        self.asked += 1
        clock = threading.Timer(self._limits.seconds, self._child.expire)
        clock.daemon = True
        clock.start()
        try:
            self._connection.send(request)
            while (reply := self._connection.recv()) != _END:
                if isinstance(reply, Failed):
                    self.lives = isinstance(reply.error, InputError)
                    reply.error.add_note(reply.trace)
                    raise reply.error
                hear(reply)
        except (EOFError, OSError):
            self.lives = False
            self._child.end()
            raise self._child.death(self._limits, self._folder / LOG) from None
        finally:
            clock.cancel()

    def kill(self) -> None:
        """End it now, whatever it does."""
        self._child.expire()

    def end(self) -> None:
        """Leave nothing of it."""
        self._child.end()
        self._connection.close()
        self._kept.close()


def _stay(
    connection: Connection,
    folder: Path,
    limits: Limits,
    parent: int,
    job: tuple[Callable[..., Answer[Any, Any]], tuple[Any, ...]],
) -> None:
    """The child: answer until the parent hangs up."""
    prepare, arguments = job
    with confined(folder, limits, parent):
        answer: Answer[Any, Any] | None = None
        with suppress(Exception):  # it is told when there is somebody to hear it
            answer = prepare(*arguments)
        while True:
            try:
                request = connection.recv()
            except EOFError:
                return
            try:
                if answer is None:
                    answer = prepare(*arguments)
                for reply in answer(request):
                    connection.send(reply)
            except BaseException as error:
                connection.send(Failed(understood(error, limits), traceback.format_exc()))
                if not isinstance(error, InputError):
                    return  # what is left of it is not to be trusted
            else:
                connection.send(_END)
