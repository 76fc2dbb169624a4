"""Content streams, read once: a form may be drawn on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Object, Stream

Operands = Sequence[Any]
Instruction = tuple[str, Operands]


class Contents:
    """The content of a PDF's pages, forms and patterns, as far as ``operators`` go.

    Inline images are called ``INLINE IMAGE``, where ``BI ID EI`` are among the operators.
    """

    def __init__(self, operators: str) -> None:
        self._operators = operators
        self._forms: dict[tuple[int, int], list[Instruction]] = {}

    def of(self, content: Object) -> list[Instruction]:
        """The instructions of a page, which comes once, or of a stream, which may come again."""
        if not isinstance(content, Stream):
            return self._read(content)
        if content.objgen not in self._forms:
            self._forms[content.objgen] = self._read(content)
        return self._forms[content.objgen]

    def _read(self, content: Object) -> list[Instruction]:
        return [
            (str(instruction.operator), list(instruction.operands))
            for instruction in pikepdf.parse_content_stream(content, self._operators)
        ]
