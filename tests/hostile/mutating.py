"""Good input with one byte changed, cut off, doubled: nothing may come of it but words or print."""

from __future__ import annotations

import os
import pickle
import random
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from tests.hostile.cases.docx import plain, text
from tests.hostile.judging import Printed, judged
from tests.hostile.running import HANG, Run
from tests.hostile.stage import ISSUE, PRESS, Stage, encoded
from tests.hostile.trying import WORKERS, staged

SEED = 20_211
_BATCH = 100
_SOURCE = "issues/2021-1"


@cache
def originals() -> dict[str, bytes]:
    """By file name: what is changed."""
    home = PRESS / _SOURCE
    return {
        "a.md": (home / "articles/02-value-chain.md").read_bytes(),
        "b.md": (home / "articles/05-sdg-12-7-1.md").read_bytes(),
        "issue.toml": (home / "issue.toml").read_bytes(),
        "own.toml": (PRESS / "spp_press/data/printers/offset-coated.toml").read_bytes(),
        "c.svg": (home / "images/network.svg").read_bytes(),
        "d.svg": (home / "images/levels.svg").read_bytes(),
        "e.jpg": encoded(
            "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
        ),
        "f.png": encoded("PNG", mode="P"),
        "g.gif": encoded("GIF"),
        "h.webp": encoded("WEBP"),
        "i.tif": encoded("TIFF", compression="tiff_lzw"),
        "j.avif": encoded("AVIF"),
        "k.bmp": encoded("BMP"),
        "l.jp2": encoded("JPEG2000"),
        "m.docx": plain(text("正文之字。") * 20, **{"word/media/x.png": encoded("PNG")}),
    }


@dataclass(frozen=True)
class Mutant:
    """The original's name, and its bytes after the change."""

    name: str
    data: bytes


def mutant(number: int) -> Mutant:
    """The mutant of this number: always the same."""
    chance = random.Random(SEED + number)
    names = sorted(originals())
    name = names[number % len(names)]
    data = bytearray(originals()[name])
    at = chance.randrange(len(data))
    if chance.random() < 0.3:  # heads are where formats say what follows
        at = min(at, chance.randrange(64))
    match chance.randrange(7):
        case 0:
            del data[at:]
        case 1:
            data[at] ^= 1 << chance.randrange(8)
        case 2:
            del data[at]
        case 3:
            data.insert(at, chance.randrange(256))
        case 4:
            data[at:at] = data[at : at + chance.randrange(1, 200)]
        case 5:
            data[at] = chance.choice(b"\0\xff\n<>\"'[]{}&%\\`*|:")
        case _:
            data[at] = chance.randrange(256)
    return Mutant(name, bytes(data))


def read(it: Mutant) -> None:
    """What the reading layer does with it; only a PressError may come of it."""
    from spp_press import drawings, pictures
    from spp_press.importing.docx import read_docx
    from spp_press.manuscript import read_manuscript
    from spp_press.numbering import read_number
    from spp_press.problems import Place, PressError, Report
    from spp_press.reading import decode
    from spp_press.settings import parse_settings

    report, place = Report(), Place("articles/a.md", 3)
    suffix = it.name.rpartition(".")[2]
    try:
        if suffix == "docx":
            read_docx(it.name, it.data, report)
        elif suffix == "svg":
            drawings.vet(it.name, it.data, place, report)
        elif suffix in ("md", "toml"):
            decoded = decode(it.data, it.name, report)
            if decoded is not None and suffix == "md":
                read_manuscript(it.name, decoded, report)
            elif decoded is not None:
                table = parse_settings(decoded, it.name, report)
                if table is not None:
                    read_number(table, "2021-1", report)
                    table.finish()
        else:
            pictures.vet(it.name, it.data, place, report)
    except PressError:
        pass


def _batch(first: int, count: int) -> list[str]:
    """What went wrong with the mutants from ``first`` on; each batch is read in a fork."""
    receiving, sending = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(receiving)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libtiff speaks its mind
        wrong: list[str] = []
        with os.fdopen(sending, "wb", buffering=0) as out:
            for number in range(first, first + count):
                out.write(b"%d\n" % number)
                began = time.process_time()
                try:
                    read(mutant(number))
                except BaseException:
                    wrong.append(f"mutant {number}: traceback: {traceback.format_exc()[-400:]}")
                if time.process_time() - began > HANG:
                    wrong.append(f"mutant {number}: hang")
            out.write(b"done\n" + pickle.dumps(wrong))
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as heard:
        data = heard.read()
    _, status = os.waitpid(pid, 0)
    before, done, after = data.partition(b"done\n")
    if not done:
        last = before.split()[-1].decode() if before else "-"
        return [f"mutant {last}: traceback: signal or exit {status}"]
    found: list[str] = pickle.loads(after)
    return found


def all_read(count: int) -> list[str]:
    """What went wrong with the first ``count`` mutants in the reading layer."""
    read(mutant(0))  # its modules are loaded once
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("fork")) as pool:
        firsts = range(0, count, _BATCH)
        counts = [min(_BATCH, count - first) for first in firsts]
        return [wrong for batch in pool.map(_batch, firsts, counts) for wrong in batch]


def plant(stage: Stage, it: Mutant) -> tuple[str, ...]:
    """Put a mutant where it is read; gives the command that reads it."""
    match it.name.rpartition(".")[2]:
        case "md":
            stage.article(it.data)
        case "toml" if it.name == "own.toml":
            stage.printer("")
            stage.put("issues/printers/own.toml", it.data)
        case "toml":
            stage.put(f"issues/{ISSUE}/issue.toml", it.data)
        case "docx":
            path = stage.outside / "x.docx"
            path.write_bytes(it.data)
            return ("import", str(path), "--issue", "2021-2", "--yes", "--root", str(stage.root))
        case _:
            stage.picture(it.name, it.data)
    return ("make", ISSUE, "--root", str(stage.root), "--output", str(stage.root / "build"))


def _whole(number: int, run: Run) -> str:
    it = mutant(number)
    with staged() as (stage, heard):
        arguments = plant(stage, it)
        outcome = run(*arguments)
        faults = judged(outcome, stage.root / "build", len(heard), Printed())
        grave = (
            faults.leak,
            faults.requests,
            faults.trace,
            faults.hang,
            faults.memory,
            faults.broken,
        )
        silent = outcome.code not in (0, 7) and "error: " not in outcome.said
        return f"mutant {number} ({it.name}): {faults}" if any(grave) or silent else ""


def all_made(numbers: range, run: Run) -> Iterator[str]:
    """What went wrong with these mutants from end to end."""
    call: Callable[[int], str] = _Whole(run)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("fork")) as pool:
        yield from filter(None, pool.map(call, numbers, chunksize=4))


@dataclass(frozen=True)
class _Whole:
    run: Run

    def __call__(self, number: int) -> str:
        return _whole(number, self.run)
