"""``python -m spp_press``."""

import _signal  # type: ignore[import-not-found]  # what signal is made of; loads nothing else
import os

# Until the command is loaded an interrupt has nothing to clean up, and should print nothing.
_signal.signal(_signal.SIGINT, lambda *_: os._exit(130))

from spp_press.cli import main  # noqa: E402

main()
