"""``python -m spp_press.foundry``: cast the house's fonts anew, or a designer's own."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

from . import repertoire
from .building import SYSTEM_FONTS, Outcome, build_all, describe
from .casting import cast, single_font
from .errors import FoundryError
from .manifest import MANIFEST, Face, Source, digest, load_manifest, save_manifest
from .naming import WEIGHTS

_BAD = {Outcome.DIFFERENT, Outcome.NO_SOURCE, Outcome.OTHER_SOURCE}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, 1 (a face differs or has no source) or 3 (cannot be cast)."""
    options = _parser().parse_args(arguments)
    try:
        return _add(options) if options.command == "add" else _build(options)
    except (FoundryError, OSError) as error:
        print(f"foundry: {error}", file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m spp_press.foundry",
        description="Cast the fonts that fonts.toml lists again from their sources, and compare.",
    )
    parser.add_argument("--fonts", type=Path, default=Path("fonts"), help="where fonts.toml is")
    parser.add_argument(
        "--sources",
        type=Path,
        action="append",
        help=f"where the source fonts are (default: {SYSTEM_FONTS}); may be given again",
    )
    parser.add_argument("--only", action="append", default=[], metavar="FILE", help="this face")
    parser.add_argument("--accept", action="store_true", help="keep results that differ")
    commands = parser.add_subparsers(dest="command")
    add = commands.add_parser("add", help="cast a font of your own")
    add.add_argument("font", type=Path)
    add.add_argument("--family", required=True, help="the name that styles will use")
    add.add_argument("--weight", type=int, default=400, choices=sorted(WEIGHTS))
    add.add_argument("--number", help="in a collection: which font, by index or family name")
    add.add_argument("--out", type=Path, required=True, help="the folder of the font and manifest")
    add.add_argument("--licence", default="", help="the licence file, relative to --out")
    add.add_argument(
        "--companion",
        action="store_true",
        help="marks and Latin only, to stand before a font that is set unmodified",
    )
    add.add_argument(
        "--unmodified",
        action="store_true",
        help="copy a font whose licence forbids changing it; it gets none of the features",
    )
    return parser


def _build(options: argparse.Namespace) -> int:
    sources = options.sources or [SYSTEM_FONTS]
    outcomes = build_all(
        options.fonts, sources, accept=options.accept, only=frozenset(options.only), told=_tell
    )
    return 1 if _BAD & set(outcomes.values()) else 0


def _tell(face: Face, outcome: Outcome) -> None:
    print(f"{face.file}: {outcome.value}", flush=True)
    if outcome in {Outcome.NO_SOURCE, Outcome.OTHER_SOURCE}:
        package = f"apt-get install {face.source.package}={face.source.version}"
        print(f"  it was cast from {face.source.file} ({package}); or give --sources DIR")
    elif outcome is Outcome.DIFFERENT:
        print(f"  it was cast with {face.tools}; --accept keeps the new one")


def _add(options: argparse.Namespace) -> int:
    data = options.font.read_bytes()
    number = options.number
    if number is not None and number.isdigit():
        number = int(number)
    if options.unmodified:
        result, suffix = data, options.font.suffix.lower()
    else:
        characters = repertoire.companion() if options.companion else None
        result = cast(data, options.family, options.weight, number, characters)
        suffix = ".otf" if result[:4] == b"OTTO" else ".ttf"
    slug = re.sub(r"[^\w]+", "-", options.family.lower()).strip("-")
    face = Face(
        family=options.family,
        weight=options.weight,
        file=f"{slug}-{options.weight}{suffix}",
        source=Source(file=options.font.name, sha256=digest(data), font=str(options.number or "")),
        licence=options.licence,
        unmodified=options.unmodified,
        part="companion" if options.companion else "",
    )
    plain = single_font(data, number) if options.unmodified else result
    face = replace(describe(face, plain, cast_here=not options.unmodified), sha256=digest(result))
    options.out.mkdir(parents=True, exist_ok=True)
    known = load_manifest(options.out) if (options.out / MANIFEST).exists() else ()
    (options.out / face.file).write_bytes(result)
    save_manifest(options.out, [*(item for item in known if item.file != face.file), face])
    print(f"{options.out / face.file}: {face.characters} characters, {face.glyphs} glyphs")
    if face.missing:
        print(f"  it lacks: {face.missing}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
