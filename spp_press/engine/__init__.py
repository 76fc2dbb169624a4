"""HTML and a style → pages: the only place that imports WeasyPrint.

Everything that leans on its insides is in ``hooks``, ``settext``, ``emphasis``, ``drawings``,
``serialising``, ``sharing``, ``subsetting``, ``fonts``, ``declarations`` and ``late``, and a test
tells when one of them has changed.
"""

from __future__ import annotations

import warnings

from spp_press.engine.declarations import declared_beforehand
from spp_press.engine.late import loaded_late

with warnings.catch_warnings(), declared_beforehand(), loaded_late():
    # WeasyPrint warns that there is no font of the system's: that is our doing (see fonts).
    warnings.simplefilter("ignore")
    from spp_press.engine.compose import compose
    from spp_press.engine.composed import Composed
    from spp_press.engine.fonts import Faces
    from spp_press.engine.layout import Pages, Typesetter
    from spp_press.engine.versions import engine_versions

__all__ = ["Composed", "Faces", "Pages", "Typesetter", "compose", "engine_versions"]
