"""``python -m spp_press``, and the command ``spp-press``."""

import _signal  # type: ignore[import-not-found]  # what signal is made of; loads nothing else
import os
import sys

# Until the command is loaded an interrupt has nothing to clean up, and should print nothing.
_signal.signal(_signal.SIGINT, lambda *_: os._exit(130))


def main() -> None:
    """Say what there is to say where there is nothing to do; else run the command line."""
    said = None
    if "make" in sys.argv:  # the only command whose work is remembered
        from spp_press.uptodate import said_before

        said = said_before(sys.argv)
    if said is None:
        from spp_press.cli import main as run

        run()
        return
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        print(said, end="", flush=True)
    except BrokenPipeError:  # the reader has gone (`| head`)
        os._exit(0)


if __name__ == "__main__":
    main()
