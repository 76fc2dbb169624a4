"""An issue's folder and the bulletin's settings → :class:`Issue`: all that will be printed."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, MutableMapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from spp_press import drawings, pictures
from spp_press.circulation import Circulation, read_circulation, vet_permit
from spp_press.codes import draw_code
from spp_press.drawings import DRAWING_CAP, Drawing
from spp_press.manuscript import CODE, DATA_CAP, Figure, Manuscript, read_manuscript, read_text
from spp_press.numbering import Number, check_number, read_number, read_numbers
from spp_press.pictures import PICTURE_CAP, Picture
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.reading import Folder, nearest, shown
from spp_press.settings import Table, read_settings

SETTINGS = "issue.toml"
WORDS = "words.txt"
FORMS = ("article", "brief")
_MANUSCRIPT = ".md"
_DATA = ".csv"
_DRAWING = ".svg"
_RASTER = tuple(s for suffixes in pictures.SUFFIXES.values() for s in suffixes)
_PICTURE = (*_RASTER, _DRAWING)
_ABOVE = ("data", "images")  # beside the folder of the articles


class Bulletin(NamedTuple):
    """What all issues of a bulletin share. ``statement`` says where its contents come from."""

    name: str
    publisher: str
    series: str
    slogan: tuple[str, ...]
    style: str
    printer: str
    statement: str
    statement_html: str
    editor_label: str
    email: str
    web: str
    circulation: Circulation


class Article(NamedTuple):
    """A manuscript in its issue; ``contents`` is what the contents list calls it, if otherwise."""

    file: str
    form: str
    contents: str | None
    manuscript: Manuscript

    @property
    def title(self) -> str:
        """The title above the article."""
        return self.manuscript.title

    @property
    def contents_title(self) -> str:
        """The title in the contents list."""
        return self.contents or self.manuscript.title


class Section(NamedTuple):
    """A 栏目: its title and its articles, at least one."""

    title: str
    articles: tuple[Article, ...]


class Issue(NamedTuple):
    """An issue, read whole and vetted: nothing of it is read from disk again.

    ``assets`` are by the names that figures use; ``accepts`` names pictures that are printed
    although they are too small; ``text`` is every run of characters that will be drawn, with its
    place; ``words`` are the bulletin's own, that no heading breaks; ``digests`` is the SHA-256 of
    every file read, by its name from the issue's folder (``issues/…`` for the bulletin's);
    ``sources`` is the bytes of each but the raster pictures, as they were read, by its name from
    the bulletin's folder (``issues/2021-1/issue.toml``).
    """

    identifier: str
    folder: Path
    bulletin: Bulletin
    number: Number
    printed_on: date | None
    date: date | None
    editor: str
    circulation: Circulation
    style: str
    printer: str
    cover: Figure | None
    sections: tuple[Section, ...]
    assets: Mapping[str, Picture | Drawing]
    accepts: frozenset[str]
    text: tuple[tuple[str, Place], ...]
    words: tuple[str, ...]
    digests: Mapping[str, str]
    sources: Mapping[str, bytes]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, in order."""
        return tuple(article for section in self.sections for article in section.articles)


Vetted = MutableMapping[tuple[str, str], Picture | Drawing]
"""Pictures with which nothing is wrong, by their name and the SHA-256 of their file."""


def read_issue(folder: Path, root: Path, report: Report, vetted: Vetted | None = None) -> Issue:
    """The issue in ``folder``, of the bulletin in ``root``.

    ``vetted`` holds pictures from one reading to the next: one that is in it is not decoded again.
    Notes warnings and notices in ``report``. Raises InputError with all its problems at once.
    """
    if not folder.is_dir():
        like = nearest(folder.name, Folder(folder.parent).names())
        key = "issue-missing-like" if like else "issue-missing"
        report.error(key, Place(shown(folder.name)), like=like)
        report.raise_errors()
    issue = _Reader(folder.resolve(), root, report, {} if vetted is None else vetted).read()
    report.raise_errors()
    if issue is None:
        raise InputError(report)
    return issue


