"""spp-press sets and prints a recurring Chinese bulletin.

An issue's folder is read (``issue``), filled into a style's templates (``typeset``), laid out with
Chinese composition of our own (``engine``, ``composition``), and finished as editions
(``editions``) that are proofed (``preflight``); ``press`` shows it all on one screen.

Public, for other programs: :func:`spp_press.engine.compose` for Chinese on one's own WeasyPrint
pages, :func:`spp_press.editions.finish` to make any RGB PDF a print file,
:func:`spp_press.preflight.preflight` to proof one, :func:`spp_press.foundry.cast` for fonts made
for setting, and :mod:`spp_press.composition`, which needs no PDF at all.
"""

__version__ = "0.1.0"
