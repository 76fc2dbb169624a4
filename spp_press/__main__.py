"""``python -m spp_press``."""

import os
import signal

# Until the command is loaded an interrupt has nothing to clean up, and should print nothing.
signal.signal(signal.SIGINT, lambda *_: os._exit(130))

from spp_press.cli import main  # noqa: E402

main()