class _Reader:
    def __init__(self, folder: Path, root: Path, report: Report, vetted: Vetted) -> None:
        self._path = folder
        self._folder = Folder(folder)
        self._issues = Folder(root / "issues", "issues/")
        self._report = report
        self._known = vetted
        self._assets: dict[str, Picture | Drawing | None] = {}
        self._manuscripts: dict[str, Place] = {}
        self._text: list[tuple[str, Place]] = []
        self._codes = False
        self._unread = False

    def read(self) -> Issue | None:
        bulletin = self._bulletin()
        table = read_settings(self._folder, SETTINGS, self._report)
        if table is None:
            return None
        name = self._path.name
        number = read_number(table, name, self._report)
        day = table.day("date")
        printed_on = table.day("printed_on")
        editor = self._drawn(table, "editor")
        circulation = read_circulation(table, self._drawn)
        style = table.text("style")
        printer = table.text("printer")
        if "qr" in table:
            self._codes = table.flag("qr")
        accepts = table.texts("accepts")
        cover = self._cover(table)
        sections = tuple(self._sections(table))
        self._vet_accepts(accepts, table)
        self._report.problems[:] = map(self._suggesting, self._report.problems)
        table.finish()
        if number is None or bulletin is None:
            return None
        others = read_numbers(self._issues.path, self._report, leave_out=name)
        check_number(number, others, table.place("cumulative"), self._report)
        if not sections and not self._report.errors:
            self._report.error("issue-empty", table.place())
        circulation = circulation.over(bulletin.circulation)
        likely = str(day or f"{number.year}-04-02")
        vet_permit(circulation, printed_on, likely, table.place(), self._report)
        self._note_orphans()
        for article in (a for section in sections for a in section.articles):
            self._text.extend(article.manuscript.text)
        drawn = {n: a for n, a in self._assets.items() if a is not None}
        for asset_name, asset in drawn.items():
            if isinstance(asset, Drawing) and asset.text:
                self._text.append((asset.text, Place(asset_name)))
        labels = (number.full_label, number.label_han, number.cumulative_label)
        self._text.append(("".join(labels), table.place("number")))
        return Issue(
            identifier=number.identifier,
            folder=self._path,
            bulletin=bulletin,
            number=number,
            date=day,
            printed_on=printed_on,
            editor=editor,
            circulation=circulation,
            style=style or bulletin.style,
            printer=printer or bulletin.printer,
            cover=cover,
            sections=sections,
            assets=drawn,
            accepts=frozenset(accepts),
            text=tuple(self._text),
            words=self._words(),
            digests={
                **{f"issues/{n}": digest for n, digest in self._issues.digests.items()},
                **self._folder.digests,
            },
            sources={
                **{f"issues/{n}": data for n, data in self._issues.contents.items()},
                **{
                    f"issues/{number.identifier}/{n}": data
                    for n, data in self._folder.contents.items()
                    if not n.lower().endswith(_RASTER)
                },
            },
        )

    def _bulletin(self) -> Bulletin | None:
        table = read_settings(self._issues, "bulletin.toml", self._report)
        if table is None:
            return None
        self._codes = table.flag("qr")
        slogan = table.texts("slogan")
        for i, line in enumerate(slogan):
            self._text.append((line, table.place("slogan", i)))
        statement, statement_html = table.prose("statement") or "", ""
        if statement:
            place = table.place("statement")
            statement_html, statement = read_text(place.file, statement, place.line, self._report)
            self._text.append((statement, place))
        bulletin = Bulletin(
            name=self._drawn(table, "name", required=True),
            publisher=self._drawn(table, "publisher", required=True),
            series=self._drawn(table, "series"),
            slogan=slogan,
            style=table.text("style", required=True) or "",
            printer=table.text("printer", required=True) or "",
            statement=statement,
            statement_html=statement_html,
            editor_label=self._drawn(table, "editor_label") or "编辑",
            email=self._address(table, "email", "mailto:"),
            web=self._address(table, "web", ""),
            circulation=read_circulation(table, self._drawn),
        )
        table.finish()
        return bulletin

    def _words(self) -> tuple[str, ...]:
        """The words of ``issues/words.txt``, one to a line; ``#`` begins a comment."""
        if WORDS not in self._issues.names():
            return ()
        text = self._issues.text(WORDS, self._report) or ""
        lines = (line.partition("#")[0].strip() for line in text.split("\n"))
        return tuple(dict.fromkeys(line for line in lines if line))

    def _drawn(self, table: Table, key: str, *, required: bool = False) -> str:
        """A line of text that will be printed."""
        value = table.text(key, required=required) or ""
        if value:
            self._text.append((value, table.place(key)))
        return value

    def _address(self, table: Table, key: str, scheme: str) -> str:
        value = self._drawn(table, key)
        pattern = r"[!-~]+@[!-~]+" if scheme else r"https?://[!-~]+"
        if value and not re.fullmatch(pattern, value):
            self._report.error(f"{key}-wrong", table.place(key), value=shown(value))
        return value

    def _cover(self, table: Table) -> Figure | None:
        inner = table.table("cover")
        if inner is None:
            return None
        name = inner.text("file", required=True)
        alt = inner.text("alt", required=True)
        caption = self._drawn(inner, "caption")
        inner.finish()
        if name is None:
            return None
        figure = Figure(name, alt or "", caption, inner.place("file"))
        self._picture(figure.name, figure.place)
        return figure

    def _vet_accepts(self, names: tuple[str, ...], table: Table) -> None:
        for i, name in enumerate(names):
            if name not in self._assets:
                like = nearest(name, self._assets) or "-"
                place = table.place("accepts", i)
                self._report.error("accepts-unused", place, name=shown(name), like=like)

    def _sections(self, table: Table) -> Iterator[Section]:
        for inner in table.tables("sections", required=True):
            title = inner.text("title", required=True)
            entries = list(inner.mixed("articles", required=True))
            articles = [
                self._article(entry, inner.place("articles", i)) for i, entry in enumerate(entries)
            ]
            inner.finish()
            if not entries and title and "articles" in inner:
                self._report.notice("section-empty", inner.place("title"), title=title)
            elif entries and title:
                self._text.append((title, inner.place("title")))
                yield Section(title, tuple(a for a in articles if a))

    def _article(self, entry: Table | str | None, place: Place) -> Article | None:
        form, contents = FORMS[0], None
        if isinstance(entry, Table):
            name = entry.text("file", required=True)
            form = entry.choice("form", FORMS) or form
            contents = entry.text("contents")
            place = entry.place("file")
            entry.finish()
            if contents:
                self._text.append((contents, entry.place("contents")))
        else:
            name = entry
        if name is None:
            return None
        plain = normalize("NFC", posixpath.normpath(name))  # however it is spelled
        if plain in self._manuscripts:
            first = self._manuscripts[plain].line
            self._report.error("article-twice", place, name=shown(name), first=first)
            return None
        self._manuscripts[plain] = place
        text = self._folder.text(name, self._report, place)
        manuscript = None
        if text is not None:
            manuscript = read_manuscript(
                name, text, self._report, self._picture, self._data, codes=self._codes
            )
        if manuscript is None:
            self._unread = True
            return None
        return Article(name, form, contents, manuscript)

    def _data(self, name: str, place: Place) -> str | None:
        """The text of the table ``name``; what is wrong with it is noted at ``place``."""
        return self._folder.text(name, self._report, place, DATA_CAP)

    def _picture(self, name: str, place: Place) -> Picture | Drawing | None:
        """The vetted picture or the QR code ``name``, once; what is wrong is noted at ``place``."""
        if name not in self._assets:
            if name.startswith(CODE):
                address = name.removeprefix(CODE)
                self._assets[name] = draw_code(name, address, place, self._report)
            else:
                self._assets[name] = self._vetted(name, place)
        return self._assets[name]

    def _vetted(self, name: str, place: Place) -> Picture | Drawing | None:
        drawing = name.lower().endswith(_DRAWING)
        try:
            data = self._folder.read(name, DRAWING_CAP if drawing else PICTURE_CAP, place)
        except InputError as error:
            self._report.extend(error.problems)
            return None
        key = (name, hashlib.sha256(data).hexdigest())
        if key not in self._known:
            noted = Report()
            asset = (drawings.vet if drawing else pictures.vet)(name, data, place, noted)
            self._report.extend(noted)
            if asset is None or noted.problems:
                return asset
            self._known[key] = asset
        return self._known[key]

    def _note_orphans(self) -> None:
        """Warn of manuscripts, tables and pictures in the issue's folders that nothing asks for.

        What an article that could not be read asks for is not known.
        """
        for name in self._unused():
            if not self._unread or name.startswith("articles/"):
                self._report.warning("file-unlisted", Place(shown(name)))

    def _asked(self) -> set[str]:
        return {*self._manuscripts, *self._assets, *self._folder.contents}

    def _unused(self) -> list[str]:
        asked = self._asked()
        folders = {"articles": (_MANUSCRIPT, _DATA), "data": (_DATA,), "images": _PICTURE}
        return [
            full
            for sub, suffixes in folders.items()
            for name in self._folder.names(sub)
            if name.lower().endswith(suffixes) and (full := f"{sub}/{name}") not in asked
        ]

    def _suggesting(self, problem: Problem) -> Problem:
        """A missing file's problem, with one suggested that nothing uses yet."""
        at_bulletin = problem.place is None or problem.place.file.startswith("issues/")
        if problem.key not in ("file-missing", "file-missing-like") or at_bulletin:
            return problem
        values = dict(problem.values)
        above = values["name"].removeprefix("articles/")  # images/1.jpg, without its ../
        if above != values["name"] and posixpath.dirname(above) in _ABOVE:
            there = above in (f"{sub}/{n}" for sub in _ABOVE for n in self._folder.names(sub))
            like = above if there else nearest(above, self._unused()) or above
            return _missing(problem, "file-above", like)
        if values.get("like") not in self._asked():
            return problem
        folder = posixpath.dirname(values["name"])
        unused = {_stem(name): name for name in self._unused() if posixpath.dirname(name) == folder}
        other = unused.get(nearest(_stem(values["name"]), unused) or "", "")
        return _missing(problem, "file-missing-like" if other else "file-missing", other)


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name))[0]


def _missing(problem: Problem, key: str, like: str) -> Problem:
    values = {**dict(problem.values), "like": like}
    return problem._replace(key=key, values=tuple(values.items()))
