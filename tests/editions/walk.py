"""Every content stream of a PDF, and the colours set in it."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream


def masks(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The forms that are luminosity masks."""
    return {
        thing.SMask.G.objgen
        for thing in _dictionaries(pdf)
        if isinstance(thing.get("/SMask"), Dictionary) and "/G" in thing.SMask
    }


def contents(pdf: pikepdf.Pdf) -> Iterator[tuple[Object, Object]]:
    """Pages, forms and tiles, with their resources."""
    for page in pdf.pages:
        yield page.obj, page.resources
    for thing in pdf.objects:
        if isinstance(thing, Stream) and (
            thing.get("/Subtype") == Name.Form or "/PatternType" in thing
        ):
            yield thing, thing.Resources


def operators(pdf: pikepdf.Pdf) -> Iterator[tuple[Object, Object, str, list[Object]]]:
    """Each operator: its content, the resources there, its name and its operands."""
    for content, resources in contents(pdf):
        for instruction in pikepdf.parse_content_stream(content):
            yield content, resources, str(instruction.operator), list(instruction.operands)


def streams(pdf: pikepdf.Pdf, subtype: Name) -> list[Stream]:
    """The XObjects of a kind."""
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Stream) and thing.get("/Subtype") == subtype
    ]


def shadings(pdf: pikepdf.Pdf) -> list[Object]:
    """The gradients."""
    return [thing for thing in _dictionaries(pdf) if "/ShadingType" in thing]


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    stack: list[Object] = [thing for thing in pdf.objects if isinstance(thing, Object)]
    while stack:
        thing = stack.pop()
        if isinstance(thing, Dictionary | Stream):
            yield thing
            inside = [value for _, value in thing.items()]
        elif isinstance(thing, pikepdf.Array):
            inside = list(thing.as_list())
        else:
            continue
        # Indirect objects come by themselves.
        stack += [v for v in inside if isinstance(v, Object) and not v.is_indirect]
