"""The graphics state (ISO 32000-1, 8.4) as far as a proof needs it."""

from __future__ import annotations

from spp_press.editions.placement import Matrix
from spp_press.preflight.marks import Clip, Mask, Paint, Setting
from spp_press.preflight.spaces import GREY
from spp_press.preflight.typefaces import Typeface

_BLACK = Paint(GREY, (0.0, 0.0, 0.0, 1.0))


class State:
    """The graphics state; copied by ``q``."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.clip = Clip()
        self.fill = self.stroke = _BLACK
        self.fill_space = self.stroke_space = GREY
        self.fill_opacity = self.stroke_opacity = self.outer_opacity = 1.0
        self.fill_overprint = self.stroke_overprint = False
        self.opm = 0
        self.blend = "/Normal"
        self.mask: Mask | None = None
        self.outer_masks: tuple[Mask, ...] = ()
        self.width = 1.0
        self.face: Typeface | None = None
        self.size = self.rise = self.leading = self.spacing = self.word = 0.0
        self.stretch = 1.0
        self.mode = 0
        self.setting: dict[bool, Setting] = {}

    def copied(self) -> State:
        """The same state, to be changed."""
        state = State.__new__(State)
        vars(state).update(vars(self))
        return state

    def of(self, *, stroke: bool) -> Setting:
        """What the marks painted now have in common; made anew when the state has changed."""
        made = self.setting.get(stroke)
        if made is None:
            opacity = self.stroke_opacity if stroke else self.fill_opacity
            made = Setting(
                clip=self.clip,
                opacity=opacity * self.outer_opacity,
                overprints=self.stroke_overprint if stroke else self.fill_overprint,
                opm=self.opm,
                blend=self.blend,
                masks=(*self.outer_masks, self.mask) if self.mask else self.outer_masks,
            )
            self.setting = {**self.setting, stroke: made}
        return made
