"""The figures as a table, and as a plot beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OURS, TYPST = "spp-press", "Typst"
Figures = Mapping[str, float]

_BAR, _ROW, _LABEL, _WIDE = 12, 22, 92, 420  # px

_INTRODUCTION = """# How fast

> Written by `python -m benchmarks.speed --write`; do not edit.

2021-1 (its text, its fonts and its pictures) set by spp-press and by its peers, each as a cold
process; medians of interleaved runs on two cores. The peers get the same measure, faces, sizes,
page and pictures, and a plain design: one column, headings, figures with captions, a contents list.
What spp-press writes meanwhile is a tagged, checked PDF/A-3a with its sources in it. Typst runs
through its Python package, XeLaTeX twice (its contents list is known after the first time), the
browsers without a window. Trust the ratios, not the seconds.

![Seconds for 2021-1, by engine](speed.svg)

"""


@dataclass(frozen=True)
class Result:
    """Seconds and bytes by the name of the engine."""

    cold: Figures
    edited: Figures
    unchanged: Figures
    long: Figures
    memory: Figures
    memory_long: Figures
    sizes: Figures
    editions: Figures
    kept: Figures

    def table(self) -> str:
        """All figures, as Markdown."""
        names = list(self.cold)
        lines = [
            "| | cold, s | ours ÷ it | 16 times the text, s | ours ÷ it | memory, MB"
            " | the same, 16 times | bytes besides pictures and attached sources, KB |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for name in names:
            lines.append(
                f"| {name} | {self.cold[name]:.2f} | {self.cold[OURS] / self.cold[name]:.2f}"
                f" | {_number(self.long.get(name), 1)} | {_ratio(self.long, name)}"
                f" | {self.memory[name] / 1e6:.0f} | {self.memory_long[name] / 1e6:.0f}"
                f" | {self.sizes[name] / 1e3:.0f} |"
            )
        lines += ["", "| spp-press | seconds | ÷ Typst then |", "|---|---|---|"]
        for what, figures in (
            ("one paragraph changed, cache warm", self.edited),
            ("nothing changed", self.unchanged),
        ):
            lines.append(f"| {what} | {figures[OURS]:.2f} | {_ratio(figures, TYPST)} |")
        lines += [
            "",
            "| print, screen and their check | seconds | ÷ screen alone |",
            "|---|---|---|",
        ]
        first, kept = self.editions, self.kept
        lines += [
            f"| first time | {first['both, first']:.2f}"
            f" | {first['both, first'] / first['screen']:.2f} |",
            f"| pictures converted once | {kept['both']:.2f}"
            f" | {kept['both'] / kept['screen']:.2f} |",
        ]
        return "\n".join(lines) + "\n"

    def plot(self) -> str:
        """The cold runs as bars, SVG."""
        longest = max(self.cold.values())
        bars = []
        for row, (name, value) in enumerate(sorted(self.cold.items(), key=lambda item: item[1])):
            y, wide = row * _ROW + 6, value / longest * _WIDE
            colour = "#006c6a" if name == OURS else "#b9c6c6"
            bars.append(
                f'<text x="{_LABEL - 8}" y="{y + 10}" text-anchor="end">{name}</text>'
                f'<rect x="{_LABEL}" y="{y}" width="{wide:.1f}" height="{_BAR}" fill="{colour}"/>'
                f'<text x="{_LABEL + wide + 6:.1f}" y="{y + 10}">{value:.2f} s</text>'
            )
        tall = len(bars) * _ROW + 8
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LABEL + _WIDE + 60} {tall}"'
            ' font-family="sans-serif" font-size="11" fill="#222">' + "".join(bars) + "</svg>\n"
        )


def write_documents(result: Result, docs: Path) -> None:
    """The table and the plot, where readers find them."""
    text = _INTRODUCTION + result.table()
    (docs / "speed.md").write_text(text, encoding="utf-8", newline="\n")
    (docs / "speed.svg").write_text(result.plot(), encoding="utf-8", newline="\n")


def _number(value: float | None, places: int) -> str:
    return "-" if value is None else f"{value:.{places}f}"


def _ratio(figures: Figures, name: str) -> str:
    return f"{figures[OURS] / figures[name]:.2f}" if name in figures else "-"
