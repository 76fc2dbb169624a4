"""Words: where a line of Chinese may end without breaking one.

A unigram model, as in jieba without its hidden Markov part: of all ways to cut a text into words of
the lexicon, the most probable one. What a heading must keep whole is extended per bulletin.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

UNKNOWN = 18.0  # the cost of a character that the lexicon lacks
GIVEN = 4.0  # the cost of a word that an editor asked for: less than any way to cut it
DOMAIN = 7.0  # the cost of a word of domain.txt


class Lexicon:
    """Words and their costs (minus the logarithms of their probabilities)."""

    def __init__(self, costs: dict[str, float], longest: int) -> None:
        self._costs = costs
        self._longest = longest

    @classmethod
    def common(cls) -> Lexicon:
        """Common words, country names and the bulletin's field; loaded once, in some 15 ms."""
        return _common()

    def extended(self, words: Iterable[str]) -> Lexicon:
        """This lexicon with ``words`` in it, each to be kept whole."""
        given = dict.fromkeys((word for word in words if word), GIVEN)
        longest = max(self._longest, *map(len, given)) if given else self._longest
        return Lexicon({**self._costs, **given}, longest)

    def segment(self, text: str, longest: int | None = None) -> tuple[str, ...]:
        """``text`` cut into words: their concatenation is ``text``.

        A run of Latin letters and digits is a word; a mark is one by itself. Words of more than
        ``longest`` Han characters are taken apart into words.
        """
        most = min(longest or self._longest, self._longest)
        words: list[str] = []
        at = 0
        while at < len(text):
            end = at + 1
            if _is_han(text[at]):
                while end < len(text) and _is_han(text[end]):
                    end += 1
                words += self._cheapest(text[at:end], most)
            else:
                if text[at].isalnum():
                    while end < len(text) and text[end].isalnum() and not _is_han(text[end]):
                        end += 1
                words.append(text[at:end])
            at = end
        return tuple(words)

    def _cheapest(self, text: str, most: int) -> list[str]:
        """The most probable words of a run of Han characters; of equals, the longest first."""
        count = len(text)
        costs = [0.0] * (count + 1)
        ends = [0] * count
        for at in range(count - 1, -1, -1):
            best = self._costs.get(text[at], UNKNOWN) + costs[at + 1]
            end = at + 1
            for stop in range(at + 2, min(count, at + most) + 1):
                cost = self._costs.get(text[at:stop])
                if cost is not None and cost + costs[stop] <= best:
                    best, end = cost + costs[stop], stop
            costs[at], ends[at] = best, end
        words: list[str] = []
        at = 0
        while at < count:
            words.append(text[at : ends[at]])
            at = ends[at]
        return words


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000" or char in "〇々"


@cache
def _common() -> Lexicon:
    data = files(__package__) / "data"
    costs: dict[str, float] = {}
    for line in (data / "lexicon.txt").read_text("utf-8").splitlines():
        cost, words = line.split("\t")
        costs.update(dict.fromkeys(words.split(" "), float(cost)))
    longest = 6
    for line in (data / "domain.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            words_of_line = line.split()
            costs.update(dict.fromkeys(words_of_line, DOMAIN))
            longest = max(longest, *map(len, words_of_line), 0)
    return Lexicon(costs, longest)
