"""WeasyPrint's declarations of Pango's functions, parsed beforehand.

At every start WeasyPrint has cffi parse some 450 lines of C: 0.15 s, a quarter of all imports.
``declared.py`` is what cffi makes of them, for its own "out-of-line ABI mode"; ``python -m
spp_press.engine.declarations`` writes it anew. For any other text, or a cffi that does not read it,
cffi parses as ever.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cffi  # type: ignore[import-untyped]

_DECLARED = f"{__package__}.declared"
_FFI = cffi.FFI


class _Declaring:
    """Stands for a ``cffi.FFI``: has all that one has, of what was declared beforehand."""

    def cdef(self, source: str, **options: Any) -> None:
        """Declare ``source``, as ``cffi.FFI.cdef`` does."""
        ffi = _declared(source)
        if ffi is None:
            ffi = _FFI()
            ffi.cdef(source, **options)
        names = (name for name in dir(ffi) if not name.startswith("__"))
        vars(self).update({name: getattr(ffi, name) for name in names})


@contextmanager
def declared_beforehand() -> Iterator[None]:
    """While WeasyPrint is imported."""
    cffi.FFI = _Declaring
    try:
        yield
    finally:
        cffi.FFI = _FFI


def _declared(source: str) -> Any:
    try:
        declared = import_module(_DECLARED)
    except ImportError:  # another cffi
        return None
    return declared.ffi if _key(source) in declared.SOURCES else None


def _key(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def _write() -> None:
    """Write ``declared.py`` after the WeasyPrint that is installed."""
    folder = Path(__file__).parent
    sources = (texts_of(Path(_package("weasyprint"), "text", "ffi.py"))
               + texts_of(folder / "versions.py"))  # fmt: skip
    builder = _FFI()
    for source in sources:
        builder.cdef(source, override=True)
    builder.set_source(_DECLARED, None)
    path = folder / "declared.py"
    builder.emit_python_code(str(path))
    keys = "".join(f"    {_key(source)!r},\n" for source in sources)
    written = path.read_text(encoding="utf-8")
    written = f"# ruff: noqa\n# mypy: ignore-errors\n{written}SOURCES = (\n{keys})\n"
    path.write_text(written, encoding="utf-8")


def texts_of(path: Path) -> tuple[str, ...]:
    """What the module at ``path`` declares: the text in each of its calls of ``ffi.cdef``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "cdef"
        and isinstance(node.args[0], ast.Constant)
    )


def _package(name: str) -> str:
    spec = find_spec(name)
    assert spec and spec.submodule_search_locations
    return spec.submodule_search_locations[0]


if __name__ == "__main__":
    _write()
