"""Who may talk to the preview: this machine's own browser, on our own page, with our token.

Any site that she has open can send requests to 127.0.0.1. So the Host must be ours to the letter
(no DNS rebinding), an Origin must be ours where there is one and there must be one where something
is done, and every path begins with a token that no other site knows. No answer may be read by,
framed in or guessed at from another origin, and none may be waited for without end.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0  # s that a client may take to send a request, or to take a part of an answer

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD"})
_OWN = frozenset({"", "same-origin", "none"})  # Sec-Fetch-Site: ours, or typed by her


class Guard:
    """Lets through what may come in, the token cut off its path, and hurries what goes out."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._prefix = f"/{token}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a stranger and 404 to one without the token."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [
                    (name.lower().encode(), value.encode())
                    for name, value in {"Cache-Control": "no-store", **HEADERS}.items()
                    if name.lower().encode() not in names
                ]
            async with asyncio.timeout(PATIENCE):
                await send(message)

        headers = [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ]
        if not self._is_ours(scope["method"], headers):
            await PlainTextResponse("Forbidden", 403)(scope, receive, guarded)
        elif (path := self._path(scope["raw_path"])) is None:
            await PlainTextResponse("Not found", 404)(scope, receive, guarded)
        else:
            inner = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
            await self._app(inner, receive, guarded)

    def _is_ours(self, method: str, headers: list[tuple[str, str]]) -> bool:
        hosts = [value for name, value in headers if name == "host"]
        origins = [value for name, value in headers if name == "origin"]
        sites = [value for name, value in headers if name == "sec-fetch-site"] or [""]
        if len(hosts) != 1 or hosts[0] not in self._hosts or len(origins) > 1:
            return False
        if origins and origins[0] != f"http://{hosts[0]}":
            return False
        return set(sites) <= _OWN and (method in _SAFE or bool(origins))

    def _path(self, raw: bytes) -> str | None:
        """The path after the token. It is compared as it was sent: nothing is decoded in it."""
        path = raw.decode("latin-1")
        head, rest = path[: len(self._prefix)], path[len(self._prefix) :]
        known = secrets.compare_digest(head.encode("latin-1"), self._prefix.encode())
        plain = rest.isascii() and not {"%", "\\"}.intersection(rest)
        return rest if known and rest.startswith("/") and plain else None


class Impatient(H11Protocol):
    """Closes a connection on which no whole request has arrived in time.

    uvicorn has a clock between requests and none for a request that never ends.
    """

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: D102
        super().connection_made(transport)
        self._wind()

    def data_received(self, data: bytes) -> None:  # noqa: D102
        if self._clock is None and not self._is_answering():
            self._wind()
        super().data_received(data)
        if self._is_answering():
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102
        self._stop()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wind(self) -> None:
        self._clock = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
