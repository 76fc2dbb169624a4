"""What readers of the screen edition would miss, caught in one that was damaged on purpose."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from spp_press.preflight import is_screen_edition, proof_screen
from tests.preflight.small import FAMILIES, Damage, damaged, own_font


def no_claim(pdf: Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>9"))


def no_title(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"dc:title", b"dc:source"))


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def no_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _elements(pdf: Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == Name(f"/{kind}")
    ]


def no_alternative(pdf: Pdf) -> None:
    for figure in _elements(pdf, "Figure"):
        figure.Alt = pikepdf.String(" ")


def deep_heading(pdf: Pdf) -> None:
    for heading in _elements(pdf, "H1")[1:]:
        heading.S = Name.H3


def no_outline(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def not_embedded(pdf: Pdf) -> None:
    del own_font(pdf).DescendantFonts[0].FontDescriptor["/FontFile3"]


@pytest.mark.parametrize(
    ("damage", "key"),
    [
        (no_claim, "screen-identity"),
        (no_title, "screen-title"),
        (no_language, "screen-language"),
        (no_tags, "screen-tags"),
        (no_alternative, "screen-figure"),
        (deep_heading, "screen-heading"),
        (no_outline, "screen-outline"),
        (not_embedded, "proof-font-missing"),
    ],
)
def test_a_damage_is_caught(damage: Damage, key: str, screen: bytes) -> None:
    assert key in [problem.key for problem in proof_screen(damaged(screen, damage))]


def test_the_edition_is_passed_in_silence(screen: bytes) -> None:
    assert proof_screen(screen, fonts=FAMILIES) == ()


def test_the_editions_are_told_apart(screen: bytes, clean: bytes) -> None:
    assert is_screen_edition(screen)
    assert not is_screen_edition(clean)
    assert not is_screen_edition(b"")
