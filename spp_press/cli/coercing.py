"""Texts, choices and paths as they are typed, without Pydantic.

Typer has Pydantic turn what is typed into what a parameter wants, and prepares that for every
parameter of a command, given or not: 0.07 s, as long as all else that a start takes. For a text,
one of its choices and a path there is nothing to turn. Whatever else is given goes Typer's own way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, cast, get_args, get_origin

from typer import core


def lighten(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What gives a parameter its coercion, as ``build`` does, when there is something to coerce."""

    def built(descriptor: Any) -> Any:
        return _Late(descriptor, build)

    return built


class _Late:
    """Stands for a ``RuntimeParam`` of Typer's."""

    def __init__(self, descriptor: Any, build: Callable[[Any], Any]) -> None:
        self._descriptor = descriptor
        self._build = build

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """``value`` as the parameter wants it."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        kind = self._descriptor.annotation
        if get_origin(kind) is Literal and isinstance(value, str) and value in get_args(kind):
            return value
        if kind in (list[str], list[Path]) and isinstance(value, list | tuple):
            given = list(value)
        elif kind in (str, Path) and not several:
            given = [value]
        else:
            given = []
        if not given or any(type(item) is not str for item in given):
            return self._build(self._descriptor).coerce(value, param=param, ctx=ctx)
        if kind in (Path, list[Path]):
            given = [self._path(item, param, ctx) for item in given]
        return given if kind in (list[str], list[Path]) else given[0]

    def _path(self, given: str, param: Any, ctx: Any) -> Any:
        from typer._param_types import coerce_cli_path

        wants = self._descriptor.parameter_info
        return coerce_cli_path(cast(Any, Path(given)), wants, path_type=Path, param=param, ctx=ctx)


def coerce_late() -> None:
    """Have it so, where Typer is as this was written for; elsewhere its own way is kept."""
    stock = getattr(core, "build_runtime_param", None)
    if stock is not None:
        vars(core)["build_runtime_param"] = lighten(stock)
