from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from spp_press.editions import print_edition, screen_edition
from spp_press.printers import read_printer
from spp_press.verifying import changed_pages
from tests.editions import torture


@pytest.fixture(scope="module")
def before() -> bytes:
    return screen_edition(torture.drawn(), torture.RECORD)


def screen(*change: tuple[str, str]) -> bytes:
    source = torture.html()
    for old, new in change:
        assert old in source
        source = source.replace(old, new)
    return screen_edition(torture.draw(source), torture.RECORD)


def test_no_page_is_otherwise_than_itself(before: bytes) -> None:
    assert changed_pages(before, before) == ()
    assert changed_pages(before, screen()) == ()


def test_a_new_letter_changes_its_own_page_alone(before: bytes) -> None:
    assert changed_pages(before, screen(("<p>封底</p>", "<p>封底龘</p>"))) == (8,)


def test_a_colour_changes_its_own_page_alone(before: bytes) -> None:
    assert changed_pages(before, screen(("background: #eee", "background: #eed"))) == (8,)


def test_a_picture_changes_the_pages_that_show_it(before: bytes) -> None:
    pdf = pikepdf.open(BytesIO(before))
    page = next(p for p in pdf.pages if p.get_images())
    number = pdf.pages.index(page) + 1
    assert number in changed_pages(before, _without_pixels(pdf))


def _without_pixels(pdf: pikepdf.Pdf) -> bytes:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            thing.write(b"")
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def test_a_page_that_only_one_has_is_otherwise(before: bytes) -> None:
    pdf = pikepdf.open(BytesIO(before))
    del pdf.pages[-1]
    file = BytesIO()
    pdf.save(file)
    assert changed_pages(before, file.getvalue()) == (8,)
    assert changed_pages(file.getvalue(), before) == (8,)


def test_marks_are_part_of_a_page() -> None:
    plain = read_printer("offset-coated")
    marked = plain._replace(marks=True)
    kept: dict[str, bytes] = {}
    one, other = (
        print_edition(torture.drawn(), torture.RECORD, torture.INKS, p, kept)
        for p in (plain, marked)
    )
    assert changed_pages(one, other) == tuple(range(1, 9))
