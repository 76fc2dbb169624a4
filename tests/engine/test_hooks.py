"""WeasyPrint's insides are as the press expects them. When one fails, read engine/hooks.py."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import weasyprint
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout.block import _linebox_layout
from weasyprint.text.line_break import Layout

from spp_press.engine.hooks import HOOKED, composing


def test_weasyprint_is_the_version_that_the_hooks_were_written_for() -> None:
    assert weasyprint.__version__ == "70.0"


@pytest.mark.parametrize(("place", "parameters"), HOOKED.items())
def test_a_hooked_function_has_the_parameters_it_had(
    place: tuple[object, str], parameters: tuple[str, ...]
) -> None:
    function = getattr(*place)
    assert tuple(inspect.signature(function).parameters) == parameters


def test_a_block_begins_its_lines_through_the_hooked_name() -> None:
    assert "iter_line_boxes(" in inspect.getsource(_linebox_layout)


def test_what_set_text_overrides_is_there() -> None:
    for name in ("setup", "set_text", "get_first_line", "deactivate", "reactivate"):
        assert callable(getattr(Layout, name))
    assert tuple(inspect.signature(Layout.set_text).parameters) == ("self", "text", "justify")
    assert issubclass(TextBox, object) and LineBox.text_overflow == "clip"


def test_nothing_stays_hooked() -> None:
    from spp_press.composition import Lexicon
    from spp_press.engine.fonts import Faces
    from spp_press.problems import Report

    before = {place: getattr(*place) for place in HOOKED}
    with pytest.raises(ZeroDivisionError), composing(Faces([]), Lexicon.common(), Report()):
        assert all(getattr(*place) is not before[place] for place in HOOKED)
        _ = 1 // 0
    assert {place: getattr(*place) for place in HOOKED} == before


def test_only_the_engine_imports_weasyprint() -> None:
    package = Path(__file__).parents[2] / "spp_press"
    importers = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        if "import weasyprint" in (text := path.read_text(encoding="utf-8"))
        or "from weasyprint" in text
    }
    assert importers == {"engine"}


def test_what_draws_dots_and_places_notes_is_there() -> None:
    from weasyprint import draw
    from weasyprint.layout import LayoutContext

    from spp_press.engine.emphasis import dotting

    drawn = ("stream", "textbox", "offset_x", "text_overflow", "block_ellipsis")
    assert tuple(inspect.signature(draw.draw_text).parameters) == drawn
    for name in ("layout_footnote", "report_footnote"):
        assert tuple(inspect.signature(getattr(LayoutContext, name)).parameters) == (
            "self",
            "footnote",
        )
    stock = draw.draw_text
    with pytest.raises(ZeroDivisionError), dotting():
        assert draw.draw_text is not stock
        _ = 1 // 0
    assert draw.draw_text is stock
