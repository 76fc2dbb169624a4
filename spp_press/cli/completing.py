"""What Tab offers: issues, styles, editions, printers of the bulletin here. It reads names only.

Shells evaluate what they are offered, and folders come from outside: only plain names are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import typer

from spp_press.catalogue.words import word
from spp_press.problems import MissingError, Problem

_PLAIN = re.compile(r"\w[\w.-]*")
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def issues(ctx: typer.Context) -> list[str]:
    """The bulletin's issues, the last first."""
    root = _root(ctx)
    found = [] if root is None else root.glob("issues/*/issue.toml")
    return _plain(path.parent.name for path in found)[::-1]


def styles(ctx: typer.Context) -> list[str]:
    """The styles, the bulletin's own among them."""
    from spp_press.styles import style_folders

    return _plain(style_folders(_root(ctx)))


def printers(ctx: typer.Context) -> list[str]:
    """The printers, the bulletin's own among them."""
    from spp_press.printers import printer_names

    root = _root(ctx)
    return _plain(printer_names(None if root is None else root / "issues" / "printers"))


def editions() -> list[str]:
    """The editions."""
    from spp_press.orders import EDITIONS

    return list(EDITIONS)


def stages() -> list[str]:
    """The stages of proofs, by both names."""
    from spp_press.stages import STAGES

    return [name for stage in STAGES for name in (stage.name, stage.english)]


def install(lang: str) -> str:
    """Install completion for the shell that is running; what is to be said of it.

    Raises MissingError where it cannot be told which that is.
    """
    from typer import completion

    shell = completion._get_shell_name()  # type: ignore[attr-defined]
    if shell not in _SHELLS:
        raise MissingError([Problem("completion-shell", values=(("shells", "、".join(_SHELLS)),))])
    _, path = completion.install(shell=shell)  # type: ignore[attr-defined]
    return word("completion-installed", lang, shell=shell, path=path)


def _plain(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if _PLAIN.fullmatch(name))


def _root(ctx: typer.Context) -> Path | None:
    """The bulletin's folder: ``--root``, if it stands before, or the nearest above this one."""
    from spp_press.folders import find_root

    return find_root(Path(ctx.params.get("root") or Path.cwd()))
