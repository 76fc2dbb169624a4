"""In which language the command speaks: ``--lang``, else the locale's."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence


def language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """``zh`` or ``en``. Read before the command is built, since its help is in that language."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return "zh" if arguments[index + 1].lower().startswith("zh") else "en"
        if argument.startswith("--lang="):
            return "zh" if argument[7:].lower().startswith("zh") else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    system, _ = locale.getlocale()  # Windows sets no variable
    return "zh" if (system or "").lower().startswith(("zh", "chinese")) else "en"
