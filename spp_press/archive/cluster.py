"""A Dask cluster's workers as the archive's crew: the same jobs, on other machines.

Whoever may submit to a cluster can run anything on its workers, as Dask has it: a cluster belongs
to one team, and goes over a network that it does not trust by ``tls://`` alone.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING

from spp_press.archive.crew import Pressed
from spp_press.archive.parcels import Parcel, Stock, pack, pack_stock, press_parcel
from spp_press.inventory import press_versions
from spp_press.orders import Order
from spp_press.problems import MissingError, PressError, Problem
from spp_press.worker import Limits, Progress

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 30  # s, for a scheduler that answers and a worker that is there
_STAGES = "spp-press stages"
_LARGE = {"distributed.admin.large-graph-warning-threshold": "1GB"}  # the stock has fonts


class ClusterCrew:
    """The workers of the Dask scheduler at ``address`` (``tcp://…``, ``tls://…``).

    A lost worker's issues are pressed again on another. Raises MissingError without Dask, without
    an answer from the scheduler, and where no worker comes.
    """

    def __init__(self, address: str, root: Path) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise MissingError([Problem("cluster-extra")]) from None
        values = (("address", address),)
        try:
            self._client: Client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError):
            raise MissingError([Problem("cluster-unreachable", values=values)]) from None
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            stock = pack_stock(root, press_versions())
        except TimeoutError:
            self._client.close()
            raise MissingError([Problem("cluster-idle", values=values)]) from None
        with dask.config.set(_LARGE):
            self._stock = self._client.submit(_itself, stock, key=f"stock-{stock.digest}")
        self._executor = self._client.get_executor(pure=False)
        self._listeners: dict[str, Progress] = {}
        self._client.subscribe_topic(_STAGES, self._hear)

    @property
    def size(self) -> int:
        """The threads of all workers that there are now."""
        threads: Mapping[str, int] = self._client.ncores()
        return max(1, sum(threads.values()))

    def submit(self, order: Order, limits: Limits, tell: Progress) -> Future[Pressed]:
        """Press the issue of ``order`` on a worker."""
        self._listeners[order.folder.name] = tell
        pressed: Future[Pressed] = Future()
        try:
            parcel = pack(order, limits)
        except PressError as error:
            pressed.set_exception(error)
        else:
            theirs = self._executor.submit(_press, parcel, self._stock)
            theirs.add_done_callback(lambda done: _settle(pressed, done))
        return pressed

    def leave(self) -> None:
        """Cancel what has not begun; a worker ends what it is at, within its limits."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _hear(self, event: tuple[float, tuple[str, str]]) -> None:
        _, (name, stage) = event
        self._listeners[name](stage)


def _settle(pressed: Future[Pressed], theirs: Future[Pressed]) -> None:
    """Pass on what came of a job; what Dask has to say is a problem like any other."""
    try:
        error = theirs.exception()
    except CancelledError as cancelled:
        error = cancelled
    if error is None:
        pressed.set_result(theirs.result())
    elif isinstance(error, PressError):
        pressed.set_exception(error)
    else:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        values = (("reason", reason),)
        pressed.set_exception(MissingError([Problem("worker-lost", values=values)]))


def _itself(stock: Stock) -> Stock:
    """A job of the cluster's: it can be done again where its result was lost with a worker."""
    return stock


def _press(parcel: Parcel, stock: Stock) -> Pressed:
    """A job of the cluster's: press a parcel in the worker's own folder."""
    from distributed import get_worker

    multiprocessing.current_process().daemon = False  # a nanny's worker is; it could have no child
    worker = get_worker()
    name = parcel.order.folder.name

    def tell(stage: str) -> None:
        worker.log_event(_STAGES, (name, stage))

    return press_parcel(parcel, stock, Path(worker.local_directory) / "spp-press", tell)
