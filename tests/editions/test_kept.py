from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from spp_press.editions import print_edition
from spp_press.kept import Kept
from spp_press.printers import Printer
from tests.editions import torture

ONE, TWO = (sha256(name).hexdigest() for name in (b"1", b"2"))


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    Kept(tmp_path / "new")[ONE] = b"picture"
    kept = Kept(tmp_path / "new")
    assert kept[ONE] == b"picture"
    assert list(kept) == [ONE] and len(kept) == 1
    assert kept.get(TWO) is None and TWO not in kept
    del kept[ONE]
    assert not kept


@pytest.mark.parametrize("damaged", [b"", b"x" * 10, b"x" * 100])
def test_a_damaged_file_is_not_found(tmp_path: Path, damaged: bytes) -> None:
    kept = Kept(tmp_path)
    kept[ONE] = b"picture"
    (tmp_path / ONE).write_bytes(damaged)
    assert kept.get(ONE) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = Kept(tmp_path / "file")
    kept[ONE] = b"picture"
    assert kept.get(ONE) is None and len(kept) == 0


def test_what_was_used_longest_ago_is_swept_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept[ONE], kept[TWO] = b"1" * 1000, b"2" * 1000
    os.utime(tmp_path / ONE, ns=(2, 2))
    os.utime(tmp_path / TWO, ns=(1, 1))
    (tmp_path / ".stray.tmp").write_bytes(b"half")
    kept = Kept(tmp_path, room=1500)
    assert list(kept) == [ONE]
    assert [path.name for path in tmp_path.iterdir()] == [ONE]


def test_the_bytes_are_the_same_with_and_without(
    tmp_path: Path, drawn: bytes, printer: Printer, print_pdf: bytes
) -> None:
    for _ in range(2):
        kept = Kept(tmp_path)
        assert print_edition(drawn, torture.RECORD, torture.INKS, printer, kept) == print_pdf
    assert len(kept) == 8  # drawing.png and indexed.png are the same picture
