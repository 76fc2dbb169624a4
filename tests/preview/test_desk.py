"""The desk goes on when one of its processes is replaced, at whatever request."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from spp_press.preview import desk as module
from spp_press.preview.desk import Desk, Shown
from spp_press.preview.messages import Changed, Order
from tests.preview.browsing import bulletin


@pytest.mark.parametrize("pictures", [5, 6, 7])
def test_processes_are_replaced_unnoticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pictures: int
) -> None:
    monkeypatch.setattr(module, "PICTURES", pictures)
    monkeypatch.setattr(module, "BUILDS", 1)
    root = bulletin(tmp_path)
    desk = Desk(Order(root, root / "issues" / "2021-1"))

    async def twice() -> list[Shown]:
        work = asyncio.create_task(desk.work())
        settled = []
        async for shown in desk.news():
            if not shown.busy:
                settled.append(shown)
                if len(settled) == 2:
                    break
                desk.want(Changed.STYLE)
        page = await desk.page(settled[-1].digests[4] or "", 0.5)
        assert page is not None and page.startswith(b"\x89PNG")
        work.cancel()
        return settled

    try:
        first, second = asyncio.run(asyncio.wait_for(twice(), 60))
    finally:
        desk.close()
    assert not first.failed and not second.failed
    assert first.digests == second.digests and None not in first.digests
