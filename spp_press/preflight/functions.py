"""PDF functions (ISO 32000-1, 7.10) of one variable, over many values at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Object, Stream

Values = NDArray[np.floating[Any]]
DEEPEST = 8  # stitches of stitches


def outputs(function: Object | None) -> int | None:
    """How many values ``function`` (or an array of functions) gives; None if it cannot be told."""
    if isinstance(function, Array):
        each = [outputs(one) for one in function.as_list()]
        return None if None in each else sum(n or 0 for n in each)
    if not isinstance(function, Dictionary | Stream):
        return None
    match int(function.get("/FunctionType", -1)):
        case 2:
            return len(function.get("/C0", [0]))
        case 3:
            inner = {outputs(one) for one in function.Functions.as_list()}
            return inner.pop() if len(inner) == 1 else None
        case _:
            return len(function.Range) // 2 if "/Range" in function else None


def evaluate(function: Object | None, at: Values, depth: int = 0) -> Values | None:
    """The values of ``function`` at each of ``at``: one row each; None for what is a program."""
    if isinstance(function, Array):
        columns = [evaluate(one, at, depth + 1) for one in function.as_list()]
        found = [column for column in columns if column is not None]
        return np.hstack(found) if found and len(found) == len(columns) else None
    if not isinstance(function, Dictionary | Stream) or depth > DEEPEST:
        return None
    domain = _numbers(function.get("/Domain", [0, 1]))
    at = np.clip(at, domain[0], domain[1])
    match int(function.get("/FunctionType", -1)):
        case 0 if len(domain) == 2:
            return _sampled(function, at, domain)
        case 2:
            first = np.array(_numbers(function.get("/C0", [0])))
            last = np.array(_numbers(function.get("/C1", [1])))
            share: Values = (at ** float(function.get("/N", 1)))[:, np.newaxis]
            straight: Values = first + share * (last - first)
            return straight
        case 3:
            return _stitched(function, at, domain, depth)
    return None


def _stitched(function: Object, at: Values, domain: list[float], depth: int) -> Values | None:
    bounds = [domain[0], *_numbers(function.Bounds), domain[1]]
    encode = _numbers(function.Encode)
    result: Values | None = None
    for index, piece in enumerate(function.Functions.as_list()):
        low, high = bounds[index], bounds[index + 1]
        last = index + 2 == len(bounds)
        inside = (at >= low) & ((at <= high) if last else (at < high))
        start, end = encode[2 * index], encode[2 * index + 1]
        share = (at[inside] - low) / (high - low) if high > low else np.zeros(inside.sum())
        values = evaluate(piece, start + share * (end - start), depth + 1)
        if values is None:
            return None
        if result is None:
            result = np.zeros((len(at), values.shape[1]))
        result[inside] = values
    return result


def _sampled(function: Object, at: Values, domain: list[float]) -> Values | None:
    bits = int(function.get("/BitsPerSample", 8))
    if not isinstance(function, Stream) or bits not in (8, 16):
        return None
    size, limits = int(function.Size[0]), _numbers(function.Range)
    kind: Any = np.uint8 if bits == 8 else ">u2"
    table = np.frombuffer(function.read_bytes(), kind)[: size * len(limits) // 2]
    table = table.reshape(size, -1).astype(np.float64) / (2**bits - 1)
    decode = np.array(_numbers(function.get("/Decode", limits))).reshape(-1, 2)
    table = decode[:, 0] + table * (decode[:, 1] - decode[:, 0])
    place = (at - domain[0]) / (domain[1] - domain[0]) * (size - 1)
    columns = [np.interp(place, np.arange(size), column) for column in table.T]
    return np.stack(columns, axis=1)


def _numbers(values: Any) -> list[float]:
    return [float(v) for v in values]
