"""Bulk runs on a Dask cluster: the same batches under the same keys, so also the same bytes.

Documents travel with the tasks, hence workers need no folder in common with this machine, only this
package in the same version. A worker that dies loses nothing: its tasks run elsewhere.
"""

import hashlib
import queue
from collections.abc import Sequence
from threading import Thread
from time import monotonic
from typing import Any

import dask
from distributed import Client, Future, Lock, Worker, WorkerPlugin, get_worker

from corpus import bulk_job
from corpus.bulk import Stopped
from corpus.bulk_job import Batch, Item
from corpus.extractor import version
from corpus.journal import Result, RunError
from corpus.limits import DEFAULT, Limits
from corpus.sandbox import Sandbox
from corpus.tables import Form

PATIENCE = 60.0
"""Seconds that a run waits while the cluster has no worker at all."""
_LOOK = 2.0
_RETRIES = 3


class ClusterError(RunError):
    """The cluster can't be used; the message says what to do. What was done stays."""


class SandboxPlugin(WorkerPlugin):
    """Gives a worker one sandboxed process a thread, warmed before the first task.

    It stays when a run ends, so the next one finds the workers warm, and several can share them.
    """

    def __init__(self, limits: Limits, extractor: str) -> None:
        self.limits = limits
        self.extractor = extractor
        self.name = plugin_name(limits, extractor)

    def setup(self, worker: Worker) -> None:
        """Called by Dask on each worker, also on one that joins later."""
        if (mine := version()) != self.extractor:
            raise RuntimeError(f"doichieu {mine} here, {self.extractor} wanted")
        self.free: queue.LifoQueue[Sandbox] = queue.LifoQueue()
        self.all = [Sandbox(self.limits) for _ in range(worker.state.nthreads)]
        warming = [Thread(target=sandbox.call, args=(bulk_job.warm_job,)) for sandbox in self.all]
        for thread in warming:
            thread.start()
        for thread, sandbox in zip(warming, self.all, strict=True):
            thread.join()
            self.free.put(sandbox)

    def teardown(self, worker: Worker) -> None:
        """Called by Dask when a worker ends or when a newer plugin takes the place of this one."""
        for sandbox in self.all:
            sandbox.close()

    def run(self, items: Sequence[Item], form: Form) -> list[Result]:
        """Read the items of a batch in a process that is free."""
        sandbox = self.free.get()
        try:
            return bulk_job.run(sandbox, items, form)
        finally:
            self.free.put(sandbox)


def plugin_name(limits: Limits, extractor: str) -> str:
    """One name for what does the same."""
    return f"doichieu-{extractor}-{hashlib.sha256(repr(limits).encode()).hexdigest()[:8]}"


def run_batch(plugin: str, items: Sequence[Item], form: Form) -> list[Result]:
    """The task: read a batch on whichever worker it came to."""
    mine = get_worker().plugins[plugin]
    assert isinstance(mine, SandboxPlugin)
    return mine.run(items, form)


def is_warm(plugin: str, dask_worker: Worker) -> bool:
    """Asked of each worker: whether it has the plugin."""
    return plugin in dask_worker.plugins


class DaskEngine:
    """Workers of a Dask cluster.

    Args:
        scheduler: its address, such as `tcp://10.0.0.5:8786` or `tls://…`.
        limits: what one document may cost.
        patience: seconds to wait for the scheduler, and later for workers when none is left.

    Raises:
        ClusterError: it doesn't answer, has no workers, or these run another version.
    """

    def __init__(self, scheduler: str, limits: Limits = DEFAULT, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._scheduler = scheduler
        self._stopping = False
        # A batch with one large document is a large task, and rightly so.
        self._config = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})
        try:
            self._client = Client(scheduler, timeout=patience, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            self._config.__exit__(None, None, None)
            raise ClusterError(
                f"không kết nối được bộ điều phối Dask {scheduler}; hãy kiểm tra địa chỉ và `dask scheduler`"
            ) from error
        try:
            self.width = max(2, 2 * self._threads())
            self._warm(limits)
        except BaseException:
            self.close()
            raise

    def _threads(self) -> int:
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except (OSError, TimeoutError) as error:
            raise self._deserted() from error
        return sum(self._client.nthreads().values())

    def _warm(self, limits: Limits) -> None:
        self._plugin = plugin_name(limits, version())
        try:
            # Registering a second time would end the processes another run is using.
            with self._client.as_current(), Lock(self._plugin):
                if not all(self._client.run(is_warm, self._plugin).values()):
                    self._client.register_plugin(SandboxPlugin(limits, version()))
        except Exception as error:
            raise ClusterError(
                f"máy trong cụm không chạy được doichieu ({error}); hãy cài cùng phiên bản trên mọi máy"
            ) from error

    def _deserted(self) -> ClusterError:
        return ClusterError(
            f"cụm {self._scheduler} không còn máy nào làm việc; hãy khởi động `dask worker` "
            "rồi chạy lại đúng lệnh này để làm tiếp"
        )

    def run(self, batch: Batch, form: Form) -> list[Result]:
        """Have a batch read by the cluster, wherever it goes to and however often that machine dies.

        Raises:
            ClusterError: no worker is left, or the scheduler is gone.
            Stopped: after `stop`.
        """
        try:
            task = self._client.submit(
                run_batch, self._plugin, batch.items, form, key=f"doichieu-{batch.key}", retries=_RETRIES
            )
            return self._wait(task)
        except (Stopped, RunError):
            raise
        except Exception as error:  # whatever a cluster that falls apart comes up with
            if self._stopping:
                raise Stopped from error
            raise self._deserted() from error

    def _wait(self, task: "Future[Any]") -> list[Result]:
        deserted: float | None = None
        while True:
            if self._stopping:
                raise Stopped
            try:
                results: list[Result] = task.result(timeout=_LOOK)
                return results
            except TimeoutError:
                if self._client.status != "running" or not self._client.nthreads():
                    deserted = deserted or monotonic()
                    if monotonic() - deserted > self._patience:
                        raise self._deserted() from None
                else:
                    deserted = None

    def stop(self) -> None:
        """Have nothing more done for this run."""
        self._stopping = True

    def close(self) -> None:
        """Leave the cluster; it keeps running."""
        self._client.close()
        self._config.__exit__(None, None, None)
