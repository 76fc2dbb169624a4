"""The libraries that set the type, as they are found on this machine: which version of each.

They belong to the system and can be replaced at any time, unlike what is installed with the press.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import suppress

_LIBRARIES = {
    "fontconfig": ("FcGetVersion", "libfontconfig.so.1", "libfontconfig.1.dylib",
                   "libfontconfig-1.dll"),
    "harfbuzz": ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.0.dylib",
                 "libharfbuzz-0.dll"),
    "pango": ("pango_version_string", "libpango-1.0.so.0", "libpango-1.0.0.dylib",
              "libpango-1.0-0.dll"),
}  # fmt: skip
"""The function that says its version, and its names on Linux, macOS, Windows; each but
Fontconfig's gives a string."""


def library_versions() -> Iterator[tuple[str, str]]:
    """Each library and its version.

    Raises OSError or AttributeError where one of them is not found.
    """
    for library, (function, *names) in _LIBRARIES.items():
        version = getattr(_loaded(names), function)
        version.restype = ctypes.c_int if library == "fontconfig" else ctypes.c_char_p
        yield library, str(version())


def _loaded(names: list[str]) -> ctypes.CDLL:
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    raise OSError(names[0])
