"""What an import did, in an editor's words: ``import.txt``, which goes with the issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spp_press.catalogue import remedy, say
from spp_press.catalogue.words import word
from spp_press.importing.draft import Draft
from spp_press.problems import Problem, Severity

TO_DO = frozenset(
    {
        "docx-chunk", "docx-embedded", "import-chart", "import-comment", "import-diagram",
        "import-empty", "import-header-picture", "import-left-deep", "import-left-other",
        "import-left-pdf", "import-left-sheet", "import-linked-picture", "import-lost",
        "import-unread", "import-alt", "import-alt-none",
        "import-metafile-kept", "import-missing", "import-picture-loose",
        "import-picture-missing", "import-picture-unknown", "import-section", "import-symbol",
    }
)  # fmt: skip
"""What somebody has to do something about, however sure the import was."""


def is_slip(problem: Problem) -> bool:
    """Whether it is one of the slips that were listed and left as they were."""
    return problem.key.startswith("copy-")


def parted(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The problems by what they mean to an editor, each a word of the catalogue."""
    groups: dict[str, list[Problem]] = {
        "import-done": [],
        "import-unsure": [],
        "import-to-do": [],
        "import-slips": [],
    }
    for problem in problems:
        if is_slip(problem):
            groups["import-slips"].append(problem)
        elif problem.is_error or problem.key in TO_DO:
            groups["import-to-do"].append(problem)
        elif problem.severity is Severity.NOTICE:
            groups["import-done"].append(problem)
        else:
            groups["import-unsure"].append(problem)
    return groups


def fated(draft: Draft, lang: str) -> Iterator[str]:
    """A line for each file: what became of it, and which article it is, or from which to which."""
    for file, fate in draft.fates:
        names = draft.became.get(file, ())
        into = f" → {' … '.join(dict.fromkeys((names[0], names[-1])))}" if names else ""
        yield f"{file}  {word(f'import-fate-{fate.value}', lang)}{into}"


def record(draft: Draft, lang: str) -> str:
    """The text of ``import.txt``."""
    return "\n".join(_lines(draft, lang)) + "\n"


def _lines(draft: Draft, lang: str) -> Iterator[str]:
    yield word("import-record", lang)
    yield ""
    yield word("import-files", lang)
    yield from (f"  {line}" for line in fated(draft, lang))
    for name, problems in parted(draft.problems).items():
        if problems:
            yield ""
            yield word(name, lang)
        for problem in problems:
            place = f"{problem.place}  " if problem.place else ""
            yield f"  {place}{say(problem, lang)}  → {remedy(problem, lang)}"
    asides = [aside for aside in draft.asides if aside.kind != "picture"]
    if asides:
        yield ""
        yield word("import-asides", lang)
    for aside in asides:
        kind = word(f"import-aside-{aside.kind}", lang)
        text = aside.text.replace("\n", "\n    ")
        yield f"  {aside.place}  {kind}: {text}"
