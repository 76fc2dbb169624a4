"""Messages of the archive."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

ARCHIVING: dict[str, Entry] = {
    "only-nothing": Entry(
        zh="没有一期符合“{pattern}”。",
        en="No issue fits {pattern}.",
        zh_remedy="有这些期：{issues}。可以用 * 代表任意文字，如 2021-*。",
        en_remedy="There are: {issues}. A * stands for any text, as in 2021-*.",
    ),
    "archive-empty": Entry(
        zh="issues 文件夹里还没有一期。",
        en="There is no issue yet.",
        zh_remedy="用 spp-press new 或 spp-press import 建一期。",
        en_remedy="Begin one with spp-press new or spp-press import.",
    ),
    "cluster-extra": Entry(
        zh="这台电脑上没有 Dask，不能交给集群。",
        en="There is no Dask on this machine to reach a cluster with.",
        zh_remedy="安装：pip install 'spp-press[cluster]'。",
        en_remedy="Install it: pip install 'spp-press[cluster]'.",
    ),
    "cluster-unreachable": Entry(
        zh="{address} 没有 Dask 调度程序应答。",
        en="No Dask scheduler answers at {address}.",
        zh_remedy="核对地址，如 tcp://192.168.1.20:8786；在那台电脑上运行 dask scheduler。",
        en_remedy="Check the address, as in tcp://192.168.1.20:8786; start dask scheduler there.",
    ),
    "cluster-idle": Entry(
        zh="{address} 的集群里没有一台工作机。",
        en="The cluster at {address} has no worker.",
        zh_remedy="在每台工作机上运行：dask worker {address} --nthreads 1 --nworkers auto。",
        en_remedy="On every machine, run: dask worker {address} --nthreads 1 --nworkers auto.",
    ),
    "worker-otherwise": Entry(
        zh="工作机上的 spp-press 或它的库与这里的不同：{inputs}。",
        en="A worker has another spp-press, or other libraries of it, than this machine: {inputs}.",
        zh_remedy="在工作机上装同样的版本，重新运行 dask worker。",
        en_remedy="Install the same versions on the worker and start dask worker again.",
    ),
    "worker-lost": Entry(
        zh="集群没有把这一期排完：{reason}。",
        en="The cluster did not finish this issue: {reason}.",
        zh_remedy="看看工作机是否还在运行，再执行一次；已经排好的各期不会重排。",
        en_remedy="See whether the workers run, then run it again: what is done stays done.",
    ),
}
