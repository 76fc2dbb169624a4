"""Strangers at the preview's door: other hosts, other sites, other paths, slow ones."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from spp_press.preview.guarding import PATIENCE
from tests.preview.browsing import Preview, bulletin, previewing


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(bulletin(tmp_path_factory.mktemp("bulletin"))) as running:
        shown(running)
        yield running


def shown(preview: Preview) -> dict[str, object]:
    """What a browser would be told, when all is drawn."""
    port, path = address(preview)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"{path}events")
    response = connection.getresponse()
    said: dict[str, object] = {}
    while said.get("busy", True) or not said.get("digests"):
        line = response.readline().decode()
        if line.startswith("data: "):
            said |= json.loads(line[6:])
    connection.close()
    return said


def address(preview: Preview) -> tuple[int, str]:
    split = urlsplit(preview.url)
    assert split.port
    return split.port, split.path


def ask(
    preview: Preview, target: str, method: str = "GET", body: str | None = None, **headers: str
) -> http.client.HTTPResponse:
    """The answer to a request with exactly these headers, Host among them unless it is given."""
    port, _ = address(preview)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, target, skip_host="host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("content-length", str(len(body)))
    connection.endheaders(body.encode() if body is not None else None)
    return connection.getresponse()


def test_the_page_is_served_to_its_own_browser_and_may_do_little(preview: Preview) -> None:
    answer = ask(preview, address(preview)[1])
    assert answer.status == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "[::1]:{port}",
        "localhost",
        "0.0.0.0:{port}",
        "127.0.0.1:{port}.evil.example",
        "user@127.0.0.1:{port}",
    ],
)
def test_another_host_is_refused(preview: Preview, host: str) -> None:
    port, path = address(preview)
    assert ask(preview, path, host=host.format(port=port)).status in (400, 403)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}/",
        "file://",
    ],
)
def test_another_origin_is_refused(preview: Preview, origin: str) -> None:
    port, path = address(preview)
    origin = origin.format(port=port)
    assert ask(preview, path, origin=origin).status == 403
    assert ask(preview, f"{path}again", "POST", "{}", origin=origin).status == 403


def test_what_does_something_needs_an_origin(preview: Preview) -> None:
    port, path = address(preview)
    own = f"http://127.0.0.1:{port}"
    assert ask(preview, f"{path}again", "POST", "{}").status == 403
    assert ask(preview, f"{path}again", "POST", "{}", origin=own).status == 204
    assert ask(preview, f"{path}again", origin=own).status == 405
    shown(preview)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_s_request_is_refused(preview: Preview, site: str) -> None:
    assert ask(preview, address(preview)[1], sec_fetch_site=site).status == 403


def test_no_path_without_the_token(preview: Preview) -> None:
    _, path = address(preview)
    token = path.strip("/")
    wrongs = [
        *("/", "/web/preview.js", "/events", f"//{token}/", f"/x/{token}/", f"/{token}"),
        *(f"/{token[:-1]}/", f"/{token}x/", f"/{token.swapcase()}/"),
        f"/%{ord(token[0]):02x}{token[1:]}/",
    ]
    for wrong in wrongs:
        assert ask(preview, wrong).status == 404, wrong


@pytest.mark.parametrize(
    "trick",
    [
        "../../../etc/passwd",
        "web/../../session.py",
        "web/%2e%2e/session.py",
        "web/..%2fsession.py",
        "web/..\\session.py",
        "web//etc/passwd",
        "web/index.html",
        "web/.",
        "web/",
        "page/../1.png",
        "page/0/1.png",
        "thumb/x.png",
        "page/{digest}/nan.png",
        "page/{digest}/1e9.png",
        "page/{digest}/-1.png",
        "ink/0/0.png",
        "ink/1/99999.png",
        "issues/2021-1/issue.toml",
    ],
)
def test_nothing_but_what_is_shown_is_served(preview: Preview, trick: str) -> None:
    _, path = address(preview)
    digests = shown(preview)["digests"]
    assert isinstance(digests, list)
    assert ask(preview, path + trick.format(digest=digests[0])).status in (400, 404)
    assert ask(preview, f"{path}page/{digests[0]}/0.5.png").status == 200


@pytest.mark.parametrize(
    "body",
    [
        '{"source": "/etc/passwd"}',
        '{"source": "../../x:1"}',
        '{"source": "articles/02-value-chain.md:5; rm"}',
        '{"source": 1}',
        "[]",
        "{",
        "x" * 9000,
    ],
)
def test_only_a_place_that_is_shown_is_opened(preview: Preview, body: str) -> None:
    port, path = address(preview)
    answer = ask(preview, f"{path}open", "POST", body, origin=f"http://127.0.0.1:{port}")
    assert answer.status == 400


def test_a_view_has_to_be_one(preview: Preview) -> None:
    port, path = address(preview)
    for body, status in (
        ('{"pages": [3, 4], "scale": 1.25}', 204), ('{"pages": [], "scale": 1}', 400),
        ('{"pages": [-1], "scale": 1}', 400), ('{"pages": ["a"], "scale": 1}', 400),
        ('{"pages": [1], "scale": NaN}', 400), ('{"pages": [1], "scale": 1e300}', 400),
        ('{"pages": [0,1,2,3,4,5,6,7,8,9], "scale": 1}', 400),
    ):  # fmt: skip
        answer = ask(preview, f"{path}view", "POST", body, origin=f"http://127.0.0.1:{port}")
        assert answer.status == status, body


def test_only_this_machine_is_listened_to(preview: Preview) -> None:
    port, _ = address(preview)
    table = Path("/proc/net/tcp").read_text().splitlines()
    ours = {line.split()[1] for line in table if line.split()[3] == "0A"}
    assert f"0100007F:{port:04X}" in ours
    assert f"00000000:{port:04X}" not in ours


def test_a_slow_client_is_hung_up_on(preview: Preview) -> None:
    port, path = address(preview)
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
    slow[1].sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode())
    post = f"POST {path}again HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 9\r\n\r\n1"
    slow[2].sendall(post.encode())
    began = time.monotonic()
    for each in slow:
        each.settimeout(PATIENCE + 5)
        try:
            while each.recv(4096):
                pass
        except ConnectionResetError:
            pass
        each.close()
    assert time.monotonic() - began < PATIENCE + 5
