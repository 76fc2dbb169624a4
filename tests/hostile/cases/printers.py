"""A printer's profile and its ICC profile come from outside as well."""

from __future__ import annotations

import os
import struct

from tests.hostile.cases.case import Cases, formatted
from tests.hostile.judging import Either, Printed, Refused
from tests.hostile.stage import PRESS, Stage

PRINTERS = Cases("printer")
_GOOD = (PRESS / "spp_press/data/printers/offset-coated.toml").read_text(encoding="utf-8")
_ICC = (PRESS / "spp_press/data/profiles/ISOcoated_v2_300_bas.icc").read_bytes()


def _changed(key: str, value: str) -> str:
    lines = [line for line in _GOOD.splitlines() if line.partition("=")[0].strip() != key]
    return "\n".join([f"{key} = {value}", *lines]) + "\n"


for _name, (_key, _value) in {
    "trim-text": ("trims", '"210×285"'),
    "trim-zero": ("trims", '["0×0"]'),
    "trim-huge": ("trims", '["999999999999×1"]'),
    "trim-words": ("trims", '["A4"]'),
    "trims-empty": ("trims", "[]"),
    "bleed-negative": ("bleed", "-3"),
    "bleed-huge": ("bleed", "1e9"),
    "bleed-nan": ("bleed", "nan"),
    "bleed-text": ("bleed", '"3"'),
    "ink-zero": ("ink_limit", "0"),
    "ink-true": ("ink_limit", "true"),
    "resolution-zero": ("resolution", "0"),
    "multiple-zero": ("page_multiple", "0"),
    "multiple-huge": ("page_multiple", "1000000"),
    "standard": ("standard", '"x-3"'),
    "cover": ("cover", '"hard"'),
    "marks": ("marks", '"no"'),
    "condition-number": ("condition", "39"),
    "unknown": ("colour", '"x"'),
    "profile-missing": ("profile", '"none.icc"'),
    "profile-absolute": ("profile", '"@OUT@/secret.png"'),
    "profile-climbing": ("profile", '"../../../outside/secret.png"'),
    "profile-passwd": ("profile", '"/etc/passwd"'),
    "profile-device": ("profile", '"/dev/zero"'),
    "profile-http": ("profile", '"@URL@/x.icc"'),
    "profile-itself": ("profile", '"own.toml"'),
    "profile-nul": ("profile", '"x\\u0000.icc"'),
}.items():
    PRINTERS.add(
        _name,
        Refused("printers/own.toml:1"),
        lambda s, key=_key, value=_value: s.printer(formatted(s, _changed(key, value))),
    )
PRINTERS.add(
    "condition-odd",
    Either(Printed()),
    lambda s: s.printer(_changed("condition", '") /S /JavaScript ("')),
)
PRINTERS.add(
    "describes-odd",
    Either(Printed()),
    lambda s: s.printer(_changed("describes", '"</rdf:RDF><x>"')),
)
PRINTERS.add("empty", Refused("printers/own.toml"), lambda s: s.printer(""))
PRINTERS.add("broken", Refused("printers/own.toml:1"), lambda s: s.printer("= ="))
PRINTERS.add(
    "binary",
    Refused("printers/own.toml"),
    lambda s: (
        s.put("issues/printers/own.toml", bytes(range(256))) and s.bulletin('printer = "own"')
    ),
)


def _link(stage: Stage) -> None:
    stage.printer("")
    path = stage.root / "issues/printers/own.toml"
    path.unlink()
    path.symlink_to(stage.outside / "secret.toml")


def _fifo(stage: Stage) -> None:
    stage.printer("")
    path = stage.root / "issues/printers/own.toml"
    path.unlink()
    os.mkfifo(path)


PRINTERS.add("link", Refused(), _link)
PRINTERS.add("fifo", Refused(), _fifo)


def _icc(stage: Stage, data: bytes) -> None:
    stage.printer(_changed("profile", '"own.icc"'))
    stage.put("issues/printers/own.icc", data)


_COUNT = struct.unpack_from(">I", _ICC, 128)[0]
for _name, _data in {
    "empty": b"",
    "text": b"hello" * 50,
    "head": _ICC[:128],
    "half": _ICC[: len(_ICC) // 2],
    "zeros": _ICC[:132] + bytes(len(_ICC) - 132),
    "tags-many": _ICC[:128] + b"\xff\xff\xff\xff" + _ICC[132:],
    "tags-none": _ICC[:128] + bytes(4),
    "offsets": _ICC[:132] + b"".join(_ICC[i : i + 4] + b"\xff\xff\xff\xf0" + _ICC[i + 8 : i + 12] for i in range(132, 132 + 12 * _COUNT, 12)) + _ICC[132 + 12 * _COUNT :],
    "rgb": _ICC[:16] + b"RGB " + _ICC[20:],
    "rgb-class": _ICC[:12] + b"mntrRGB " + _ICC[20:],
    "grid-255": _ICC.replace(b"mft2\0\0\0\0\4\3", b"mft2\0\0\0\0\4\3\xff", 1),
    "size-lie": b"\xff\xff\xff\xff" + _ICC[4:],
    "large": _ICC + bytes(9 << 20),
    "noise": _ICC[:900] + bytes(i * 7919 % 256 for i in range(len(_ICC) - 900)),
}.items():  # fmt: skip
    PRINTERS.add(f"icc-{_name}", Either(Printed()), lambda s, data=_data: _icc(s, data))
PRINTERS.add("icc-right", Printed(("正文",)), lambda s: _icc(s, _ICC))


def _icc_link(stage: Stage) -> None:
    _icc(stage, b"")
    path = stage.root / "issues/printers/own.icc"
    path.unlink()
    path.symlink_to(stage.outside / "secret.png")


PRINTERS.add("icc-link", Refused("printers/own.toml:1"), _icc_link)
