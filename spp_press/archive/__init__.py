"""The archive: every issue of a bulletin pressed in parallel, and a catalogue of them all."""

from __future__ import annotations

from spp_press.archive.building import Archive, Outcome, State
from spp_press.archive.catalogue import write_catalogue
from spp_press.archive.crew import Crew, LocalCrew

__all__ = ["Archive", "Crew", "LocalCrew", "Outcome", "State", "write_catalogue"]
