"""``python -m spp_press``."""

from spp_press.cli import main

main()
