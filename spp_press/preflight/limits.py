"""What a finished PDF is held to: every threshold of the preflight, with where it comes from.

Lengths in mm or points as named, resolutions in ppi at the printed size, inks as fractions from 0
to 1. A printer's own bleed, ink limit, resolution and page multiple come from its profile.
GWG 2015 is the Ghent Workgroup's specification of 17 November 2015, variant GWG_SheetCmyk_2015:
named where it has such a rule; the figures are the house's own.
"""

from __future__ import annotations

# Boxes.
BOX_SLACK = 0.1  # mm: rounding in what draws; more is another box (ISO 15930-7)
SAFE = 3.0  # mm: what a guillotine may miss by, after folding (every press's own sheet says so)

# Ink.
INK_WINDOW = 15.0  # mm²: total ink is a mean over such an area (GWG 2015)
INK_SLACK = 0.01  # of 1: a picture's eight bits, a channel each, round by as much
SMALLEST_DOT = 0.02  # a plate does not hold a smaller dot

# Pictures.
PICTURE_LEAST = 150.0  # ppi: coarser shows its pixels to any reader (GWG 2015)
BITMAP_LEAST = 550.0  # ppi, of one bit a pixel (GWG 2015)
SAME_RESOLUTION = 0.5  # ppi: a size in mm never gives a whole number of pixels

# Text.
BLACK = 0.99  # of K alone: this is black, and not a grey
SOLID_BLACK = 0.85  # of K: with any other ink, a rich black
DARK = 0.5  # of grey component and K: darker, and neutral, is a black built of more inks
NEUTRAL = 0.25  # between the strongest and the weakest of C, M and Y
RICH_BLACK = 24.0  # pt: under this a shift between plates shows as a fringe
MANY_INKS = 3  # plates that have to meet in one letter
MANY_INKS_LEAST = 7.0  # pt: under this they cannot
MANY_INKS_SMALL = 10.0  # pt: under this they had better not
OVERPRINTS = 12.0  # pt: black type below has to overprint (GWG 2015)
TYPE_LEAST = 5.0  # pt
TYPE_SLACK = 0.05  # pt: a drawing's type never comes out quite as it was meant

# Lines.
LINE_LEAST = 0.125  # pt: a line of this width, or none, may not print (GWG 2015)
LINE_FINE = 0.25  # pt: the finest that every press holds
LINE_LENGTH = 8.0  # times its width: a filled rectangle of such a shape is a line
