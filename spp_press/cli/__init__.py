"""The command line: parse, call, show, exit. Nothing else imports typer and rich."""

from __future__ import annotations

import io
import os
import signal
import sys

from spp_press.problems import Exit, MissingError, PressError, Problem

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command with ``arguments`` (``sys.argv`` without its first) and exit."""
    from typer import Abort

    from spp_press.cli.coercing import coerce_late
    from spp_press.cli.commands import build
    from spp_press.cli.language import language
    from spp_press.cli.show import Show

    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may know no Chinese
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else arguments
    lang = language(arguments) if _shows_chinese() else "en"
    try:
        _check_file_names()
        coerce_late()
        sys.exit(build(lang).main(arguments, prog_name="spp-press", standalone_mode=False))
    except PressError as error:
        Show(lang).problems(error.problems)
        sys.exit(error.exit)
    except (KeyboardInterrupt, Abort):  # Abort: the end of input, at a question
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:
        # The reader has gone (`| head`): there is nobody left to tell.
        sys.stderr.close()
        sys.exit(Exit.DONE)
    except Exception as error:
        from spp_press.worker import Limits, understood

        unforeseen = understood(error, Limits())
        Show(lang).problems(unforeseen.problems)
        sys.exit(unforeseen.exit)


def _shows_chinese() -> bool:
    """Whether what goes wrong can be said in Chinese here."""
    try:
        "错误".encode(sys.stderr.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _check_file_names() -> None:
    """Raise MissingError where Python cannot name files in Chinese: under LC_ALL=POSIX, say."""
    try:
        os.fsencode("工单")
    except UnicodeEncodeError as error:
        raise MissingError([Problem("locale-narrow")]) from error
