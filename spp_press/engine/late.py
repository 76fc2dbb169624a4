"""fontTools, loaded when WeasyPrint calls for it and not before.

WeasyPrint imports it for fonts that HarfBuzz does not subset by itself: variable ones, those with
coloured glyphs, WOFF. A style's fonts are seldom such, and loading it takes 0.07 s, a sixth of all
imports. While WeasyPrint is imported, stand-ins take its place; the first of them that is used
brings in what all of them stand for. For another WeasyPrint there are none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

_WRITTEN_FOR = "weasyprint-70.0.dist-info"
_STOOD_FOR = (
    "fontTools", "fontTools.subset", "fontTools.ttLib", "fontTools.varLib",
    "fontTools.varLib.instancer",
)  # fmt: skip
_USERS = ("weasyprint.pdf.fonts", "weasyprint.text.fonts")


@contextmanager
def loaded_late() -> Iterator[None]:
    """While WeasyPrint is imported."""
    if "fontTools" in sys.modules or not _is_known():
        yield
        return
    sys.modules.update({name: _Module(name) for name in _STOOD_FOR})
    try:
        yield
    finally:
        for name in _STOOD_FOR:
            del sys.modules[name]


class _Module(ModuleType):
    """Stands for a module: whatever is imported from it is a :class:`_Late`."""

    def __getattr__(self, name: str) -> _Late:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Late(self.__name__, name)


class _Late:
    """Stands for a class, a function or a module of fontTools."""

    def __init__(self, home: str, name: str) -> None:
        self._home = home
        self._name = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._real()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _real(self) -> Any:
        """What it stands for; what others stand for takes their place, an exception's class too."""
        for user in map(import_module, _USERS):
            for name, value in list(vars(user).items()):
                if isinstance(value, _Late):
                    setattr(user, name, value._found())
        return self._found()

    def _found(self) -> Any:
        home = import_module(self._home)
        return getattr(home, self._name, None) or import_module(f"{self._home}.{self._name}")


def _is_known() -> bool:
    spec = find_spec("weasyprint")
    return bool(
        spec
        and spec.submodule_search_locations
        and Path(spec.submodule_search_locations[0]).with_name(_WRITTEN_FOR).exists()
    )
