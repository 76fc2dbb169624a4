"""Each slip of a designer's pen is told at its file and line, with what works instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spp_press.catalogue import remedy
from spp_press.composition import Lexicon
from spp_press.designing.checks import check_style
from spp_press.designing.copying import copy_style
from spp_press.designing.vocabulary import CLASSES, ELEMENTS, Vocabulary
from spp_press.engine import Typesetter
from spp_press.folders import shipped
from spp_press.issue import read_issue
from spp_press.problems import InputError, Report
from spp_press.styles import FaceFile, Ink, Sheet, Style, read_style, style_folders
from spp_press.typeset import typeset
from tests.conftest import ROOT, spp_press
from tests.engine.setting import FACES

TEMPLATES = {
    "bulletin.html": '<p id="all" class="name name-{{ n }}{% if x %} long{% endif %}"></p>'
}
INKS = (Ink("lake", (0, 108, 106), (90, 35, 55, 20)),)
FACE = FACES[0]


def found(css: str, inks: tuple[Ink, ...] = INKS, faces: tuple[FaceFile, ...] = FACES) -> list[str]:
    report = Report()
    sheet = Sheet("asset://style/a.css", "styles/mine/a.css", css)
    check_style(Style("mine", ROOT, (sheet,), TEMPLATES, {}, faces, inks), report)
    return [f"{p.place}: {p.key}: {dict(p.values).get('like', '')}" for p in report]


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (":root { --ink: 1pt }\np { top: var(--inc); left: var(--ink) }",
         "2: custom-property-undefined-like: --ink"),
        ("p { top: var(--xyzzy) }", "1: custom-property-undefined: None"),
        ("\nh2 { --heading-shap: balance }", "2: custom-property-unread-like: --heading-shape"),
        ("p { --zzz: 1 }", "1: custom-property-unread: None"),
        ("h2 { --heading-shape: pyramid }", "1: token-value: "),
        (".pull-qoute p { top: 0 }", "1: selector-unused-like: .pull-quote"),
        ("@media print {\n .qqq { top: 0 } }", "2: selector-unused: ."),
        ("artcle > p { top: 0 }", "1: selector-unused-like: article"),
        ("#al { top: 0 }", "1: selector-unused-like: #all"),
        ("p:not(.longg) { top: 0 }", "1: selector-unused-like: .long"),
        ('p { font-family: "Song" }', "1: family-missing: "),
        ("p { font: 700 9pt/12pt SimSun }", "1: family-missing: "),
        (':root { --face: "SPP Song", Nope }\np { font: 400 9pt var(--face) }',
         "1: family-missing: "),
        ("p { color: device-cmyk(0 1 1 0) }", "1: colour-device-cmyk: "),
        ("p { --han-digit-gap: 3 }", "1: token-gap: "),
        ("p { --han-latin-gap: 0.2em }", "1: token-gap: "),
        (":root { --heading-shape: balance }", "1: heading-shape-text: "),
        ("h2, main > p { --heading-shape: balance }", "1: heading-shape-text: "),
        (":root { --wine: #8a1f3d }\np { color: var(--wine) }", "1: colour-no-ink: "),
        ("p { color: #8a1f3d }\nh2 { color: #8A1F3D }", "1: colour-no-ink: "),
        ("p { border: 1pt solid #006c6b }", "1: colour-near-ink: "),
    ],
)  # fmt: skip
def test_a_slip_is_told(css: str, said: str) -> None:
    assert found(css) == [f"styles/mine/a.css:{said}"]


@pytest.mark.parametrize(
    "css",
    [
        "p.name-7 .long, p#all > .pull-quote::before, a:hover { color: #006c6a }",
        "h2 { --heading-shape: balance; --han-latin-gap: .25ic; font: 400 9pt/1.5 'SPP Song' }",
        ":root { --s: 9pt; --f: 'SPP Song' } p { font: 700 var(--s)/17pt var(--f) }",
        ":root { --s: 9pt; --f: 'SPP Song' } p { font: 400 var(--s) var(--f) }",
        "@page { @top-left { content: counter(page); color: #777 } }",
    ],
)
def test_nothing_is_told_of_what_works(css: str) -> None:
    assert found(css) == []


def test_the_ink_that_a_colour_lacks_can_be_added_as_it_is_told(tmp_path: Path) -> None:
    folder = copy_style("classic", "mine", tmp_path)
    drawing = folder / "ring.svg"
    text = drawing.read_text(encoding="utf-8")
    drawing.write_text(text.replace("#006c6a", "#8a1f3d", 1), encoding="utf-8")
    report = Report()
    check_style(read_style("mine", tmp_path, report), report)
    [problem] = report
    line = text[: text.index("#006c6a")].count("\n") + 1
    assert (problem.key, str(problem.place)) == ("colour-no-ink", f"styles/mine/ring.svg:{line}")
    values = dict(problem.values)
    drawing.write_text(text.replace("#006c6a", values["rgb"], 1), encoding="utf-8")
    settings = folder / "style.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[inks]", f"[inks]\n{values['entry']}"),
        encoding="utf-8",
    )
    report = Report()
    check_style(read_style("mine", tmp_path, report), report)
    assert list(report) == []


def test_an_ink_that_looks_otherwise_is_told() -> None:
    assert found("", (Ink("red", (255, 0, 0), (0, 100, 100, 0)),)) == ["None: ink-rgb: "]


def test_what_the_engine_ignores_is_told_with_what_works_instead() -> None:
    css = (
        "@font-face { font-family: 'SPP Song'; src: url(spp-song-400.otf) }\n"
        "p { text-autospace: normal }\np { word-break: keep-all }\np { colour: red }\n"
        "p { letter-spacing: 2 }\np { backdrop-filter: none }"
    )
    sheet = Sheet("asset://style/a.css", "styles/mine/a.css", css)
    report = Report()
    style = Style("mine", ROOT, (sheet,), {}, {}, (FACE,), ())
    Typesetter(style, Lexicon.common(), report)
    told = [(str(p.place), p.key) for p in report]
    assert told == [
        ("styles/mine/a.css:2", "ignored-text-autospace"),
        ("styles/mine/a.css:3", "ignored-word-break"),
        ("styles/mine/a.css:4", "property-unknown"),
        ("styles/mine/a.css:5", "unit-missing"),
        ("styles/mine/a.css:6", "layout-ignored"),
    ]
    assert "--han-latin-gap" in remedy(report.problems[0], "en")
    assert "color" in remedy(report.problems[2], "en")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tokens.css", ":root", '@import url("https://x.example/a.css");\n:root',
         "layout-refused https://x.example/a.css"),
        ("back.html", "asset://style/ring.svg", "ring.svg", "address-relative ring.svg"),
        ("back.html", "asset://style/ring.svg", "/home/me/ring.svg", "address-relative ring.svg"),
        ("back.html", "asset://style/ring.svg", "asset://style/rign.svg",
         "asset-missing-like asset://style/ring.svg"),
        ("components/back.css", ".back {", ".back { background: url(ring.svg);",
         "asset-missing-like asset://style/ring.svg"),
        ("components/back.css", ".back {", '.back { background: url("logo.png");',
         "asset-missing components/logo.png"),
        ("article.html", "id=", "name=", "anchor-missing #articles-01-floodplain"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_there_is_told_at_its_line(
    file: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    path = copy_style("classic", "mine", tmp_path) / file
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    report = Report()
    sample = shipped("sample")
    style = read_style("mine", tmp_path, report)
    issue = read_issue(sample / "issues" / "2026-1", sample, report)
    with pytest.raises(InputError) as raised:
        Typesetter(style, Lexicon.common(), report).lay_out(typeset(issue, style), report)
    problem = next(p for p in raised.value.problems if p.is_error)
    assert str(problem.place) == f"styles/mine/{file}:{line}"
    key, value = said.split()
    assert problem.key == key
    assert value in dict(problem.values).values()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("briefs.html", "section.title", "section.titel", "template-name-like: titel → title"),
        ("article.html", "section.title", "secton.title", "template-name-like: secton → section"),
        ("article.html", "section.title", "section.zzz", "template-name: zzz"),
        ("bulletin.html", '"back.html"', '"bakc.html"',
         "template-missing-like: bakc.html → back.html"),
        ("bulletin.html", '"back.html"', '"xyz"', "template-missing: xyz"),
        ("article.html", "| vetted", "| veted", "template-broken: No filter named 'veted'."),
    ],
)  # fmt: skip
def test_a_template_s_slip_is_told_at_its_line(
    file: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    path = copy_style("classic", "mine", tmp_path) / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    sample = shipped("sample")
    issue = read_issue(sample / "issues" / "2026-1", sample, Report())
    with pytest.raises(InputError) as raised:
        typeset(issue, read_style("mine", tmp_path, Report()))
    [problem] = raised.value.problems
    assert str(problem.place) == f"styles/mine/{file}:{line}"
    assert f"{problem.key}: {' → '.join(value for _, value in problem.values)}" == said


def test_a_template_s_block_that_is_left_open_is_told(tmp_path: Path) -> None:
    path = copy_style("classic", "mine", tmp_path) / "contents.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("{% endfor %}")], encoding="utf-8")
    sample = shipped("sample")
    issue = read_issue(sample / "issues" / "2026-1", sample, Report())
    with pytest.raises(InputError) as raised:
        typeset(issue, read_style("mine", tmp_path, Report()))
    [problem] = raised.value.problems
    assert (problem.key, dict(problem.values)) == ("template-open", {"block": "for"})
    assert "{% endfor %}" in remedy(problem, "zh")


@pytest.mark.parametrize("name", ["classic", "hongtou"])
def test_our_own_styles_have_no_slip(name: str) -> None:
    report = Report()
    check_style(read_style(name, ROOT, report), report)
    assert list(report) == []


def test_the_sample_has_every_class_of_a_manuscript_and_no_other() -> None:
    sample = shipped("sample")
    issue = read_issue(sample / "issues" / "2026-1", sample, Report())
    bodies = {"a": "".join(article.manuscript.body for article in issue.articles)}
    classes = Vocabulary(bodies).classes
    assert classes == CLASSES, "the vocabulary is what manuscripts write"
    used = {n for n in CLASSES if any(f"{n}" in body for body in bodies.values())}
    assert CLASSES - used <= {"continued", "left"}, "the sample shows all of it"
    assert Vocabulary(bodies).elements <= ELEMENTS


def test_a_style_is_copied_once(tmp_path: Path) -> None:
    folder = copy_style("classic", "mine", tmp_path)
    assert folder == tmp_path / "styles" / "mine"
    assert (folder / "components" / "text.css").is_file()
    assert read_style("mine", tmp_path, Report()).name == "mine"
    for source, name, key in (
        ("classic", "mine", "style-exists"),
        ("classic", "../x", "style-name"),
        ("clasic", "other", "style-source-missing-like"),
        ("水墨", "other", "style-source-missing"),
        ("classic", "classic@2021", "style-version-other"),
        ("mine", "classic@2026", "style-version-other"),
    ):
        with pytest.raises(InputError) as raised:
            copy_style(source, name, tmp_path)
        assert [p.key for p in raised.value.problems] == [key]
        assert "issue.toml" not in remedy(raised.value.problems[0], "zh")


def test_a_copy_is_called_by_its_own_name_and_one_that_is_kept_is_as_it_was(tmp_path: Path) -> None:
    ours = style_folders(None)["classic"]
    mine = copy_style("classic", "mine", tmp_path)
    assert not (mine / "README.md").exists()
    before = (ours / "style.toml").read_text("utf-8").splitlines()
    now = (mine / "style.toml").read_text("utf-8").splitlines()
    assert [pair for pair in zip(before, now, strict=True) if pair[0] != pair[1]] == [
        ('title = "经典"', 'title = "mine"')
    ]
    kept = copy_style("classic", "classic@2026", tmp_path)
    assert [p.name for p in kept.rglob("*")] == [p.name for p in ours.rglob("*")]
    assert (kept / "style.toml").read_bytes() == (ours / "style.toml").read_bytes()


def test_a_style_without_a_version_is_not_kept_as_one(tmp_path: Path) -> None:
    settings = copy_style("hongtou", "mine", tmp_path) / "style.toml"
    said = settings.read_text("utf-8").splitlines(keepends=True)
    settings.write_text("".join(s for s in said if not s.startswith("version")), "utf-8")
    with pytest.raises(InputError) as raised:
        copy_style("mine", "mine@2026", tmp_path)
    [problem] = raised.value.problems
    assert (str(problem.place), problem.key) == ("styles/mine/style.toml", "style-version-unsaid")


@pytest.mark.parametrize(
    ("toml", "key", "line"),
    [
        ('title = "x"\nsheets = ["a.css"', "toml-broken", 2),
        ('title = "x"\nsheet = ["a.css"]', "key-unknown-like", 2),
        ('title = "x"\nsheets = []\n[inks]\nred = { cmyk = [0, 1], rgb = "#ff0000" }',
         "key-not-numbers", 4),
        ('title = "x"\nsheets = []\n[inks]\nred = { cmyk = [0, 190, 0, 0], rgb = "#ff0000" }',
         "key-number-range", 4),
        ('title = "x"\nsheets = []\n[inks]\nred = { cmyk = [0, 1, 1, 0], rgb = "red" }',
         "key-not-colour", 4),
    ],
)  # fmt: skip
def test_style_toml_is_read_strictly(tmp_path: Path, toml: str, key: str, line: int) -> None:
    folder = tmp_path / "styles" / "mine"
    folder.mkdir(parents=True)
    (folder / "style.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_style("mine", tmp_path, Report())
    assert (key, f"styles/mine/style.toml:{line}") in [
        (p.key, str(p.place)) for p in raised.value.problems
    ]


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_both_styles_set_the_sample(style: str, tmp_path: Path) -> None:
    done = spp_press("--lang", "en", "make", "--sample", "--style", style, "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert {p.name for p in tmp_path.glob("*.pdf")} == {
        f"2026-{n}-{edition}.pdf" for n in (1, 2) for edition in ("print", "screen")
    }


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_both_styles_set_2021_1(style: str, tmp_path: Path) -> None:
    done = spp_press("make", "2021-1", "--style", style, "--output", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_issue_s_drawings_take_the_style_s_inks() -> None:
    report = Report()
    issue = read_issue(ROOT / "issues" / "2021-1", ROOT, report)
    hongtou = read_style("hongtou", ROOT, report)
    drawn = typeset(issue, hongtou).assets["asset:images/levels.svg"].data.decode()
    colours = set(re.findall("#[0-9a-f]{6}", drawn))
    assert colours == {"#000000", "#181715", "#e3000b", "#e9e9e8"}
    assert b"#006c6a" in issue.assets["images/levels.svg"].data


def test_styles_are_listed() -> None:
    done = spp_press("styles")
    assert done.returncode == 0
    assert "红头简报" in done.stdout and "classic" in done.stdout
