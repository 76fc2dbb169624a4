"""Which versions of the engine and of the system's libraries set the type."""

from __future__ import annotations

import weasyprint
from weasyprint.text.ffi import ffi, fontconfig, harfbuzz, pango

ffi.cdef("int FcGetVersion(void); const char *hb_version_string(void);", override=True)


def engine_versions() -> dict[str, str]:
    """The version of each, by its name in the field."""
    return {
        "Fontconfig": _dotted(fontconfig.FcGetVersion()),
        "HarfBuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
        "Pango": _dotted(pango.pango_version()),
        "WeasyPrint": weasyprint.__version__,
    }


def _dotted(version: int) -> str:
    return f"{version // 10000}.{version // 100 % 100}.{version % 100}"
