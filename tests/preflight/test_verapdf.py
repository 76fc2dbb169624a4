"""What ``check`` adds where veraPDF is installed, and that nothing is missed where it is not."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from spp_press.preflight import verapdf
from tests.preflight.small import damaged
from tests.verapdf import needs_verapdf


def smoothed(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-2, 6.2.8: no picture may be interpolated."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Image:
            thing.Interpolate = True


def test_a_files_claims_are_read(clean: bytes, screen: bytes, tmp_path: Path) -> None:
    for data, claimed in ((clean, ("2u",)), (screen, ("3a", "ua1")), (b"", ())):
        path = tmp_path / "x.pdf"
        path.write_bytes(data)
        assert verapdf.flavours(path) == claimed


def test_without_verapdf_nothing_is_said(
    clean: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "class_path", lambda: None)
    path = tmp_path / "x.pdf"
    path.write_bytes(clean)
    assert verapdf.validate([path]) == ()


@needs_verapdf
def test_a_false_claim_is_an_error(clean: bytes, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(clean)
    bad.write_bytes(damaged(clean, smoothed))
    found = verapdf.validate([good, bad])
    assert found and all(p.key == "verapdf" and str(p.place) == "bad.pdf" for p in found)
    assert any("Interpolate" in dict(p.values)["rule"] for p in found)
