"""The command line: parse, call, show, exit. Nothing else imports typer and rich."""

from __future__ import annotations

import signal
import sys

from spp_press.problems import Exit, PressError

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command with ``arguments`` (``sys.argv`` without its first) and exit."""
    from spp_press.cli.commands import build
    from spp_press.cli.language import language
    from spp_press.cli.show import Show

    signal.signal(signal.SIGINT, signal.default_int_handler)
    arguments = sys.argv[1:] if arguments is None else arguments
    lang = language(arguments)
    try:
        build(lang)(arguments, prog_name="spp-press")
    except PressError as error:
        Show(lang).problems(error.problems)
        sys.exit(error.exit)
    except KeyboardInterrupt:
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
