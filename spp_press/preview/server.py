"""The preview's own small site: on 127.0.0.1, for the browser that has its token, and no other."""

from __future__ import annotations

import asyncio
import json
import logging
import mimetypes
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from spp_press.catalogue import remedy, say
from spp_press.catalogue.words import WORDS, word
from spp_press.preview.desk import Desk, Shown
from spp_press.preview.editors import Editor, source_file
from spp_press.preview.guarding import PATIENCE, Guard, Impatient
from spp_press.preview.messages import LARGEST, Changed, Laid
from spp_press.preview.watching import changes
from spp_press.problems import Place, PressError, Problem
from spp_press.styles import style_folder

_WEB = Path(__file__).with_name("web")
_BODY = 4_096  # bytes that a browser may post
_CONNECTIONS = 64
_HEARTBEAT = 15.0  # s between signs of life, so that a browser that has gone is noticed
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


@dataclass(frozen=True)
class Preview:
    """What is previewed, and how: ``port`` 0 takes any that is free."""

    desk: Desk
    lang: str
    port: int
    editor: Editor | None


def serve(preview: Preview, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` hears the address, which is only for her.

    Raises OSError where the port is taken.
    """
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", preview.port))
        port, token = listener.getsockname()[1], secrets.token_urlsafe(24)
        asyncio.run(
            _serve(preview, listener, token, lambda: ready(f"http://127.0.0.1:{port}/{token}/"))
        )


async def _serve(
    preview: Preview, listener: socket.socket, token: str, ready: Callable[[], None]
) -> None:
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # it has nothing for her
    logging.getLogger("uvicorn").propagate = False
    site = _Site(preview)
    config = uvicorn.Config(
        Guard(site.app(), token=token, port=listener.getsockname()[1]),
        http=Impatient,
        ws="none",
        lifespan="on",
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=1,
    )
    listener.listen(_CONNECTIONS)
    ready()
    await _Server(config, site).serve(sockets=[listener])


class _Server(uvicorn.Server):
    """Lets the browsers go before it waits for them to have gone."""

    def __init__(self, config: uvicorn.Config, site: _Site) -> None:
        super().__init__(config)
        self._site = site

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would never end by itself."""
        self._site.ended.set()
        await super().shutdown(sockets)


class _Site:
    """The routes. All that they serve is in the desk's maps, or in the page's own few files."""

    def __init__(self, preview: Preview) -> None:
        self.ended = asyncio.Event()
        self._preview = preview
        self._desk = preview.desk
        self._files = {
            path.name: (path.read_bytes(), mimetypes.guess_type(path.name)[0] or "text/plain")
            for path in _WEB.iterdir()
            if path.suffix in (".js", ".css", ".svg")
        }

    def app(self) -> Starlette:
        """The site, which builds and watches as long as it runs."""
        return Starlette(
            routes=[
                Route("/", self.index),
                Route("/web/{name}", self.file),
                Route("/events", self.events),
                Route("/page/{digest}/{scale}.png", self.page),
                Route("/thumb/{digest}.png", self.thumb),
                Route("/ink/{build:int}/{number:int}.png", self.ink),
                Route("/view", self.view, methods=["POST"]),
                Route("/open", self.open, methods=["POST"]),
                Route("/again", self.again, methods=["POST"]),
            ],
            lifespan=self._running,
        )

    @asynccontextmanager
    async def _running(self, app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._desk.work()), asyncio.create_task(self._watch())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self) -> None:
        order = self._desk.order
        async for changed in changes(order.home, order.folder):
            self._desk.want(changed)

    async def index(self, request: Request) -> Response:
        """The page."""
        lang = self._preview.lang
        words = {
            key: zh if lang == "zh" else en
            for key, (zh, en) in WORDS.items()
            if key.startswith("preview-")
        }
        template = jinja2.Template((_WEB / "index.html").read_text("utf-8"), autoescape=True)
        editor = self._preview.editor is not None
        html = template.render(words=words, word=words.__getitem__, lang=lang, editor=editor)
        return Response(html, media_type="text/html; charset=utf-8")

    async def file(self, request: Request) -> Response:
        """One of the page's own files."""
        found = self._files.get(request.path_params["name"])
        return Response(found[0], media_type=found[1]) if found else _missing()

    async def events(self, request: Request) -> Response:
        """What is shown, now and whenever it changes, as server-sent events."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def page(self, request: Request) -> Response:
        """A page that is shown, with its bleed."""
        try:
            scale = float(request.path_params["scale"])
            png = (
                await self._desk.page(request.path_params["digest"], scale)
                if 0.05 <= scale <= LARGEST
                else None
            )
        except (ValueError, PressError):
            png = None
        return _png(png)

    async def thumb(self, request: Request) -> Response:
        """A page that is shown, small."""
        return _png(self._desk.thumb(request.path_params["digest"]))

    async def ink(self, request: Request) -> Response:
        """The ink of a page of the last build."""
        if request.path_params["build"] != self._desk.shown.number:
            return _missing()
        try:
            return _png(await self._desk.ink(request.path_params["number"]))
        except PressError as error:
            lang = self._preview.lang
            text = " ".join(say(problem, lang) for problem in error.problems)
            return Response(text, 409, media_type="text/plain; charset=utf-8")

    async def view(self, request: Request) -> Response:
        """Hear which pages are in view, and at what scale, so that they are drawn first."""
        match await _posted(request):
            case {"pages": [*pages], "scale": int() | float() as scale} if (
                0 < len(pages) <= 8
                and all(isinstance(n, int) and 0 <= n < 10_000 for n in pages)
                and 0.05 <= scale <= LARGEST
            ):
                self._desk.view, self._desk.scale = tuple(sorted(set(pages))), float(scale)
                return Response(status_code=204)
        return Response(status_code=400)

    async def open(self, request: Request) -> Response:
        """Open the source of something that is shown in the editor."""
        match await _posted(request):
            case {"source": str() as source} if place := self._known(source):
                order, laid, editor = (
                    self._desk.order,
                    self._desk.shown.laid,
                    self._preview.editor,
                )
                style = style_folder(laid.style, order.home) if laid else None
                file = source_file(place, order.folder, order.root, style)
                if file is None or editor is None:
                    return _missing()
                try:
                    editor.open(file, place.line or 1)
                except (OSError, ValueError):
                    return Response(status_code=409)
                return Response(status_code=204)
        return Response(status_code=400)

    async def again(self, request: Request) -> Response:
        """Read and lay out everything again."""
        self._desk.want(Changed.ALL)
        return Response(status_code=204)

    def _known(self, source: str) -> Place | None:
        """The place ``source``, if a page or a problem that is shown names it."""
        shown = self._desk.shown
        sheets = shown.laid.sheets if shown.laid else ()
        places = [spot.source for sheet in sheets for spot in sheet.spots]
        places += [problem.place for problem in shown.problems if problem.place]
        return next((place for place in places if str(place) == source), None)

    async def _events(self) -> AsyncIterator[str]:
        news = aiter(self._desk.news())
        told: Shown | None = None
        ended = asyncio.ensure_future(self.ended.wait())
        coming = asyncio.ensure_future(anext(news))
        try:
            while not ended.done():
                waited = {coming, ended}
                await asyncio.wait(waited, timeout=_HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    yield ": \n\n"
                    continue
                shown = coming.result()
                coming = asyncio.ensure_future(anext(news))
                yield f"data: {json.dumps(self._said(shown, told), ensure_ascii=False)}\n\n"
                told = shown
        finally:
            coming.cancel()
            ended.cancel()

    def _said(self, shown: Shown, told: Shown | None) -> dict[str, Any]:
        """What a browser that was told ``told`` has to be told of ``shown``."""
        said: dict[str, Any] = {"build": shown.number, "busy": shown.busy, "failed": shown.failed}
        if told is None or told.problems != shown.problems:
            said["problems"] = [self._problem(problem) for problem in shown.problems]
        if told is None or told.digests != shown.digests:
            said["digests"] = shown.digests
        if shown.laid and (told is None or told.laid is not shown.laid):
            said |= _pages(shown.laid)
        return said

    def _problem(self, problem: Problem) -> dict[str, Any]:
        lang = self._preview.lang
        return {
            "severity": problem.severity.value,
            "called": word(f"severity-{problem.severity.value}", lang),
            "place": str(problem.place or ""),
            "what": say(problem, lang),
            "remedy": remedy(problem, lang),
        }


def _pages(laid: Laid) -> dict[str, Any]:
    first: dict[str, int] = {}
    for number, sheet in enumerate(laid.sheets):
        for spot in sheet.spots:
            first.setdefault(spot.source.file, number)
    return {
        "title": laid.title,
        "resolution": laid.resolution,
        "inkLimit": laid.ink_limit,
        "articles": [
            {"title": entry.title, "section": entry.section, "page": first[entry.file]}
            for entry in laid.entries
            if entry.file in first
        ],
        "pages": [
            {
                "size": sheet.size,
                "bleed": sheet.bleed,
                "area": sheet.area,
                "grid": sheet.grid,
                "spots": [[*spot.rect, str(spot.source), spot.text] for spot in sheet.spots],
                "images": [[*image.rect, image.name, image.ppi] for image in sheet.images],
            }
            for sheet in laid.sheets
        ],
    }


async def _posted(request: Request) -> Any:
    """The JSON of a request that is small and comes in time, or None."""
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _BODY:
                    return None
        return json.loads(body)
    except (TimeoutError, ValueError):
        return None


def _png(data: bytes | None) -> Response:
    return Response(data, media_type="image/png", headers=_FOR_EVER) if data else _missing()


def _missing() -> Response:
    return Response(status_code=404)
