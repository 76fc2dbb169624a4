from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spp_press.folders import cache_folder
from tests import small_bulletin
from tests.conftest import spp_press


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own")
@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HOME": "/home/me"}, "/home/me/.cache/spp-press"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": "/var/mine"}, "/var/mine/spp-press"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": "not/absolute"}, "/home/me/.cache/spp-press"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": ""}, "/home/me/.cache/spp-press"),
        ({"HOME": "elsewhere"}, None),
        ({}, None),
    ],
)
def test_pictures_are_kept_where_the_system_keeps_such_things(
    environment: dict[str, str], folder: str | None
) -> None:
    assert cache_folder(None, environment) == (Path(folder) if folder else None)
    assert cache_folder(Path("mine"), environment) == Path("mine")


def test_the_bytes_are_the_same_with_pictures_kept_and_without(tmp_path: Path) -> None:
    small_bulletin.write(tmp_path)
    (tmp_path / "file").write_bytes(b"no folder")
    made = []
    for number, cache in enumerate(("kept", "kept", "file")):
        output = tmp_path / str(number)
        done = spp_press("make", "2022-1", "--output", output, "--cache", cache, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in output.iterdir()})
    assert made[0] == made[1] == made[2]
    assert any((tmp_path / "kept").iterdir())
    assert (tmp_path / "file").read_bytes() == b"no folder"
