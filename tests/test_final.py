"""What has gone to press is not overwritten unasked, and can be verified."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests import small_bulletin
from tests.conftest import CACHE, ROOT, spp_press

SCREEN = "2022-1-screen.pdf"


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("printed")
    small_bulletin.write(root)
    done = spp_press("make", "2022-1", "--final", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def printed(pattern: Path, tmp_path: Path) -> Path:
    """A bulletin whose issue has gone to press."""
    return shutil.copytree(pattern, tmp_path / "bulletin")


def change(root: Path) -> None:
    article = root / "issues" / "2022-1" / "articles" / "01.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("12个城市", "13个城市"), encoding="utf-8")


def test_it_is_locked_and_makes_again_as_it_was(printed: Path) -> None:
    lock = printed / "issues" / "2022-1" / "press.lock"
    assert lock.read_bytes() == (printed / "build" / "2022-1.receipt.json").read_bytes()
    assert spp_press("make", "2022-1", cwd=printed).returncode == 0
    done = spp_press("verify", "2022-1", cwd=printed)
    assert (done.returncode, done.stdout) == (0, "2022-1: identical\n")


def test_a_change_is_refused_and_named(printed: Path) -> None:
    before = (printed / "build" / SCREEN).read_bytes()
    change(printed)
    done = spp_press("--lang", "zh", "make", "2022-1", cwd=printed)
    assert done.returncode == 1
    assert "articles/01.md" in done.stderr and SCREEN in done.stderr and "--anyway" in done.stderr
    assert done.stderr.startswith("press.lock: 错误: ")
    assert (printed / "build" / SCREEN).read_bytes() == before
    again = spp_press("make", "2022-1", "--anyway", cwd=printed)
    assert again.returncode == 0, again.stderr
    assert again.stderr.startswith("press.lock: warning: ")
    assert (printed / "build" / SCREEN).read_bytes() != before


def test_a_proof_to_sign_says_that_it_is_not_of_what_was_printed(printed: Path) -> None:
    proof = ("--lang", "zh", "make", "2022-1", "--stage", "付印")
    done = spp_press(*proof, cwd=printed)
    assert (done.returncode, done.stderr) == (0, "")
    change(printed)
    done = spp_press(*proof, cwd=printed)
    assert done.returncode == 0
    assert done.stderr.startswith("press.lock: 注意: 这一期已经付印，这份付印样却不是")
    assert "2022-1-print.pdf" in done.stderr and "articles/01.md" in done.stderr
    read = spp_press("make", "2022-1", "--stage", "一校", cwd=printed)
    assert (read.returncode, read.stderr) == (0, "")


def test_another_folder_is_no_way_round(printed: Path) -> None:
    change(printed)
    done = spp_press("make", "2022-1", "--output", "other", cwd=printed)
    assert done.returncode == 1
    assert list((printed / "other").iterdir()) == []


def test_verify_names_the_page_and_the_input(printed: Path) -> None:
    change(printed)
    done = spp_press("verify", "2022-1", cwd=printed)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith("2022-1-print.pdf: error: pages that are otherwise: 3.")
    assert lines[1].startswith("2022-1-screen.pdf: error: pages that are otherwise: 3.")
    assert lines[2].startswith("error: what has changed: articles/01.md.")
    assert len(lines) == 3


def test_verify_says_what_it_cannot_see(printed: Path) -> None:
    change(printed)
    assert spp_press("make", "2022-1", "--anyway", cwd=printed).returncode == 0
    done = spp_press("verify", "2022-1", cwd=printed)
    assert done.returncode == 1
    assert "was changed or made again since" in done.stderr
    assert "which pages cannot be told" in done.stderr


def test_verify_needs_something_to_hold_it_to(tmp_path: Path) -> None:
    small_bulletin.write(tmp_path)
    done = spp_press("verify", "2022-1", cwd=tmp_path)
    assert done.returncode == 3
    assert "press.lock" in done.stderr and "Traceback" not in done.stderr


def test_a_rejected_issue_cannot_go_to_press(tmp_path: Path) -> None:
    issue = small_bulletin.write(tmp_path)
    picture = issue / "images" / "图.png"
    Image.radial_gradient("L").resize((210, 100)).save(picture)
    done = spp_press("make", "2022-1", "--final", cwd=tmp_path)
    assert done.returncode == 7
    assert "cannot go to press" in done.stderr
    assert not (issue / "press.lock").exists()
    assert not (tmp_path / "build" / "2022-1-工单.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")
@pytest.mark.parametrize(("answer", "code"), [("是\n".encode(), 0), (b"n\n", 1), (b"\x04", 1)])
def test_on_a_terminal_it_asks(printed: Path, answer: bytes, code: int) -> None:
    import pty

    change(printed)
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(printed)
        os.environ |= {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(CACHE)}
        os.execv(sys.executable, [sys.executable, "-m", "spp_press", "make", "2022-1"])
    said = b""
    try:
        while chunk := os.read(terminal, 4096):
            said += chunk
            if answer and b"[y/N]" in said:
                os.write(terminal, answer)
                answer = b""
    except OSError:  # the other end has gone
        pass
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert not answer, said.decode()
    assert os.waitstatus_to_exitcode(status) == code, said.decode()


def test_check_says_which_pdf_is_not_of_these_sources(printed: Path) -> None:
    def said() -> list[str]:
        done = spp_press("check", "2022-1", cwd=printed)
        return [line for line in done.stderr.splitlines() if line.startswith("2022-1-")]

    assert said() == []
    change(printed)
    lines = said()
    assert [line.partition(":")[0] for line in lines] == ["2022-1-print.pdf", SCREEN]
    for line in lines:
        assert "not made of the sources as they are now" in line and "articles/01.md" in line
        assert "spp-press make 2022-1" in line
    assert (
        spp_press("make", "2022-1", "--edition", "screen", "--anyway", cwd=printed).returncode == 0
    )
    (line,) = said()  # the screen edition is new, and the receipt tells of it alone
    assert line.startswith("2022-1-print.pdf: warning: no receipt tells of this PDF")
    (printed / "build" / SCREEN).write_bytes((printed / "build" / SCREEN).read_bytes() + b"\n")
    assert "changed or replaced since" in said()[1]
    (printed / "build" / "2022-1.receipt.json").write_text("{", encoding="utf-8")
    broken = spp_press("check", "2022-1", cwd=printed)
    assert "2022-1.receipt.json: error" in broken.stderr
