"""In which language the command speaks: ``--lang``, else the locale's."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence
from itertools import zip_longest


def language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """``zh`` or ``en``. Read before the command is built, since its help is in that language;
    ``--lang`` may stand anywhere, and the last one counts."""
    given = [
        after if argument == "--lang" else argument.removeprefix("--lang=")
        for argument, after in zip_longest(arguments, arguments[1:], fillvalue="")
        if argument == "--lang" or argument.startswith("--lang=")
    ]
    if given and given[-1]:
        return "zh" if given[-1].lower().startswith("zh") else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    system, _ = locale.getlocale()  # Windows sets no variable
    return "zh" if (system or "").lower().startswith(("zh", "chinese")) else "en"
