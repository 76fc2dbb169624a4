"""A live preview: the pages as they print, in a browser on this machine.

A save is heard by ``watching``, laid out by ``session`` and rendered by ``rendering`` (each in a
process of its own, kept ``warm``), put on the ``desk``, and served by ``server`` to those whom
``guarding`` lets in. The page itself is in ``web``: no framework, no build step, no network.
"""
