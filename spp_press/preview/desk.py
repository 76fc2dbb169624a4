"""The proofing desk: the pages as they now are, and what every browser at it is told.

The desk keeps the last good pages whatever happens to a build; all that it serves is in its own
maps. Laying out and rendering are done in processes of their own (see ``warm``).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

from spp_press.preview.messages import (
    SCREEN,
    Build,
    Changed,
    Drawn,
    EyeReply,
    EyeRequest,
    Ink,
    Inked,
    Laid,
    Load,
    Order,
    Render,
    Rendered,
    SetterReply,
    SetterRequest,
    Survey,
    Surveyed,
    eye,
    setter,
)
from spp_press.preview.warm import Warm
from spp_press.problems import PressError, Problem
from spp_press.worker import Limits

LIMITS = Limits(seconds=60.0)
BUILDS = 100  # of one process; the next one starts with nothing that the last let pile up
PICTURES = 2_000  # rendered by one process
KEPT = 48 * 2**20  # bytes of rendered pages


@dataclass(frozen=True)
class Shown:
    """What a browser is shown: a build's pages and what is wrong with it.

    ``digests`` has None for a page that is not drawn yet. ``problems`` of a build that failed stand
    beside the pages of the last one that did not, and ``failed`` is then true.
    """

    number: int
    laid: Laid | None
    digests: tuple[str | None, ...]
    problems: tuple[Problem, ...]
    failed: bool
    busy: bool


class Desk:
    """The state of one preview, and the only one who changes it."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.shown = Shown(0, None, (), (), failed=False, busy=True)
        self.view: tuple[int, ...] = (0,)
        self.scale = SCREEN
        self._setter = Warm[SetterRequest, SetterReply](setter, order, limits=LIMITS, every=BUILDS)
        self._eye = Warm[EyeRequest, EyeReply](eye, limits=LIMITS, every=PICTURES)
        self._sources: dict[str, tuple[Load, int]] = {}
        self._looking_at: tuple[int | None, Load | None] = (None, None)
        self._thumbs: dict[str, bytes] = {}
        self._kept: OrderedDict[tuple[str, float], bytes] = OrderedDict()
        self._wanted = Changed.ALL
        self._want = asyncio.Event()
        self._want.set()
        self._news = asyncio.Condition()
        self._looking = asyncio.Lock()
        self._ink: tuple[int, tuple[bytes, ...]] | None = None
        self._setter.start()
        self._eye.start()

    def close(self) -> None:
        """End both processes."""
        self._setter.close()
        self._eye.close()

    def want(self, changed: Changed) -> None:
        """Build again, when the build that is under way is done."""
        self._wanted |= changed
        self._want.set()

    async def work(self) -> None:
        """Build whenever something has changed, for ever."""
        while True:
            await self._want.wait()
            self._want.clear()
            changed, self._wanted = self._wanted, Changed.NOTHING
            try:
                await self._build(changed)
            except PressError as error:
                self._wanted |= changed  # it has yet to be read without fault
                await self._show(problems=error.problems, failed=True, busy=False)

    async def news(self) -> AsyncIterator[Shown]:
        """What is shown, now and whenever it changes."""
        seen: Shown | None = None
        while True:
            async with self._news:
                while self.shown is seen:
                    await self._news.wait()
                seen = self.shown
            yield seen

    def thumb(self, digest: str) -> bytes | None:
        """The small picture of a page that is shown."""
        return self._thumbs.get(digest)

    async def page(self, digest: str, scale: float) -> bytes | None:
        """A PNG of a page that is shown, with its bleed, at ``scale`` pixels in a pt."""
        if (kept := self._kept.get((digest, scale))) is not None:
            self._kept.move_to_end((digest, scale))
            return kept
        if digest not in self._sources:
            return None
        load, number = self._sources[digest]
        (reply,) = await self._look(load, Render(number, scale))
        assert isinstance(reply, Rendered)
        self._keep(digest, scale, reply.png)
        return reply.png

    async def ink(self, number: int) -> bytes | None:
        """A PNG of page ``number``'s ink, 72 pixels an inch, as the print edition has it."""
        build = self.shown.number
        if self._ink is None or self._ink[0] != build:
            for reply in await self._ask(self._setter, Ink()):
                if isinstance(reply, Inked):
                    self._ink = (build, reply.maps)
        maps = self._ink[1] if self._ink else ()
        return maps[number] if number < len(maps) else None

    async def _build(self, changed: Changed) -> None:
        await self._show(number=self.shown.number + 1, busy=True)
        replies: asyncio.Queue[SetterReply | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def hear(reply: SetterReply | None) -> None:
            loop.call_soon_threadsafe(replies.put_nowait, reply)

        asked = asyncio.ensure_future(
            asyncio.to_thread(self._setter.ask, Build(changed, self.view), hear)
        )
        asked.add_done_callback(lambda _: replies.put_nowait(None))
        try:
            while (reply := await replies.get()) is not None:
                match reply:
                    case Laid():
                        await self._show_view(reply)
                    case Drawn():
                        await self._show_all(reply)
        finally:
            await asked

    async def _show_view(self, laid: Laid) -> None:
        """Show the pages of the view; the others keep what they had until they are drawn."""
        digests = list(self.shown.digests[: len(laid.sheets)])
        digests += [None] * (len(laid.sheets) - len(digests))
        load = Load(laid.pdf, laid.view)
        for number in laid.view:
            digests[number] = await self._survey(load, number, laid, self.scale)
        await self._show(
            laid=replace(laid, pdf=b""),
            digests=tuple(digests),
            problems=laid.problems,
            failed=False,
        )

    async def _show_all(self, drawn: Drawn) -> None:
        laid = self.shown.laid
        assert laid is not None
        load = Load(drawn.pdf, tuple(range(len(laid.sheets))))
        digests = [await self._survey(load, number, laid) for number in load.numbers]
        self._thumbs = {digest: self._thumbs[digest] for digest in digests}
        self._sources = {digest: self._sources[digest] for digest in digests}
        await self._show(digests=tuple(digests), busy=False)

    async def _survey(self, load: Load, number: int, laid: Laid, scale: float | None = None) -> str:
        survey = Survey(number, laid.sheets[number].bleed, scale)
        (reply,) = await self._look(load, survey)
        assert isinstance(reply, Surveyed)
        self._thumbs[reply.digest] = reply.thumb
        self._sources[reply.digest] = (load, number)
        if scale is not None and reply.png is not None:
            self._keep(reply.digest, scale, reply.png)
        return reply.digest

    def _keep(self, digest: str, scale: float, png: bytes) -> None:
        self._kept[digest, scale] = png
        self._kept.move_to_end((digest, scale))
        while len(self._kept) > 2 and sum(map(len, self._kept.values())) > KEPT:
            self._kept.popitem(last=False)

    async def _look(self, load: Load, request: EyeRequest) -> list[EyeReply]:
        """Ask the renderer about ``load``, which it is given first unless it has it."""
        async with self._looking:
            while self._looking_at != (self._eye.pid, load):
                # A process that was replaced in the meantime has to be given it anew.
                self._looking_at = (self._eye.pid, load)
                await self._ask(self._eye, load)
            return await self._ask(self._eye, request)

    async def _ask(self, warm: Warm[Any, Any], request: Any) -> list[Any]:
        replies: list[Any] = []
        await asyncio.to_thread(warm.ask, request, replies.append)
        return replies

    async def _show(self, **changes: Any) -> None:
        async with self._news:
            self.shown = replace(self.shown, **changes)
            self._news.notify_all()
