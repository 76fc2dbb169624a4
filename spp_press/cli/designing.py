"""``spp-press styles``: which styles there are, and one started from another."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table

from spp_press.catalogue.words import word
from spp_press.cli.place import root_of
from spp_press.cli.show import Show
from spp_press.designing.copying import copy_style
from spp_press.folders import find_root
from spp_press.problems import Report
from spp_press.reading import Folder
from spp_press.styles import read_style_settings, style_folders


def list_styles(root: Path | None, as_json: bool, show: Show) -> None:
    """Print every style by name, with its title and its folder."""
    report = Report()
    found = [
        (name, read_style_settings(Folder(folder, f"styles/{name}/"), report), str(folder))
        for name, folder in sorted(style_folders(root or find_root(Path.cwd())).items())
    ]
    if as_json:
        show.document(
            [
                {"style": name, "title": each.title, "version": each.version, "folder": folder}
                for name, each, folder in found
            ]
        )
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("style", "title", "version", "folder"):
        table.add_column(word(f"column-{column}", show.lang))
    for name, each, folder in found:
        table.add_row(name, each.title, each.version, folder)
    show.out.print(table)
    show.problems(report)


def copy(source: str, name: str, root: Path | None, show: Show) -> None:
    """Start the style ``name`` from ``source`` and say where it is."""
    folder = copy_style(source, name, root_of(root))
    show.line(word("style-copied", show.lang, path=folder, name=name))
