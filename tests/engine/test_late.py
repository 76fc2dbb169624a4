"""fontTools stays away until WeasyPrint calls for it, and is then all there."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

TRIED = """
import sys
import spp_press.engine
print("fontTools" in sys.modules)
from weasyprint.pdf import fonts
from weasyprint.text import fonts as text
try:
    fonts.TTFont({font!r}, fontNumber=-1)["fvar"]
except KeyError:
    pass
import fontTools.subset, fontTools.ttLib, fontTools.ttLib.ttFont, fontTools.ttLib.woff2
import fontTools.varLib.instancer
assert fonts.TTLibError is fontTools.ttLib.TTLibError
assert fonts.TTFont is text.TTFont is fontTools.ttLib.TTFont
assert fonts.subset is fontTools.subset and fonts.ttFont is fontTools.ttLib.ttFont
assert text.woff2 is fontTools.ttLib.woff2
assert fonts.instantiateVariableFont is fontTools.varLib.instancer.instantiateVariableFont
print("fontTools" in sys.modules)
"""


def test_it_is_loaded_when_it_is_called_for() -> None:
    code = TRIED.format(font=str(ROOT / "fonts" / "spp-hei-400.otf"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "True"], done.stderr
