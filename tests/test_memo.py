"""The memo of file states: it reads what may have changed, and nothing else."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spp_press.memo import FileMemo, digest_of_file


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that were read."""
    names: list[str] = []
    real = hashlib.file_digest

    def noting(file: Any, kind: str) -> Any:
        names.append(Path(file.name).name)
        return real(file, kind)

    monkeypatch.setattr(hashlib, "file_digest", noting)
    yield names


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def settled(path: Path, text: str) -> Path:
    """A file that was written a while ago."""
    path.write_text(text)
    time.sleep(0.03)  # more than a tick of any file system's clock here
    return path


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, read: list[str]) -> None:
    file = settled(tmp_path / "a", "one")
    memo = FileMemo(tmp_path / "memo")
    assert memo.digest(file) == memo.digest(file) == sha("one")
    memo.save()
    assert FileMemo(tmp_path / "memo").digest(file) == sha("one")
    assert read == ["a"]


def test_what_has_changed_is_read(tmp_path: Path) -> None:
    file = settled(tmp_path / "a", "one")
    memo = FileMemo(tmp_path / "memo")
    memo.digest(file)
    memo.save()
    state = file.stat()
    file.write_text("two")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))  # as old and as long as before
    assert FileMemo(tmp_path / "memo").digest(file) == sha("two")
    file.unlink()
    assert FileMemo(tmp_path / "memo").digest(file) is None


def test_a_file_of_this_very_moment_is_read_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    memo = FileMemo(tmp_path / "memo")
    monkeypatch.setattr("spp_press.memo.tick", lambda folder: file.stat().st_mtime_ns)
    memo.digest(file)
    memo.save()
    assert FileMemo(tmp_path / "memo").digest(file) == sha("one")
    assert read == ["a", "a"]


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = settled(tmp_path / "a", "one")
    real = hashlib.file_digest

    def changing(opened: Any, kind: str) -> Any:
        digest = real(opened, kind)
        file.write_text("two")
        return digest

    monkeypatch.setattr(hashlib, "file_digest", changing)
    memo = FileMemo(tmp_path / "memo")
    memo.digest(file)
    memo.save()
    monkeypatch.setattr(hashlib, "file_digest", real)
    assert FileMemo(tmp_path / "memo").digest(file) == sha("two")


@pytest.mark.parametrize("content", ["", "{", '["a", 1]\n', "\x00\xff", "[1, 2, 3, 4, 5, 6]\n"])
def test_a_broken_memo_costs_only_time(tmp_path: Path, content: str) -> None:
    (tmp_path / "memo").write_bytes(content.encode("latin-1"))
    file = settled(tmp_path / "a", "one")
    memo = FileMemo(tmp_path / "memo")
    assert memo.digest(file) == sha("one")
    memo.save()
    assert FileMemo(tmp_path / "memo").digest(file) == sha("one")


def test_what_a_memo_has_seen_is_known_to_its_process(tmp_path: Path, read: list[str]) -> None:
    file = settled(tmp_path / "a", "one")
    assert digest_of_file(file) == digest_of_file(file) == sha("one")
    FileMemo(tmp_path / "memo").digest(file)
    assert read == ["a"] * 3
    assert digest_of_file(file) == sha("one") and read == ["a"] * 3
    settled(file, "three")
    assert digest_of_file(file) == sha("three")
    with pytest.raises(FileNotFoundError):
        digest_of_file(tmp_path / "b")
