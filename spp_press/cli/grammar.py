"""What typer says by itself – helps, and wrong use – in the catalogue's words.

The language is the context's ``obj``; so every command of one tree speaks the same.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from spp_press.catalogue.words import word
from spp_press.problems import Problem, UsageError
from spp_press.reading import nearest, shown

_WIDEST = 100  # columns; longer lines are hard to read
_GAP = "  "
_EXAMPLE = "spp-press "
_PIECE = re.compile(r"[“‘（《]*(?:[!-~]+|[^“‘（《])[”’）》，。、；：！？…]* *")
"""What a line is broken before: a word or a Chinese character, its marks with it."""


class Command(TyperCommand):
    """A command whose help and whose complaints are in the user's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; raises UsageError for what the command does not take."""
        return _parsed(super().parse_args, ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it does, examples, arguments and options."""
        formatter.write(help_of(self, ctx))


class Group(TyperGroup):
    """The command of commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what stands before the command; raises UsageError for what is not taken."""
        return _parsed(super().parse_args, ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command that is named first; raises UsageError where there is none of that name."""
        name = args[0]
        if name not in self.commands and not ctx.resilient_parsing:
            like = nearest(name, self.commands)
            key = "usage-command-like" if like else "usage-command"
            values = (("name", shown(name)), ("like", like or ""))
            raise UsageError([Problem(key, values=values)])
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it is, options and commands."""
        formatter.write(help_of(self, ctx))


def missing(argument: str, command: str) -> UsageError:
    """The complaint that ``argument`` is missing."""
    values = (("argument", argument), ("command", command))
    return UsageError([Problem("usage-missing", values=values)])


def help_of(command: TyperCommand | TyperGroup, ctx: Any) -> str:
    """The help of ``command``; no wider than the terminal."""
    lang = str(ctx.obj)
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    lines = [f"{word('usage', lang)}{' '.join(_usage(command, ctx, lang))}"]
    for text in _paragraphs(command.help or ""):
        lines += ["", *(f"{_GAP}{line}" for line in wrapped(text, width - len(_GAP)))]
    for title, rows in _sections(command, ctx, lang):
        lines += ["", word(title, lang)]
        column = max(columns_of(name) for name, _ in rows)
        for name, said in rows:
            head = f"{_GAP}{name}{' ' * (column - columns_of(name))}{_GAP}"
            first, *more = wrapped(said, width - column - 2 * len(_GAP))
            lines += [head + first, *(" " * (column + 2 * len(_GAP)) + line for line in more)]
    return "\n".join(lines) + "\n"


def columns_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes (Unicode, UAX 11)."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken between words and Chinese characters.

    An example is not broken, so that it can be copied.
    """
    lines = []
    for line in text.split("\n"):
        lines.append("")
        for piece in (line,) if line.lstrip().startswith(_EXAMPLE) else _PIECE.findall(line):
            if lines[-1] and columns_of(lines[-1] + piece.rstrip()) > width:
                lines[-1] = lines[-1].rstrip()
                lines.append("")
            lines[-1] += piece
    return lines


def examples_in(text: str) -> list[str]:
    """The examples of a help text: its paragraphs that are calls."""
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    return [paragraph for paragraph in paragraphs if paragraph.startswith(_EXAMPLE)]


def _paragraphs(text: str) -> Iterator[str]:
    """What a command does, and its examples, a line each."""
    examples = examples_in(text)
    plain = [p.strip() for p in text.split("\n\n") if p.strip() not in examples]
    if not examples:
        yield from plain
        return
    *before, heading = plain
    yield from before
    yield "\n".join((heading, *(f"  {example}" for example in examples)))


def _usage(command: TyperCommand | TyperGroup, ctx: Any, lang: str) -> Iterator[str]:
    yield ctx.command_path
    yield word("usage-options", lang)
    if isinstance(command, TyperGroup):
        yield word("usage-commands", lang)
    for param in command.params:
        if param.param_type_name == "argument":
            yield str(param.metavar)


def _sections(
    command: TyperCommand | TyperGroup, ctx: Any, lang: str
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    arguments, options = [], []
    for param in command.get_params(ctx):
        described: Any = param
        help_text = word("help-help", lang) if param.name == "help" else described.help
        if param.param_type_name == "argument":
            arguments.append((str(param.metavar).strip("[]"), help_text))
        else:
            options.append((_flags(described), help_text))
    if arguments:
        yield "help-arguments", arguments
    yield "help-options", options
    if isinstance(command, TyperGroup):
        helps = (
            (name, (each.help or "").split("\n\n")[0]) for name, each in command.commands.items()
        )
        yield "help-commands", list(helps)


def _flags(option: Any) -> str:
    flags = ", ".join(sorted(option.opts, key=len))
    return flags if option.is_flag else f"{flags} {option.metavar or option.name.upper()}"


def _parsed(parse: Callable[..., list[str]], ctx: Any, args: list[str]) -> list[str]:
    given = tuple(args)  # the parser takes them out one by one
    try:
        return parse(ctx, args)
    except typer.TyperException as error:
        _refuse(error, ctx, given)


def _refuse(error: typer.TyperException, ctx: Any, given: Sequence[str]) -> NoReturn:
    raise UsageError([_misuse(error, ctx, given)]) from error


def _misuse(error: Any, ctx: Any, given: Sequence[str]) -> Problem:
    """What is wrong with the command line, as the parser found it."""
    command = ("command", ctx.command_path)
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        # -stage is parsed as -s -t …: what was meant is the whole word
        option = next((word for word in given if word.startswith(option)), option)
        like = nearest(option, [flag for each in _options(ctx) for flag in each.opts])
        values = (("option", shown(option)), ("like", like or ""), command)
        return Problem("usage-option-like" if like else "usage-option", values=values)
    if option is not None:
        takes = any(not each.is_flag for each in _options(ctx) if option in each.opts)
        key = "usage-option-value" if takes else "usage-option-flag"
        return Problem(key, values=(("option", shown(option)), command))
    param = getattr(error, "param", None)
    if param is None:
        return Problem("usage-extra", values=(("arguments", shown(_extra(error))), command))
    name = str(param.metavar).strip("[]") if param.param_type_name == "argument" else param.opts[-1]
    if not error.message:
        return Problem("usage-missing", values=(("argument", name), command))
    return Problem("usage-value", values=(("option", name), ("wanted", _wanted(param))))


def _extra(error: Any) -> str:
    """What is left over, between the parser's brackets."""
    return str(error.message).partition("(s) (")[2].removesuffix(")")


def _options(ctx: Any) -> Iterator[Any]:
    return (p for p in ctx.command.get_params(ctx) if p.param_type_name == "option")


def _wanted(param: Any) -> str:
    """What an option's value has to be: one of its choices, or a number from its range."""
    choices = param.type_descriptor.choices
    if choices:
        return "、".join(map(str, choices))
    if param.max is None:
        return f"≥ {param.min}"
    return f"{param.min}–{param.max}"
