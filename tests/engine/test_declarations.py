"""What is declared beforehand is what WeasyPrint declares; anything else is parsed as ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cffi  # type: ignore[import-untyped]
import pytest
import weasyprint

from spp_press.engine import declarations, declared
from spp_press.engine.declarations import declared_beforehand, texts_of
from tests.conftest import ROOT

ENGINE = Path(declarations.__file__).parent


def test_it_is_what_weasyprint_declares() -> None:
    """Else: python -m spp_press.engine.declarations."""
    theirs = texts_of(Path(weasyprint.__file__).parent / "text" / "ffi.py")
    ours = texts_of(ENGINE / "versions.py")
    assert len(theirs) == len(ours) == 1
    assert tuple(declarations._key(text) for text in theirs + ours) == declared.SOURCES


def test_weasyprint_uses_it() -> None:
    program = (
        "import sys, spp_press.engine as engine, weasyprint.text.ffi as theirs\n"
        "from spp_press.engine.declared import ffi\n"
        "assert theirs.ffi.new.__self__ is ffi and 'pycparser' not in sys.modules\n"
        "assert engine.engine_versions()['HarfBuzz']\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_another_text_is_parsed() -> None:
    with declared_beforehand():
        other = cffi.FFI()
    other.cdef("typedef struct { int here; } Other;")
    assert other.new("Other *", {"here": 3}).here == 3
    other.cdef("typedef short Another;")
    assert other.sizeof("Another") == 2 and other.sizeof("Other") == 4
    assert isinstance(cffi.FFI(), cffi.FFI)


def test_without_the_module_cffi_parses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "_DECLARED", "spp_press.engine.not_there")
    (text,) = texts_of(ENGINE / "versions.py")
    with declared_beforehand():
        stock = cffi.FFI()
    stock.cdef(text)
    assert str(stock.typeof("int(*)(void)")) == "<ctype 'int(*)()'>"
