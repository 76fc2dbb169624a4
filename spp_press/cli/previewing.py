"""``spp-press preview``: the pages in a browser, until it is interrupted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from spp_press.catalogue.words import word
from spp_press.cli.place import issue_folder, root_of, sample_issues, sample_root
from spp_press.cli.show import Show
from spp_press.folders import find_root
from spp_press.preview.messages import Order
from spp_press.problems import MissingError, Problem


@dataclass(frozen=True)
class Wish:
    """The options of ``preview``, as they were given."""

    root: Path | None
    style: str | None
    printer: str | None
    port: int
    editor: str | None
    browser: bool
    sample: bool


def preview_issue(issue: str | None, wish: Wish, show: Show) -> None:
    """Serve the preview of ``issue``, or of the sample.

    Raises MissingError for a port that is taken and an editor that is not there.
    """
    from spp_press.preview.desk import Desk
    from spp_press.preview.editors import EDITORS, find_editor

    editor = find_editor(wish.editor)
    if wish.editor is not None and editor is None:
        values = (("name", wish.editor), ("editors", ", ".join(EDITORS)))
        raise MissingError([Problem("preview-editor-unknown", values=values)])
    order = sample_order(wish) if wish.sample else _order(issue or "", wish)

    desk = Desk(order)  # its processes import WeasyPrint while this one imports the server
    from spp_press.preview.server import Preview, serve

    def ready(url: str) -> None:
        show.line(word("previewing", show.lang, url=url))
        if wish.browser:
            typer.launch(url)

    try:
        serve(Preview(desk, show.lang, wish.port, editor), ready)
    except OSError as error:
        values = (("port", str(wish.port)), ("reason", error.strerror or str(error)))
        raise MissingError([Problem("preview-port-taken", values=values)]) from error
    finally:
        desk.close()


def _order(issue: str, wish: Wish) -> Order:
    root = root_of(wish.root, issue)
    return Order(root, issue_folder(issue, root), wish.style, wish.printer)


def sample_order(wish: Wish) -> Order:
    """The sample's fullest issue, in a style of the bulletin here or of ours."""
    root = sample_root()
    styles = wish.root or find_root(Path.cwd())
    return Order(root, root / "issues" / sample_issues()[0], wish.style, wish.printer, styles)
